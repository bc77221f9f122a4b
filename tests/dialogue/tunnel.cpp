#include "tunnel.h"

#include "wire/dcerpc/call.h"

namespace mailwalk::test {

using wire::rts::Kind;

const Endpoint behind{"ex1.corp.test", 6001};

rpc::Proxy entrance()
{
    rpc::Proxy proxy;
    proxy.place = {"mail.corp.test", {*addressFrom("192.0.2.1")}};
    proxy.schemes = {http::Scheme::basic};
    return proxy;
}

Alice::Alice(Password password)
    : SignIn(auth::identityFrom("alice@corp.test", Secret(std::string("not a real one"))),
             {{auth::Mechanism::ntlm}, auth::Level::privacy, {{"corp.test"}, {}}, {http::Scheme::basic}})
{
    if (password == Password::accepted)
        accepted("mail.corp.test/rpc");
}

Bytes answerOf(const std::string &status, const std::string &headers, const std::string &body)
{
    const std::string whole = "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
    return {whole.begin(), whole.end()};
}

Bytes success() { return answerOf("200 Success", "Content-Type: application/rpc\r\nContent-Length: 1073741824\r\n"); }

Bytes offer() { return answerOf("401 Unauthorized", "WWW-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\n"); }

Bytes rts(const wire::rts::Pdu &pdu) { return writePdu(pdu); }

Bytes joined(const Bytes &first, const Bytes &second)
{
    Bytes both = first;
    append(both, second);
    return both;
}

static bool asks(View sent, const std::string &method, std::uint64_t length, bool signedIn)
{
    const auto size = wire::http::headSize(sent);
    const auto head = size ? wire::http::readRequest(sent.first(*size)) : wire::http::readRequest(sent);
    if (!head || head->method != method || head->target != "/rpc/rpcproxy.dll?ex1.corp.test:6001")
        return false;
    const auto *announced = find(head->headers, "Content-Length");
    return announced && *announced == std::to_string(length) && signedIn == (find(head->headers, "Authorization") != nullptr);
}

Line::Fits isFirstContact(const std::string &method)
{
    return [method](View sent) { return asks(sent, method, 4, false); };
}

Line::Fits isRequest(const std::string &method, std::uint64_t length)
{
    return [method, length](View sent) { return asks(sent, method, length, true); };
}

Line::Fits isRts(Kind kind)
{
    return [kind](View sent) {
        const auto pdu = wire::rts::readPdu(sent);
        return pdu && pdu->kind() == kind;
    };
}

void expectChannel(ScriptedNetwork &net, const std::string &method, std::uint64_t length, const std::string &name)
{
    net.expectDial("192.0.2.1:443").connects();
    net.expectSecure("mail.corp.test").secures();
    net.expectSend(isFirstContact(method), method + " without credentials").names(name).replies(offer());
    net.expectSend(isRequest(method, length), method).on(name);
}

void expectOpening(ScriptedNetwork &net, std::uint32_t window)
{
    net.inAnyOrder();
    expectChannel(net, "RPC_OUT_DATA", 76, "out");
    expectChannel(net, "RPC_IN_DATA", 1 << 30, "in");
    const auto opened = std::make_shared<bool>(false); // without the one channel, the other is not joined to it
    net.expectSend(isRts(Kind::connA1), "CONN/A1").on("out").replies([opened](View) {
        *opened = true;
        return joined(success(), rts(wire::rts::connA3(120'000)));
    });
    net.expectSend(isRts(Kind::connB1), "CONN/B1").on("in").over("out").replies([opened, window](View) {
        return *opened ? rts(wire::rts::connC2(window, 120'000)) : Bytes{};
    });
}

std::unique_ptr<rpc::PduStream> openThrough(const net::Step &step, http::SignIn &signIn)
{
    return rpc::overHttp(step, entrance(), behind, signIn);
}

Bytes pduOf(wire::dcerpc::PacketType type, std::size_t size)
{
    using namespace wire::dcerpc;
    return assemble({type}, Bytes(size - headerSize, 0x5a));
}

} // namespace mailwalk::test
