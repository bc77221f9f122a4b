#include "made_up_route.h"

namespace mailwalk::test {

namespace {

struct Silence final : net::Dial {
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return false; }
    Result<std::unique_ptr<net::Wire>, net::Failure> outcome() override { return net::Failure{}; }
};

struct OpenWire final : net::Wire {
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return false; }
    Result<std::size_t, net::Failure> send(View) override { return std::size_t{0}; }
    Result<Bytes, net::Failure> receive(std::size_t) override { return Bytes{}; }
    void awaitSending(bool) override {}
};

struct Opened final : net::Dial {
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return true; }
    Result<std::unique_ptr<net::Wire>, net::Failure> outcome() override
    {
        return std::unique_ptr<net::Wire>(std::make_unique<OpenWire>());
    }
};

struct Ended final : net::Dial {
    explicit Ended(net::Failure why, std::optional<net::Icmp> icmp = {}) : failure(std::move(why)), message(icmp) {}
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return true; }
    Result<std::unique_ptr<net::Wire>, net::Failure> outcome() override { return failure; }
    Facts facts() const override { return message ? Facts{{"said by", toText(*message)}} : Facts{}; }
    std::optional<net::Icmp> said() const override { return message; }
    net::Failure failure;
    std::optional<net::Icmp> message;
};

struct Known final : net::Lookup {
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return true; }
    net::Resolution outcome() override { return known; }
    net::Resolution known;
};

struct Offered final : net::ServiceLookup {
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return true; }
    net::ServiceResolution outcome() override { return known; }
    net::ServiceResolution known;
};

std::string nameOf(const Address &address, std::uint16_t port) { return toText(Endpoint{toText(address), port}); }

} // namespace

MadeUpRoute &MadeUpRoute::machine(const std::string &endpoint, bool isOpen)
{
    machines_[endpoint] = isOpen;
    return *this;
}

MadeUpRoute &MadeUpRoute::blocks(const std::string &endpoint, unsigned router, Rule rule)
{
    blocks_.insert_or_assign(endpoint, Block{router, rule});
    return *this;
}

MadeUpRoute &MadeUpRoute::knows(const std::string &host, const std::vector<std::string> &addresses)
{
    for (const std::string &address : addresses)
        names_[host].push_back(addressFrom(address).value());
    return *this;
}

MadeUpRoute &MadeUpRoute::offers(const std::string &service, const std::vector<std::string> &hosts)
{
    for (const std::string &host : hosts)
        services_[service].push_back({host, 3268});
    return *this;
}

MadeUpRoute &MadeUpRoute::cannotLimit()
{
    canLimit_ = false;
    return *this;
}

std::size_t MadeUpRoute::knocksAt(const std::string &endpoint) const
{
    const std::lock_guard lock(mutex_);
    const auto found = knocks_.find(endpoint);
    return found == knocks_.end() ? 0 : found->second;
}

std::size_t MadeUpRoute::questionsFor(const std::string &name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = questions_.find(name);
    return found == questions_.end() ? 0 : found->second;
}

std::unique_ptr<net::Lookup> MadeUpRoute::lookUp(const std::string &host)
{
    const std::lock_guard lock(mutex_);
    ++questions_[host];
    auto lookup = std::make_unique<Known>();
    lookup->known.addresses = names_[host];
    for (const Address &address : names_[host])
        lookup->known.facts.push_back({"dns address", toText(address) + ", TTL 60 s"});
    return lookup;
}

std::unique_ptr<net::ServiceLookup> MadeUpRoute::lookUpServices(const std::string &name)
{
    const std::lock_guard lock(mutex_);
    ++questions_[name];
    auto lookup = std::make_unique<Offered>();
    lookup->known.services = services_[name];
    return lookup;
}

std::unique_ptr<net::Dial> MadeUpRoute::dial(const Address &address, std::uint16_t port) { return dialWithin({}, address, port); }

std::unique_ptr<net::Dial> MadeUpRoute::dialWithin(const net::Limits &limits, const Address &address, std::uint16_t port)
{
    const std::string endpoint = nameOf(address, port);
    {
        const std::lock_guard lock(mutex_);
        ++knocks_[endpoint];
    }
    const unsigned reach = limits.timeToLive ? limits.timeToLive : 255;
    const auto block = blocks_.find(endpoint);
    const bool isBlocked = block != blocks_.end() && block->second.router < reach;
    const net::Failure refused{trace::Code::refused, "refused", {}, {}};
    if (isBlocked && block->second.rule == Rule::drop)
        return std::make_unique<Silence>();
    if (isBlocked)
        return std::make_unique<Ended>(refused);
    if (reach <= routers_.size()) {
        const net::Icmp died{false, 11, 0, addressFrom(routers_[reach - 1])};
        return std::make_unique<Ended>(net::Failure{trace::Code::unreachable, "died", {}, {}}, died);
    }
    const auto machine = machines_.find(endpoint);
    if (machine == machines_.end())
        return std::make_unique<Silence>();
    if (machine->second)
        return std::make_unique<Opened>();
    return std::make_unique<Ended>(refused);
}

} // namespace mailwalk::test
