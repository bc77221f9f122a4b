#pragma once

#include "rpc/over_http.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "wire/http/message.h"
#include "wire/rts/messages.h"

/// Scripts of an RPC proxy at mail.corp.test, in front of ex1.corp.test:6001. Its connections are called "out", "in" and, when
/// OUT is replaced, "new out". TLS is passed through.
namespace mailwalk::test {

extern const Endpoint behind; ///< the server
rpc::Proxy entrance();        ///< Basic, no principal name

/// alice@corp.test with a made-up password.
struct Alice : http::SignIn {
    enum class Password { accepted, unproven };
    explicit Alice(Password password = Password::accepted);
};

Bytes answerOf(const std::string &status, const std::string &headers = "Content-Length: 0\r\n", const std::string &body = "");
Bytes success(); ///< "200 Success" of an OUT channel
Bytes offer();   ///< 401 with "Basic"
Bytes rts(const wire::rts::Pdu &pdu);
Bytes joined(const Bytes &first, const Bytes &second);

Line::Fits isFirstContact(const std::string &method);                  ///< the echo request, without Authorization
Line::Fits isRequest(const std::string &method, std::uint64_t length); ///< the long one, with Authorization
Line::Fits isRts(wire::rts::Kind kind);

/// Connection, TLS, first contact and the long request of one channel, which is called `name` from then on.
void expectChannel(ScriptedNetwork &net, const std::string &method, std::uint64_t length, const std::string &name);
/// Both channels up to CONN/C2. The proxy's window and timeout are the usual ones.
void expectOpening(ScriptedNetwork &net, std::uint32_t window = 65536);

std::unique_ptr<rpc::PduStream> openThrough(const net::Step &step, http::SignIn &signIn);

/// A request or response PDU with so many bytes of stub, so that it is `size` bytes in all.
Bytes pduOf(wire::dcerpc::PacketType type, std::size_t size);

} // namespace mailwalk::test
