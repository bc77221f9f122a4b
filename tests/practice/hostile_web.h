#pragma once

#include "net/step.h"
#include "net/system_network.h"
#include "practice/http_connection.h"
#include "practice/porter.h"
#include "practice/tls.h"

#include <functional>

/// Web servers that mean no good, inside proper TLS, on loopback.
namespace mailwalk::test {

class HostileWeb
{
public:
    /// What it does with a connection once the head of a request has come; it ends the connection when it returns.
    using Behaviour = std::function<void(practice::ByteStream &stream, const wire::http::RequestHead &request)>;

    /// autodiscover.corp.test and mail.corp.test are this one; nobody knows another host.
    explicit HostileWeb(Behaviour behaviour);
    struct InClear {
        std::string text;
    };
    explicit HostileWeb(InClear greeting); ///< speaks first, and no TLS

    net::NameSettings names() const;
    net::TrustSettings trust() const { return {{authority_.pem()}}; }
    std::vector<net::Detour> detours() const;

private:
    void open(practice::Porter::Visit visit);

    practice::Authority authority_;
    practice::TlsServer tls_;
    std::uint16_t port_{};
    practice::Porter porter_; // last: its threads use the above
};

bool signsIn(const wire::http::RequestHead &request);
bool isRpc(const wire::http::RequestHead &request);
void say(practice::ByteStream &stream, std::string_view text);

} // namespace mailwalk::test
