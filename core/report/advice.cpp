#include "report/advice.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/quiet.h"
#include "diagnosis/scene.h"
#include "diagnosis/sentence.h"
#include "diagnosis/short_code.h"
#include "report/letters.h"
#include "report/ways.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::report {

using namespace diagnosis;
using trace::Trace;

namespace {

QString advise(const char *text) { return QCoreApplication::translate("report", text); }

QString outcomeWord(Result result)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("report", "WORKS"),       QT_TRANSLATE_NOOP("report", "FAILS"),
        QT_TRANSLATE_NOOP("report", "NOT OFFERED"), QT_TRANSLATE_NOOP("report", "NOT PROVEN"),
        QT_TRANSLATE_NOOP("report", "NOT RUN"),     QT_TRANSLATE_NOOP("report", "CANCELLED"),
    };
    return advise(words[static_cast<std::size_t>(result)]);
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

QStringList meaning(const Trace &trace, const Verdict &verdict)
{
    const trace::Hop *hop = trace.hop(verdict.hop.value_or(0));
    const bool hasCause = std::any_of(verdict.findings.begin(), verdict.findings.end(),
                                      [&](const Finding &finding) { return isCause(finding, verdict); });
    if ((verdict.outcome != Result::fails && !hasCause) || !hop || !verdict.stage)
        return {};
    QStringList sentences{advise(QT_TRANSLATE_NOOP("report", "It stopped at step %1, while %2."))
                              .arg(hop->id)
                              .arg(diagnosis::wordFor(*verdict.stage))};
    if (hop->needed)
        sentences += advise(neededBy(trace, *hop));
    return sentences;
}

void addNew(QStringList &texts, const QString &text)
{
    if (!text.isEmpty() && !texts.contains(text))
        texts += text;
}

// The same advice of two causes is given once.
void addCause(Advice &advice, const Finding &finding, const Trace &trace)
{
    addNew(advice.remedies, remedyFor(finding, trace));
    for (const Fixer fixer : finding.fixers)
        addNew(advice.fixers, diagnosis::wordFor(fixer));
}

void addNoticed(Advice &advice, const Finding &finding)
{
    const QString text = QString::fromStdString(finding.text);
    advice.noticed += advise(QT_TRANSLATE_NOOP("report", "Step %1: %2")).arg(finding.hop).arg(text);
}

} // namespace

Advice adviceOf(const Trace &trace, const Verdict &verdict)
{
    Advice advice;
    advice.outcome = outcomeWord(verdict.outcome);
    advice.sentence = QString::fromStdString(verdict.sentence);
    advice.meaning = meaning(trace, verdict);
    for (const Finding &finding : verdict.findings)
        isCause(finding, verdict) ? addCause(advice, finding, trace) : addNoticed(advice, finding);
    advice.noticed += diagnosis::notesOnQuiet(trace);
    advice.letters = letters(trace, verdict);
    advice.ways = ways(verdict);
    advice.step = verdict.hop.value_or(0);
    advice.shortCode = QString::fromStdString(shortCode(verdict, trace));
    return advice;
}

} // namespace mailwalk::report
