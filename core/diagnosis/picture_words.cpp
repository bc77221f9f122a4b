#include "diagnosis/picture_words.h"

#include "diagnosis/scene.h"

#include <QCoreApplication>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

QString pictured(const char *text) { return QCoreApplication::translate("picture", text); }

template <std::size_t N, class E> QString pictured(const char *const (&texts)[N], E value)
{
    const auto at = static_cast<std::size_t>(value);
    return at < N && texts[at] ? pictured(texts[at]) : QString();
}

constexpr const char *stateWords[] = {
    QT_TRANSLATE_NOOP("picture", "not reached"), QT_TRANSLATE_NOOP("picture", "asking"),
    QT_TRANSLATE_NOOP("picture", "passed"),      QT_TRANSLATE_NOOP("picture", "passed, but odd"),
    QT_TRANSLATE_NOOP("picture", "failed"),      QT_TRANSLATE_NOOP("picture", "not run"),
    QT_TRANSLATE_NOOP("picture", "not needed"),
};

constexpr const char *stateSentences[] = {
    QT_TRANSLATE_NOOP("picture", "Nothing was asked of it, so nothing is known about it."),
    QT_TRANSLATE_NOOP("picture", "It is being asked now."),
    QT_TRANSLATE_NOOP("picture", "It answered as it should."),
    QT_TRANSLATE_NOOP("picture", "It answered, but not everything was as it should be."),
    QT_TRANSLATE_NOOP("picture", "It stopped here."),
    QT_TRANSLATE_NOOP("picture", "It was left out."),
    QT_TRANSLATE_NOOP("picture", "A finished profile does not need it."),
};

constexpr const char *captions[] = {
    QT_TRANSLATE_NOOP("picture", "This PC"),      QT_TRANSLATE_NOOP("picture", "Network"),
    QT_TRANSLATE_NOOP("picture", "Name service"), QT_TRANSLATE_NOOP("picture", "Autodiscover"),
    QT_TRANSLATE_NOOP("picture", "Way in"),       QT_TRANSLATE_NOOP("picture", "Referral"),
    QT_TRANSLATE_NOOP("picture", "Directory"),    QT_TRANSLATE_NOOP("picture", "Mailbox"),
};

constexpr const char *purposes[] = {
    QT_TRANSLATE_NOOP("picture", "The computer that you sit at."),
    QT_TRANSLATE_NOOP("picture", "What lies between this PC and the servers."),
    QT_TRANSLATE_NOOP("picture", "It knows the addresses of the servers by their names."),
    QT_TRANSLATE_NOOP("picture", "It tells Outlook on which server the mailbox is, and which way leads there."),
    QT_TRANSLATE_NOOP("picture",
                      "The first question goes to port 135 of the server, and every firewall on the way has to let it through."),
    QT_TRANSLATE_NOOP("picture", "It says which directory server Outlook shall ask."),
    QT_TRANSLATE_NOOP("picture", "It is the address book: it knows who you are and which server has your mailbox."),
    QT_TRANSLATE_NOOP("picture", "The server that has your mail."),
};

constexpr const char *laneCaptions[] = {
    QT_TRANSLATE_NOOP("picture", "Directly"),
    QT_TRANSLATE_NOOP("picture", "Through HTTPS (RPC over HTTPS)"),
    QT_TRANSLATE_NOOP("picture", "Through HTTPS (MAPI over HTTPS)"),
};

// In the order of the codes; null where the port says nothing.
constexpr const char *atPort[] = {
    nullptr,
    nullptr,
    nullptr,
    QT_TRANSLATE_NOOP("picture", "port %1: no answer"),
    QT_TRANSLATE_NOOP("picture", "port %1: refused"),
    QT_TRANSLATE_NOOP("picture", "port %1: not reachable"),
    QT_TRANSLATE_NOOP("picture", "port %1: forbidden by this PC"),
    QT_TRANSLATE_NOOP("picture", "port %1: cut off"),
    QT_TRANSLATE_NOOP("picture", "port %1: closed too early"),
    QT_TRANSLATE_NOOP("picture", "port %1: something else answers"),
};

constexpr const char *observed[] = {
    QT_TRANSLATE_NOOP("picture", "no such name"),
    QT_TRANSLATE_NOOP("picture", "name without address"),
    QT_TRANSLATE_NOOP("picture", "name service failed"),
    QT_TRANSLATE_NOOP("picture", "no answer"),
    QT_TRANSLATE_NOOP("picture", "refused"),
    QT_TRANSLATE_NOOP("picture", "not reachable"),
    QT_TRANSLATE_NOOP("picture", "forbidden by this PC"),
    QT_TRANSLATE_NOOP("picture", "cut off"),
    QT_TRANSLATE_NOOP("picture", "closed too early"),
    QT_TRANSLATE_NOOP("picture", "something else answers"),
    QT_TRANSLATE_NOOP("picture", "certificate does not fit"),
    QT_TRANSLATE_NOOP("picture", "no secure connection"),
    QT_TRANSLATE_NOOP("picture", "no secure connection"),
    QT_TRANSLATE_NOOP("picture", "error of the web server"),
    QT_TRANSLATE_NOOP("picture", "sign-in refused"),
    QT_TRANSLATE_NOOP("picture", "no common way to sign in"),
    QT_TRANSLATE_NOOP("picture", "does not take the call"),
    QT_TRANSLATE_NOOP("picture", "broke off the call"),
    QT_TRANSLATE_NOOP("picture", "said no"),
    QT_TRANSLATE_NOOP("picture", "answer makes no sense"),
    QT_TRANSLATE_NOOP("picture", "answer too large"),
    QT_TRANSLATE_NOOP("picture", "not agreed to"),
    QT_TRANSLATE_NOOP("picture", "this program goes no further"),
};

constexpr const char *reasonLabels[] = {
    QT_TRANSLATE_NOOP("picture", "stopped before"),   QT_TRANSLATE_NOOP("picture", "not chosen"),
    QT_TRANSLATE_NOOP("picture", "not walked here"),  QT_TRANSLATE_NOOP("picture", "could lock the account"),
    QT_TRANSLATE_NOOP("picture", "takes a password"), QT_TRANSLATE_NOOP("picture", "not agreed to"),
    QT_TRANSLATE_NOOP("picture", "not offered here"),
};

constexpr const char *reasonSentences[] = {
    QT_TRANSLATE_NOOP("picture", "The walk stopped before it, so nothing is known about it."),
    QT_TRANSLATE_NOOP("picture", "It was left out, because another way was chosen."),
    QT_TRANSLATE_NOOP("picture", "It was left out: this version of the program does not walk this way."),
    QT_TRANSLATE_NOOP("picture", "It was left out: the sign-in was refused before, and a further try could lock the account."),
    QT_TRANSLATE_NOOP("picture", "Going on here takes a password, and none was given."),
    QT_TRANSLATE_NOOP("picture", "It was left out, because you have not agreed to it."),
    QT_TRANSLATE_NOOP("picture", "This way is not offered here."),
};

std::optional<std::uint16_t> askedPort(const Hop &hop)
{
    const auto asked = portIn(hop.target);
    return asked ? asked : hop.port;
}

// As net/certificate_faults writes them.
QString certificateLabel(const Hop &failed)
{
    static constexpr std::pair<std::string_view, const char *> all[] = {
        {"expired", QT_TRANSLATE_NOOP("picture", "certificate has run out")},
        {"not yet valid", QT_TRANSLATE_NOOP("picture", "certificate not yet valid")},
        {"other name", QT_TRANSLATE_NOOP("picture", "certificate for another name")},
        {"self-signed", QT_TRANSLATE_NOOP("picture", "certificate signed by itself")},
        {"unknown authority", QT_TRANSLATE_NOOP("picture", "certificate of unknown origin")},
        {"missing intermediate", QT_TRANSLATE_NOOP("picture", "certificate sent in part")},
    };
    for (const auto &[got, text] : all)
        if (failed.failure->got == got)
            return pictured(text);
    return pictured(observed, failed.failure->code);
}

bool isSaidByProxy(const Hop &failed)
{
    return failed.kind == Kind::channel && failed.failure->got.value_or(std::string{}).find("RPC Error") != std::string::npos;
}

QString statusLabel(const Hop &failed)
{
    const auto port = askedPort(failed);
    if (port && isSaidByProxy(failed))
        return pictured(QT_TRANSLATE_NOOP("picture", "port %1: not through the proxy")).arg(*port);
    const Trace none;
    const auto status = Scene{none, failed}.status();
    if (status && *status >= 300 && *status < 600)
        return pictured(QT_TRANSLATE_NOOP("picture", "web server: error %1")).arg(*status);
    return pictured(observed, Code::httpStatus);
}

// A channel is the proxy's, whatever port it is to lead to.
QString lineLabel(const Hop &failed)
{
    const bool isOnPort = failed.kind != Kind::resolve && failed.kind != Kind::channel;
    const auto port = isOnPort ? askedPort(failed) : std::nullopt;
    const QString withPort = port ? pictured(atPort, failed.failure->code) : QString();
    return withPort.isEmpty() ? pictured(observed, failed.failure->code) : withPort.arg(*port);
}

} // namespace

QString wordFor(State state) { return pictured(stateWords, state); }
QString stateSentence(State state) { return pictured(stateSentences, state); }
QString captionFor(Transport transport) { return pictured(laneCaptions, transport); }
QString reasonLabel(Reason reason) { return pictured(reasonLabels, reason); }
QString reasonSentence(Reason reason) { return pictured(reasonSentences, reason); }

QString captionFor(Place place, std::optional<Transport> lane)
{
    if (place == Place::entrance && lane == Transport::rpcHttps)
        return pictured(QT_TRANSLATE_NOOP("picture", "RPC proxy"));
    if (place == Place::entrance && lane == Transport::mapiHttps)
        return pictured(QT_TRANSLATE_NOOP("picture", "Web server"));
    return pictured(captions, place);
}

QString purposeOf(Place place, std::optional<Transport> lane)
{
    if (place == Place::entrance && lane != Transport::direct)
        return pictured(
            QT_TRANSLATE_NOOP("picture", "It lets Outlook in from outside: everything goes to its port 443, encrypted."));
    return pictured(purposes, place);
}

QString portLabel(std::uint16_t port) { return pictured(QT_TRANSLATE_NOOP("picture", "port %1")).arg(port); }

QString failureLabel(const Hop &failed)
{
    if (!failed.failure)
        return {};
    switch (failed.failure->code) {
    case Code::certificate: return certificateLabel(failed);
    case Code::httpStatus: return statusLabel(failed);
    case Code::status:
        if (failed.kind == Kind::map)
            return pictured(QT_TRANSLATE_NOOP("picture", "service is not there"));
        break;
    default: break;
    }
    return lineLabel(failed);
}

QString failureSentence(const Hop &failed)
{
    return pictured(QT_TRANSLATE_NOOP("picture", "The walk stopped here (%1).")).arg(failureLabel(failed));
}

} // namespace mailwalk::diagnosis
