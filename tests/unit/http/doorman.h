#pragma once

#include "auth/acceptor.h"
#include "auth/channel_binding.h"
#include "http/authorization.h"
#include "scene.h"

/// A web server that lets nobody in without credentials, and an independent judge of what we send (auth/acceptor.h).
namespace mailwalk::test {

inline const Bytes certificateHash(32, 0xc5);
inline const http::Url door{true, "mail.corp.test", 443, "/autodiscover/autodiscover.xml"};
inline const http::Request question{"POST", "/autodiscover/autodiscover.xml", {{"Content-Type", "text/xml"}}, text("<a/>")};

http::SignIn signInOf(const std::string &user, std::string password, http::Consent consent = {{"corp.test"}, {}});

class Doorman
{
public:
    /// The password is "S\u00e9same-1", of alice@corp.test. Channel binding is demanded.
    explicit Doorman(http::Scheme scheme) : scheme_(scheme) {}

    Bytes answer(View request);
    net::Peer peer() const { return {"", certificateHash, "mail.corp.test", {"mail.corp.test"}}; }

    std::string welcome = "HTTP/1.1 200 OK\r\n"; ///< the beginning of the answer to whoever got in
    int proofs{}, refusals{};                    ///< passwords that were judged
    std::vector<http::RequestHead> heads;        ///< what was asked
    std::vector<std::size_t> bodies;             ///< and how much was sent with it

private:
    Bytes unauthorized(const std::string &offer) const;
    Bytes in(View token) const;
    Bytes basic(std::string_view coded);
    Bytes leg(View token);

    http::Scheme scheme_;
    std::unique_ptr<auth::Acceptor> acceptor_;
};

using Conversation = std::function<void(const net::Step &, http::Connection &)>;

/// Over one connection inside TLS.
void throughTheDoor(const net::Step &step, const Conversation &conversation, const http::Url &url = door);

} // namespace mailwalk::test
