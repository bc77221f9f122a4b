#include "cli/commands.h"
#include "cli/system.h"
#include "cli/terminal.h"
#include "practice/organisation.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryFile>
#include <algorithm>

namespace mailwalk::cli {
namespace {

using practice::Account;
using practice::FaultInfo;

QString qt(const std::string &text) { return QString::fromStdString(text); }

void printJson(const QJsonObject &object)
{
    print(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + '\n');
}

QJsonArray arrayOf(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(qt(text));
    return array;
}

Exit listFaults(bool asJson)
{
    if (asJson) {
        QJsonArray list;
        for (const FaultInfo &fault : practice::faults())
            list.append(QJsonObject{{QStringLiteral("id"), qt(fault.id)},
                                    {QStringLiteral("description"), qt(fault.description)},
                                    {QStringLiteral("arguments"), arrayOf(fault.arguments)}});
        printJson({{QStringLiteral("faults"), list}});
        return Exit::works;
    }
    for (const FaultInfo &fault : practice::faults())
        print(stdout, (qt(fault.id).leftJustified(36) + QLatin1Char(' ') + qt(fault.description)).toStdString() + '\n');
    return Exit::works;
}

const FaultInfo &faultOf(const std::string &id)
{
    const auto &all = practice::faults();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FaultInfo &fault) { return fault.id == id; });
    if (found == all.end())
        throw WrongUsage{Cli::tr("--fault: there is no such fault; --list-faults lists them.")};
    return *found;
}

/// The authority of the organisation, for programs to read while it lives; Qt's temporary files are their owner's alone.
class AuthorityFile
{
public:
    explicit AuthorityFile(const practice::Organisation &organisation)
        : file_(QDir::tempPath() + QStringLiteral("/mailwalk-practice-XXXXXX.pem"))
    {
        const std::string pem = organisation.authority();
        if (!file_.open() || file_.write(pem.data(), static_cast<qint64>(pem.size())) < 0 || !file_.flush())
            throw std::runtime_error("no temporary file can be written: " + file_.errorString().toStdString());
    }
    std::string name() const { return file_.fileName().toStdString(); }

private:
    QTemporaryFile file_;
};

// What `check` has to be given for this organisation, with what the chosen faults ask for besides.
std::vector<std::string> argumentsFor(const practice::Organisation &organisation, const std::string &authority,
                                      const std::vector<std::string> &faults)
{
    auto arguments = organisation.arguments();
    arguments.insert(arguments.end(), {"--ca", authority});
    for (const std::string &fault : faults)
        for (const std::string &argument : faultOf(fault).arguments)
            arguments.push_back(argument);
    return arguments;
}

QJsonObject objectOf(const Account &account)
{
    return {{QStringLiteral("address"), qt(account.address)},
            {QStringLiteral("mailbox"), qt(account.mailbox)},
            {QStringLiteral("user"), qt(account.user)},
            {QStringLiteral("password"), qt(account.password)},
            {QStringLiteral("expected"), qt(account.expected)}};
}

void announceJson(const practice::Organisation &organisation, const std::string &authority,
                  const std::vector<std::string> &arguments)
{
    QJsonArray accounts;
    for (const Account &account : organisation.accounts())
        accounts.append(objectOf(account));
    printJson({{QStringLiteral("ca"), qt(authority)},
               {QStringLiteral("dns"), qt(toText(organisation.nameServer()))},
               {QStringLiteral("arguments"), arrayOf(arguments)},
               {QStringLiteral("accounts"), accounts}});
    print(stdout, "ready\n");
}

// For a POSIX shell.
std::string quoted(const std::string &text)
{
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-_./:@,=+").find(c) != std::string_view::npos;
    });
    if (plain)
        return text;
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + '\'';
}

std::string commandFor(const Account &account, const std::vector<std::string> &arguments)
{
    const std::string program = QCoreApplication::applicationFilePath().toStdString();
    std::string command = "  printf '%s\\n' " + quoted(account.password) + " | " + quoted(program) + " check --password-stdin";
    command += ' ' + quoted(account.address) + " --mailbox " + quoted(account.mailbox) + " --user " + quoted(account.user);
    for (const std::string &argument : arguments)
        command += ' ' + quoted(argument);
    return command + '\n';
}

void announce(const practice::Organisation &organisation, const std::vector<std::string> &arguments,
              const std::vector<std::string> &faults)
{
    print(stdout, Cli::tr("A made-up organisation listens on this computer alone. Ctrl+C ends it.\n").toStdString());
    for (const std::string &fault : faults)
        print(stdout, Cli::tr("Broken on purpose: %1.").arg(qt(faultOf(fault).description)).toStdString() + '\n');
    for (const Account &account : organisation.accounts()) {
        const QString title = Cli::tr("%1 (in a whole organisation: %2)").arg(qt(account.address), qt(account.expected));
        print(stdout, "\n" + title.toStdString() + '\n' + commandFor(account, arguments));
    }
    print(stdout, "\nready\n");
}

void waitForTheEnd(const Interrupt &interrupt)
{
    constexpr std::size_t enough = 4096;
    for (auto text = interrupt.readInput(enough); text && !text->empty();)
        text = interrupt.readInput(enough);
}

Exit run(const Arguments &given)
{
    if (given.has("list-faults"))
        return listFaults(given.has("json"));
    const auto faults = given.values("fault");
    for (const std::string &fault : faults)
        faultOf(fault);
    const net::Stop stop;
    const Interrupt interrupt(stop);
    const practice::Organisation organisation(faults);
    const AuthorityFile authority(organisation);
    const auto arguments = argumentsFor(organisation, authority.name(), faults);
    given.has("json") ? announceJson(organisation, authority.name(), arguments) : announce(organisation, arguments, faults);
    waitForTheEnd(interrupt);
    return Exit::works;
}

} // namespace

const Command &practiceCommand()
{
    static const Command command{
        "practice",
        "[--fault ID]... [--json] | --list-faults [--json]",
        QT_TRANSLATE_NOOP("cli",
                          "Runs a made-up Exchange organisation on this computer, whole or broken on purpose, to walk to."),
        0,
        {{"fault", Takes::values, "ID", QT_TRANSLATE_NOOP("cli", "Break this; may be given several times.")},
         {"list-faults", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "List what can be broken, and end.")},
         {"json", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "One line of JSON for programs, then 'ready'.")}},
        QT_TRANSLATE_NOOP(
            "cli",
            "It listens on loopback only and runs until its standard input ends or Ctrl+C; with </dev/null it ends at once."),
        run};
    return command;
}

} // namespace mailwalk::cli
