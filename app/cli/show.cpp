#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/saved_walk.h"

namespace mailwalk::cli {
namespace {

Exit run(const Arguments &given)
{
    if (given.words().empty())
        throw WrongUsage{Cli::tr("show needs the FILE of a saved walk.")};
    const Outputs outputs = outputsFrom(given);
    deliver(savedWalk(given.words().front()), outputs);
    return Exit::works;
}

} // namespace

const Command &showCommand()
{
    static const Command command{
        "show",
        "FILE [options]",
        QT_TRANSLATE_NOOP("cli", "Diagnoses a walk again that was saved with 'check --json FILE', and shows it."),
        1,
        outputOptions(),
        "",
        run};
    return command;
}

} // namespace mailwalk::cli
