#include "diagnosis/sentence.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/scene.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

QString worded(const char *text) { return QCoreApplication::translate("verdict", text); }

// By failure code, in the order of the enumeration.
constexpr const char *observations[] = {
    QT_TRANSLATE_NOOP("verdict", "the name {host} does not exist"),
    QT_TRANSLATE_NOOP("verdict", "the name {host} has no address"),
    QT_TRANSLATE_NOOP("verdict", "the name service could not say where {host} is"),
    QT_TRANSLATE_NOOP("verdict", "no answer came from {host} (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "{host} refused the connection (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "{host} could not be reached (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "this PC did not allow the connection to {host} (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "the connection to {host} was cut (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "{host} hung up before it had answered (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "something else than the expected service answered at {host} (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "the certificate of {host} does not fit"),
    QT_TRANSLATE_NOOP("verdict", "{host} broke off the encrypted connection"),
    QT_TRANSLATE_NOOP("verdict", "no encrypted connection to {host} could be made"),
    QT_TRANSLATE_NOOP("verdict", "the web server {host} answered with an error"),
    QT_TRANSLATE_NOOP("verdict", "{host} did not accept the sign-in"),
    QT_TRANSLATE_NOOP("verdict", "{host} does not accept this way of signing in"),
    QT_TRANSLATE_NOOP("verdict", "{host} did not accept the conversation (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "{host} answered a question with a fault (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "{host} answered, but said no (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "the answer of {host} makes no sense (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "the answer of {host} was too large (port {port})"),
    QT_TRANSLATE_NOOP("verdict", "{host} was not to be given the sign-in without your consent"),
    QT_TRANSLATE_NOOP("verdict", "this program itself failed"),
};

// What the causes say that were found where it stopped; empty without any.
QString caused(const Verdict &verdict)
{
    QStringList texts;
    for (const Finding &finding : verdict.findings)
        if (finding.hop == verdict.hop && finding.cause != "username-format")
            texts += QString::fromStdString(finding.text);
    if (texts.size() <= 1)
        return texts.join(QString());
    return worded(QT_TRANSLATE_NOOP("verdict", "One of these, and from here they look the same: %1"))
        .arg(texts.join(QLatin1Char(' ')));
}

QString failing(const Verdict &verdict, const Trace &trace)
{
    if (const QString known = caused(verdict); !known.isEmpty())
        return known;
    const Hop *hop = trace.hop(verdict.hop.value_or(0));
    if (!hop)
        return worded(QT_TRANSLATE_NOOP("verdict", "It did not work, and the record does not say where."));
    const QString seen = observationAt(trace, *hop);
    if (!verdict.stage)
        return worded(QT_TRANSLATE_NOOP("verdict", "Step %1: %2. No known cause fits that.")).arg(hop->id).arg(seen);
    return worded(QT_TRANSLATE_NOOP("verdict", "Step %1, while %2: %3. No known cause fits that."))
        .arg(hop->id)
        .arg(wordFor(*verdict.stage), seen);
}

// Behind Autodiscover nothing can be asked without a password: then no lane has a hop of its own.
const char *unprovenWithoutPassword(const Verdict &verdict, const Trace &trace)
{
    const bool isAnyWalked = std::any_of(trace.hops.begin(), trace.hops.end(),
                                         [](const Hop &hop) { return hop.transport && hop.outcome != Outcome::notRun; });
    if (!isAnyWalked)
        return QT_TRANSLATE_NOOP("verdict", "Autodiscover answers. Which servers come next it tells only to whoever signs in, so "
                                            "whether the mailbox opens takes a password.");
    const bool isAnyFailing = std::any_of(verdict.lanes.begin(), verdict.lanes.end(),
                                          [](const auto &lane) { return lane.second.outcome == Result::fails; });
    if (isAnyFailing)
        return QT_TRANSLATE_NOOP(
            "verdict", "One of the ways does not answer, another does; whether the mailbox opens there takes a password.");
    return QT_TRANSLATE_NOOP(
        "verdict", "As far as one can look without signing in, everything answers; whether the mailbox opens takes a password.");
}

const char *unproven(const Verdict &verdict, const Trace &trace)
{
    switch (verdict.reason.value_or(Reason::policy)) {
    case Reason::needsPassword: return unprovenWithoutPassword(verdict, trace);
    case Reason::wouldRiskLockout:
        return QT_TRANSLATE_NOOP(
            "verdict", "The sign-in was refused before, so it was not tried again: a further try could lock the account.");
    case Reason::consent:
        return QT_TRANSLATE_NOOP(
            "verdict", "The walk stopped before it would have sent the sign-in to {host}, because you have not agreed to that.");
    default: break;
    }
    if (verdict.code == Code::authUnsupported)
        return QT_TRANSLATE_NOOP("verdict",
                                 "{host} does not accept this way of signing in: NTLM may be restricted there, and Kerberos "
                                 "wanted. This program has no other; Outlook may go on here.");
    if (verdict.code == Code::internal)
        return QT_TRANSLATE_NOOP("verdict",
                                 "This program could not go on, by a limit or a fault of its own. Nobody else is to blame.");
    return QT_TRANSLATE_NOOP("verdict", "Not everything could be walked, so nothing is proven.");
}

// What is known where nothing is proven.
QString unseen(const Verdict &verdict, const Trace &trace)
{
    const Hop *hop = trace.hop(verdict.hop.value_or(0));
    if (hop && hop->fact("skipped"))
        return filled(
            worded(QT_TRANSLATE_NOOP("verdict", "You skipped a step: the answer of {host} was not waited for, so what comes "
                                                "after it is not proven.")),
            trace, *hop);
    const QString known = caused(verdict);
    if (trace.asked.profile == "finished" && verdict.stage == Stage::discover && !verdict.reason)
        return worded(QT_TRANSLATE_NOOP("verdict",
                                        "What the finished profile has stored could not be seen from here, so nothing is "
                                        "proven about it. Autodiscover was asked instead, which the profile itself does "
                                        "not need. %1"))
            .arg(known)
            .trimmed();
    if (!known.isEmpty())
        return known;
    if (hop)
        return filled(worded(unproven(verdict, trace)), trace, *hop);
    return worded(QT_TRANSLATE_NOOP("verdict", "Not everything could be walked, so nothing is proven."));
}

bool hasWorked(const Verdict &verdict, Transport transport)
{
    const auto lane = verdict.lanes.find(transport);
    return lane != verdict.lanes.end() && lane->second.outcome == Result::works;
}

const char *working(const Verdict &verdict, const Trace &trace)
{
    if (trace.asked.profile == "finished")
        return QT_TRANSLATE_NOOP("verdict", "It works: the mailbox opens the way a finished profile opens it.");
    if (!hasWorked(verdict, Transport::rpcHttps))
        return QT_TRANSLATE_NOOP("verdict", "It works: every desk that a new profile needs has answered, and the mailbox opens.");
    if (!hasWorked(verdict, Transport::direct))
        return QT_TRANSLATE_NOOP("verdict", "It works through HTTPS, so over port 443 alone: every desk that a new profile needs "
                                            "has answered, and the mailbox opens.");
    return QT_TRANSLATE_NOOP("verdict", "It works both directly and through HTTPS: every desk that a new profile needs has "
                                        "answered, and the mailbox opens.");
}

} // namespace

QString wordFor(Stage stage)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("verdict", "finding the mail server"),
        QT_TRANSLATE_NOOP("verdict", "asking which directory server to use"),
        QT_TRANSLATE_NOOP("verdict", "finding you in the address book"),
        QT_TRANSLATE_NOOP("verdict", "opening the mailbox"),
    };
    return worded(words[static_cast<std::size_t>(stage)]);
}

QString observationAt(const Trace &trace, const Hop &hop)
{
    if (!hop.failure)
        return filled(worded(QT_TRANSLATE_NOOP("verdict", "it stopped at {host}")), trace, hop);
    return filled(worded(observations[static_cast<std::size_t>(hop.failure->code)]), trace, hop);
}

std::string sentenceFor(const Verdict &verdict, const Trace &trace)
{
    const auto text = [&]() -> QString {
        switch (verdict.outcome) {
        case Result::works: return worded(working(verdict, trace));
        case Result::fails: return failing(verdict, trace);
        case Result::notProven: return unseen(verdict, trace);
        case Result::cancelled:
            return worded(QT_TRANSLATE_NOOP("verdict", "The walk was stopped before its end, so nothing is proven."));
        case Result::notOffered: return worded(QT_TRANSLATE_NOOP("verdict", "This way is not offered here."));
        case Result::notRun: break;
        }
        return worded(QT_TRANSLATE_NOOP("verdict", "Nothing was walked."));
    };
    return text().toStdString();
}

} // namespace mailwalk::diagnosis
