#include "support/scripted_web.h"

#include <algorithm>

namespace mailwalk::test {

using net::Failure;
using trace::Code;

namespace {

// Nothing of it waits for a handle: it is ready at once, or never.
template <class Base> class AtOnce : public Base
{
public:
    void watch(std::vector<net::Watch> &) const override {}
    void progress() override {}
};

class WebLookup final : public AtOnce<net::Lookup>
{
public:
    explicit WebLookup(std::optional<net::Resolution> resolution) : resolution_(std::move(resolution)) {}
    bool ready() const override { return resolution_.has_value(); }
    net::Resolution outcome() override { return resolution_.value_or(net::Resolution{}); }

private:
    std::optional<net::Resolution> resolution_;
};

class WebServices final : public AtOnce<net::ServiceLookup>
{
public:
    explicit WebServices(net::ServiceResolution resolution) : resolution_(std::move(resolution)) {}
    bool ready() const override { return true; }
    net::ServiceResolution outcome() override { return resolution_; }

private:
    net::ServiceResolution resolution_;
};

class WebDial final : public AtOnce<net::Dial>
{
public:
    WebDial(std::unique_ptr<net::Wire> wire, std::optional<Failure> failure)
        : wire_(std::move(wire)), failure_(std::move(failure))
    {
    }
    bool ready() const override { return wire_ || failure_; }
    Result<std::unique_ptr<net::Wire>, Failure> outcome() override
    {
        if (failure_)
            return *failure_;
        return std::move(wire_);
    }

private:
    std::unique_ptr<net::Wire> wire_;
    std::optional<Failure> failure_;
};

class WebHandshake final : public AtOnce<net::Handshake>
{
public:
    WebHandshake(std::unique_ptr<net::Wire> wire, std::string host, std::optional<Failure> failure)
        : wire_(std::move(wire)), host_(std::move(host)), failure_(std::move(failure))
    {
    }
    bool ready() const override { return true; }
    Facts facts() const override { return {}; }
    Result<net::Secured, Failure> outcome() override
    {
        if (failure_)
            return *failure_;
        return net::Secured{std::move(wire_), {host_, Bytes(32, 7), host_, {host_}}};
    }

private:
    std::unique_ptr<net::Wire> wire_;
    std::string host_;
    std::optional<Failure> failure_;
};

} // namespace

class WebWire final : public AtOnce<net::Wire>
{
public:
    WebWire(ScriptedWeb &web, std::string place) : web_(web), place_(std::move(place)) {}
    const std::string &place() const { return place_; }
    void insideTls(const std::string &host) { host_ = host; }

    bool ready() const override { return !inbox_.empty() || closed_; }
    void awaitSending(bool) override {}
    Result<std::size_t, Failure> send(View bytes) override
    {
        append(outbox_, bytes);
        while (auto asked = nextRequest()) {
            const std::string answer = web_.answer(std::move(*asked));
            closed_ = closed_ || answer.substr(0, answer.find("\r\n\r\n")).find("Connection: close") != std::string::npos;
            append(inbox_, viewOf(answer));
        }
        return bytes.size();
    }
    Result<Bytes, Failure> receive(std::size_t most) override
    {
        if (inbox_.empty() && closed_)
            return Failure{Code::closed, "scripted: closed", {}, {}};
        const auto end = inbox_.begin() + static_cast<std::ptrdiff_t>(std::min(most, inbox_.size()));
        Bytes piece(inbox_.begin(), end);
        inbox_.erase(inbox_.begin(), end);
        return piece;
    }

private:
    std::optional<ScriptedWeb::Asked> nextRequest()
    {
        const auto size = wire::http::headSize(outbox_);
        if (!size)
            return {};
        auto head = wire::http::readRequest(View(outbox_).first(*size));
        const std::string *length = head ? find(head->headers, "Content-Length") : nullptr;
        const std::size_t whole = *size + (length ? std::stoul(*length) : 0);
        if (!head || outbox_.size() < whole)
            return {};
        const std::string body = textOf(View(outbox_).subspan(*size, whole - *size));
        outbox_.erase(outbox_.begin(), outbox_.begin() + static_cast<std::ptrdiff_t>(whole));
        return ScriptedWeb::Asked{place_, host_, std::move(*head), body};
    }

    ScriptedWeb &web_;
    std::string place_, host_;
    Bytes outbox_, inbox_;
    bool closed_{};
};

void ScriptedWeb::host(const std::string &name, const std::string &address) { hosts_[name] = addressFrom(address).value(); }

void ScriptedWeb::silentHost(const std::string &name) { hosts_[name] = std::nullopt; }

void ScriptedWeb::services(const std::string &name, std::vector<net::Service> services) { services_[name] = std::move(services); }

void ScriptedWeb::site(const std::string &place, Answer answer) { sites_[place].answer = std::move(answer); }

void ScriptedWeb::silentPort(const std::string &place) { sites_[place] = {}; }

void ScriptedWeb::handshakeFails(const std::string &place, Failure failure)
{
    sites_[place] = {[](const Asked &) { return std::string(); }, std::move(failure)};
}

std::vector<ScriptedWeb::Asked> ScriptedWeb::asked() const
{
    const std::lock_guard lock(mutex_);
    return asked_;
}

std::vector<std::string> ScriptedWeb::lookedUp() const
{
    const std::lock_guard lock(mutex_);
    return lookedUp_;
}

std::string ScriptedWeb::answer(Asked asked)
{
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(asked));
    return sites_.at(asked_.back().place).answer(asked_.back());
}

std::unique_ptr<net::Lookup> ScriptedWeb::lookUp(const std::string &host)
{
    const std::lock_guard lock(mutex_);
    lookedUp_.push_back(host);
    const auto found = hosts_.find(host);
    if (found == hosts_.end())
        return std::make_unique<WebLookup>(
            net::Resolution{{}, {}, Failure{Code::nameNotFound, "scripted: no such name", {}, {}}, {}});
    if (!found->second)
        return std::make_unique<WebLookup>(std::nullopt);
    return std::make_unique<WebLookup>(net::Resolution{{*found->second}, {}, {}, {}});
}

std::unique_ptr<net::ServiceLookup> ScriptedWeb::lookUpServices(const std::string &name)
{
    const std::lock_guard lock(mutex_);
    lookedUp_.push_back(name);
    const auto found = services_.find(name);
    if (found == services_.end())
        return std::make_unique<WebServices>(
            net::ServiceResolution{{}, {}, Failure{Code::nameNotFound, "scripted: no such name", {}, {}}});
    return std::make_unique<WebServices>(net::ServiceResolution{found->second, {}, {}});
}

std::unique_ptr<net::Dial> ScriptedWeb::dial(const Address &address, std::uint16_t port)
{
    const std::lock_guard lock(mutex_);
    const std::string place = toText(Endpoint{toText(address), port});
    const auto found = sites_.find(place);
    if (found == sites_.end())
        return std::make_unique<WebDial>(nullptr, Failure{Code::refused, "scripted: refused", {}, {}});
    if (!found->second.answer)
        return std::make_unique<WebDial>(nullptr, std::nullopt);
    return std::make_unique<WebDial>(std::make_unique<WebWire>(*this, place), std::nullopt);
}

std::unique_ptr<net::Handshake> ScriptedWeb::secure(std::unique_ptr<net::Wire> wire, const std::string &host, net::OldestTls)
{
    const std::lock_guard lock(mutex_);
    auto &web = dynamic_cast<WebWire &>(*wire); // all wires of this network are
    web.insideTls(host);
    return std::make_unique<WebHandshake>(std::move(wire), host, sites_.at(web.place()).handshake);
}

std::unique_ptr<net::Handshake> ScriptedWeb::secureUnproven(std::unique_ptr<net::Wire> wire, const std::string &host)
{
    dynamic_cast<WebWire &>(*wire).insideTls(host);
    return std::make_unique<WebHandshake>(std::move(wire), host, std::nullopt);
}

} // namespace mailwalk::test
