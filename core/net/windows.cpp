#ifdef _WIN32
#include "net/platform.h"
#include "net/socket_address.h"

#include <algorithm>
#include <system_error>

#include <iphlpapi.h>
#include <wincrypt.h>

namespace mailwalk::net {

using trace::Code;

void startSockets()
{
    WSADATA data;
    if (const int error = ::WSAStartup(MAKEWORD(2, 2), &data))
        throw std::system_error(error, std::system_category(), "WSAStartup");
}

void stopSockets() { ::WSACleanup(); }

static HANDLE eventOf(Handle handle) { return reinterpret_cast<HANDLE>(handle); }

// Resets itself when a wait has seen it.
Wake::Wake() : handle_(reinterpret_cast<Handle>(::CreateEventW(nullptr, FALSE, FALSE, nullptr)))
{
    if (!handle_)
        throw std::system_error(static_cast<int>(::GetLastError()), std::system_category(), "CreateEvent");
}

Wake::~Wake() { ::CloseHandle(eventOf(handle_)); }

void Wake::ring() const { ::SetEvent(eventOf(handle_)); }

// All sockets signal one event, for after a wait everybody looks for himself. What is no socket is an event of its own.
void waitFor(const std::vector<Watch> &what, Clock::time_point until)
{
    const Wake sockets;
    std::vector<HANDLE> events{eventOf(sockets.watch().handle)};
    std::vector<Handle> selected;
    for (const Watch &watch : what) {
        const long wanted = (watch.readable ? FD_READ | FD_CLOSE : 0) | (watch.writable ? FD_WRITE | FD_CONNECT | FD_CLOSE : 0);
        if (::WSAEventSelect(watch.handle, events.front(), wanted) == 0)
            selected.push_back(watch.handle);
        else if (events.size() < MAXIMUM_WAIT_OBJECTS)
            events.push_back(eventOf(watch.handle));
    }
    const auto left = std::chrono::ceil<Milliseconds>(until - Clock::now()).count();
    const auto most = static_cast<DWORD>(std::clamp<long long>(left, 0, INFINITE - 1));
    ::WaitForMultipleObjects(static_cast<DWORD>(events.size()), events.data(), FALSE, most);
    for (const Handle handle : selected)
        ::WSAEventSelect(handle, nullptr, 0);
}

namespace {

struct Row {
    int error;
    std::string_view name;
    Code code;
};

constexpr Row rows[] = {
    {WSAECONNREFUSED, "WSAECONNREFUSED", Code::refused},
    {WSAECONNRESET, "WSAECONNRESET", Code::reset},
    {WSAECONNABORTED, "WSAECONNABORTED", Code::reset},
    {WSAENETRESET, "WSAENETRESET", Code::reset},
    {WSAESHUTDOWN, "WSAESHUTDOWN", Code::closed},
    {WSAETIMEDOUT, "WSAETIMEDOUT", Code::timeout},
    {WSAEHOSTUNREACH, "WSAEHOSTUNREACH", Code::unreachable},
    {WSAENETUNREACH, "WSAENETUNREACH", Code::unreachable},
    {WSAEHOSTDOWN, "WSAEHOSTDOWN", Code::unreachable},
    {WSAENETDOWN, "WSAENETDOWN", Code::unreachable},
    {WSAEADDRNOTAVAIL, "WSAEADDRNOTAVAIL", Code::unreachable},
    {WSAEAFNOSUPPORT, "WSAEAFNOSUPPORT", Code::unreachable},
    {WSAEACCES, "WSAEACCES", Code::permission},
};

Row rowOf(int error)
{
    const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row &r) { return r.error == error; });
    return row == std::end(rows) ? Row{error, {}, Code::internal} : *row;
}

// Windows 10 2004 and later (ws2ipdef.h); older ones refuse the options, and then an attempt lasts until its deadline.
constexpr int failConnectOnIcmpError = 18, icmpErrorInfo = 19;

struct IcmpErrorInfo {
    sockaddr_storage source;
    ULONG protocol;
    UCHAR type, code;
};

std::optional<Icmp> icmpBehind(Handle handle)
{
    IcmpErrorInfo info{};
    int size = sizeof info;
    if (::getsockopt(handle, IPPROTO_TCP, icmpErrorInfo, reinterpret_cast<char *>(&info), &size) != 0)
        return {};
    return Icmp{info.protocol == IPPROTO_ICMPV6, info.type, info.code, addressOf(reinterpret_cast<sockaddr *>(&info.source))};
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

// Whether Windows tells of a packet that died on the way is not known, so nothing is made of it.
bool canLimit() { return false; }

Result<Socket, Failure> Socket::to(const Address &address, std::uint16_t port, Traffic traffic, const Limits &)
{
    const SocketAddress peer(address, port);
    const int type = traffic == Traffic::stream ? SOCK_STREAM : SOCK_DGRAM;
    const SOCKET handle = ::WSASocketW(address.v6 ? AF_INET6 : AF_INET, type, 0, nullptr, 0, WSA_FLAG_NO_HANDLE_INHERIT);
    if (handle == INVALID_SOCKET)
        return failureOf(::WSAGetLastError());
    Socket socket(handle, traffic);
    u_long nonBlocking = 1;
    ::ioctlsocket(handle, FIONBIO, &nonBlocking);
    const DWORD on = 1;
    const auto *value = reinterpret_cast<const char *>(&on);
    if (traffic == Traffic::stream) {
        ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, value, sizeof on);
        ::setsockopt(handle, IPPROTO_TCP, failConnectOnIcmpError, value, sizeof on);
    }
    if (::connect(handle, peer.pointer(), peer.size) != 0 && ::WSAGetLastError() != WSAEWOULDBLOCK)
        return failureOf(::WSAGetLastError());
    return socket;
}

Socket::Socket(Socket &&other) noexcept
    : handle_(std::exchange(other.handle_, static_cast<Handle>(INVALID_SOCKET))), traffic_(other.traffic_)
{
}

Socket &Socket::operator=(Socket &&other) noexcept
{
    std::swap(handle_, other.handle_);
    std::swap(traffic_, other.traffic_);
    return *this;
}

Socket::~Socket()
{
    if (handle_ != INVALID_SOCKET)
        ::closesocket(handle_);
}

Connecting Socket::connecting()
{
    int error = 0, size = sizeof error;
    ::getsockopt(handle_, SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&error), &size);
    if (error) {
        const auto icmp = icmpBehind(handle_);
        return {false, failureOf(error, icmp), icmp};
    }
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    return {::getpeername(handle_, peer.pointer(), &peer.size) != 0, {}, {}};
}

Result<std::size_t, Failure> Socket::send(View bytes)
{
    const int taken = ::send(handle_, reinterpret_cast<const char *>(bytes.data()), static_cast<int>(bytes.size()), 0);
    if (taken >= 0)
        return static_cast<std::size_t>(taken);
    if (::WSAGetLastError() == WSAEWOULDBLOCK)
        return std::size_t{0};
    return failureOf(::WSAGetLastError());
}

Result<Bytes, Failure> Socket::receive(std::size_t most)
{
    Bytes bytes(most);
    const int got = ::recv(handle_, reinterpret_cast<char *>(bytes.data()), static_cast<int>(bytes.size()), 0);
    if (got < 0 && ::WSAGetLastError() != WSAEWOULDBLOCK)
        return failureOf(::WSAGetLastError());
    if (got == 0 && traffic_ == Traffic::stream && most > 0)
        return Failure{Code::closed, "the other side closed the connection", {}, {}};
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

bool Socket::canSend() const
{
    WSAPOLLFD self{static_cast<SOCKET>(handle_), POLLWRNORM, 0};
    return ::WSAPoll(&self, 1, 0) > 0;
}

std::optional<Endpoint> Socket::local() const
{
    SocketAddress self;
    self.size = sizeof self.storage;
    if (::getsockname(handle_, self.pointer(), &self.size) != 0)
        return {};
    return endpointOf(self.pointer());
}

// The servers of every interface that is up, in the system's order. Suffixes are the system resolver's business here.
NameService systemNameService()
{
    static constexpr std::size_t mostServers = 3;
    NameService service;
    ULONG size = 64 * 1024;
    Bytes memory(size);
    auto *first = reinterpret_cast<IP_ADAPTER_ADDRESSES *>(memory.data());
    if (::GetAdaptersAddresses(AF_UNSPEC, GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST, nullptr, first, &size) != NO_ERROR)
        return service;
    for (const auto *adapter = first; adapter; adapter = adapter->Next) {
        if (adapter->OperStatus != IfOperStatusUp)
            continue;
        for (const auto *server = adapter->FirstDnsServerAddress; server; server = server->Next)
            if (const auto address = addressOf(server->Address.lpSockaddr); address && service.servers.size() < mostServers)
                service.servers.push_back({toText(*address), 53});
    }
    return service;
}

std::string hostsFile()
{
    char folder[MAX_PATH] = "";
    ::GetSystemDirectoryA(folder, sizeof folder);
    return std::string(folder) + "\\drivers\\etc\\hosts";
}

std::optional<std::vector<Bytes>> systemAuthorities()
{
    std::vector<Bytes> found;
    const HCERTSTORE store = ::CertOpenSystemStoreW(0, L"ROOT");
    if (!store)
        return found;
    const CERT_CONTEXT *each = nullptr;
    while ((each = ::CertEnumCertificatesInStore(store, each)))
        found.emplace_back(each->pbCertEncoded, each->pbCertEncoded + each->cbCertEncoded);
    ::CertCloseStore(store, 0);
    return found;
}

} // namespace mailwalk::net
#endif
