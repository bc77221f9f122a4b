#ifndef _WIN32
#include "base/text.h"
#include "net/platform.h"
#include "net/socket_address.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/errqueue.h>
#endif

namespace mailwalk::net {

using trace::Code;

void startSockets() {}

void stopSockets() {}

Wake::Wake() : handle_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (handle_ < 0)
        throw std::system_error(errno, std::system_category(), "eventfd");
}

Wake::~Wake() { ::close(handle_); }

void Wake::ring() const { ::eventfd_write(handle_, 1); }

void waitFor(const std::vector<Watch> &what, Clock::time_point until)
{
    std::vector<pollfd> handles;
    for (const Watch &watch : what)
        handles.push_back({watch.handle, short((watch.readable ? POLLIN : 0) | (watch.writable ? POLLOUT : 0)), 0});
    const auto left = std::chrono::ceil<Milliseconds>(until - Clock::now()).count();
    ::poll(handles.data(), handles.size(), int(std::clamp<long long>(left, 0, INT_MAX)));
}

namespace {

struct Row {
    int error;
    std::string_view name;
    Code code;
};

// Unreachable is also what this machine itself says for want of a route or an address; the ICMP message tells them apart.
constexpr Row rows[] = {
    {ECONNREFUSED, "ECONNREFUSED", Code::refused},
    {ECONNRESET, "ECONNRESET", Code::reset},
    {EPIPE, "EPIPE", Code::closed},
    {ETIMEDOUT, "ETIMEDOUT", Code::timeout},
    {EHOSTUNREACH, "EHOSTUNREACH", Code::unreachable},
    {ENETUNREACH, "ENETUNREACH", Code::unreachable},
    {EHOSTDOWN, "EHOSTDOWN", Code::unreachable},
    {ENETDOWN, "ENETDOWN", Code::unreachable},
    {ENOPROTOOPT, "ENOPROTOOPT", Code::unreachable},
    {EPROTO, "EPROTO", Code::unreachable},
    {EOPNOTSUPP, "EOPNOTSUPP", Code::unreachable},
    {EMSGSIZE, "EMSGSIZE", Code::unreachable},
    {EADDRNOTAVAIL, "EADDRNOTAVAIL", Code::unreachable},
    {EAFNOSUPPORT, "EAFNOSUPPORT", Code::unreachable},
    {EINVAL, "EINVAL (a blackhole route)", Code::unreachable},
    {EACCES, "EACCES", Code::permission},
    {EPERM, "EPERM", Code::permission},
};

Row rowOf(int error)
{
    const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row &r) { return r.error == error; });
    return row == std::end(rows) ? Row{error, {}, Code::internal} : *row;
}

bool wouldBlock(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// With it on, an ICMP answer ends an attempt at once and can be read. Left on, one ICMP message would kill a live stream.
void reportIcmp(int handle, int on)
{
#ifdef __linux__
    ::setsockopt(handle, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    ::setsockopt(handle, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
#else
    (void)handle, (void)on;
#endif
}

// Options of the other family are refused, which harms nobody.
void holdBack(int handle, const Limits &limits)
{
    const int routers = limits.timeToLive, bytes = limits.segment;
    if (routers) {
        ::setsockopt(handle, IPPROTO_IP, IP_TTL, &routers, sizeof routers);
        ::setsockopt(handle, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &routers, sizeof routers);
    }
    if (bytes)
        ::setsockopt(handle, IPPROTO_TCP, TCP_MAXSEG, &bytes, sizeof bytes);
}

#ifdef __linux__
std::optional<Icmp> icmpIn(msghdr &message)
{
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        const bool v4 = part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR;
        const bool v6 = part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR;
        if (!v4 && !v6)
            continue;
        const auto *error = reinterpret_cast<const sock_extended_err *>(CMSG_DATA(part));
        if (error->ee_origin == SO_EE_ORIGIN_ICMP || error->ee_origin == SO_EE_ORIGIN_ICMP6)
            return Icmp{error->ee_origin == SO_EE_ORIGIN_ICMP6, error->ee_type, error->ee_code, addressOf(SO_EE_OFFENDER(error))};
    }
    return {};
}
#endif

std::optional<Icmp> icmpBehind([[maybe_unused]] int handle)
{
#ifdef __linux__
    alignas(cmsghdr) char control[512];
    msghdr message{};
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (::recvmsg(handle, &message, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0)
        return icmpIn(message);
#endif
    return {};
}

} // namespace

Failure failureOf(int error, const std::optional<Icmp> &icmp)
{
    const Row row = rowOf(error);
    std::string text = row.name.empty() ? "error " + std::to_string(error) : std::string(row.name);
    text += ": " + std::system_category().message(error);
    if (!icmp)
        return {row.code, text, {}, {}};
    return {Code::unreachable, text + ", " + toText(*icmp), {}, {}};
}

// The error queue is Linux's; without it nobody says who let a packet die.
bool canLimit()
{
#ifdef __linux__
    return true;
#else
    return false;
#endif
}

Result<Socket, Failure> Socket::to(const Address &address, std::uint16_t port, Traffic traffic, const Limits &limits)
{
    const SocketAddress peer(address, port);
    const int type = traffic == Traffic::stream ? SOCK_STREAM : SOCK_DGRAM;
    const int handle = ::socket(address.v6 ? AF_INET6 : AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (handle < 0)
        return failureOf(errno);
    Socket socket(handle, traffic);
    const int on = 1;
    if (traffic == Traffic::stream) {
        ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // without it small answers wait for 40 ms
        reportIcmp(handle, 1);
        holdBack(handle, limits);
    }
    if (::connect(handle, peer.pointer(), peer.size) < 0 && errno != EINPROGRESS && errno != EINTR) {
        const int error = errno;
        return failureOf(error, icmpBehind(handle));
    }
    return socket;
}

Socket::Socket(Socket &&other) noexcept : handle_(std::exchange(other.handle_, -1)), traffic_(other.traffic_) {}

Socket &Socket::operator=(Socket &&other) noexcept
{
    std::swap(handle_, other.handle_);
    std::swap(traffic_, other.traffic_);
    return *this;
}

Socket::~Socket()
{
    if (handle_ >= 0)
        ::close(handle_);
}

Connecting Socket::connecting()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(handle_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) {
        const auto icmp = icmpBehind(handle_);
        return {false, failureOf(error, icmp), icmp};
    }
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    if (::getpeername(handle_, peer.pointer(), &peer.size) < 0)
        return {true, {}, {}};
    reportIcmp(handle_, 0);
    return {};
}

Result<std::size_t, Failure> Socket::send(View bytes)
{
    const auto taken = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (taken >= 0)
        return static_cast<std::size_t>(taken);
    if (wouldBlock(errno))
        return std::size_t{0};
    return failureOf(errno);
}

Result<Bytes, Failure> Socket::receive(std::size_t most)
{
    Bytes bytes(most);
    const auto got = ::recv(handle_, bytes.data(), bytes.size(), 0);
    if (got < 0 && !wouldBlock(errno))
        return failureOf(errno);
    if (got == 0 && traffic_ == Traffic::stream && most > 0)
        return Failure{Code::closed, "the other side closed the connection", {}, {}};
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

bool Socket::canSend() const
{
    pollfd self{handle_, POLLOUT, 0};
    return ::poll(&self, 1, 0) > 0;
}

std::optional<Endpoint> Socket::local() const
{
    SocketAddress self;
    self.size = sizeof self.storage;
    if (::getsockname(handle_, self.pointer(), &self.size) < 0)
        return {};
    return endpointOf(self.pointer());
}

// resolv.conf(5): the last of "domain" and "search" counts, "#" and ";" begin a comment.
NameService systemNameService()
{
    static constexpr std::size_t mostServers = 3, mostSuffixes = 6;
    NameService service;
    std::ifstream file("/etc/resolv.conf");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line.substr(0, line.find_first_of("#;")));
        std::string key, value;
        words >> key;
        if (key == "search" || key == "domain")
            service.suffixes.clear();
        while (words >> value) {
            if (key == "nameserver" && addressFrom(value) && service.servers.size() < mostServers)
                service.servers.push_back({toText(*addressFrom(value)), 53});
            if ((key == "search" || key == "domain") && isHostName(value) && service.suffixes.size() < mostSuffixes)
                service.suffixes.push_back(sameCase(value));
        }
    }
    return service;
}

std::string hostsFile() { return "/etc/hosts"; }

std::optional<std::vector<Bytes>> systemAuthorities() { return {}; }

} // namespace mailwalk::net
#endif
