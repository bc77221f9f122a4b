#include "report/text.h"

#include "diagnosis/catalogue.h"
#include "report/advice.h"
#include "report/paragraph.h"
#include "report/profiles.h"
#include "report/steps.h"

#include <QCoreApplication>

namespace mailwalk::report {

using namespace diagnosis;
using trace::Trace;

namespace {

QString say(const char *text) { return QCoreApplication::translate("report", text); }

QString section(const QString &title, const QString &lines)
{
    return lines.isEmpty() ? QString() : QStringLiteral("\n%1\n%2").arg(title, lines);
}

QString inner(const QString &text) { return paragraph(text, QStringLiteral("  ")); }

QString askedFor(const Trace &trace)
{
    const trace::Asked &asked = trace.asked;
    QStringList parts;
    for (const auto &part : {asked.address, asked.mailbox, asked.server})
        if (part)
            parts += fit(*part);
    parts += asked.profile == "finished" ? say(QT_TRANSLATE_NOOP("report", "finished profile"))
                                         : say(QT_TRANSLATE_NOOP("report", "new profile"));
    parts += QStringLiteral("Outlook %1").arg(fit(asked.outlook));
    parts += asked.signedIn ? say(QT_TRANSLATE_NOOP("report", "signed in")) : say(QT_TRANSLATE_NOOP("report", "not signed in"));
    return parts.join(QLatin1String(", "));
}

QString heading(const Trace &trace, Masking masking)
{
    QString lines =
        paragraph(say(QT_TRANSLATE_NOOP("report", "Mailwalk %1, walk of %2")).arg(fit(trace.version), fit(trace.started)));
    lines += paragraph(say(QT_TRANSLATE_NOOP("report", "Asked: %1")).arg(askedFor(trace)));
    const char *note =
        masking == Masking::masked
            ? QT_TRANSLATE_NOOP("report", "Names and addresses in this report are masked.")
            : QT_TRANSLATE_NOOP("report", "Names and addresses in this report are NOT masked: look before you publish it.");
    return lines + paragraph(say(note));
}

QString paragraphs(const QStringList &texts)
{
    QString lines;
    for (const QString &text : texts)
        lines += inner(text);
    return lines;
}

// Fixers who are told the same are told it once; who gets which is said where there are several.
QString messages(const std::vector<Letter> &letters)
{
    QStringList texts;
    for (const Letter &letter : letters)
        if (!texts.contains(letter.text))
            texts += letter.text;
    QString lines;
    for (const QString &text : texts) {
        if (!lines.isEmpty())
            lines += QLatin1Char('\n');
        for (const Letter &letter : letters)
            if (texts.size() > 1 && letter.text == text)
                lines += inner(say(QT_TRANSLATE_NOOP("report", "To %1:")).arg(letter.toWord));
        for (const QString &line : text.split(QLatin1Char('\n')))
            lines += line.isEmpty() ? QStringLiteral("\n") : inner(line);
    }
    return lines;
}

QString toReadOut(const Advice &advice)
{
    if (advice.shortCode.isEmpty())
        return {};
    return paragraph(say(QT_TRANSLATE_NOOP("report", "To read out: step %1, code %2")).arg(advice.step).arg(advice.shortCode));
}

QString result(const Advice &advice)
{
    return paragraph(QStringLiteral("%1: %2").arg(advice.outcome, advice.sentence)) + toReadOut(advice) +
           section(say(QT_TRANSLATE_NOOP("report", "What this means")), paragraphs(advice.meaning)) +
           section(say(QT_TRANSLATE_NOOP("report", "What you can do")), paragraphs(advice.remedies)) +
           section(say(QT_TRANSLATE_NOOP("report", "Who can mend it")), paragraphs(advice.fixers)) +
           section(say(QT_TRANSLATE_NOOP("report", "What to tell them")), messages(advice.letters)) +
           section(say(QT_TRANSLATE_NOOP("report", "The ways")), paragraphs(advice.ways)) +
           section(say(QT_TRANSLATE_NOOP("report", "Also noticed")), paragraphs(advice.noticed));
}

QString forAdministrators(const Trace &trace, const Verdict &verdict)
{
    QString lines;
    for (const Finding &finding : verdict.findings)
        lines += inner(QStringLiteral("%1 (%2): %3")
                           .arg(QString::fromStdString(finding.cause))
                           .arg(finding.hop)
                           .arg(QString::fromStdString(technicalFor(finding, trace))));
    return section(say(QT_TRANSLATE_NOOP("report", "For administrators: cause (step)")), lines);
}

} // namespace

std::string summary(const Trace &trace, const Verdict &verdict) { return result(adviceOf(trace, verdict)).toStdString(); }

static QString profilesAsText(const trace::Document &walk)
{
    const auto told = profilesIn(walk);
    if (!told)
        return {};
    QString lines = inner(told->sentence);
    for (const QString &each : told->differences)
        lines += inner(QStringLiteral("- ") + each);
    return section(titleOfProfiles(), lines);
}

std::string text(const Trace &trace, const Verdict &verdict, Masking masking)
{
    return text(trace::Document{trace, {}}, verdict, masking);
}

std::string text(const trace::Document &walk, const Verdict &verdict, Masking masking)
{
    const Trace &trace = walk.trace;
    const QString all = result(adviceOf(trace, verdict)) + profilesAsText(walk) + forAdministrators(trace, verdict) +
                        section(say(QT_TRANSLATE_NOOP("report", "Steps")), steps(trace, verdict)) +
                        section(say(QT_TRANSLATE_NOOP("report", "Ports used")), portsUsed(trace)) +
                        section(say(QT_TRANSLATE_NOOP("report", "About this report")), heading(trace, masking));
    return all.toStdString();
}

} // namespace mailwalk::report
