#include "net/connection.h"

#include <algorithm>

namespace mailwalk::net {

static constexpr std::size_t mostAtOnce = 64 * 1024;

SystemDial::SystemDial(const Address &address, std::uint16_t port, const Limits &limits)
    : socket_(Socket::to(address, port, Traffic::stream, limits))
{
    if (socket_)
        state_.pending = true;
    else
        ended(socket_.error());
}

void SystemDial::watch(std::vector<Watch> &what) const
{
    if (state_.pending)
        what.push_back({socket_->handle(), false, true});
}

void SystemDial::progress()
{
    if (!state_.pending)
        return;
    state_ = socket_->connecting();
    if (state_.pending)
        return;
    if (const auto local = socket_->local())
        facts_.push_back({"local address", toText(*local)});
    if (state_.failure)
        ended(*state_.failure);
}

void SystemDial::ended(const Failure &failure)
{
    state_.failure = failure;
    const bool local = failure.code == trace::Code::unreachable || failure.code == trace::Code::permission;
    if (local || state_.icmp)
        facts_.push_back({"said by", state_.icmp ? toText(*state_.icmp) : "this machine, no ICMP message"});
}

Result<std::unique_ptr<Wire>, Failure> SystemDial::outcome()
{
    if (state_.failure)
        return *state_.failure;
    return std::unique_ptr<Wire>(std::make_unique<SystemWire>(std::move(*socket_)));
}

void SystemWire::watch(std::vector<Watch> &what) const
{
    if (hungry() || awaitsSending_)
        what.push_back({socket_.handle(), hungry(), awaitsSending_});
}

// One recv a wake-up: reading until nothing is left lets a flooding peer hold off a stop.
void SystemWire::progress()
{
    if (awaitsSending_)
        canSend_ = socket_.canSend();
    if (!hungry())
        return;
    auto got = socket_.receive(mostAtOnce);
    if (got)
        held_ = std::move(*got);
    else
        ended_ = got.error();
}

Result<std::size_t, Failure> SystemWire::send(View bytes)
{
    canSend_ = false;
    auto sent = socket_.send(bytes.first(std::min(bytes.size(), mostAtOnce)));
    // A reset is told once, to whoever asks first; whoever asks later hears of a broken pipe.
    return !sent && ended_ ? Result<std::size_t, Failure>(*ended_) : std::move(sent);
}

Result<Bytes, Failure> SystemWire::receive(std::size_t most)
{
    if (held_.empty() && ended_)
        return *ended_;
    const auto end = held_.begin() + static_cast<std::ptrdiff_t>(std::min(most, held_.size()));
    Bytes piece(held_.begin(), end);
    held_.erase(held_.begin(), end);
    return piece;
}

void SystemWire::awaitSending(bool wanted)
{
    awaitsSending_ = wanted;
    canSend_ = false;
}

} // namespace mailwalk::net
