#include "bench/slow_network.h"

#include <deque>
#include <utility>

namespace mailwalk::bench {
namespace {

using net::Failure;
using Time = Clock::time_point;

constexpr std::size_t pieceSize = 64 * 1024;

// Whether this thread has sent something since it last received. RPC over HTTP asks on one wire and is answered on another, so
// a turn is of the thread that waits, and counts when the waiting is over.
thread_local bool hasAsked = false;

/// Something that has its outcome once, and tells it later.
template <class Base> class Later : public Base
{
public:
    Later(std::unique_ptr<Base> inner, Milliseconds delay) : inner_(std::move(inner)), delay_(delay) { note(); }
    void watch(std::vector<net::Watch> &what) const override
    {
        if (!due_)
            inner_->watch(what);
    }
    std::optional<Time> wakeAt() const override { return due_ ? due_ : inner_->wakeAt(); }
    void progress() override
    {
        if (!due_)
            inner_->progress();
        note();
    }
    bool ready() const override { return due_ && *due_ <= Clock::now(); }

protected:
    Base &inner() { return *inner_; }
    const Base &inner() const { return *inner_; }
    Milliseconds delay() const { return delay_; }

private:
    void note()
    {
        if (!due_ && inner_->ready())
            due_ = Clock::now() + delay_;
    }

    std::unique_ptr<Base> inner_;
    Milliseconds delay_;
    std::optional<Time> due_;
};

class SlowLookup final : public Later<net::Lookup>
{
public:
    using Later::Later;
    net::Resolution outcome() override { return inner().outcome(); }
};

class SlowServiceLookup final : public Later<net::ServiceLookup>
{
public:
    using Later::Later;
    net::ServiceResolution outcome() override { return inner().outcome(); }
};

class SlowWire final : public net::Wire
{
public:
    SlowWire(std::unique_ptr<net::Wire> inner, Milliseconds delay, std::atomic<int> &turns)
        : inner_(std::move(inner)), delay_(delay), turns_(turns)
    {
    }
    void watch(std::vector<net::Watch> &what) const override { inner_->watch(what); }
    std::optional<Time> wakeAt() const override
    {
        return arrived_.empty() ? inner_->wakeAt() : std::optional(arrived_.front().due);
    }
    // All that has come, now: of a TLS record that is in memory already no socket tells once more.
    void progress() override
    {
        do
            inner_->progress();
        while (inner_->ready() && !ended_ && takePiece());
    }
    bool ready() const override { return isDue() || (awaitsSending_ && inner_->ready()); }
    Result<std::size_t, Failure> send(View bytes) override
    {
        hasAsked = true;
        return inner_->send(bytes);
    }
    Result<Bytes, Failure> receive(std::size_t most) override
    {
        if (!isDue())
            return Bytes{};
        turns_ += std::exchange(hasAsked, false);
        auto &front = arrived_.front().content;
        if (!front || front->size() <= most) {
            auto piece = std::move(front);
            arrived_.pop_front();
            return piece;
        }
        const auto end = front->begin() + static_cast<std::ptrdiff_t>(most);
        Bytes piece(front->begin(), end);
        front->erase(front->begin(), end);
        return piece;
    }
    void awaitSending(bool wanted) override { inner_->awaitSending(awaitsSending_ = wanted); }
    std::unique_ptr<net::Wire> release() { return std::move(inner_); }

private:
    struct Piece {
        Time due;
        Result<Bytes, Failure> content;
    };
    bool isDue() const { return !arrived_.empty() && arrived_.front().due <= Clock::now(); }
    bool takePiece() // false: there is no more now
    {
        auto piece = inner_->receive(pieceSize);
        if (piece && piece->empty())
            return false;
        ended_ = !piece;
        arrived_.push_back({Clock::now() + delay_, std::move(piece)});
        return true;
    }

    std::unique_ptr<net::Wire> inner_;
    Milliseconds delay_;
    std::atomic<int> &turns_;
    std::deque<Piece> arrived_;
    bool ended_ = false, awaitsSending_ = false;
};

class SlowDial final : public Later<net::Dial>
{
public:
    SlowDial(std::unique_ptr<net::Dial> inner, Milliseconds delay, std::atomic<int> &turns)
        : Later(std::move(inner), delay), turns_(turns)
    {
    }
    Result<std::unique_ptr<net::Wire>, Failure> outcome() override
    {
        auto wire = inner().outcome();
        if (!wire)
            return wire;
        return std::unique_ptr<net::Wire>(std::make_unique<SlowWire>(std::move(*wire), delay(), turns_));
    }
    Facts facts() const override { return inner().facts(); }

private:
    std::atomic<int> &turns_;
};

// One round trip, as TLS 1.3 needs it (RFC 8446 2). The delay begins when the handshake is over.
class SlowHandshake final : public Later<net::Handshake>
{
public:
    SlowHandshake(std::unique_ptr<net::Handshake> inner, Milliseconds delay, std::atomic<int> &turns)
        : Later(std::move(inner), delay), turns_(turns)
    {
    }
    Result<net::Secured, Failure> outcome() override
    {
        auto outcome = inner().outcome();
        if (outcome)
            outcome->wire = std::make_unique<SlowWire>(std::move(outcome->wire), delay(), turns_);
        return outcome;
    }
    Facts facts() const override { return inner().facts(); }
    std::string excerpt() const override { return inner().excerpt(); }
    net::Volume volume() const override { return inner().volume(); }

private:
    std::atomic<int> &turns_;
};

} // namespace

std::unique_ptr<net::ServiceLookup> SlowNetwork::lookUpServices(const std::string &name)
{
    ++count_.lookUps;
    return std::make_unique<SlowServiceLookup>(inner_.lookUpServices(name), delay_);
}

std::unique_ptr<net::Handshake> SlowNetwork::secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                                    net::OldestTls oldest)
{
    ++count_.handshakes;
    auto inner = dynamic_cast<SlowWire &>(*wire).release(); // all wires of this network are
    return std::make_unique<SlowHandshake>(inner_.secure(std::move(inner), host, oldest), delay_, count_.turns);
}

std::unique_ptr<net::Lookup> SlowNetwork::lookUp(const std::string &host)
{
    ++count_.lookUps;
    return std::make_unique<SlowLookup>(inner_.lookUp(host), delay_);
}

std::unique_ptr<net::Dial> SlowNetwork::dial(const Address &address, std::uint16_t port)
{
    ++count_.connections;
    return std::make_unique<SlowDial>(inner_.dial(address, port), delay_, count_.turns);
}

} // namespace mailwalk::bench
