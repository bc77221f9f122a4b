#include "wizard/pages/now_sentence.h"

#include "diagnosis/scene.h"
#include "wizard/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::wizard {

using trace::Kind;
using trace::Stage;

namespace {

class Now
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard::NowSentence)
};

// Of calls and of the sign-in before them: what the desk is for.
QString conversation(std::optional<Stage> stage, const QString &host)
{
    switch (stage.value_or(Stage::discover)) {
    case Stage::discover: break;
    case Stage::refer: return Now::tr("Asking %1 which directory server to use …").arg(host);
    case Stage::lookUp: return Now::tr("Looking for you in the address book of %1 …").arg(host);
    case Stage::open: return Now::tr("Opening your mailbox at %1 …").arg(host);
    }
    return Now::tr("Waiting for an answer from %1 …").arg(host);
}

QString connecting(const QString &host, std::optional<std::uint16_t> port)
{
    return port ? Now::tr("Waiting for %1 to open its door, port %2 …").arg(host, QString::number(*port))
                : Now::tr("Waiting for %1 to open its door …").arg(host);
}

QString hostOf(const trace::Hop &hop, report::Masking masking)
{
    const std::string host = diagnosis::hostIn(hop.target);
    return masking == report::Masking::masked || host.empty() ? Now::tr("the server") : shown(host, 80);
}

QString sentenceFor(const trace::Hop &hop, const QString &host)
{
    switch (hop.kind) {
    case Kind::resolve: return Now::tr("Looking up where to find %1 …").arg(host);
    case Kind::connect: return connecting(host, diagnosis::portIn(hop.target));
    case Kind::proxy: return Now::tr("Asking the proxy of this network to let us through to %1 …").arg(host);
    case Kind::secure: return Now::tr("Making sure that it really is %1 …").arg(host);
    case Kind::http: return Now::tr("Waiting for an answer from the web server %1 …").arg(host);
    case Kind::channel: return Now::tr("Opening a line through to %1 …").arg(host);
    case Kind::map: return Now::tr("Asking %1 which door to use today …").arg(host);
    default: return conversation(hop.stage, host);
    }
}

} // namespace

void NowSentence::take(const std::vector<trace::Hop> &changes)
{
    for (const trace::Hop &hop : changes) {
        if (hop.outcome != trace::Outcome::running)
            running_.erase(hop.id);
        else if (!hop.isGroup())
            running_.insert_or_assign(hop.id, hop);
    }
}

double NowSentence::waited(double now) const
{
    const trace::Hop *hop = longest();
    return hop ? std::max(0.0, now - hop->opened) : 0;
}

QString NowSentence::text(report::Masking masking) const
{
    const trace::Hop *hop = longest();
    return hop ? sentenceFor(*hop, hostOf(*hop, masking)) : QString();
}

QString NowSentence::patience(double now) const
{
    const int seconds = int(waited(now) / 1000);
    return seconds ? Now::tr("No answer yet, for %n second(s).", nullptr, seconds) : QString();
}

// An act that waits for another act in it is not the one that is late.
const trace::Hop *NowSentence::longest() const
{
    for (const auto &[id, hop] : running_) {
        const auto isInside = [id = id](const auto &other) { return other.second.parent == id; };
        if (std::none_of(running_.upper_bound(id), running_.end(), isInside))
            return &hop;
    }
    return nullptr;
}

} // namespace mailwalk::wizard
