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

constexpr int unreadMilliseconds = 10 * 60 * 1000; // that a visitor may leave an answer
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

/// An address in the system's form.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;

    SocketAddress() = default;
    SocketAddress(const Address &address, std::uint16_t port)
    {
        if (address.v6)
            fill(sockaddr_in6{AF_INET6, htons(port), 0, {}, address.scope}, &sockaddr_in6::sin6_addr, address);
        else
            fill(sockaddr_in{AF_INET, htons(port), {}, {}}, &sockaddr_in::sin_addr, address);
    }

    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }

private:
    template <class System, class Number> void fill(System form, Number System::*number, const Address &address)
    {
        std::memcpy(&(form.*number), address.bytes.data(), sizeof(Number));
        std::memcpy(&storage, &form, size = sizeof form);
    }
};

int familyOf(const Address &address) { return address.v6 ? AF_INET6 : AF_INET; }

std::uint16_t portOf(const Handle &handle)
{
    SocketAddress own;
    if (getsockname(handle.value(), own.get(), &own.size) < 0)
        fail("getsockname");
    sockaddr_in either; // the port is at the same place in both families
    std::memcpy(&either, &own.storage, sizeof either);
    return ntohs(either.sin_port);
}

// A chosen port may still have connections of the last run that wait for their end (RFC 9293 3.6.1). A listener shares its port
// with nobody all the same; what only holds a port would.
void reuse(const Handle &handle)
{
    const int yes = 1;
    setsockopt(handle.value(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

enum class Left { inPeace, reused };

Handle bound(int type, const Address &address, std::uint16_t port, Left connections = Left::inPeace)
{
    Handle handle = checked(socket(familyOf(address), type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    if (connections == Left::reused)
        reuse(handle);
    const SocketAddress own(address, port);
    if (bind(handle.value(), own.get(), own.size) < 0)
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
    Handle handle = checked(socket(familyOf(address), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    const SocketAddress to(address, port);
    if (connect(handle.value(), to.get(), to.size) == 0)
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

std::size_t Stream::receiveSome(std::span<Byte> room)
{
    while (!gone_ && ready(handle_.value(), POLLIN, bell_, static_cast<int>(quiet_.after.count()))) {
        const auto got = recv(handle_.value(), room.data(), room.size(), 0);
        if (got > 0)
            return static_cast<std::size_t>(got);
        if (got == 0 || (errno != EAGAIN && errno != EINTR))
            return 0;
    }
    return growQuiet();
}

// Also after the bell, when it makes no difference any more.
std::size_t Stream::growQuiet()
{
    using Manner = QuietPolicy::Manner;
    if (std::exchange(gone_, quiet_.manner != Manner::closes))
        return 0;
    if (quiet_.manner == Manner::forgets)
        forgetWhatComes();
    if (quiet_.manner == Manner::resets)
        reset();
    return 0;
}

bool Stream::isReset() const { return gone_ && quiet_.manner == QuietPolicy::Manner::resets; }

// connect(2): whoever connects to nobody dissolves what there is; the other gets a RST at once.
void Stream::reset()
{
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;
    connect(handle_.value(), &nobody, sizeof nobody);
}

void Stream::forgetWhatComes()
{
    Byte forgotten[512];
    while (ready(handle_.value(), POLLIN, bell_, unreadMilliseconds) &&
           recv(handle_.value(), forgotten, sizeof forgotten, 0) > 0) {
    }
}

bool Stream::send(View bytes)
{
    while (!bytes.empty()) {
        if (gone_ || !ready(handle_.value(), POLLOUT, bell_, unreadMilliseconds))
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

void Stream::close()
{
    if (!gone_)
        shutdown(handle_.value(), SHUT_WR);
}

void Stream::sayGoodbye()
{
    close();
    waitForEnd();
}

void Stream::cutOff() { shutdown(handle_.value(), SHUT_RDWR); }

Listener listening(const Address &address, std::uint16_t port, int queue)
{
    Listener listener;
    listener.handle_ = bound(SOCK_STREAM, address, port, port ? Left::reused : Left::inPeace);
    if (listen(listener.handle_.value(), queue) < 0)
        fail("listen");
    listener.port_ = portOf(listener.handle_);
    return listener;
}

Listener listenAt(const Address &address, std::uint16_t port) { return listening(address, port, backlog); }

Listener refuseAt(const Address &address, std::uint16_t port)
{
    Listener listener;
    listener.handle_ = bound(SOCK_STREAM, address, port);
    listener.port_ = portOf(listener.handle_);
    return listener;
}

Listener swallowAt(const Address &address, std::uint16_t port)
{
    Listener listener = listening(address, port, 0);
    for (int i = 0; i < mostFillers; ++i) {
        auto held = filler(address, listener.port_);
        if (!held)
            return listener;
        listener.fillers_.push_back(std::move(*held));
    }
    throw std::system_error(std::make_error_code(std::errc::not_supported), "the queue of a listener does not fill up");
}

std::optional<Stream> Listener::accept(const Bell &bell, QuietPolicy quiet) const
{
    const int taken = accept4(handle_.value(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (taken < 0)
        return std::nullopt;
    Handle handle(taken);
    sendAtOnce(handle);
    return Stream(std::move(handle), bell, quiet);
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
    Handle handle = checked(socket(familyOf(address), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    const SocketAddress to(address, port);
    if (connect(handle.value(), to.get(), to.size) < 0 && errno != EINPROGRESS)
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
