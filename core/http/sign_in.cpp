#include "http/sign_in.h"

namespace mailwalk::http {

std::string_view nameOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::basic: return "Basic";
    case Scheme::ntlm: return "NTLM";
    case Scheme::negotiate: return "Negotiate";
    }
    return {};
}

std::optional<trace::Failure> SignIn::objection(const std::string &host, const Address &address) const
{
    if (auto objection = this->objection(host))
        return objection;
    const auto &counsel = rules_.consent.counsel;
    const bool isSaid = counsel && counsel->isGiven(Doubt::unprovenServer, host);
    if (isSaid || rules_.consent.isGivenTo(host) || isPrivate(address))
        return std::nullopt;
    return trace::Failure{trace::Code::consent,
                          toText(address) +
                              " is a public address, and nothing but the password exchange would prove who answers there",
                          "a private address or consent", toText(address)};
}

bool SignIn::consult(const net::Step &step, const std::string &host, const Address &address) const
{
    const auto &counsel = rules_.consent.counsel;
    if (!counsel || objection(host) || !objection(host, address) || counsel->said(Doubt::unprovenServer, host))
        return false;
    return counsel->ask(step, {Doubt::unprovenServer, host, toText(address), {}, {}}) == Answer::yes;
}

std::string SignIn::domain() const
{
    const auto at = identity_.user.find('@');
    return at == std::string::npos ? identity_.domain : identity_.user.substr(at + 1);
}

static std::uint64_t fileTimeNow()
{
    constexpr std::uint64_t from1601to1970 = 116444736000000000; // in 100 ns, [MS-DTYP] 2.3.3
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return from1601to1970 + static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(since).count()) / 100;
}

Result<std::unique_ptr<auth::Context>, auth::Obstacle>
SignIn::begin(auth::Mechanism mechanism, auth::Level level, const std::string &spn, std::optional<Bytes> channelBinding) const
{
    auth::Surroundings surroundings;
    surroundings.fileTime = fileTimeNow();
    surroundings.targetName = spn;
    surroundings.channelBinding = std::move(channelBinding);
    return auth::newContext(mechanism, identity_.copy(), level, std::move(surroundings));
}

// "domain\\user" with the domain that was typed: a bare name alone is what most people type, and goes out as it is.
Secret SignIn::userAndPassword() const
{
    Bytes both;
    if (!identity_.domain.empty())
        append(both, viewOf(identity_.domain + '\\'));
    append(both, viewOf(identity_.user + ':'));
    append(both, identity_.password.reveal());
    return Secret(std::move(both));
}

// Asked again and again rather than rung: whoever has the turn may be in another lane, under another stop.
class SignIn::Queue final : public net::Waitable
{
public:
    Queue(SignIn &of, const std::string &door) : of_(of), door_(door) {}
    void watch(std::vector<net::Watch> &) const override {}
    std::optional<Clock::time_point> wakeAt() const override { return Clock::now() + Milliseconds(5); }
    void progress() override
    {
        if (turn_)
            return;
        if (auto turn = of_.take(door_))
            turn_.emplace(std::move(*turn));
    }
    bool ready() const override { return turn_ || of_.refusal(); }
    std::optional<Turn> result() { return std::move(turn_); }

private:
    SignIn &of_;
    const std::string &door_;
    std::optional<Turn> turn_; // goes back when the wait ends in another way
};

SignIn::Turn SignIn::turn(const net::Step &hop, const std::string &door)
{
    Queue queue(*this, door);
    hop.await(queue, "another connection's sign-in to be answered");
    if (auto turn = queue.result())
        return std::move(*turn);
    throw *refusal();
}

SignIn::Turn::~Turn()
{
    if (!of_)
        return;
    const std::lock_guard lock(of_->mutex_);
    of_->taken_ = false;
}

std::optional<SignIn::Turn> SignIn::take(const std::string &door)
{
    const std::lock_guard lock(mutex_);
    const bool isKnown = acceptedBy_.contains(sameCase(door));
    if (refusal_ || (taken_ && !isKnown))
        return std::nullopt;
    taken_ = taken_ || !isKnown;
    return Turn(isKnown ? nullptr : this);
}

void SignIn::accepted(const std::string &door)
{
    const std::lock_guard lock(mutex_);
    acceptedBy_.insert(sameCase(door));
}

bool SignIn::isAccepted(const std::string &door) const
{
    const std::lock_guard lock(mutex_);
    return acceptedBy_.contains(sameCase(door));
}

bool SignIn::isAcceptedAnywhere() const
{
    const std::lock_guard lock(mutex_);
    return !acceptedBy_.empty();
}

void SignIn::refused(const net::Stopped &how)
{
    const std::lock_guard lock(mutex_);
    if (!refusal_)
        refusal_ = how;
}

std::optional<net::Stopped> SignIn::refusal() const
{
    const std::lock_guard lock(mutex_);
    return refusal_;
}

} // namespace mailwalk::http
