#pragma once

#include "net/platform.h"

namespace mailwalk::net {

/// A connection in the making, by a socket of the system.
class SystemDial final : public Dial
{
public:
    SystemDial(const Address &address, std::uint16_t port, const Limits &limits = {});
    void watch(std::vector<Watch> &what) const override;
    void progress() override;
    bool ready() const override { return !state_.pending; }
    Result<std::unique_ptr<Wire>, Failure> outcome() override;
    Facts facts() const override { return facts_; }
    std::optional<Icmp> said() const override { return state_.icmp; }

private:
    void ended(const Failure &failure);

    Result<Socket, Failure> socket_;
    Connecting state_;
    Facts facts_;
};

/// A stream over a socket of the system. Holds at most one piece that was received and not yet asked for.
class SystemWire final : public Wire
{
public:
    explicit SystemWire(Socket socket) : socket_(std::move(socket)) {}
    void watch(std::vector<Watch> &what) const override;
    void progress() override;
    bool ready() const override { return !held_.empty() || ended_ || (awaitsSending_ && canSend_); }
    Result<std::size_t, Failure> send(View bytes) override;
    Result<Bytes, Failure> receive(std::size_t most) override;
    void awaitSending(bool wanted) override;

private:
    bool hungry() const { return held_.empty() && !ended_; }

    Socket socket_;
    Bytes held_;
    std::optional<Failure> ended_;
    bool awaitsSending_{}, canSend_{};
};

} // namespace mailwalk::net
