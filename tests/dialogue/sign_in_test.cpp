#include "rpc/desk.h"
#include "rpc/over_tcp.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;

namespace {

const Address ex1 = *addressFrom("10.0.0.7");

http::SignIn signIn()
{
    return {auth::identityFrom("alice@corp.test", Secret(std::string("not a real one"))),
            {{auth::Mechanism::ntlm}, auth::Level::privacy, {{"corp.test"}, {}}, {}}};
}

bool isBind(View sent) { return sent.size() > 2 && sent[2] == 0x0b; }

trace::Failure bindAnsweredBy(const char *answer, http::SignIn &who)
{
    ScriptedNetwork net;
    net.expectDial("10.0.0.7:6001").connects();
    net.expectSend(isBind, "bind").replies(answer);
    const Walked walked = walkOver(net, [&](const Step &step) {
        net::Stream stream = step.connect({"ex1.corp.test", 6001}, {ex1});
        step.run({trace::Kind::bind, "Bind", ""}, [&](const Step &hop) {
            rpc::Association::bind(
                hop, rpc::overTcp(std::move(stream)),
                {wire::dcerpc::emsmdbInterface, "exchangeMDB/ex1.corp.test", &who, auth::Mechanism::ntlm, auth::Level::privacy});
        });
    });
    return walked.stopped ? walked.stopped->failure : trace::Failure{};
}

} // namespace

// Before the proof of the password is out, nothing can have been said against the password.
TEST(SignIn, ARefusalOfTheFirstTokenIsNoWordOnThePassword)
{
    const char *const answers[] = {
        "05000d031000000018000000010000000900010500000000",                 // bind_nak 9
        "05000d031000000018000000010000000800010500000000",                 // bind_nak 8
        "0500030310000000200000000100000018000000000000000500000000000000", // fault 5
    };
    for (const char *answer : answers) {
        http::SignIn who = signIn();
        EXPECT_EQ(bindAnsweredBy(answer, who).code, Code::authUnsupported) << answer;
        EXPECT_FALSE(who.refusal()) << answer;
    }
}

TEST(SignIn, IsRefusedToHostsAndAddressesThatTheRulesKeepOut)
{
    const struct {
        const char *host, *address;
        std::vector<std::string> accepted;
        bool allowed;
    } rows[] = {
        {"ex1.corp.test", "10.0.0.7", {}, true},      {"EX1.CORP.TEST.", "10.0.0.7", {}, true},
        {"corp.test", "192.168.1.1", {}, true},       {"ex1.corp.test", "fd00::1", {}, true},
        {"ex1.corp.test", "198.51.100.7", {}, false}, {"ex1.corp.test", "198.51.100.7", {"ex1.corp.test"}, true},
        {"evilcorp.test", "10.0.0.7", {}, false},     {"ex1.corp.test.evil.test", "10.0.0.7", {}, false},
        {"gc1.other.test", "10.0.0.7", {}, false},    {"gc1.other.test", "10.0.0.7", {"GC1.other.test"}, true},
    };
    for (const auto &row : rows) {
        const http::SignIn who{auth::identityFrom("alice", Secret()), {{}, auth::Level::privacy, {{"corp.test"}, row.accepted}, {}}};
        EXPECT_EQ(!who.objection(row.host, *addressFrom(row.address)), row.allowed) << row.host << " " << row.address;
    }
}
