#include "diagnosis/quiet.h"

#include "base/text.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

struct Quiet {
    Q_DECLARE_TR_FUNCTIONS(quiet)
};

constexpr HopId nearby = 200; // hops back: a saved walk may be anybody's

bool isFailedBy(const Hop &hop, std::initializer_list<Code> codes)
{
    return hop.outcome == Outcome::failed && hop.failure &&
           std::find(codes.begin(), codes.end(), hop.failure->code) != codes.end();
}

QString sentenceOn(const Scene &act, const std::string &silence)
{
    const QString time = QString::fromStdString(oneLine(silence)), host = QString::fromStdString(oneLine(act.host()));
    const bool isDirect = act.transport() == Transport::direct;
    const bool works = act.hop.outcome == Outcome::passed || act.hop.outcome == Outcome::warned;
    if (works && isDirect)
        return Quiet::tr("A direct connection to %1 on which nothing was said for %2 still worked.").arg(host, time);
    if (works)
        return Quiet::tr("RPC over HTTPS to %1 still worked after %2 in which Outlook would have said nothing.").arg(host, time);
    if (isFailedBy(act.hop, {Code::closed}) && !isForgottenInSilence(act))
        return Quiet::tr(
                   "The other side had ended the connection to %1 within %2 of silence. Outlook notices that and connects again.")
            .arg(host, time);
    return {};
}

} // namespace

std::optional<std::string> silenceBefore(const Scene &act)
{
    if (const std::string *quiet = act.hop.fact(quietFact); quiet && act.hop.failure) // not even its ping went through
        return *quiet;
    if (act.hop.isGroup())
        return std::nullopt;
    const HopId last = act.hop.id > nearby ? act.hop.id - nearby : 1;
    for (HopId id = act.hop.id - 1; id >= last; --id) {
        const Hop &hop = *act.trace.hop(id);
        if (hop.parent != act.hop.parent)
            continue;
        const std::string *quiet = hop.kind == Kind::attempt ? hop.fact(quietFact) : nullptr;
        return quiet ? std::optional(*quiet) : std::nullopt; // another act has used it before
    }
    return std::nullopt;
}

// A reset that came in the silence has been taken up by the system: the first send then says EPIPE. An orderly end does not.
bool isForgottenInSilence(const Scene &act)
{
    const bool isBroken = isFailedBy(act.hop, {Code::closed}) && act.hop.failure->text.find("EPIPE") != std::string::npos;
    return (isBroken || isFailedBy(act.hop, {Code::timeout, Code::reset})) && silenceBefore(act);
}

QStringList notesOnQuiet(const Trace &trace)
{
    QStringList notes;
    for (const Hop &hop : trace.hops)
        if (const auto silence = silenceBefore({trace, hop}))
            if (const QString note = sentenceOn({trace, hop}, *silence); !note.isEmpty() && !notes.contains(note))
                notes += note;
    return notes;
}

} // namespace mailwalk::diagnosis
