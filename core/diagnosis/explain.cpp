#include "diagnosis/explain.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/topics.h"

#include <QCoreApplication>

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

} // namespace

std::optional<QString> explain(std::string_view word)
{
    if (const auto topic = pageIn(topics(), word))
        return topic;
    QStringList rows;
    for (const Cause &cause : catalogue())
        if (cause.id == word)
            rows += pageOf(cause);
    if (!rows.isEmpty())
        return rows.join(QLatin1String("\n\n"));
    return pageIn(codes(), word);
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
