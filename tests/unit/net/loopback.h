#pragma once

#include "base/endpoint.h"

#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/// The other end of a test, on loopback, written against the system alone.
namespace mailwalk::test {

/// Closes itself.
class Fd
{
public:
    explicit Fd(int fd = -1) : fd_(fd) {}
    Fd(Fd &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd &operator=(Fd &&other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Fd()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    operator int() const { return fd_; }
    void close() { *this = Fd(); }

private:
    int fd_;
};

inline sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(port);
    return at;
}

/// A socket bound to a port of the system's choice, or to this one.
class Bound
{
public:
    explicit Bound(int type = SOCK_STREAM, std::uint16_t port = 0) : fd_(::socket(AF_INET, type | SOCK_CLOEXEC, 0))
    {
        sockaddr_in at = loopback(port);
        socklen_t size = sizeof at;
        const int on = 1;
        ::setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        good_ = ::bind(fd_, reinterpret_cast<sockaddr *>(&at), size) == 0;
        ::getsockname(fd_, reinterpret_cast<sockaddr *>(&at), &size);
        port_ = ntohs(at.sin_port);
    }
    int fd() const { return fd_; }
    bool good() const { return good_; }
    std::uint16_t port() const { return port_; }
    Endpoint at() const { return {"127.0.0.1", port_}; }

private:
    Fd fd_;
    bool good_{};
    std::uint16_t port_{};
};

/// The same port of ::1.
inline Fd boundToV6(std::uint16_t port)
{
    Fd fd(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    sockaddr_in6 at{};
    at.sin6_family = AF_INET6;
    at.sin6_addr = in6addr_loopback;
    at.sin6_port = htons(port);
    return ::bind(fd, reinterpret_cast<sockaddr *>(&at), sizeof at) == 0 ? std::move(fd) : Fd();
}

/// A listener whose queue is full and whom nobody serves: what comes now is swallowed as by a firewall.
class Swallower
{
public:
    Swallower()
    {
        ::listen(listener_.fd(), 0);
        for (Fd &each : queue_) {
            each = Fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            const sockaddr_in to = loopback(listener_.port());
            ::connect(each, reinterpret_cast<const sockaddr *>(&to), sizeof to);
        }
    }
    Endpoint at() const { return listener_.at(); }

private:
    Bound listener_;
    Fd queue_[4];
};

/// Serves one connection on a thread; both end with this.
class Server
{
public:
    explicit Server(std::function<void(int connection)> serve)
    {
        ::listen(listener_.fd(), 4);
        thread_ = std::thread([this, serve = std::move(serve)] {
            const Fd accepted(::accept(listener_.fd(), nullptr, nullptr));
            if (accepted >= 0 && serving(accepted))
                serve(accepted);
            serving(-1);
        });
    }
    ~Server()
    {
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
            ::shutdown(listener_.fd(), SHUT_RDWR);
            if (connection_ >= 0)
                ::shutdown(connection_, SHUT_RDWR);
        }
        thread_.join();
    }
    Endpoint at() const { return listener_.at(); }

private:
    bool serving(int connection)
    {
        const std::lock_guard lock(mutex_);
        connection_ = connection;
        return !over_;
    }

    Bound listener_;
    std::mutex mutex_;
    bool over_{};
    int connection_ = -1;
    std::thread thread_;
};

inline void resetOnClose(int connection)
{
    const linger now{1, 0};
    ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/// Takes nothing, until the server is taken down.
inline void takeNothing(int connection)
{
    pollfd end{connection, POLLRDHUP, 0};
    ::poll(&end, 1, -1);
}

/// Waits until the other side has gone.
inline void untilGone(int connection)
{
    char byte;
    while (::recv(connection, &byte, 1, MSG_PEEK) > 0)
        ::recv(connection, &byte, 1, 0);
}

} // namespace mailwalk::test
