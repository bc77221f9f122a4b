#include "report/compare.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/saved_walk.h"
#include "report/json.h"
#include "report/mask.h"

namespace mailwalk::cli {
namespace {

using report::Masking;

// Both are masked or none: a name must be the same word in both. Masked words of a file cannot be told from names, so that one
// was masked before is said; and what comes out is masked only where nothing in it is bare.
Exit run(const Arguments &given)
{
    if (given.words().size() != 2)
        throw WrongUsage{Cli::tr("compare needs two FILEs of saved walks.")};
    const Outputs outputs = outputsFrom(given);
    if (outputs.report && QString::fromStdString(*outputs.report).endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        throw WrongUsage{Cli::tr("--report of a comparison takes a file name that ends in .html or .txt.")};
    const trace::Document first = savedWalk(given.words()[0]), second = savedWalk(given.words()[1]);
    std::vector<trace::Trace> walks{first.trace, second.trace};
    if (outputs.masked)
        walks = report::masked(std::move(walks));
    const Masking before = report::maskingOf(first), after = report::maskingOf(second);
    const bool isMasked = outputs.masked || (before == Masking::masked && after == Masking::masked);
    const Masking masking = isMasked ? Masking::masked : Masking::none;
    auto comparison = diagnosis::compare(walks[0], walks[1]);
    if (const QString note = report::noteOnMasks(before, after); !note.isEmpty())
        comparison.sentence += QLatin1Char(' ') + note;
    const report::ComparedWalks compared{walks[0], walks[1], comparison};
    deliver(Delivery{comparison.sentence.toStdString(), report::text(compared, masking),
                     [&](const QString &file) {
                         const bool isHtml = file.endsWith(QLatin1String(".html"), Qt::CaseInsensitive);
                         return QByteArray::fromStdString(isHtml ? report::html(compared, masking)
                                                                 : report::text(compared, masking));
                     },
                     [&] { return report::toJson(compared, masking); }},
            outputs);
    return Exit::works;
}

} // namespace

const Command &compareCommand()
{
    static const Command command{
        "compare",
        "FILE FILE [options]",
        QT_TRANSLATE_NOOP("cli",
                          "Says in what two walks differ that were saved with 'check --json FILE': what explains most first."),
        2,
        outputOptions(),
        "",
        run};
    return command;
}

} // namespace mailwalk::cli
