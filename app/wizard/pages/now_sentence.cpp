#include "wizard/pages/now_sentence.h"

#include "diagnosis/quiet.h"
#include "diagnosis/scene.h"
#include "wizard/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::wizard {

using trace::Kind;
using trace::Stage;

namespace {

// The same with the machine's name and without: other languages bend "the server" by its place in the sentence.
struct Line {
    const char *named, *unnamed;
};

constexpr Line resolving{QT_TRANSLATE_NOOP("now", "Looking up where to find {host} …"),
                         QT_TRANSLATE_NOOP("now", "Looking up where to find the server …")};
constexpr Line connecting{QT_TRANSLATE_NOOP("now", "Waiting for {host} to open its door, port {port} …"),
                          QT_TRANSLATE_NOOP("now", "Waiting for the server to open its door, port {port} …")};
constexpr Line passingProxy{QT_TRANSLATE_NOOP("now", "Asking the proxy of this network for a way to {host} …"),
                            QT_TRANSLATE_NOOP("now", "Asking the proxy of this network for a way to the server …")};
constexpr Line securing{QT_TRANSLATE_NOOP("now", "Making sure that it really is {host} that answers …"),
                        QT_TRANSLATE_NOOP("now", "Making sure that it really is the right server that answers …")};
constexpr Line browsing{QT_TRANSLATE_NOOP("now", "Waiting for an answer from the web server {host} …"),
                        QT_TRANSLATE_NOOP("now", "Waiting for an answer from the web server …")};
constexpr Line channelling{QT_TRANSLATE_NOOP("now", "Opening a line to the mail server {host} …"),
                           QT_TRANSLATE_NOOP("now", "Opening a line to the mail server …")};
constexpr Line mapping{QT_TRANSLATE_NOOP("now", "Asking {host} behind which door the service is today …"),
                       QT_TRANSLATE_NOOP("now", "Asking the server behind which door the service is today …")};
constexpr Line waiting{QT_TRANSLATE_NOOP("now", "Waiting for an answer from {host} …"),
                       QT_TRANSLATE_NOOP("now", "Waiting for an answer from the server …")};
constexpr Line referring{QT_TRANSLATE_NOOP("now", "Asking {host} which directory to look you up in …"),
                         QT_TRANSLATE_NOOP("now", "Asking the server which directory to look you up in …")};
constexpr Line lookingUp{QT_TRANSLATE_NOOP("now", "Looking for you in the address book of {host} …"),
                         QT_TRANSLATE_NOOP("now", "Looking for you in the address book …")};
constexpr Line opening{QT_TRANSLATE_NOOP("now", "Opening your mailbox at {host} …"),
                       QT_TRANSLATE_NOOP("now", "Opening your mailbox …")};

constexpr Line keepingQuiet{
    QT_TRANSLATE_NOOP("now", "Saying nothing to {host} for {time}, on purpose: does the connection last? …"),
    QT_TRANSLATE_NOOP("now", "Saying nothing to the server for {time}, on purpose: does the connection last? …")};

// A silence that is meant is no step that only holds others.
const std::string *silenceOf(const trace::Hop &hop) { return hop.fact(diagnosis::quietFact); }

const Line &conversation(std::optional<Stage> stage)
{
    switch (stage.value_or(Stage::discover)) {
    case Stage::discover: break;
    case Stage::refer: return referring;
    case Stage::lookUp: return lookingUp;
    case Stage::open: return opening;
    }
    return waiting;
}

const Line &lineFor(const trace::Hop &hop)
{
    if (silenceOf(hop))
        return keepingQuiet;
    switch (hop.kind) {
    case Kind::resolve: return resolving;
    case Kind::connect: return diagnosis::portIn(hop.target) ? connecting : waiting;
    case Kind::proxy: return passingProxy;
    case Kind::secure: return securing;
    case Kind::http: return browsing;
    case Kind::channel: return channelling;
    case Kind::map: return mapping;
    default: return conversation(hop.stage);
    }
}

} // namespace

void NowSentence::take(const std::vector<trace::Hop> &changes)
{
    for (const trace::Hop &hop : changes) {
        if (hop.outcome != trace::Outcome::running)
            running_.erase(hop.id);
        else if (!hop.isGroup() || silenceOf(hop))
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
    if (!hop)
        return {};
    const QString host = shown(diagnosis::hostIn(hop->target), 80);
    const bool isNamed = masking == report::Masking::none && !host.isEmpty();
    QString text = QCoreApplication::translate("now", isNamed ? lineFor(*hop).named : lineFor(*hop).unnamed);
    text.replace(QStringLiteral("{port}"), QString::number(diagnosis::portIn(hop->target).value_or(0)));
    if (const std::string *silence = silenceOf(*hop))
        text.replace(QStringLiteral("{time}"), shown(*silence, 20));
    return text.replace(QStringLiteral("{host}"), host);
}

QString NowSentence::patience(double now) const
{
    const int seconds = int(waited(now) / 1000);
    return seconds ? QCoreApplication::translate("now", "No answer yet, for %1 s.").arg(seconds) : QString();
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
