#include "hostile_web.h"

namespace mailwalk::test {

using practice::ByteStream;

namespace {

const Address loopback = *addressFrom("127.0.0.1");

// One request after the other, as long as the behaviour leaves the connection as it found it.
void serve(ByteStream &stream, const HostileWeb::Behaviour &behaviour)
{
    practice::HttpConnection connection(stream, "hostile");
    if (const auto request = connection.nextRequest())
        behaviour(stream, *request);
    stream.close();
}

} // namespace

HostileWeb::HostileWeb(Behaviour behaviour)
    : tls_(authority_.issue({practice::CertificateFault::none, "corp.test", {"corp.test", "*.corp.test"}}), {})
{
    open([this, behaviour = std::move(behaviour)](practice::Stream &stream) {
        if (const auto inside = tls_.accept(stream))
            serve(*inside, behaviour);
    });
}

HostileWeb::HostileWeb(InClear greeting)
    : tls_(authority_.issue({practice::CertificateFault::none, "corp.test", {"corp.test", "*.corp.test"}}), {})
{
    open([text = std::move(greeting.text)](practice::Stream &stream) {
        say(stream, text);
        stream.sayGoodbye();
    });
}

void HostileWeb::open(practice::Porter::Visit visit)
{
    practice::Listener listener = practice::listenAt(loopback);
    port_ = listener.port();
    porter_.attend(std::move(listener), std::move(visit));
    porter_.open();
}

net::NameSettings HostileWeb::names() const
{
    net::NameSettings names;
    for (const char *host : {"autodiscover.corp.test", "mail.corp.test"})
        names.fixed[host] = {loopback};
    names.nameServer = Endpoint{"127.0.0.1", port_}; // nobody answers there: the other candidates have no name
    return names;
}

std::vector<net::Detour> HostileWeb::detours() const
{
    std::vector<net::Detour> detours;
    for (const char *host : {"autodiscover.corp.test", "mail.corp.test"})
        detours.push_back({{host, 443}, {"127.0.0.1", port_}});
    return detours;
}

bool signsIn(const wire::http::RequestHead &request) { return find(request.headers, "Authorization"); }

bool isRpc(const wire::http::RequestHead &request) { return request.method.starts_with("RPC_"); }

void say(ByteStream &stream, std::string_view text) { stream.send(viewOf(text)); }

} // namespace mailwalk::test
