#include "cli/commands.h"
#include "cli/explain_topics.h"
#include "cli/terminal.h"
#include "diagnosis/catalogue.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <numeric>
#include <set>

namespace mailwalk::cli {
namespace {

constexpr std::size_t longestWord = 80;

struct Entry {
    std::string name;
    QString title, text;
};

QString qt(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

// A cause explained without a walk has no host to name.
QString causeText(const char *source)
{
    return QCoreApplication::translate("cause", source)
        .replace(QLatin1String("{host}"), Cli::tr("the server"))
        .replace(QLatin1String("{port}"), Cli::tr("its port"))
        .replace(QLatin1String("{name}"), Cli::tr("the name"));
}

Entry entryOf(const diagnosis::Cause &cause)
{
    QStringList fixers;
    for (const auto fixer : cause.fixers)
        fixers.append(diagnosis::wordFor(fixer));
    QString text =
        causeText(cause.remedy) + QLatin1Char('\n') + Cli::tr("Who can mend it: %1.").arg(fixers.join(QLatin1String(", ")));
    if (*cause.message)
        text += QLatin1Char('\n') + Cli::tr("What to tell them: %1").arg(causeText(cause.message));
    return {cause.id, causeText(cause.sentence), text + QLatin1Char('\n') + causeText(cause.technical)};
}

std::vector<Entry> entries()
{
    std::vector<Entry> all;
    for (const Topic &topic : topics())
        all.push_back({std::string(topic.name), Cli::tr(topic.title), Cli::tr(topic.text)});
    for (int code = 0; !nameOf(trace::Code(code)).empty(); ++code)
        all.push_back({std::string(nameOf(trace::Code(code))), Cli::tr(meaningOf(trace::Code(code))), {}});
    for (const diagnosis::Cause &cause : diagnosis::catalogue())
        all.push_back(entryOf(cause));
    return all;
}

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

// A name that holds what was typed is near, however long it is.
std::size_t remoteness(std::string_view typed, std::string_view name)
{
    return name.find(typed) != name.npos ? 0 : distance(typed, name);
}

QString nearest(const std::vector<Entry> &all, std::string_view typed)
{
    QStringList names;
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const Entry &entry : all)
        order.emplace_back(remoteness(typed, entry.name), entry.name);
    std::sort(order.begin(), order.end());
    order.erase(std::unique(order.begin(), order.end()), order.end());
    order.resize(std::min<std::size_t>(order.size(), 3));
    for (const auto &[unused, name] : order)
        names.append(qt(name));
    return names.join(QLatin1String(", "));
}

Exit list(const std::vector<Entry> &all)
{
    std::set<std::string> seen; // a cause has a row for each desk where it reads differently
    for (const Entry &entry : all)
        if (seen.insert(entry.name).second)
            print(stdout, (qt(entry.name).leftJustified(36) + QLatin1Char(' ') + entry.title).toStdString() + '\n');
    return Exit::works;
}

Exit run(const Arguments &given)
{
    const auto all = entries();
    if (given.words().empty())
        return list(all);
    const std::string &typed = given.words().front();
    QString text;
    for (const Entry &entry : all)
        if (entry.name == typed)
            text += qt(entry.name) + QLatin1String(": ") + entry.title + QLatin1Char('\n') +
                    (entry.text.isEmpty() ? QString() : entry.text + QLatin1Char('\n'));
    if (text.isEmpty())
        throw WrongUsage{
            Cli::tr("explain does not know that; the nearest it knows: %1.").arg(nearest(all, typed.substr(0, longestWord)))};
    print(stdout, text.toStdString());
    return Exit::works;
}

} // namespace

const Command &explainCommand()
{
    static const Command command{
        "explain",
        "[CAUSE|CODE|direct|rpc-https|new-profile|135]",
        QT_TRANSLATE_NOOP("cli", "Explains a cause, a code, or how Outlook connects; without an argument lists what there is."),
        1,
        {},
        "",
        run};
    return command;
}

} // namespace mailwalk::cli
