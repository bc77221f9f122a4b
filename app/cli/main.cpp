#include "base/endpoint.h"
#include "cli/commands.h"
#include "cli/system.h"
#include "cli/terminal.h"
#include "language/language.h"

#include <QtGui/QGuiApplication>
#include <algorithm>
#include <array>
#include <memory>

namespace mailwalk::cli {
namespace {

std::array<const Command *, 6> commands()
{
    return {&checkCommand(), &showCommand(), &compareCommand(), &portsCommand(), &explainCommand(), &practiceCommand()};
}

QString generalHelp()
{
    QString text = Cli::tr("Walks the way Outlook takes to an Exchange mailbox, and says which step fails and why.\n\n");
    for (const Command *command : commands())
        text += QStringLiteral("  mailwalk-cli %1 %2\n      %3\n")
                    .arg(QString::fromUtf8(command->name.data(), qsizetype(command->name.size())),
                         QString::fromUtf8(command->synopsis), Cli::tr(command->purpose));
    return text + Cli::tr("\n'mailwalk-cli COMMAND --help' shows its options.\n");
}

const Command &commandNamed(const std::string &name)
{
    const auto all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Command *command) { return command->name == name; });
    if (found != all.end())
        return **found;
    throw WrongUsage{Cli::tr("There is no such command; it is one of check, show, compare, ports, explain, practice ('mailwalk-cli --help').")};
}

Exit say(const QString &text)
{
    print(stdout, text.toStdString());
    return Exit::works;
}

Exit sayVersion() { return say(QStringLiteral("mailwalk-cli " MAILWALK_VERSION "\n")); }

Exit dispatch(const QStringList &arguments)
{
    std::vector<std::string> given;
    for (const QString &argument : arguments.mid(1))
        given.push_back(argument.toStdString());
    if (given.empty())
        throw WrongUsage{Cli::tr("A command is needed: check, show, compare, ports, explain or practice; 'mailwalk-cli --help' shows more.")};
    if (given.front() == "--help" || given.front() == "-h" || given.front() == "help")
        return say(generalHelp());
    if (given.front() == "--version")
        return sayVersion();
    const Command &command = commandNamed(given.front());
    const Arguments sorted = Arguments::read(command, {given.begin() + 1, given.end()});
    if (sorted.wantsHelp())
        return say(helpOf(command));
    if (sorted.wantsVersion())
        return sayVersion();
    return command.run(sorted);
}

Exit runGuarded(const QStringList &arguments)
{
    try {
        return dispatch(arguments);
    } catch (const WrongUsage &wrong) {
        complain(wrong.sentence);
        return Exit::wrongUsage;
    } catch (const NotWritten &failure) {
        complain(failure.sentence);
    } catch (const std::exception &fault) {
        complain(Cli::tr("A fault of this program: %1.").arg(QString::fromUtf8(fault.what())));
    }
    return Exit::ownFault;
}

bool isPaper(std::string_view argument)
{
    constexpr std::string_view ending = ".pdf";
    return argument.size() > ending.size() && sameCase(argument.substr(argument.size() - ending.size())) == ending;
}

// Paper takes fonts, which Qt has only beside a display: one that nobody sees will do. Where there is no session, Qt would make
// a folder for one and remark on it.
std::unique_ptr<QCoreApplication> applicationFor(int &argc, char **argv)
{
    if (std::none_of(argv, argv + argc, isPaper))
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", "/");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace
} // namespace mailwalk::cli

int main(int argc, char **argv)
{
    using namespace mailwalk::cli;
    setUpProcess();
    const auto application = applicationFor(argc, argv);
    mailwalk::language::speak();
    return static_cast<int>(runGuarded(QCoreApplication::arguments()));
}
