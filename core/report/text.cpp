#include "report/text.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/scene.h"
#include "diagnosis/sentence.h"
#include "report/paragraph.h"
#include "report/steps.h"
#include "report/ways.h"

#include <QCoreApplication>
#include <algorithm>

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

QString outcomeWord(Result result)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("report", "WORKS"),       QT_TRANSLATE_NOOP("report", "FAILS"),
        QT_TRANSLATE_NOOP("report", "NOT OFFERED"), QT_TRANSLATE_NOOP("report", "NOT PROVEN"),
        QT_TRANSLATE_NOOP("report", "NOT RUN"),     QT_TRANSLATE_NOOP("report", "CANCELLED"),
    };
    return say(words[static_cast<std::size_t>(result)]);
}

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

bool isCause(const Finding &finding, const Verdict &verdict)
{
    const bool isStopped = verdict.outcome == Result::fails || verdict.outcome == Result::notProven;
    return isStopped && finding.hop == verdict.hop;
}

// The same advice of two causes is given once.
template <class Get> QString collected(const Verdict &verdict, Get get)
{
    QStringList texts;
    for (const Finding &finding : verdict.findings)
        if (isCause(finding, verdict))
            for (const QString &text : get(finding))
                if (!text.isEmpty() && !texts.contains(text))
                    texts += text;
    QString lines;
    for (const QString &text : texts)
        lines += inner(text);
    return lines;
}

// What a finished profile meets too, when the mailbox is there: the typed machine itself and its port 135.
bool isAboutTheMachine(const Scene &scene)
{
    const trace::Kind kind = scene.hop.kind;
    const bool isLine = kind == trace::Kind::connect || (kind == trace::Kind::map && scene.code() != trace::Code::status);
    return scene.isTyped() && (kind == trace::Kind::resolve || (isLine && scene.port() == mapperPort));
}

// Behind an RPC proxy only the ports differ from profile to profile; all go through the proxy itself.
bool isAboutTheEntrance(const Scene &scene)
{
    const trace::Kind kind = scene.hop.kind;
    const bool isInFront = kind >= trace::Kind::resolve && kind <= trace::Kind::http;
    return scene.transport() == trace::Transport::rpcHttps &&
           (isInFront || (kind == trace::Kind::channel && !scene.hop.fact("rpc error")));
}

const char *neededBy(const Trace &trace, const trace::Hop &hop)
{
    if (hop.failure && hop.failure->code == trace::Code::authRejected)
        return QT_TRANSLATE_NOOP("report", "Every profile has to sign in, new or finished.");
    if (isAboutTheEntrance({trace, hop}))
        return QT_TRANSLATE_NOOP("report", "Every profile goes through this machine, new or finished.");
    switch (hop.needed.value_or(trace::Needed::both)) {
    case trace::Needed::setUp:
        if (isAboutTheMachine({trace, hop}))
            return QT_TRANSLATE_NOOP(
                "report", "A new profile needs this step; a finished profile needs the same machine if the mailbox lives there.");
        return QT_TRANSLATE_NOOP("report",
                                 "Only setting up a new profile needs this step; a finished profile does not come here.");
    case trace::Needed::bothUnlessCached:
        return QT_TRANSLATE_NOOP("report",
                                 "A new profile needs this step; a finished one only without a local copy (cached mode).");
    case trace::Needed::both: break;
    }
    return QT_TRANSLATE_NOOP("report", "Every profile needs this step, new or finished.");
}

QString meaning(const Trace &trace, const Verdict &verdict)
{
    const trace::Hop *hop = trace.hop(verdict.hop.value_or(0));
    const bool hasCause = std::any_of(verdict.findings.begin(), verdict.findings.end(),
                                      [&](const Finding &finding) { return isCause(finding, verdict); });
    if ((verdict.outcome != Result::fails && !hasCause) || !hop || !verdict.stage)
        return {};
    return inner(say(QT_TRANSLATE_NOOP("report", "It stopped at step %1, while %2."))
                     .arg(hop->id)
                     .arg(diagnosis::wordFor(*verdict.stage))) +
           (hop->needed ? inner(say(neededBy(trace, *hop))) : QString());
}

QString advice(const Trace &trace, const Verdict &verdict)
{
    const auto remedies = [&](const Finding &f) { return QStringList{remedyFor(f, trace)}; };
    const auto messages = [&](const Finding &f) { return QStringList{messageFor(f, trace)}; };
    const auto fixers = [](const Finding &f) {
        QStringList words;
        for (const Fixer fixer : f.fixers)
            words += diagnosis::wordFor(fixer);
        return words;
    };
    return section(say(QT_TRANSLATE_NOOP("report", "What this means")), meaning(trace, verdict)) +
           section(say(QT_TRANSLATE_NOOP("report", "What you can do")), collected(verdict, remedies)) +
           section(say(QT_TRANSLATE_NOOP("report", "Who can mend it")), collected(verdict, fixers)) +
           section(say(QT_TRANSLATE_NOOP("report", "What to tell them")), collected(verdict, messages));
}

QString noticed(const Verdict &verdict)
{
    QString lines;
    for (const Finding &finding : verdict.findings)
        if (!isCause(finding, verdict))
            lines +=
                inner(say(QT_TRANSLATE_NOOP("report", "Step %1: %2")).arg(finding.hop).arg(QString::fromStdString(finding.text)));
    return section(say(QT_TRANSLATE_NOOP("report", "Also noticed")), lines);
}

QString result(const Trace &trace, const Verdict &verdict)
{
    const QString sentence = QString::fromStdString(verdict.sentence);
    return paragraph(QStringLiteral("%1: %2").arg(outcomeWord(verdict.outcome), sentence)) + advice(trace, verdict) +
           section(say(QT_TRANSLATE_NOOP("report", "The ways")), ways(verdict)) + noticed(verdict);
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

std::string summary(const Trace &trace, const Verdict &verdict) { return result(trace, verdict).toStdString(); }

std::string text(const Trace &trace, const Verdict &verdict, Masking masking)
{
    const QString all = result(trace, verdict) + forAdministrators(trace, verdict) +
                        section(say(QT_TRANSLATE_NOOP("report", "Steps")), steps(trace, verdict)) +
                        section(say(QT_TRANSLATE_NOOP("report", "Ports used")), portsUsed(trace)) +
                        section(say(QT_TRANSLATE_NOOP("report", "About this report")), heading(trace, masking));
    return all.toStdString();
}

} // namespace mailwalk::report
