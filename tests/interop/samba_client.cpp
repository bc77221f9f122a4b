// The client's RPC against a directory server that nobody here wrote: samba_client HOST ADDRESS, the password of alice on
// standard input; that of jürgen has two more letters. bob and carol are given a wrong one, once each.
#include "interop/samr.h"
#include "net/system_network.h"
#include "rpc/desk.h"
#include "rpc/mapper.h"

#include <iostream>

using namespace mailwalk;
using auth::Level;
using auth::Mechanism;
using net::Step;
using net::Stopped;
using trace::Code;
using trace::Kind;
using wire::dcerpc::Interface;

namespace {

constexpr std::uint64_t oneFragment = 5840;
bool allHeld = true;

void tell(const trace::Trace &trace)
{
    for (const trace::Hop &hop : trace.hops) {
        std::cout << "# " << hop.id << ' ' << nameOf(hop.kind) << " \"" << hop.title << "\" " << hop.target << ' '
                  << nameOf(hop.outcome);
        if (hop.failure)
            std::cout << ' ' << nameOf(hop.failure->code) << ": " << hop.failure->text << ", got "
                      << hop.failure->got.value_or("-");
        std::cout << '\n';
    }
}

/// One walk to the domain controller, with a record of its own.
class Visit
{
public:
    explicit Visit(const rpc::Place &place) : place_(place) {}

    void go(const std::function<void(const Step &)> &path)
    {
        how_ = Step::walk(journey_, stop_, {Kind::walk, "Visit", place_.host}, path);
    }

    void expect(bool held, const std::string &sentence)
    {
        std::cout << (held ? "ok - " : "not ok - ") << sentence << '\n';
        if (!held)
            tell(trace());
        allHeld = allHeld && held;
    }

    const rpc::Place &place() const { return place_; }
    const std::optional<Stopped> &how() const { return how_; }
    trace::Trace trace() const { return recorder_.trace(); }
    bool failedWith(Code code, std::string_view got = {}) const
    {
        return how_ && how_->failure.code == code && (got.empty() || how_->failure.got == got);
    }

private:
    rpc::Place place_;
    trace::Recorder recorder_{{}};
    net::SystemNetwork network_{{}};
    net::Journey journey_{recorder_, network_, Deadlines::all(Milliseconds(5000))};
    net::Stop stop_;
    std::optional<Stopped> how_;
};

struct Way {
    Mechanism mechanism;
    Level level;
};

std::string toText(const Way &way) { return std::string(nameOf(way.mechanism)) + " at " + std::string(nameOf(way.level)); }

http::SignIn signInOf(const std::string &typed, const Secret &password, const Way &way)
{
    return {auth::identityFrom(typed, password.copy()), {{way.mechanism}, way.level, {{"example.test"}, {}}, {}}};
}

const rpc::Desk accounts{samr::interface, "host"};

rpc::Association signedIn(const Step &step, const Visit &visit, http::SignIn &signIn)
{
    return rpc::goTo(step, visit.place(), accounts, signIn, signIn.rules().level);
}

constexpr auto mustSucceed = [](const Step &hop, const auto &answer) {
    if (answer.status != 0)
        hop.fail(rpc::statusFailure(answer.status, {}, "the call"));
};

samr::ContextHandle openDomain(const Step &step, rpc::Association &server)
{
    const auto connected = rpc::call<samr::Connect>(step, server, {}, mustSucceed);
    const auto found = rpc::call<samr::LookupDomain>(step, server, {connected.handle, samr::unicode("EXAMPLE")}, mustSucceed);
    return rpc::call<samr::OpenDomain>(step, server, {connected.handle, samr::maximumAllowed, found.sid.value_or(samr::Sid{})},
                                       mustSucceed)
        .handle;
}

std::vector<std::uint32_t> lookUp(const Step &step, rpc::Association &server, const samr::ContextHandle &domain,
                                  std::vector<samr::UnicodeString> names)
{
    return rpc::call<samr::LookupNames>(step, server, {domain, std::move(names)}, mustSucceed)
        .ids.list.value_or(std::vector<std::uint32_t>{});
}

void mapperNamesThePort(const rpc::Place &place)
{
    Visit visit(place);
    std::uint16_t port = 0;
    visit.go([&](const Step &step) { port = rpc::portOf(step, place.host, place.addresses, samr::interface); });
    visit.expect(!visit.how() && port >= 49152, "the mapper names a dynamic port for SAMR");
}

void mapperKnowsNoExchange(const rpc::Place &place)
{
    for (const Interface *interface :
         {&wire::dcerpc::rfrInterface, &wire::dcerpc::nspiInterface, &wire::dcerpc::emsmdbInterface}) {
        Visit visit(place);
        visit.go([&](const Step &step) { rpc::portOf(step, place.host, place.addresses, *interface); });
        visit.expect(visit.failedWith(Code::status, "0x16c9a0d6"),
                     std::string("the mapper says that it does not know ") + interface->name);
    }
}

void callsWork(const rpc::Place &place, const Secret &password, const Way &way)
{
    Visit visit(place);
    http::SignIn signIn = signInOf("EXAMPLE\\alice", password, way);
    std::vector<std::uint32_t> one, thousand;
    visit.go([&](const Step &step) {
        rpc::Association server = signedIn(step, visit, signIn);
        const auto domain = openDomain(step, server);
        one = lookUp(step, server, domain, {samr::unicode("alice")});
        thousand = lookUp(step, server, domain, std::vector(samr::namesLimit.most, samr::unicode("alice")));
    });
    visit.expect(!visit.how() && one.size() == 1 && one.front() >= 1000,
                 toText(way) + ": four calls one after another are answered");
    const bool whole = one.size() == 1 && thousand == std::vector(samr::namesLimit.most, one.front());
    const trace::Hop large = visit.trace().hops.back();
    visit.expect(whole && large.sent > 2 * oneFragment && large.received > oneFragment,
                 toText(way) + ": a question and an answer of several fragments arrive whole");
}

// Letters beyond ASCII: UTF-16 in the password, the upper case of the name in the key ([MS-NLMP] 3.3.2).
Secret longer(const Secret &password) { return Secret(textOf(password.reveal()) + "ß€"); }

void signsInAs(const rpc::Place &place, const std::string &typed, const Secret &password)
{
    Visit visit(place);
    http::SignIn signIn = signInOf(typed, password, {Mechanism::ntlm, Level::privacy});
    visit.go([&](const Step &step) {
        rpc::Association server = signedIn(step, visit, signIn);
        rpc::call<samr::Connect>(step, server, {}, mustSucceed);
    });
    visit.expect(!visit.how(), typed + " signs in");
}

// Samba wants integrity or better, and says so only in a fault. Raw NTLM has no word of acceptance before that fault, so that a
// refusal of the password could not be told from it: the careful reading is the one that cannot lock an account.
void connectLevelIsRefused(const rpc::Place &place, const Secret &password, Mechanism mechanism, Code code)
{
    const Way way{mechanism, Level::connect};
    Visit visit(place);
    http::SignIn signIn = signInOf("EXAMPLE\\alice", password, way);
    visit.go([&](const Step &step) {
        rpc::Association server = signedIn(step, visit, signIn);
        rpc::call<samr::Connect>(step, server, {}, mustSucceed);
    });
    visit.expect(visit.failedWith(code), toText(way) + ": access is denied, and the failure is " + std::string(nameOf(code)));
}

void refusalEndsSigningIn(const rpc::Place &place, const Way &way, const std::string &user)
{
    Visit visit(place);
    http::SignIn signIn = signInOf("EXAMPLE\\" + user, Secret(std::string("a wrong one")), way);
    visit.go([&](const Step &step) {
        rpc::Association server = signedIn(step, visit, signIn);
        rpc::call<samr::Connect>(step, server, {}, mustSucceed);
    });
    visit.expect(visit.failedWith(Code::authRejected), toText(way) + ": a wrong password is refused as such");

    Visit again(place);
    again.go([&](const Step &step) { signedIn(step, again, signIn); });
    const auto trace = again.trace();
    const trace::Hop &last = trace.hops.back();
    again.expect(again.failedWith(Code::authRejected) && last.kind == Kind::bind &&
                     last.reason == trace::Reason::wouldRiskLockout && last.sent == 0,
                 toText(way) + ": after that nobody signs in again");
}

} // namespace

int main(int argc, char **argv)
{
    const auto address = argc == 3 ? addressFrom(argv[2]) : std::nullopt;
    std::string line;
    if (!address || !std::getline(std::cin, line)) {
        std::cerr << "samba_client HOST ADDRESS, and a password on standard input\n";
        return 2;
    }
    const Secret password(std::move(line));
    const rpc::Place place{argv[1], {*address}};

    mapperNamesThePort(place);
    mapperKnowsNoExchange(place);
    for (const Level level : {Level::integrity, Level::privacy})
        for (const Mechanism mechanism : {Mechanism::ntlm, Mechanism::negotiate})
            callsWork(place, password, {mechanism, level});
    signsInAs(place, "alice@example.test", password);
    signsInAs(place, "example\\ALICE", password);
    signsInAs(place, "EXAMPLE\\jürgen", longer(password));
    connectLevelIsRefused(place, password, Mechanism::ntlm, Code::authRejected);
    connectLevelIsRefused(place, password, Mechanism::negotiate, Code::rpcFault);
    refusalEndsSigningIn(place, {Mechanism::ntlm, Level::privacy}, "bob");
    refusalEndsSigningIn(place, {Mechanism::negotiate, Level::privacy}, "carol");
    return allHeld ? 0 : 1;
}
