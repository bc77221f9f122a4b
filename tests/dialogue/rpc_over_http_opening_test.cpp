#include "rpc/channel.h"
#include "tunnel.h"

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;
using trace::Kind;
using RtsKind = wire::rts::Kind;

// How a virtual connection opens, and all that a proxy may say instead ([MS-RPCH] 3.2.2.4.1).

namespace {

Walked opened(ScriptedNetwork &net, http::SignIn &signIn, Deadlines deadlines = Deadlines::all(Milliseconds(50)))
{
    return walkOver(
        net, [&](const Step &step) { openThrough(step, signIn); }, {}, deadlines);
}

trace::Hop theChannel(const trace::Trace &trace)
{
    const auto hops = hopsOf(trace, Kind::channel);
    EXPECT_EQ(hops.size(), 1u);
    return hops.empty() ? trace::Hop{} : hops.front();
}

} // namespace

TEST(RpcOverHttp, OpensBothChannelsAndTellsWhatWasAgreed)
{
    ScriptedNetwork net;
    expectOpening(net);
    Alice signIn;
    const Walked walked = opened(net, signIn);
    ASSERT_FALSE(walked.stopped) << walked.stopped->failure.text;
    const auto channel = theChannel(walked.trace);
    EXPECT_EQ(channel.title, "Open the virtual connection through mail.corp.test");
    EXPECT_EQ(channel.target, "ex1.corp.test:6001");
    EXPECT_EQ(factOf(channel.facts, "version"), "1");
    EXPECT_EQ(factOf(channel.facts, "receive window"), "65536");
    EXPECT_EQ(factOf(channel.facts, "connection timeout"), "120000 ms");
    EXPECT_EQ(hopsOf(walked.trace, Kind::secure).size(), 2u);
}

TEST(RpcOverHttp, EveryActOfTheOpeningMayGoWrong)
{
    rerunFailingAtEachAct([](ScriptedNetwork &net) { expectOpening(net); },
                          [](const Step &step) {
                              Alice signIn;
                              openThrough(step, signIn);
                          });
}

TEST(RpcOverHttp, IsReadInWhateverPiecesItComes)
{
    ScriptedNetwork net;
    expectOpening(net);
    net.inPieces(1);
    Alice signIn;
    const Walked walked = opened(net, signIn, Deadlines::all(Milliseconds(2000)));
    EXPECT_FALSE(walked.stopped);
}

namespace {

void openAlone(const Step &step, http::SignIn &signIn, rpc::Direction direction)
{
    step.run({Kind::attempt, "One channel", ""}, [&](const Step &child) {
        rpc::openChannel(child, {entrance(), behind, &signIn}, direction, 76);
    });
}

void expectFirstContact(ScriptedNetwork &net, const std::string &method)
{
    net.expectDial("192.0.2.1:443").connects();
    net.expectSecure("mail.corp.test").secures();
    net.expectSend(isFirstContact(method)).replies(offer());
}

} // namespace

TEST(RpcOverHttp, AnUnprovenPasswordIsProvenOnOutWithAShortRequest)
{
    const struct {
        Bytes verdict;
        bool isAccepted;
    } rows[] = {{offer(), false}, {answerOf("200 Success", "Content-Length: 4\r\n", "echo"), true}};
    for (const auto &row : rows) {
        ScriptedNetwork net;
        expectFirstContact(net, "RPC_OUT_DATA");
        net.expectSend(isRequest("RPC_OUT_DATA", 4)).replies(row.verdict);
        if (row.isAccepted)
            net.expectSend(isRequest("RPC_OUT_DATA", 76));
        Alice signIn(Alice::Password::unproven);
        const Walked walked = walkOver(net, [&](const Step &step) { openAlone(step, signIn, rpc::Direction::out); });
        EXPECT_EQ(!walked.stopped, row.isAccepted);
        EXPECT_EQ(signIn.isAccepted("mail.corp.test/rpc"), row.isAccepted);
        EXPECT_EQ(bool(signIn.refusal()), !row.isAccepted);
        if (walked.stopped) {
            EXPECT_EQ(walked.stopped->failure.code, Code::authRejected);
        }
    }
}

// Nothing but a refusal is ever answered on IN, by some only after a gigabyte: an unproven password does not go there.
TEST(RpcOverHttp, InSendsNoUnprovenPassword)
{
    for (const bool isRefused : {false, true}) {
        ScriptedNetwork net;
        expectFirstContact(net, "RPC_IN_DATA");
        Alice signIn(Alice::Password::unproven);
        const trace::Failure refusal{Code::authRejected, "elsewhere", {}, {}};
        if (isRefused)
            signIn.refused({1, refusal});
        const Walked walked = walkOver(net, [&](const Step &step) { openAlone(step, signIn, rpc::Direction::in); });
        ASSERT_TRUE(walked.stopped);
        EXPECT_EQ(walked.stopped->failure.code, isRefused ? Code::authRejected : Code::timeout);
    }
}

TEST(RpcOverHttp, BothChannelsOpenWithAnUnprovenPassword)
{
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(isRequest("RPC_OUT_DATA", 4)).on("out").replies(answerOf("200 Success", "Content-Length: 4\r\n", "echo"));
    Alice signIn(Alice::Password::unproven);
    EXPECT_FALSE(opened(net, signIn, Deadlines::all(Milliseconds(5000))).stopped);
    EXPECT_TRUE(signIn.isAccepted("mail.corp.test/rpc"));
}

TEST(RpcOverHttp, AServerThatClosesAfterEachAnswerIsConnectedToAgain)
{
    ScriptedNetwork net;
    net.inAnyOrder();
    for (const auto &[method, length, name] : {std::tuple{"RPC_OUT_DATA", 76, "out"}, std::tuple{"RPC_IN_DATA", 1 << 30, "in"}}) {
        for (int i = 0; i < 2; ++i) {
            net.expectDial("192.0.2.1:443").connects();
            net.expectSecure("mail.corp.test").secures();
        }
        net.expectSend(isFirstContact(method))
            .replies(answerOf("401 Unauthorized", "WWW-Authenticate: Basic\r\nConnection: close\r\nContent-Length: 0\r\n"))
            .closes();
        net.expectSend(isRequest(method, std::uint64_t(length))).names(name);
    }
    net.expectSend(isRts(RtsKind::connA1)).on("out").replies(joined(success(), rts(wire::rts::connA3(120'000))));
    net.expectSend(isRts(RtsKind::connB1)).on("in").over("out").replies(rts(wire::rts::connC2(65536, 120'000)));
    Alice signIn;
    const Walked walked = opened(net, signIn, Deadlines::all(Milliseconds(5000)));
    EXPECT_FALSE(walked.stopped) << walked.stopped->failure.text;
}

TEST(RpcOverHttp, WhatIsNoRpcProxySaysSoAtTheFirstContact)
{
    const std::string html = "Content-Type: text/html\r\nContent-Length: 2\r\n";
    const struct {
        Bytes answer;
        Code code;
        const char *expected, *got;
    } rows[] = {
        {answerOf("404 Not Found", html, "no"), Code::httpStatus, "200 Success", "404 Not Found"},
        {answerOf("403 Forbidden", html, "no"), Code::httpStatus, "200 Success", "403 Forbidden"},
        {answerOf("405 Method Not Allowed", html, "no"), Code::httpStatus, "200 Success", "405 Method Not Allowed"},
        {answerOf("501 Not Implemented", html, "no"), Code::httpStatus, "200 Success", "501 Not Implemented"},
        {answerOf("503 Service Unavailable", html, "no"), Code::httpStatus, "200 Success", "503 Service Unavailable"},
        {answerOf("302 Found", "Location: https://mail.corp.test/owa\r\n" + html, "no"), Code::httpStatus, "200 Success",
         "302 Found"},
        {answerOf("503 RPC Error: 6ba"), Code::httpStatus, "200 Success", "503 RPC Error: 6ba"},
        {answerOf("200 OK", html, "no"), Code::otherProtocol, "application/rpc", "text/html"},
        {answerOf("200 OK", "Content-Length: 2\r\n", "no"), Code::otherProtocol, "application/rpc", "no content type"},
        {answerOf("401 Unauthorized", "WWW-Authenticate: Bearer\r\nContent-Length: 0\r\n"), Code::authUnsupported, "Basic",
         "Bearer"},
        {answerOf("401 Unauthorized", "WWW-Authenticate: NTLM\r\nContent-Length: 0\r\n"), Code::authUnsupported, "Basic", "NTLM"},
        {Bytes{'S', 'S', 'H', '-', '2'}, Code::otherProtocol, "HTTP/1.1", "5353482d"},
    };
    for (const auto &row : rows) {
        ScriptedNetwork net;
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures();
        net.expectSend(isFirstContact("RPC_OUT_DATA")).replies(row.answer);
        const Walked walked = walkOver(net, [&](const Step &step) { rpc::reachThrough(step, entrance(), behind.host); });
        ASSERT_TRUE(walked.stopped) << row.got;
        EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(row.code)) << row.got;
        EXPECT_EQ(walked.stopped->failure.expected, row.expected) << row.got;
        EXPECT_EQ(walked.stopped->failure.got, row.got);
        EXPECT_EQ(hopsOf(walked.trace, Kind::http).size(), 1u);
    }
}

TEST(RpcOverHttp, WithoutAPasswordEndsWhereTheProxyWantsOne)
{
    const auto script = [](ScriptedNetwork &net) {
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures();
        net.expectSend(isFirstContact("RPC_OUT_DATA")).replies(offer());
    };
    const auto path = [](const Step &step) { rpc::reachThrough(step, entrance(), behind.host); };
    ScriptedNetwork net;
    script(net);
    const Walked walked = walkOver(net, path);
    ASSERT_FALSE(walked.stopped);
    EXPECT_EQ(factOf(hopsOf(walked.trace, Kind::http).front().facts, "offers"), "Basic realm=\"corp\"");
    for (const Kind kind : {Kind::channel, Kind::bind}) {
        const auto hops = hopsOf(walked.trace, kind);
        ASSERT_EQ(hops.size(), 1u);
        EXPECT_EQ(hops.front().outcome, trace::Outcome::notRun);
        EXPECT_EQ(hops.front().reason, trace::Reason::needsPassword);
    }
    rerunFailingAtEachAct(script, path);
}

namespace {

/// What opening stops with when CONN/A1 is answered so, and CONN/B1 so on OUT or IN.
Walked answeredBy(const Bytes &toA1, const Bytes &toB1 = {}, const char *where = "out")
{
    ScriptedNetwork net;
    net.inAnyOrder();
    expectChannel(net, "RPC_OUT_DATA", 76, "out");
    expectChannel(net, "RPC_IN_DATA", 1 << 30, "in");
    net.expectSend(isRts(RtsKind::connA1)).on("out").replies(toA1);
    net.expectSend(isRts(RtsKind::connB1)).on("in").over(where).replies(toB1);
    Alice signIn;
    return opened(net, signIn);
}

} // namespace

TEST(RpcOverHttp, ASilentProxyIsToldWithWhatCameLast)
{
    const Bytes a3 = rts(wire::rts::connA3(120'000)), ping = rts(wire::rts::ping());
    const struct {
        Bytes answer;
        const char *got;
    } rows[] = {
        {{}, "nothing"},
        {success(), "200 Success and no CONN/A3"},
        {joined(success(), a3), "CONN/A3 and no CONN/C2"},
        {joined(success(), joined(a3, ping)), "CONN/A3 and no CONN/C2"},
    };
    for (const auto &row : rows) {
        const Walked walked = answeredBy(row.answer);
        ASSERT_TRUE(walked.stopped) << row.got;
        EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
        EXPECT_EQ(walked.stopped->failure.got, row.got);
        EXPECT_EQ(walked.stopped->hop, theChannel(walked.trace).id);
    }
}

TEST(RpcOverHttp, TheAnswerToTheRequestsIsJudgedInTheHopOfTheChannel)
{
    const Bytes none;
    const Bytes a3 = rts(wire::rts::connA3(120'000)), c2 = rts(wire::rts::connC2(65536, 120'000));
    const std::string html = "Content-Type: text/html\r\nContent-Length: 2\r\n";
    const struct {
        Bytes out, next;
        const char *where;
        Code code;
        std::string got, channel;
    } rows[] = {
        {answerOf("503 RPC Error: 6ba"), none, "out", Code::httpStatus, "503 RPC Error: 6ba", "OUT"},
        {answerOf("503 rpc error:  6C0, EEInfo: AQID"), none, "out", Code::httpStatus, "503 RPC Error: 6c0", "OUT"},
        {answerOf("404 Not Found", html, "no"), none, "out", Code::httpStatus, "404 Not Found", "OUT"},
        {answerOf("401 Unauthorized"), none, "out", Code::authRejected, "401 Unauthorized", "OUT"},
        {answerOf("200 OK", html, "no"), none, "out", Code::otherProtocol, "text/html", "OUT"},
        {none, answerOf("413 Payload Too Large"), "in", Code::httpStatus, "413 Payload Too Large", "IN"},
        {none, answerOf("401 Unauthorized"), "in", Code::authRejected, "401 Unauthorized", "IN"},
        {none, answerOf("503 RPC Error: 5"), "in", Code::httpStatus, "503 RPC Error: 5", "IN"},
        {none, success(), "in", Code::closed, "200 Success", "IN"},
        {joined(success(), c2), none, "out", Code::malformed, "CONN/C2", "(none)"},
        {joined(success(), a3), a3, "out", Code::malformed, "CONN/A3", "(none)"},
        {joined(success(), a3), rts(wire::rts::connC2(1000, 120'000)), "out", Code::malformed, "1000", "(none)"},
        {joined(success(), pduOf(wire::dcerpc::PacketType::response, 40)), none, "out", Code::malformed,
         "an RPC PDU of type 0x02", "(none)"},
    };
    for (const auto &row : rows) {
        const Walked walked = answeredBy(row.out, row.next, row.where);
        ASSERT_TRUE(walked.stopped) << row.got;
        EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(row.code)) << row.got;
        EXPECT_EQ(walked.stopped->failure.got, row.got);
        const auto channel = theChannel(walked.trace);
        EXPECT_EQ(walked.stopped->hop, channel.id) << row.got;
        EXPECT_EQ(factOf(channel.facts, "channel"), row.channel) << row.got;
    }
}
