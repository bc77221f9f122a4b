#include "rpc/desk.h"
#include "tunnel.h"

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;
using RtsKind = wire::rts::Kind;

// The way to a desk behind a proxy: virtual connection and bind, and who is not gone to.

namespace {

const rpc::Desk store{wire::dcerpc::emsmdbInterface, "exchangeMDB", 6001};

Walked gone(ScriptedNetwork &net, http::SignIn &signIn, const rpc::Proxy &proxy = entrance())
{
    return walkOver(
        net, [&](const Step &step) { rpc::goThrough(step, proxy, behind.host, store, signIn, auth::Level::privacy); }, {},
        Deadlines::all(Milliseconds(2000)));
}

Line::Fits isBind(Byte authType)
{
    return [=](View sent) { return sent.size() > 80 && sent[2] == 0x0b && sent[72] == authType; };
}

struct BothMechanisms : http::SignIn {
    BothMechanisms()
        : SignIn(auth::identityFrom("alice@corp.test", Secret(std::string("not a real one"))),
                 {{auth::Mechanism::negotiate, auth::Mechanism::ntlm},
                  auth::Level::privacy,
                  {{"corp.test"}, {}},
                  {http::Scheme::basic}})
    {
        accepted("mail.corp.test/rpc");
    }
};

} // namespace

TEST(RpcOverHttpDesk, TheNextWayOfSigningInGetsAVirtualConnectionOfItsOwn)
{
    const char *const unknownType = "05000d031000000018000000010000000800010500000000"; // bind_nak 8
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(isBind(0x09), "bind with SPNEGO").on("in").over("out").replies(unknownType);
    expectOpening(net);
    net.expectSend(isBind(0x0a), "bind with NTLM").on("in").over("out").replies(unknownType);
    BothMechanisms signIn;
    const Walked walked = gone(net, signIn);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::authUnsupported);
    EXPECT_EQ(hopsOf(walked.trace, Kind::channel).size(), 2u);
    EXPECT_EQ(hopsOf(walked.trace, Kind::bind).size(), 2u);
    EXPECT_FALSE(signIn.refusal());
}

TEST(RpcOverHttpDesk, AfterARefusalNothingIsTriedAnyMore)
{
    ScriptedNetwork net;
    Alice signIn;
    signIn.refused({7, {Code::authRejected, "elsewhere", {}, {}}});
    const Walked walked = gone(net, signIn);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->hop, 7u);
    for (const Kind kind : {Kind::channel, Kind::bind}) {
        const auto hops = hopsOf(walked.trace, kind);
        ASSERT_EQ(hops.size(), 1u);
        EXPECT_EQ(hops.front().outcome, Outcome::notRun);
        EXPECT_EQ(hops.front().reason, trace::Reason::wouldRiskLockout);
    }
}

TEST(RpcOverHttpDesk, AProxyOfAnotherDomainGetsNothing)
{
    ScriptedNetwork net;
    Alice signIn;
    rpc::Proxy proxy = entrance();
    proxy.place.host = "mail.other.test";
    const Walked walked = gone(net, signIn, proxy);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::consent);
}

TEST(RpcOverHttpDesk, APrincipalNameThatIsNotTheCertificatesEndsItBeforeAnythingIsAsked)
{
    rpc::Proxy proxy = entrance();
    proxy.principal = "msstd:mail.corp.test";
    const struct {
        rpc::PrincipalRule rule;
        bool isFit;
    } rows[] = {{rpc::PrincipalRule::anyName, true}, {rpc::PrincipalRule::commonName, false}};
    for (const auto &row : rows) {
        proxy.rule = row.rule;
        ScriptedNetwork net;
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures({"", {}, "*.corp.test", {"*.corp.test", "mail.corp.test"}});
        if (row.isFit)
            net.expectSend(isFirstContact("RPC_OUT_DATA")).replies(offer());
        const Walked walked = walkOver(net, [&](const Step &step) { rpc::reachThrough(step, proxy, behind.host); });
        EXPECT_EQ(!walked.stopped, row.isFit);
        const auto hops = hopsOf(walked.trace, Kind::proxy);
        ASSERT_EQ(hops.size(), 1u);
        EXPECT_EQ(hops.front().title, "Compare the principal name");
        if (row.isFit)
            continue;
        EXPECT_EQ(hops.front().failure->code, Code::certificate);
        EXPECT_EQ(hops.front().failure->expected, "msstd:mail.corp.test");
        EXPECT_EQ(hops.front().failure->got, "*.corp.test");
    }
}

// Anonymous proxies exist; then there is nothing to sign in to, and IN need not wait.
TEST(RpcOverHttpDesk, AProxyThatLetsAnybodyInIsAskedWithoutCredentials)
{
    ScriptedNetwork net;
    net.inAnyOrder();
    const Bytes echo = answerOf("200 Success", "Content-Type: application/rpc\r\nContent-Length: 4\r\n", "echo");
    for (const auto &[method, length, name] : {std::tuple{"RPC_OUT_DATA", 76, "out"}, std::tuple{"RPC_IN_DATA", 1 << 30, "in"}}) {
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures();
        net.expectSend(isFirstContact(method)).names(name).replies(echo);
        net.expectSend([](View sent) { return textOf(sent).find("Authorization") == std::string::npos && sent[0] == 'R'; })
            .on(name);
    }
    net.expectSend(isRts(RtsKind::connA1)).on("out").replies(joined(success(), rts(wire::rts::connA3(120'000))));
    net.expectSend(isRts(RtsKind::connB1)).on("in").over("out").replies(rts(wire::rts::connC2(65536, 120'000)));
    Alice signIn(Alice::Password::unproven);
    const Walked walked = walkOver(
        net, [&](const Step &step) { openThrough(step, signIn); }, {}, Deadlines::all(Milliseconds(2000)));
    EXPECT_FALSE(walked.stopped);
    EXPECT_FALSE(signIn.isAccepted("mail.corp.test/rpc"));
}
