#pragma once

#include "net/icmp.h"
#include "net/network.h"
#include "net/stop.h"

/// What differs between systems, and nothing else: posix.cpp and windows.cpp have the two halves. Nothing here blocks but
/// waitFor.
namespace mailwalk::net {

/// Before the first and after the last use of sockets; may nest.
void startSockets();
void stopSockets();

/// Wakes a wait from any thread.
class Wake final : public Bell
{
public:
    Wake(); ///< throws std::system_error when the system has no descriptor left
    ~Wake() override;
    Wake(const Wake &) = delete;
    Wake &operator=(const Wake &) = delete;
    void ring() const override;
    Watch watch() const { return {handle_, true, false}; }

private:
    Handle handle_;
};

/// Until one of the handles is as wished, or the time has come; may return early.
void waitFor(const std::vector<Watch> &what, Clock::time_point until);

/// The failure behind a system error number, and behind the ICMP message that caused it when there was one.
Failure failureOf(int error, const std::optional<Icmp> &icmp = {});

enum class Traffic { stream, datagram };

/// How a connection in the making stands.
struct Connecting {
    bool pending{};
    std::optional<Failure> failure;
    std::optional<Icmp> icmp;
};

/// A connected socket of the system, never blocking. A datagram socket only receives from whom it is connected to.
class Socket
{
public:
    /// Begins to connect. A failure known at once comes back here, later ones by connecting().
    static Result<Socket, Failure> to(const Address &address, std::uint16_t port, Traffic traffic, const Limits &limits = {});

    Socket(Socket &&other) noexcept;
    Socket &operator=(Socket &&other) noexcept;
    ~Socket();

    Connecting connecting();
    Result<std::size_t, Failure> send(View bytes);    ///< how much was taken; 0: nothing fits now
    Result<Bytes, Failure> receive(std::size_t most); ///< empty: nothing there now. The end of a stream is the failure `closed`
    bool canSend() const;
    std::optional<Endpoint> local() const;
    Handle handle() const { return handle_; }

private:
    explicit Socket(Handle handle, Traffic traffic) : handle_(handle), traffic_(traffic) {}
    void close();

    Handle handle_;
    Traffic traffic_;
};

/// Whether a connection can be held back on this system, and is told at which router its packets died.
bool canLimit();

/// What this system is set to for names.
struct NameService {
    std::vector<Endpoint> servers;     ///< numbers
    std::vector<std::string> suffixes; ///< tried for a name without a dot
};
NameService systemNameService();
std::string hostsFile(); ///< its path

/// Whom the system trusts for TLS servers, as DER; nothing where OpenSSL finds them by itself.
std::optional<std::vector<Bytes>> systemAuthorities();

} // namespace mailwalk::net
