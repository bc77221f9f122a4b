#include "raw_client.h"

#include "support/golden.h"

#include <arpa/inet.h>
#include <cstring>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mailwalk::test {
namespace {

constexpr int patience = 5000;

sockaddr_in systemAddress(const Endpoint &to)
{
    const auto address = addressFrom(to.host);
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(to.port);
    if (address)
        std::memcpy(&result.sin_addr, address->bytes.data(), 4);
    return result;
}

bool waits(int socket, short events, int milliseconds)
{
    pollfd fd{socket, events, 0};
    return poll(&fd, 1, milliseconds) > 0;
}

void put(Bytes &to, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to.push_back(static_cast<Byte>(value >> (8 * i)));
}

Bytes pdu(std::uint8_t type, std::uint8_t flags, std::uint32_t callId, View body)
{
    Bytes bytes{5, 0, type, flags, 0x10, 0, 0, 0};
    put(bytes, static_cast<std::uint32_t>(16 + body.size()), 2);
    put(bytes, 0, 2);
    put(bytes, callId, 4);
    append(bytes, body);
    return bytes;
}

} // namespace

RawClient::RawClient(const Endpoint &to, int milliseconds)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
{
    const int yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const sockaddr_in address = systemAddress(to);
    connect(socket_, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    if (!waits(socket_, POLLOUT, milliseconds)) {
        outcome_ = Outcome::unanswered;
        return;
    }
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    outcome_ = error ? Outcome::refused : Outcome::connected;
}

RawClient::RawClient(RawClient &&other) noexcept : socket_(std::exchange(other.socket_, -1)), outcome_(other.outcome_) {}

RawClient::~RawClient()
{
    if (socket_ >= 0)
        close(socket_);
}

void RawClient::send(View bytes) const
{
    while (!bytes.empty() && waits(socket_, POLLOUT, patience)) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
}

Bytes RawClient::receive(std::size_t size) const
{
    Bytes bytes;
    while (bytes.size() < size && waits(socket_, POLLIN, patience)) {
        Byte some[4096];
        const auto got = recv(socket_, some, std::min(sizeof some, size - bytes.size()), 0);
        if (got <= 0)
            break;
        append(bytes, View(some, static_cast<std::size_t>(got)));
    }
    return bytes;
}

Bytes RawClient::receiveSome(int milliseconds) const
{
    Byte some[16 * 1024];
    const auto got = waits(socket_, POLLIN, milliseconds) ? recv(socket_, some, sizeof some, 0) : 0;
    return {some, some + std::max<ssize_t>(got, 0)};
}

RawClient::End RawClient::endWithin(int milliseconds) const
{
    Byte one;
    if (!waits(socket_, POLLIN, milliseconds))
        return End::notYet;
    return recv(socket_, &one, 1, 0) == 0 ? End::orderly : End::reset;
}

Bytes RawClient::receivePdu() const
{
    Bytes bytes = receive(16);
    if (bytes.size() < 16)
        return {};
    append(bytes, receive(static_cast<std::size_t>(bytes[8] | bytes[9] << 8) - 16));
    return bytes;
}

bool RawClient::ended() const
{
    Byte one;
    return waits(socket_, POLLIN, patience) && recv(socket_, &one, 1, MSG_PEEK) <= 0;
}

Bytes askByUdp(const Endpoint &to, View question)
{
    const int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = systemAddress(to);
    sendto(udp, question.data(), question.size(), 0, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    Bytes answer(4096);
    const auto got = waits(udp, POLLIN, patience) ? recv(udp, answer.data(), answer.size(), 0) : 0;
    close(udp);
    answer.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return answer;
}

Endpoint portOf(const practice::Organisation &organisation, std::string_view host, std::uint16_t port)
{
    for (const auto &detour : organisation.detours())
        if (detour.from == Endpoint{std::string(host), port})
            return detour.to;
    ADD_FAILURE() << "no detour for " << host;
    return {};
}

Endpoint mapperOf(const practice::Organisation &organisation, std::string_view host) { return portOf(organisation, host, 135); }

Bytes bindPdu(std::string_view interfaceHex)
{
    Bytes body = hex("d016d016 00000000 01000000 0000 01 00");
    append(body, hex(interfaceHex));
    append(body, hex("045d888aeb1cc9119fe808002b10486002000000"));
    return pdu(11, 3, 1, body);
}

Bytes requestPdu(std::uint16_t opnum, View stub, std::uint8_t flags, std::uint32_t callId)
{
    Bytes body;
    put(body, static_cast<std::uint32_t>(stub.size()), 4);
    put(body, 0, 2);
    put(body, opnum, 2);
    append(body, stub);
    return pdu(0, flags, callId, body);
}

std::uint16_t portOf(const practice::Organisation &organisation, std::string_view host, std::string_view interfaceHex)
{
    const RawClient mapper(mapperOf(organisation, host));
    EXPECT_EQ(typeOf(mapper.ask(bindPdu(mapperHex))), 12);
    const std::string syntax(interfaceHex);
    // A tower of five floors; the version of the interface is split between the two sides of the first.
    const Bytes stub =
        hex("00000000 02000000 4b000000 4b000000 0500 1300 0d" + syntax.substr(0, 36) + "0200" + syntax.substr(36) +
            "1300 0d045d888aeb1cc9119fe808002b1048600200 0200 0000 0100 0b 0200 0000 0100 07 0200 0000 0100 09 0400 00000000 00"
            "0000000000000000000000000000000000000000 04000000");
    const Bytes answer = mapper.ask(requestPdu(3, stub));
    EXPECT_EQ(typeOf(answer), 2);
    const Bytes floor = hex("0100070200");
    const auto found = std::search(answer.begin(), answer.end(), floor.begin(), floor.end());
    return found == answer.end() ? std::uint16_t(0) : static_cast<std::uint16_t>(found[5] << 8 | found[6]);
}

RawClient clientOf(const practice::Organisation &organisation, std::string_view host, std::string_view interfaceHex, Bound bound)
{
    RawClient client({mapperOf(organisation, host).host, portOf(organisation, host, interfaceHex)});
    if (bound == Bound::yes) {
        EXPECT_EQ(typeOf(client.ask(bindPdu(interfaceHex))), 12);
    }
    return client;
}

std::uint8_t typeOf(View pdu) { return pdu.size() > 2 ? pdu[2] : std::uint8_t(0xff); }

std::uint32_t wordAt(View bytes, std::size_t at)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 4; i--;)
        sum = sum << 8 | (at + i < bytes.size() ? bytes[at + i] : Byte(0));
    return sum;
}

std::uint32_t faultOf(View pdu) { return typeOf(pdu) == 3 ? wordAt(pdu, 24) : 0; }

} // namespace mailwalk::test
