#include "diagnosis/explain.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/short_code.h"
#include "diagnosis/topics.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis {
namespace {

QString say(const char *text) { return QCoreApplication::translate("explain", text); }

// Without a walk there is no host to name.
QString general(const char *source)
{
    QString text = QCoreApplication::translate("cause", source);
    text.replace(QLatin1String("\"{name}\""), say(QT_TRANSLATE_NOOP("explain", "the name")));
    text.replace(QLatin1String("{host}"), say(QT_TRANSLATE_NOOP("explain", "the server")));
    text.replace(QLatin1String("\"{address}\""), say(QT_TRANSLATE_NOOP("explain", "the address")));
    text.replace(QLatin1String("{domain}"), say(QT_TRANSLATE_NOOP("explain", "your company")));
    text.replace(QLatin1String("{inner}"), say(QT_TRANSLATE_NOOP("explain", "the inner server")));
    text.replace(QLatin1String("{port}"), say(QT_TRANSLATE_NOOP("explain", "N")));
    return text.left(1).toUpper() + text.mid(1);
}

QString pageOf(const Cause &cause)
{
    QStringList fixers;
    for (const Fixer fixer : cause.fixers)
        fixers += wordFor(fixer);
    QStringList parts{general(cause.sentence),
                      say(QT_TRANSLATE_NOOP("explain", "What you can do: %1")).arg(general(cause.remedy)),
                      say(QT_TRANSLATE_NOOP("explain", "Who can mend it: %1")).arg(fixers.join(QLatin1String("; ")))};
    if (*cause.message)
        parts += say(QT_TRANSLATE_NOOP("explain", "What to tell them: %1")).arg(general(cause.message));
    parts += say(QT_TRANSLATE_NOOP("explain", "For administrators: %1")).arg(QString::fromUtf8(cause.technical));
    return parts.join(QLatin1String("\n"));
}

std::optional<QString> pageIn(const Pages &pages, std::string_view word)
{
    for (const Page &page : pages)
        if (page.word == word)
            return say(page.text);
    return std::nullopt;
}

// By kind of hop, in the order of the enumeration.
constexpr const char *places[] = {
    QT_TRANSLATE_NOOP("explain", "Where it stopped: the walk as a whole (walk)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: one of the four desks as a whole (stage)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: one of several attempts that lead to the same thing (attempt)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: a question asked on the side, to tell causes apart (probe)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: looking up the address of a name (resolve)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: opening a connection to a port (connect)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: a machine in between, such as the RPC proxy (proxy)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: encrypting the connection (secure)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: a request to a web server (http)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: a line through the RPC proxy to a port behind it (channel)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: asking on port 135 which port a service has (map)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: beginning the conversation with a service, and signing in (bind)."),
    QT_TRANSLATE_NOOP("explain", "Where it stopped: a question to a service (call)."),
};

// A code that was read out tells what it stands for first: it may have been heard wrong.
QString pageOf(const Spelled &code)
{
    return QStringList{QString::fromStdString(code.word), explain(code.word).value_or(QString()),
                       say(places[static_cast<std::size_t>(code.kind)])}
        .join(QLatin1String("\n\n"));
}

} // namespace

std::optional<QString> explain(std::string_view word)
{
    if (const auto topic = pageIn(topics(), word))
        return topic;
    if (const auto code = fromShortCode(word))
        return pageOf(*code);
    QStringList rows;
    for (const Cause &cause : catalogue())
        if (cause.id == word)
            rows += pageOf(cause);
    if (!rows.isEmpty())
        return rows.join(QLatin1String("\n\n"));
    return pageIn(codes(), word);
}

std::optional<QString> complaintAboutCode(std::string_view text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits = std::count_if(text.begin(), text.end(), isDigit);
    if (digits == 0 || text.find_first_not_of("0123456789 .-") != text.npos || fromShortCode(text))
        return std::nullopt;
    if (digits != 6)
        return say(QT_TRANSLATE_NOOP("explain",
                                     "A code to read out has six digits, as in 010 056; this one has another number of them."));
    return say(QT_TRANSLATE_NOOP("explain",
                                 "This is no code of Mailwalk: a digit is wrong, or two have changed places. Have it read "
                                 "out once more, three digits at a time."));
}

QStringList explainable()
{
    QStringList words;
    const auto add = [&words](std::string_view word) {
        const QString text = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
        if (!words.contains(text))
            words += text;
    };
    for (const Page &page : topics())
        add(page.word);
    for (const Cause &cause : catalogue())
        add(cause.id);
    for (const Page &page : codes())
        add(page.word);
    return words;
}

} // namespace mailwalk::diagnosis
