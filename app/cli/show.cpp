#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/repeats.h"
#include "cli/saved_walk.h"

namespace mailwalk::cli {
namespace {

Exit run(const Arguments &given)
{
    if (given.words().empty())
        throw WrongUsage{Cli::tr("show needs the FILE of a saved walk.")};
    const Outputs outputs = outputsFrom(given);
    const std::string &file = given.words().front();
    if (const auto repeats = savedRepeats(file)) {
        requireFormsForRepeats(outputs);
        deliver(*repeats, outputs);
    } else {
        deliver(savedWalk(file), outputs);
    }
    return Exit::works;
}

} // namespace

const Command &showCommand()
{
    static const Command command{
        "show",
        "FILE [options]",
        QT_TRANSLATE_NOOP("cli", "Diagnoses walks again that were saved with 'check --json FILE', and shows them."),
        1,
        outputOptions(),
        "",
        run};
    return command;
}

} // namespace mailwalk::cli
