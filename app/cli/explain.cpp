#include "diagnosis/explain.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "report/paragraph.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <numeric>

namespace mailwalk::cli {
namespace {

constexpr std::size_t longestWord = 80, mostCodeWords = 6; // digit by digit
constexpr int columnWidth = 38, columns = 2;
constexpr qsizetype mostSuggestions = 3;

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

// A word that holds what was typed is near, however long it is.
std::size_t remoteness(std::string_view typed, const std::string &word)
{
    return word.find(typed) != word.npos ? 0 : distance(typed, word);
}

// What could have been meant: at most every second letter is another.
QStringList nearest(std::string_view typed)
{
    QStringList words = diagnosis::explainable();
    words.removeIf([&](const QString &word) { return remoteness(typed, word.toStdString()) > typed.size() / 2; });
    std::stable_sort(words.begin(), words.end(), [&](const QString &a, const QString &b) {
        return remoteness(typed, a.toStdString()) < remoteness(typed, b.toStdString());
    });
    return words.mid(0, mostSuggestions);
}

WrongUsage unknown(std::string_view typed)
{
    const QStringList near = nearest(typed);
    const QString all = Cli::tr("'mailwalk-cli explain' lists what it knows.");
    if (near.isEmpty())
        return {Cli::tr("explain does not know that; 'mailwalk-cli explain' lists what it knows.")};
    return {Cli::tr("explain does not know that; the nearest it knows: %1.").arg(near.join(QLatin1String(", ")))};
}

Exit listWords()
{
    QString text = Cli::tr("'mailwalk-cli explain WORD' explains one of these:\n");
    const QStringList words = diagnosis::explainable();
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool ends = (i + 1) % columns == 0 || i + 1 == words.size();
        text += ends ? words.at(i) + QLatin1Char('\n') : words.at(i).leftJustified(columnWidth) + QLatin1Char(' ');
    }
    print(stdout, text.toStdString());
    return Exit::works;
}

// One word; or a code, with or without spaces between its digits.
std::string wordFrom(const std::vector<std::string> &words)
{
    std::string text = words.front();
    for (std::size_t i = 1; i < words.size(); ++i)
        text += ' ' + words[i];
    if (words.size() > 1 && text.find_first_not_of("0123456789 .-") != text.npos)
        throw WrongUsage{Cli::tr("explain takes one word, or a code of six digits; there are more arguments than that.")};
    return text.substr(0, longestWord);
}

Exit run(const Arguments &given)
{
    if (given.words().empty())
        return listWords();
    const std::string word = wordFrom(given.words());
    const auto page = diagnosis::explain(word);
    if (const auto complaint = page ? std::nullopt : diagnosis::complaintAboutCode(word))
        throw WrongUsage{*complaint};
    if (!page)
        throw unknown(word);
    QString text;
    for (const QString &line : page->split(QLatin1Char('\n')))
        text += line.isEmpty() ? QStringLiteral("\n") : report::paragraph(line);
    print(stdout, text.toStdString());
    return Exit::works;
}

} // namespace

const Command &explainCommand()
{
    static const Command command{
        "explain",
        "[CAUSE|CODE|direct|rpc-https|new-profile|fixed-ports|135]",
        QT_TRANSLATE_NOOP("cli", "Explains a cause, a code, or how Outlook connects; without an argument lists what there is."),
        mostCodeWords,
        {},
        QT_TRANSLATE_NOOP("cli", "CODE is a failure's code (timeout), or the six digits that somebody reads out: 010 056."),
        run};
    return command;
}

} // namespace mailwalk::cli
