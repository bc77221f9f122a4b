#include "report/about.h"

#include "report/paragraph.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace mailwalk::report {

static QString inAbout(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("report", text, comment);
}

QString whatWasAsked(const trace::Trace &trace)
{
    const trace::Asked &asked = trace.asked;
    QStringList parts;
    for (const auto &part : {asked.address, asked.mailbox, asked.server})
        if (part)
            parts += fit(*part);
    parts += asked.profile == "finished" ? inAbout(QT_TRANSLATE_NOOP("report", "finished profile"))
                                         : inAbout(QT_TRANSLATE_NOOP("report", "new profile"));
    parts += QStringLiteral("Outlook %1").arg(fit(asked.outlook));
    parts += inAbout(asked.signedIn ? QT_TRANSLATE_NOOP("report", "signed in") : QT_TRANSLATE_NOOP("report", "not signed in"));
    return parts.join(QLatin1String(", "));
}

QString whoWalked(const trace::Trace &trace)
{
    return inAbout(QT_TRANSLATE_NOOP("report", "Mailwalk %1, walk of %2")).arg(fit(trace.version), fit(trace.started));
}

QString noteOn(Masking masking)
{
    return inAbout(
        masking == Masking::masked
            ? QT_TRANSLATE_NOOP("report", "Names and addresses in this report are masked.")
            : QT_TRANSLATE_NOOP("report", "Names and addresses in this report are NOT masked: look before you publish it."));
}

QString titleOf(const trace::Trace &trace)
{
    const trace::Asked &asked = trace.asked;
    const auto whose = asked.address ? asked.address : asked.mailbox ? asked.mailbox : asked.server;
    const QString title = inAbout(QT_TRANSLATE_NOOP("report", "Mailwalk report"));
    return whose ? QStringLiteral("%1: %2").arg(title, fit(*whose)) : title;
}

QString languageOfTexts()
{
    static const QRegularExpression tag(QStringLiteral("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"));
    const QString told = inAbout("en", "the language of this translation, as HTML names it (de, pt-BR)");
    return tag.match(told).hasMatch() ? told : QStringLiteral("en");
}

} // namespace mailwalk::report
