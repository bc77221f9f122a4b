#include "failing_network.h"

namespace mailwalk::test {

using net::Failure;
using trace::Code;

namespace {

Failure failureOf(How how)
{
    switch (how) {
    case How::refuses: return {Code::refused, "refused on purpose", {}, {}};
    case How::resets: return {Code::reset, "reset on purpose", {}, {}};
    case How::closes: return {Code::closed, "closed on purpose", {}, {}};
    case How::isSilent: break;
    }
    return {Code::timeout, "silent on purpose", {}, {}};
}

class FailingLookup final : public net::Lookup
{
public:
    explicit FailingLookup(How how) : how_(how) {}
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return how_ != How::isSilent; }
    net::Resolution outcome() override
    {
        net::Resolution resolution;
        resolution.failure = Failure{Code::nameServerFailure, "failed on purpose", {}, {}};
        return resolution;
    }

private:
    How how_;
};

class FailingServiceLookup final : public net::ServiceLookup
{
public:
    explicit FailingServiceLookup(How how) : how_(how) {}
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return how_ != How::isSilent; }
    net::ServiceResolution outcome() override { return {{}, {}, Failure{Code::nameServerFailure, "failed on purpose", {}, {}}}; }

private:
    How how_;
};

class FailingHandshake final : public net::Handshake
{
public:
    explicit FailingHandshake(How how) : how_(how) {}
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return how_ != How::isSilent; }
    Result<net::Secured, Failure> outcome() override
    {
        return how_ == How::refuses ? Failure{Code::tlsAlert, "refused on purpose", {}, "alert 40 handshake_failure"}
                                    : failureOf(how_);
    }
    Facts facts() const override { return {}; }

private:
    How how_;
};

class FailingDial final : public net::Dial
{
public:
    explicit FailingDial(How how) : how_(how) {}
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return how_ != How::isSilent; }
    Result<std::unique_ptr<net::Wire>, Failure> outcome() override { return failureOf(how_); }

private:
    How how_;
};

class CountedWire final : public net::Wire
{
public:
    CountedWire(std::unique_ptr<net::Wire> real, FailingNetwork &network) : real_(std::move(real)), network_(network) {}

    void watch(std::vector<net::Watch> &what) const override
    {
        if (!broken_)
            real_->watch(what);
    }
    void progress() override { real_->progress(); }
    bool ready() const override { return broken_ ? network_.how() != How::isSilent : real_->ready(); }
    void awaitSending(bool wanted) override { real_->awaitSending(wanted); }
    std::optional<Clock::time_point> wakeAt() const override { return broken_ ? std::nullopt : real_->wakeAt(); }
    std::unique_ptr<net::Wire> release() { return std::move(real_); }

    Result<std::size_t, Failure> send(View bytes) override
    {
        broken_ = broken_ || network_.failsNow();
        if (!broken_)
            return real_->send(bytes);
        if (network_.how() == How::isSilent)
            return std::size_t(0);
        return failureOf(network_.how());
    }

    // Asking whether something has come is no act; something having come is.
    Result<Bytes, Failure> receive(std::size_t most) override
    {
        if (!broken_) {
            auto got = real_->receive(most);
            if (!got || got->empty())
                return got;
            broken_ = network_.failsNow();
            if (!broken_)
                return got;
        }
        if (network_.how() == How::isSilent)
            return Bytes{};
        return failureOf(network_.how());
    }

private:
    std::unique_ptr<net::Wire> real_;
    FailingNetwork &network_;
    bool broken_{};
};

class CountedDial final : public net::Dial
{
public:
    CountedDial(std::unique_ptr<net::Dial> real, FailingNetwork &network) : real_(std::move(real)), network_(network) {}
    void watch(std::vector<net::Watch> &what) const override { real_->watch(what); }
    std::optional<Clock::time_point> wakeAt() const override { return real_->wakeAt(); }
    void progress() override { real_->progress(); }
    bool ready() const override { return real_->ready(); }
    Facts facts() const override { return real_->facts(); }
    Result<std::unique_ptr<net::Wire>, Failure> outcome() override
    {
        auto outcome = real_->outcome();
        if (!outcome)
            return outcome;
        return std::unique_ptr<net::Wire>(std::make_unique<CountedWire>(std::move(*outcome), network_));
    }

private:
    std::unique_ptr<net::Dial> real_;
    FailingNetwork &network_;
};

// A handshake is one act: in how many pieces it comes is chance.
class CountedHandshake final : public net::Handshake
{
public:
    CountedHandshake(std::unique_ptr<net::Handshake> real, FailingNetwork &network) : real_(std::move(real)), network_(network) {}
    void watch(std::vector<net::Watch> &what) const override { real_->watch(what); }
    std::optional<Clock::time_point> wakeAt() const override { return real_->wakeAt(); }
    void progress() override { real_->progress(); }
    bool ready() const override { return real_->ready(); }
    Facts facts() const override { return real_->facts(); }
    std::string excerpt() const override { return real_->excerpt(); }
    net::Volume volume() const override { return real_->volume(); }
    Result<net::Secured, Failure> outcome() override
    {
        auto outcome = real_->outcome();
        if (outcome)
            outcome->wire = std::make_unique<CountedWire>(std::move(outcome->wire), network_);
        return outcome;
    }

private:
    std::unique_ptr<net::Handshake> real_;
    FailingNetwork &network_;
};

} // namespace

std::unique_ptr<net::ServiceLookup> FailingNetwork::lookUpServices(const std::string &name)
{
    if (failsNow())
        return std::make_unique<FailingServiceLookup>(how_);
    return real_.lookUpServices(name);
}

std::unique_ptr<net::Handshake> FailingNetwork::secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                                       net::OldestTls oldest)
{
    if (failsNow())
        return std::make_unique<FailingHandshake>(how_);
    auto real = dynamic_cast<CountedWire &>(*wire).release(); // all wires of this network are
    return std::make_unique<CountedHandshake>(real_.secure(std::move(real), host, oldest), *this);
}

std::unique_ptr<net::Handshake> FailingNetwork::secureUnproven(std::unique_ptr<net::Wire> wire, const std::string &host)
{
    if (failsNow())
        return std::make_unique<FailingHandshake>(how_);
    auto real = dynamic_cast<CountedWire &>(*wire).release();
    return std::make_unique<CountedHandshake>(real_.secureUnproven(std::move(real), host), *this);
}

std::unique_ptr<net::Lookup> FailingNetwork::lookUp(const std::string &host)
{
    if (failsNow())
        return std::make_unique<FailingLookup>(how_);
    return real_.lookUp(host);
}

std::unique_ptr<net::Dial> FailingNetwork::dial(const Address &address, std::uint16_t port)
{
    if (failsNow())
        return std::make_unique<FailingDial>(how_);
    return std::make_unique<CountedDial>(real_.dial(address, port), *this);
}

} // namespace mailwalk::test
