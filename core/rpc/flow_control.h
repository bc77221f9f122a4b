#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

/// Flow control of one channel of RPC over HTTP ([MS-RPCH] 3.2.1.1.5.1). Only RPC PDUs count, each with its whole length.
namespace mailwalk::rpc {

constexpr std::uint32_t ourWindow = 65536; ///< what Windows announces

/// What a receiver tells: how much it has got in all, and how much more it can take now. Both in bytes, both start anew with a
/// new channel.
struct Acknowledgement {
    std::uint32_t bytesReceived{}, availableWindow{};
    bool operator==(const Acknowledgement &) const = default;
};

/// The sending side of a channel.
class SendWindow
{
public:
    explicit SendWindow(std::uint32_t window) : window_(window), available_(window) {}

    bool takes(std::size_t size) const { return available_ > size; } ///< 3.2.1.4.1.3: "greater than"
    void sent(std::size_t size);
    /// False for one that no honest receiver sends: more than was sent, or more room than its window (3.2.1.5.1.1).
    [[nodiscard]] bool acknowledged(const Acknowledgement &ack);

    std::uint32_t available() const { return available_; }
    std::uint32_t window() const { return window_; }

private:
    std::uint32_t window_, available_, bytesSent_{};
};

/// The receiving side of a channel.
class ReceiveWindow
{
public:
    explicit ReceiveWindow(std::uint32_t window = ourWindow) : window_(window), advertised_(window) {}

    /// A PDU has come and is consumed. The acknowledgement that is due now, when the peer believes that less than half is free.
    std::optional<Acknowledgement> received(std::size_t size);

private:
    std::uint32_t window_, advertised_, bytesReceived_{};
};

} // namespace mailwalk::rpc
