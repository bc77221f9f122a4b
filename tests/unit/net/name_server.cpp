#include "name_server.h"

#include <stdexcept>
#include <sys/eventfd.h>

namespace mailwalk::test {

// A port that UDP gave us may be taken in TCP: then another.
static std::pair<Bound, Bound> samePort()
{
    for (int i = 0; i < 100; ++i) {
        Bound udp(SOCK_DGRAM);
        Bound tcp(SOCK_STREAM, udp.port());
        if (tcp.good())
            return {std::move(udp), std::move(tcp)};
    }
    throw std::runtime_error("no port that is free in UDP and TCP");
}

NameServer::NameServer(Handler handler) : handler_(std::move(handler)), elsewhere_(SOCK_DGRAM), end_(::eventfd(0, EFD_CLOEXEC))
{
    std::tie(udp_, tcp_) = samePort();
    ::listen(tcp_.fd(), 8);
    thread_ = std::thread([this] { serve(); });
}

NameServer::~NameServer()
{
    ::eventfd_write(end_, 1);
    thread_.join();
}

void NameServer::serve()
{
    pollfd all[] = {{end_, POLLIN, 0}, {udp_.fd(), POLLIN, 0}, {tcp_.fd(), POLLIN, 0}};
    while (::poll(all, 3, -1) > 0 && !all[0].revents) {
        if (all[1].revents)
            overUdp();
        if (all[2].revents)
            overTcp();
    }
}

void NameServer::overUdp()
{
    Bytes bytes(65535);
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const auto got = ::recvfrom(udp_.fd(), bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr *>(&from), &size);
    const auto query = wire::dns::read(View(bytes).first(got > 0 ? static_cast<std::size_t>(got) : 0));
    if (!query)
        return;
    ++asked_;
    for (const Reply &reply : handler_(*query, false)) {
        const int socket = reply.from == Reply::From::server ? udp_.fd() : elsewhere_.fd();
        ::sendto(socket, reply.bytes.data(), reply.bytes.size(), 0, reinterpret_cast<sockaddr *>(&from), size);
    }
}

void NameServer::overTcp()
{
    const Fd connection(::accept(tcp_.fd(), nullptr, nullptr));
    Byte prefix[2];
    if (::recv(connection, prefix, 2, MSG_WAITALL) != 2)
        return;
    Bytes bytes(static_cast<std::size_t>(prefix[0] << 8 | prefix[1]));
    if (::recv(connection, bytes.data(), bytes.size(), MSG_WAITALL) != static_cast<ssize_t>(bytes.size()))
        return;
    const auto query = wire::dns::read(bytes);
    if (!query)
        return;
    for (const Reply &reply : handler_(*query, true)) {
        Bytes framed{static_cast<Byte>(reply.bytes.size() >> 8), static_cast<Byte>(reply.bytes.size())};
        append(framed, reply.bytes);
        ::send(connection, framed.data(), framed.size(), MSG_NOSIGNAL);
    }
}

} // namespace mailwalk::test
