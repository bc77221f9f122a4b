#include "practice/sockets.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace mailwalk::practice {
namespace {

constexpr int idleMilliseconds = 10 * 60 * 1000; // what a real server allows is 15 minutes, [MS-RPCE] 3.3.2.1.5
constexpr int backlog = 64;
constexpr int mostFillers = 16;
constexpr int fillMilliseconds = 60; // a connect on loopback that is not through by then will not be
constexpr std::size_t datagramSize = 4096;

[[noreturn]] void fail(const char *what) { throw std::system_error(errno, std::generic_category(), what); }

Handle checked(int value, const char *what)
{
    if (value < 0)
        fail(what);
    return Handle(value);
}

sockaddr_in systemAddress(const Address &address, std::uint16_t port)
{
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    std::memcpy(&to.sin_addr, address.bytes.data(), 4);
    return to;
}

std::uint16_t portOf(const Handle &handle)
{
    sockaddr_in own{};
    socklen_t size = sizeof own;
    if (getsockname(handle.value(), reinterpret_cast<sockaddr *>(&own), &size) < 0)
        fail("getsockname");
    return ntohs(own.sin_port);
}

Handle bound(int type, const Address &address, std::uint16_t port)
{
    Handle handle = checked(socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    const sockaddr_in to = systemAddress(address, port);
    if (bind(handle.value(), reinterpret_cast<const sockaddr *>(&to), sizeof to) < 0)
        fail("bind");
    return handle;
}

// True when the bell did not ring and the descriptor became ready in time.
bool ready(int descriptor, short events, const Bell &bell, int milliseconds)
{
    pollfd fds[] = {{bell.waitable(), POLLIN, 0}, {descriptor, events, 0}};
    int found;
    do
        found = poll(fds, 2, milliseconds);
    while (found < 0 && errno == EINTR);
    return found > 0 && !fds[0].revents && fds[1].revents;
}

void sendAtOnce(const Handle &handle)
{
    const int yes = 1;
    setsockopt(handle.value(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

// A connection that stays in the queue of the listener; nothing when the queue has no place for it any more.
std::optional<Handle> filler(const Address &address, std::uint16_t port)
{
    Handle handle = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    const sockaddr_in to = systemAddress(address, port);
    if (connect(handle.value(), reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0)
        return handle;
    if (errno != EINPROGRESS)
        fail("connect");
    pollfd fd{handle.value(), POLLOUT, 0};
    if (poll(&fd, 1, fillMilliseconds) > 0)
        return handle;
    return std::nullopt;
}

} // namespace

Handle &Handle::operator=(Handle &&other) noexcept
{
    std::swap(value_, other.value_);
    return *this;
}

Handle::~Handle()
{
    if (value_ >= 0)
        close(value_);
}

Bell::Bell()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        fail("pipe");
    in_ = Handle(ends[0]);
    out_ = Handle(ends[1]);
}

void Bell::ring()
{
    const char once = 1;
    [[maybe_unused]] const auto written = ::write(out_.value(), &once, 1); // never read: it stays rung for everybody
}

bool Bell::rungWithin(int milliseconds) const
{
    pollfd fd{in_.value(), POLLIN, 0};
    return poll(&fd, 1, milliseconds) > 0;
}

bool Stream::waitUntil(short events) { return ready(handle_.value(), events, bell_, idleMilliseconds); }

std::size_t Stream::receiveSome(std::span<Byte> room)
{
    while (waitUntil(POLLIN)) {
        const auto got = recv(handle_.value(), room.data(), room.size(), 0);
        if (got > 0)
            return static_cast<std::size_t>(got);
        if (got == 0 || (errno != EAGAIN && errno != EINTR))
            return 0;
    }
    return 0;
}

bool Stream::send(View bytes)
{
    while (!bytes.empty()) {
        if (!waitUntil(POLLOUT))
            return false;
        const auto sent = ::send(handle_.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

void Stream::waitForEnd()
{
    Byte forgotten[512];
    while (receiveSome(forgotten)) {
    }
}

void Stream::close() { shutdown(handle_.value(), SHUT_WR); }

void Stream::sayGoodbye()
{
    close();
    waitForEnd();
}

void Stream::cutOff() { shutdown(handle_.value(), SHUT_RDWR); }

Listener boundTo(const Address &address, std::uint16_t port)
{
    Listener listener;
    listener.handle_ = bound(SOCK_STREAM, address, port);
    listener.port_ = portOf(listener.handle_);
    return listener;
}

Listener listenAt(const Address &address, std::uint16_t port)
{
    Listener listener = boundTo(address, port);
    if (listen(listener.handle_.value(), backlog) < 0)
        fail("listen");
    return listener;
}

Listener refuseAt(const Address &address) { return boundTo(address, 0); }

Listener swallowAt(const Address &address)
{
    Listener listener = boundTo(address, 0);
    if (listen(listener.handle_.value(), 0) < 0)
        fail("listen");
    for (int i = 0; i < mostFillers; ++i) {
        auto held = filler(address, listener.port_);
        if (!held)
            return listener;
        listener.fillers_.push_back(std::move(*held));
    }
    throw std::system_error(std::make_error_code(std::errc::not_supported), "the queue of a listener does not fill up");
}

std::optional<Stream> Listener::accept(const Bell &bell) const
{
    const int taken = accept4(handle_.value(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (taken < 0)
        return std::nullopt;
    Handle handle(taken);
    sendAtOnce(handle);
    return Stream(std::move(handle), bell);
}

std::optional<std::size_t> waitForVisitor(const std::vector<const Listener *> &listeners, const Bell &bell)
{
    std::vector<pollfd> fds{{bell.waitable(), POLLIN, 0}};
    for (const Listener *listener : listeners)
        fds.push_back({listener->handle().value(), POLLIN, 0});
    for (;;) {
        if (poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR)
            return std::nullopt;
        if (fds[0].revents)
            return std::nullopt;
        for (std::size_t i = 1; i < fds.size(); ++i)
            if (fds[i].revents)
                return i - 1;
    }
}

mailwalk::Result<Stream, Unreached> connectTo(const Address &address, std::uint16_t port, const Bell &bell,
                                              std::chrono::milliseconds patience)
{
    Handle handle = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    const sockaddr_in to = systemAddress(address, port);
    if (connect(handle.value(), reinterpret_cast<const sockaddr *>(&to), sizeof to) < 0 && errno != EINPROGRESS)
        return Unreached{Unreached::Why::refused};
    if (!ready(handle.value(), POLLOUT, bell, static_cast<int>(patience.count())))
        return Unreached{bell.rungWithin(0) ? Unreached::Why::bell : Unreached::Why::noAnswer};
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(handle.value(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error)
        return Unreached{Unreached::Why::refused};
    sendAtOnce(handle);
    return Stream(std::move(handle), bell);
}

std::optional<std::vector<const Stream *>> waitForWord(const std::vector<const Stream *> &streams, const Bell &bell,
                                                       std::chrono::milliseconds patience)
{
    std::vector<pollfd> fds{{bell.waitable(), POLLIN, 0}};
    for (const Stream *stream : streams)
        fds.push_back({stream->waitable(), POLLIN, 0});
    std::vector<const Stream *> speaking;
    if (poll(fds.data(), fds.size(), static_cast<int>(patience.count())) < 0)
        return speaking; // a signal: the caller looks again
    if (fds[0].revents)
        return std::nullopt;
    for (std::size_t i = 0; i < streams.size(); ++i)
        if (fds[i + 1].revents)
            speaking.push_back(streams[i]);
    return speaking;
}

Datagrams::Datagrams(const Address &address, std::uint16_t port) : handle_(bound(SOCK_DGRAM, address, port)) {}

std::optional<Datagrams::Question> Datagrams::receive(const Bell &bell)
{
    for (;;) {
        if (!ready(handle_.value(), POLLIN, bell, -1))
            return std::nullopt;
        Question question{Bytes(datagramSize), std::vector<Byte>(sizeof(sockaddr_in))};
        socklen_t size = sizeof(sockaddr_in);
        const auto got = recvfrom(handle_.value(), question.bytes.data(), question.bytes.size(), 0,
                                  reinterpret_cast<sockaddr *>(question.from.data()), &size);
        if (got < 0)
            continue;
        question.bytes.resize(static_cast<std::size_t>(got));
        return question;
    }
}

void Datagrams::answer(const Question &question, View bytes)
{
    sendto(handle_.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(question.from.data()),
           static_cast<socklen_t>(question.from.size()));
}

} // namespace mailwalk::practice
