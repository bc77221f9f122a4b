#include "cli/arguments.h"

#include "base/text.h"
#include "report/paragraph.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <array>

namespace mailwalk::cli {
namespace {

const Option helpOption{"help", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "Show this help and end.")};
const Option versionOption{"version", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "Show the version and end.")};

QString shown(std::string_view text) { return QString::fromStdString(oneLine(text, 60)); }

// Whoever writes one of these is about to put a password where every user of the machine can read it.
bool isPasswordOption(std::string_view name)
{
    constexpr std::array<std::string_view, 6> known{"password", "pass", "passwd", "pwd", "pw", "p"};
    return std::find(known.begin(), known.end(), name) != known.end();
}

const Option *find(const Command &command, std::string_view name)
{
    if (name == helpOption.name || name == "h")
        return &helpOption;
    if (name == versionOption.name)
        return &versionOption;
    const auto found =
        std::find_if(command.options.begin(), command.options.end(), [&](auto &option) { return option.name == name; });
    return found == command.options.end() ? nullptr : &*found;
}

const Option &known(const Command &command, std::string_view name)
{
    if (const Option *option = find(command, name))
        return *option;
    if (isPasswordOption(name))
        throw WrongUsage{Cli::tr("--%1 is not accepted: other users of this computer can read a program's arguments; "
                                 "give the password as one line of standard input, with --password-stdin.")
                             .arg(shown(name))};
    throw WrongUsage{Cli::tr("%1 has no option --%2; '%1 --help' lists them.").arg(shown(command.name), shown(name))};
}

struct Split {
    std::string_view name;
    std::optional<std::string> value;
};

Split split(std::string_view argument)
{
    const std::string_view body = argument.substr(argument.starts_with("--") ? 2 : 1);
    const auto equals = body.find('=');
    if (equals == body.npos)
        return {body, std::nullopt};
    return {body.substr(0, equals), std::string(body.substr(equals + 1))};
}

std::string requiredValue(const Option &option, Split &part, std::vector<std::string>::const_iterator &next,
                          std::vector<std::string>::const_iterator end)
{
    if (!part.value && next != end && !next->starts_with("--"))
        part.value = *next++;
    if (!part.value || part.value->empty())
        throw WrongUsage{Cli::tr("--%1 needs a value: %2.").arg(shown(option.name), QString::fromUtf8(option.value))};
    return *part.value;
}

} // namespace

void notThereYet(const QString &what)
{
    throw WrongUsage{Cli::tr("%1 is not there yet in version %2.").arg(what, QStringLiteral(MAILWALK_VERSION))};
}

Arguments Arguments::read(const Command &command, const std::vector<std::string> &given)
{
    Arguments result;
    for (auto next = given.begin(); next != given.end();) {
        const std::string &argument = *next++;
        if (!argument.starts_with('-') || argument == "-") {
            result.words_.push_back(argument);
            continue;
        }
        Split part = split(argument);
        const Option &option = known(command, part.name);
        auto &values = result.values_[std::string(option.name)];
        if (option.takes == Takes::nothing && part.value)
            throw WrongUsage{Cli::tr("--%1 takes no value.").arg(shown(option.name))};
        if (option.takes != Takes::values && !values.empty())
            throw WrongUsage{Cli::tr("--%1 is given twice.").arg(shown(option.name))};
        values.push_back(option.takes == Takes::nothing ? std::string{} : requiredValue(option, part, next, given.end()));
    }
    if (result.words_.size() > command.words && !result.wantsHelp())
        throw WrongUsage{Cli::tr("There are more arguments than %1 takes; '%1 --help' shows its form.").arg(shown(command.name))};
    return result;
}

std::optional<std::string> Arguments::value(std::string_view option) const
{
    const auto found = values_.find(option);
    return found == values_.end() ? std::nullopt : std::optional(found->second.front());
}

std::vector<std::string> Arguments::values(std::string_view option) const
{
    const auto found = values_.find(option);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

QString helpOf(const Command &command)
{
    constexpr qsizetype column = 32;
    QString text = QStringLiteral("mailwalk-cli %1 %2\n\n%3\n\n")
                       .arg(shown(command.name), QString::fromUtf8(command.synopsis), Cli::tr(command.purpose));
    auto options = command.options;
    options.push_back(helpOption);
    options.push_back(versionOption);
    for (const Option &option : options) {
        const QString head = QStringLiteral("  --%1 %2").arg(shown(option.name), QString::fromUtf8(option.value));
        const QString gap = head.size() < column ? QString(column - head.size(), QLatin1Char(' '))
                                                 : QLatin1Char('\n') + QString(column, QLatin1Char(' '));
        text += head + gap + Cli::tr(option.help) + QLatin1Char('\n');
    }
    return *command.notes ? text + QLatin1Char('\n') + report::paragraph(Cli::tr(command.notes)) : text;
}

} // namespace mailwalk::cli
