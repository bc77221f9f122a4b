#include "cli/commands.h"
#include "cli/ports_plan.h"
#include "cli/terminal.h"
#include "report/keep.h"
#include "report/ports/formats.h"

#include <QtCore/QDir>
#include <QtCore/QStringDecoder>

namespace mailwalk::cli {
namespace {

using diagnosis::ports::Advice;
using report::ports::File;

void keepIn(const std::string &folder, const std::vector<File> &files)
{
    const QDir place(QString::fromStdString(folder));
    if (!place.exists())
        throw WrongUsage{Cli::tr("--folder: there is no such folder.")};
    for (const File &file : files) {
        const QString path = place.filePath(QString::fromStdString(file.name));
        if (const QString complaint = report::keep(path, file.bytes); !complaint.isEmpty())
            throw NotWritten{complaint};
        print(stdout, path.toStdString() + '\n');
    }
}

// To be read; to be imported they need to be files.
std::string readable(const std::vector<File> &files)
{
    std::string text;
    for (const File &file : files) {
        QStringDecoder decoder(QStringConverter::Utf16LE);
        const QString content = decoder(file.bytes);
        text += "; ===== " + file.name + " =====\n" + QString(content).remove(QLatin1Char('\r')).toStdString() + '\n';
    }
    return text;
}

void printRegistry(const PortsPlan &plan, const Advice &advice)
{
    const auto files = report::ports::registry(advice, plan.situation);
    if (files.empty())
        throw WrongUsage{Cli::tr("--format reg: there is nothing to write without fixed ports for this way; --pin gives them.")};
    if (plan.folder)
        keepIn(*plan.folder, files);
    else
        print(stdout, readable(files));
}

void printRules(const char *format, const QByteArray &commands)
{
    if (commands.isEmpty())
        throw WrongUsage{
            Cli::tr("--format %1: there is no rule to write for this way; 'mailwalk-cli ports' without --format says why.")
                .arg(QLatin1String(format))};
    print(stdout, commands.toStdString());
}

void printText(const PortsPlan &plan, const Advice &advice)
{
    if (plan.measured)
        print(stdout, report::ports::measured(*plan.measured).toStdString() + '\n');
    print(stdout, report::ports::text(advice, plan.situation).toStdString());
}

void printAdvice(const PortsPlan &plan)
{
    const Advice advice = diagnosis::ports::adviceFor(plan.situation);
    const auto *measured = plan.measured ? &*plan.measured : nullptr;
    switch (plan.format) {
    case PortsFormat::text: return printText(plan, advice);
    case PortsFormat::csv: return print(stdout, report::ports::csv(advice, plan.situation).toStdString());
    case PortsFormat::json: return print(stdout, report::ports::json(advice, plan.situation, measured).toStdString());
    case PortsFormat::netsh: return printRules("netsh", report::ports::netsh(advice, plan.situation));
    case PortsFormat::nft: return printRules("nft", report::ports::nft(advice, plan.situation));
    case PortsFormat::registry: return printRegistry(plan, advice);
    }
}

Exit run(const Arguments &given)
{
    const PortsPlan plan = portsPlanFrom(given);
    printAdvice(plan);
    return Exit::works;
}

} // namespace

const Command &portsCommand()
{
    static const Command command{
        "ports",
        "[--exchange VERSION] [--outlook VERSION] [--via TRANSPORT] [options]",
        QT_TRANSLATE_NOOP(
            "cli", "Says which ports have to be open, from which machine to which, and how to fix them. Without any network."),
        0,
        portsOptions(),
        QT_TRANSLATE_NOOP("cli", "Options for addresses may be given several times and take numbers alone: what is not given is "
                                 "left to be filled in."),
        run};
    return command;
}

} // namespace mailwalk::cli
