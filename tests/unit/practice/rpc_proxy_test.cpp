#include "practice/plan.h"
#include "support/golden.h"
#include "web_client.h"
#include "wire/eeinfo/eeinfo.h"
#include "wire/rts/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// The RPC proxy of the organisation ([MS-RPCH] 3.2.3, 3.2.4), talked to byte by byte.
namespace mailwalk::practice {

using namespace test;
using namespace wire;
using rts::Kind;
using testing::HasSubstr;

namespace {

constexpr const char *mail = "mail.corp.test";
constexpr std::uint32_t ownWindow = 65536;
constexpr int pause = 300; // milliseconds after which a server on loopback has said all that it has to say

rts::Cookie cookie(Byte number)
{
    rts::Cookie made;
    made.bytes.fill(number);
    return made;
}

const rts::Cookie connectionId = cookie(1), outId = cookie(2), inId = cookie(3), nextOutId = cookie(4), nextInId = cookie(5);

std::string requestHead(const std::string &method, const std::string &server, std::uint64_t length,
                        const std::string &password = alicesPassword)
{
    return method + " /rpc/rpcproxy.dll?" + server + " HTTP/1.1\r\nHost: mail.corp.test\r\nAccept: application/rpc\r\n" +
           basic(alice, password) + "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

Bytes nextPdu(WebClient &client)
{
    Bytes pdu = client.receive(16);
    if (pdu.size() == 16)
        append(pdu, client.receive(static_cast<std::size_t>(pdu[8] | pdu[9] << 8) - 16));
    return pdu;
}

/// One of the two requests, with its first PDU sent.
WebClient outChannel(const Organisation &organisation, const std::string &server, std::uint32_t window = ownWindow)
{
    WebClient client(organisation, mail);
    client.send(viewOf(requestHead("RPC_OUT_DATA", server, rts::connA1Size)));
    client.send(rts::writePdu(rts::connA1(connectionId, outId, window)));
    return client;
}

WebClient inChannel(const Organisation &organisation, const std::string &server)
{
    WebClient client(organisation, mail);
    client.send(viewOf(requestHead("RPC_IN_DATA", server, 1u << 30)));
    client.send(rts::writePdu(rts::connB1(connectionId, inId, 1u << 30, 300000, Guid{})));
    return client;
}

/// A whole virtual connection.
struct Tunnel {
    explicit Tunnel(const Organisation &organisation, const std::string &server = "ex1.corp.test:6002",
                    std::uint32_t window = ownWindow)
        : out(outChannel(organisation, server, window)), in(inChannel(organisation, server))
    {
        head = out.answerHead();
        for (const Kind expected : {Kind::connA3, Kind::connC2})
            EXPECT_EQ(rtsOnOut(), expected);
    }

    /// The next PDU on OUT that is not a ping.
    Bytes pdu()
    {
        for (;;) {
            Bytes bytes = nextPdu(out);
            const auto read = rts::readPdu(bytes);
            if (!read || read->kind() != Kind::ping)
                return bytes;
            ++pings;
        }
    }
    std::optional<Kind> rtsOnOut()
    {
        last = pdu();
        const auto read = rts::readPdu(last);
        return read ? read->kind() : std::nullopt;
    }
    Bytes ask(View bytes)
    {
        in.send(bytes);
        return pdu();
    }
    void acknowledge(std::uint32_t received, std::uint32_t window, const rts::Cookie &channel)
    {
        in.send(rts::writePdu(rts::flowControlAckWithDestination(rts::Destination::outboundProxy, {received, window, channel})));
    }

    WebClient out, in;
    WebAnswer head;
    Bytes last;
    int pings = 0;
};

Bytes question() { return requestPdu(0, Bytes(40)); } // of somebody who has not signed in: a fault of 32 bytes
constexpr std::uint32_t answerSize = 32, accessDenied = 5;

WebAnswer outAnswer(const std::vector<std::string> &faults, const std::string &server = "ex1.corp.test:6001")
{
    const Organisation organisation(faults);
    return outChannel(organisation, server).answer();
}

Plan plannedWith(void (*change)(RpcProxyPlan &))
{
    Plan plan = wholePlan();
    change(plan.webHost(proxyHost).secure.rpcProxy());
    return plan;
}

} // namespace

TEST(RpcProxy, OpensAVirtualConnectionAndCarriesPdus)
{
    const Organisation organisation({});
    for (const auto &[server, interfaceHex] : {std::pair{"ex1.corp.test:6001", storeHex},
                                               {"ex1.corp.test:6002", referralHex},
                                               {"EX1:6004", addressBookHex},
                                               {"ex2.corp.test:6001", storeHex}}) {
        Tunnel tunnel(organisation, server);
        EXPECT_TRUE(tunnel.head.head.starts_with("HTTP/1.1 200 Success\r\n"));
        EXPECT_EQ(tunnel.head.value("Content-Type"), "application/rpc");
        EXPECT_EQ(tunnel.head.value("Content-Length"), "1073741824");
        const Bytes ack = tunnel.ask(bindPdu(interfaceHex));
        ASSERT_EQ(typeOf(ack), 12) << server;
        EXPECT_EQ(textOf(View(ack).subspan(26, 4)), std::string(server).substr(std::string(server).size() - 4)) << "its own port";
        EXPECT_EQ(typeOf(tunnel.ask(requestPdu(77, {}))), 3) << server;
    }
}

TEST(RpcProxy, ItDoesNotMatterWhichChannelComesFirst)
{
    const Organisation organisation({});
    WebClient in = inChannel(organisation, "ex1.corp.test:6002"), out = outChannel(organisation, "ex1.corp.test:6002");
    EXPECT_EQ(out.answerHead().status(), 200);
    EXPECT_EQ(rts::readPdu(nextPdu(out))->kind(), Kind::connA3);
    EXPECT_EQ(rts::readPdu(nextPdu(out))->kind(), Kind::connC2);
}

TEST(RpcProxy, PingsAreSentAndTaken)
{
    const Organisation organisation({});
    Tunnel tunnel(organisation);
    for (int i = 0; i < 100; ++i)
        tunnel.in.send(rts::writePdu(rts::ping()));
    tunnel.in.send(rts::writePdu(rts::keepAlive(60000)));
    EXPECT_EQ(typeOf(tunnel.ask(bindPdu(referralHex))), 12);
    EXPECT_GE(tunnel.pings, 1);
}

TEST(RpcProxy, PingsWhenThereIsNothingElseToSay)
{
    const Plan plan = plannedWith([](RpcProxyPlan &proxy) { proxy.pingInterval = 20; });
    const Organisation organisation{std::cref(plan)};
    Tunnel tunnel(organisation);
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(rts::readPdu(nextPdu(tunnel.out))->kind(), Kind::ping);
}

TEST(RpcProxy, SignInIsNeededForEachChannel)
{
    const Organisation organisation({});
    for (const char *method : {"RPC_IN_DATA", "RPC_OUT_DATA"}) {
        WebClient client(organisation, mail);
        EXPECT_EQ(client.ask(std::string(method) + " /rpc/rpcproxy.dll?ex1.corp.test:6001").status(), 401);
        EXPECT_EQ(
            client.ask(std::string(method) + " /rpc/rpcproxy.dll?ex1.corp.test:6001", basic(alice, alicesPassword)).status(), 200)
            << "a short request is an echo";
    }
    EXPECT_EQ(organisation.wrongTries(alice), 0);
}

TEST(RpcProxy, ALongRequestThatIsRefusedIsAnsweredAtOnceAndEnds)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    client.send(viewOf(requestHead("RPC_IN_DATA", "ex1.corp.test:6001", 1u << 30, "Practice-Alice-2")));
    EXPECT_EQ(client.answer().status(), 401);
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(organisation.wrongTries(alice), 1);
}

TEST(RpcProxy, AnEchoIsAnsweredWithAnEcho)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    const WebAnswer answer =
        client.ask("RPC_IN_DATA /rpc/rpcproxy.dll?ex1.corp.test:6001", basic(alice, alicesPassword), textOf(hex("f8e81808")));
    EXPECT_EQ(answer.status(), 200);
    EXPECT_EQ(answer.value("Content-Length"), "20");
    EXPECT_EQ(rts::readPdu(viewOf(answer.body))->kind(), Kind::echo);
}

TEST(RpcProxy, ABrowserGetsAnEmptyPage)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    const WebAnswer answer = client.ask("GET /rpc/rpcproxy.dll", basic(alice, alicesPassword));
    EXPECT_EQ(answer.status(), 200);
    EXPECT_EQ(answer.body, "");
}

TEST(RpcProxy, UnknownServersAreNotFound)
{
    for (const char *server :
         {"ex9.corp.test:6001", "gc2:6004", "ex1.corp.test", "ex1.corp.test:", "ex1.corp.test:66001", ":6001"})
        EXPECT_EQ(outAnswer({}, server).status(), 404) << server;
}

TEST(RpcProxy, SaysWhyItDoesNotReachAServer)
{
    struct Row {
        const char *fault, *server;
        std::uint32_t status; ///< 0 when nothing more is told
    };
    for (const Row &row :
         {Row{"rfr-6002-not-listening", "ex1.corp.test:6002", 10061},
          Row{"dsproxy-6004-not-listening", "ex1.corp.test:6004", 10061},
          Row{"store-6001-not-listening", "ex1.corp.test:6001", 10061},
          Row{"proxy-cannot-reach-backend-port", "ex1.corp.test:6001", 10060},
          Row{"proxy-cannot-resolve-backend", "ex1.corp.test:6001", 11001}, Row{"validports-missing", "ex1.corp.test:6001", 0},
          Row{"gc-nspi-http-not-configured", "gc1.corp.test:6004", 0},
          Row{"gc-nspi-http-not-configured", "ex1.corp.test:593", 0}}) {
        const WebAnswer answer = outAnswer({row.fault}, row.server);
        EXPECT_THAT(answer.head, HasSubstr("503 RPC Error: 6ba")) << row.fault;
        const std::size_t at = answer.head.find(", EEInfo: ");
        ASSERT_EQ(at != std::string::npos, row.status != 0) << answer.head;
        if (!row.status)
            continue;
        const std::size_t begin = at + 10;
        const auto blob = fromBase64(answer.head.substr(begin, answer.head.find("\r\n") - begin));
        ASSERT_TRUE(blob);
        const auto records = eeinfo::readRecords(*blob);
        ASSERT_TRUE(bool(records));
        EXPECT_EQ(records->back().status, row.status);
        EXPECT_EQ(records->back().component, eeinfo::Component::httpProxy);
        EXPECT_EQ(records->back().location, eeinfo::connectToServer);
    }
}

TEST(RpcProxy, StatusesOfWhatStandsInItsPlace)
{
    struct Row {
        const char *fault;
        int status;
    };
    for (const Row &row :
         {Row{"rpc-proxy-not-installed", 404}, Row{"app-pool-stopped", 503}, Row{"gateway-cannot-reach-server", 502},
          Row{"publishing-rule-denies-path", 403}, Row{"front-end-rejects-rpc-verbs", 405}, Row{"rpc-remote-name-rejected", 404}})
        EXPECT_EQ(outAnswer({row.fault}).status(), row.status) << row.fault;
    EXPECT_THAT(outAnswer({"rpc-layer-access-denied"}).head, HasSubstr("503 RPC Error: 5\r\n"));
    EXPECT_THAT(outAnswer({"rpc-proxy-too-busy"}).head, HasSubstr("503 RPC Error: 6bb\r\n"));
    const Organisation organisation({"request-size-limit"});
    EXPECT_EQ(inChannel(organisation, "ex1.corp.test:6001").answer().status(), 413);
}

TEST(RpcProxy, WhatIsNoOpeningIsAProtocolError)
{
    const Organisation organisation({});
    for (const Bytes &first : {rts::writePdu(rts::ping()), Bytes(76, 0xff), rts::writePdu(rts::connA3(120000)),
                               rts::writePdu(rts::connA1(connectionId, outId, 100))}) {
        WebClient client(organisation, mail);
        client.send(viewOf(requestHead("RPC_OUT_DATA", "ex1.corp.test:6001", 76)));
        client.send(first);
        EXPECT_THAT(client.answer().head, HasSubstr("503 RPC Error: 6c0"));
    }
}

TEST(RpcProxy, NumbersOfMailboxesLeadToTheirServersInTheLayoutOf2013)
{
    const Organisation organisation({"exchange-2013-layout"});
    const std::string alicesServer = wholePlan().directory.mailboxOf("alice")->guidName();
    Tunnel tunnel(organisation, alicesServer + ":6001");
    EXPECT_EQ(typeOf(tunnel.ask(bindPdu(storeHex))), 12);
    EXPECT_EQ(outChannel(organisation, "ex1.corp.test:6001").answer().status(), 404);
}

TEST(RpcProxy, AClientThatNeverAcknowledgesIsStalledAtItsWindow)
{
    const Organisation organisation({});
    constexpr std::uint32_t window = 8192;
    Tunnel tunnel(organisation, "ex1.corp.test:6002", window);
    std::uint32_t received = static_cast<std::uint32_t>(tunnel.ask(bindPdu(referralHex)).size());
    const std::uint32_t asked = window / answerSize + 20;
    for (std::uint32_t i = 0; i < asked; ++i)
        tunnel.in.send(question());
    std::uint32_t answers = 0;
    const auto take = [&] {
        for (Bytes more = tunnel.out.receiveFor(pause); !more.empty(); more = tunnel.out.receiveFor(pause)) {
            tunnel.last.insert(tunnel.last.end(), more.begin(), more.end());
        }
        answers = 0;
        received = 0;
        for (std::size_t at = 0; at + 16 <= tunnel.last.size(); at += tunnel.last[at + 8] | tunnel.last[at + 9] << 8)
            if (typeOf(View(tunnel.last).subspan(at)) == 3) {
                ++answers;
                received += answerSize;
            }
    };
    tunnel.last.clear();
    const std::uint32_t before = received;
    take();
    EXPECT_LT(before + received, window);
    EXPECT_GE(before + received, window - answerSize);
    EXPECT_LT(answers, asked);
    tunnel.acknowledge(before + received, window, outId);
    take();
    EXPECT_EQ(answers, asked) << "and goes on when told";
}

TEST(RpcProxy, AnAcknowledgementOfMoreThanTheWindowEndsTheConnection)
{
    const Organisation organisation({});
    Tunnel tunnel(organisation);
    tunnel.acknowledge(0, ownWindow + 1, outId);
    EXPECT_TRUE(tunnel.pdu().empty());
}

TEST(RpcProxy, LateAcknowledgementsOfAnotherChannelMeanNothing)
{
    const Organisation organisation({});
    Tunnel tunnel(organisation);
    tunnel.acknowledge(123, 1, nextOutId);
    EXPECT_EQ(typeOf(tunnel.ask(bindPdu(referralHex))), 12);
}

TEST(RpcProxy, WhatTheClientSendsIsAcknowledgedInTime)
{
    const Plan plan = plannedWith([](RpcProxyPlan &proxy) { proxy.window = 8192; });
    const Organisation organisation{std::cref(plan)};
    Tunnel tunnel(organisation);
    EXPECT_EQ(rts::find<rts::ReceiveWindowSize>(*rts::readPdu(tunnel.last))->bytes, 8192u);
    EXPECT_EQ(typeOf(tunnel.ask(bindPdu(referralHex))), 12);
    std::uint32_t sent = 72;
    const Bytes asked = requestPdu(0, Bytes(2000));
    for (int i = 0; i < 20; ++i) {
        const Bytes first = tunnel.ask(asked);
        sent += static_cast<std::uint32_t>(asked.size());
        if (typeOf(first) != 20)
            continue;
        const auto ack = rts::readPdu(first);
        EXPECT_EQ(ack->kind(), Kind::flowControlAckWithDestination);
        EXPECT_EQ(rts::find<rts::DestinationCommand>(*ack)->to, rts::Destination::client);
        EXPECT_EQ(rts::find<rts::FlowControlAck>(*ack)->bytesReceived, sent);
        EXPECT_EQ(rts::find<rts::FlowControlAck>(*ack)->availableWindow, 8192u);
        EXPECT_EQ(rts::find<rts::FlowControlAck>(*ack)->channel, inId);
        EXPECT_EQ(faultOf(tunnel.pdu()), accessDenied);
        return;
    }
    FAIL() << "no acknowledgement";
}

TEST(RpcProxy, WhoSendsMoreThanTheWindowIsCutOff)
{
    const Plan plan = plannedWith([](RpcProxyPlan &proxy) { proxy.window = 1024; });
    const Organisation organisation{std::cref(plan)};
    Tunnel tunnel(organisation);
    tunnel.in.send(requestPdu(0, Bytes(2000)));
    EXPECT_TRUE(tunnel.pdu().empty());
}

namespace {

/// A tunnel whose OUT channel has come near its end.
struct WornOut {
    WornOut(const Organisation &organisation) : tunnel(organisation)
    {
        EXPECT_EQ(typeOf(tunnel.ask(bindPdu(referralHex))), 12);
        for (int i = 0; i < 600; ++i) {
            const Bytes answer = tunnel.ask(question());
            if (typeOf(answer) == 20) {
                EXPECT_EQ(rts::readPdu(answer)->kind(), Kind::outRxA2);
                EXPECT_EQ(faultOf(tunnel.pdu()), accessDenied) << "the answer before which it was said";
                return;
            }
        }
        ADD_FAILURE() << "no new channel was asked for";
    }

    WebClient successor(const Organisation &organisation) const
    {
        WebClient client(organisation, mail);
        client.send(viewOf(requestHead("RPC_OUT_DATA", "ex1.corp.test:6002", rts::replacementOutSize)));
        client.send(rts::writePdu(rts::outRxA3(connectionId, outId, nextOutId, ownWindow)));
        return client;
    }

    Tunnel tunnel;
};

Plan shortLived(RpcProxyPlan::Recycling recycling)
{
    Plan plan = wholePlan();
    RpcProxyPlan &proxy = plan.webHost(proxyHost).secure.rpcProxy();
    proxy.lifetime = 16 * 1024;
    proxy.recycling = recycling;
    return plan;
}

void carriesOn(Tunnel &tunnel, WebClient &successor)
{
    EXPECT_EQ(successor.answerHead().status(), 200);
    tunnel.in.send(question());
    EXPECT_EQ(faultOf(nextPdu(successor)), accessDenied);
    EXPECT_TRUE(nextPdu(tunnel.out).empty()) << "the old one is closed";
}

} // namespace

TEST(RpcProxy, ReplacesItsOutChannelAtTheSameProxy) // [MS-RPCH] 3.2.5.5.7, OUT_R2
{
    const Plan plan = shortLived(RpcProxyPlan::Recycling::sameProxy);
    const Organisation organisation{std::cref(plan)};
    WornOut worn(organisation);
    WebClient successor = worn.successor(organisation);
    EXPECT_EQ(worn.tunnel.rtsOnOut(), Kind::outR2A6);
    worn.tunnel.in.send(rts::writePdu(rts::outR2A7(nextOutId)));
    successor.send(rts::writePdu(rts::outR2C1()));
    EXPECT_EQ(worn.tunnel.rtsOnOut(), Kind::outR2B3);
    carriesOn(worn.tunnel, successor);
}

TEST(RpcProxy, ReplacesItsOutChannelAtAnotherProxy) // OUT_R1
{
    const Plan plan = shortLived(RpcProxyPlan::Recycling::anotherProxy);
    const Organisation organisation{std::cref(plan)};
    WornOut worn(organisation);
    WebClient successor = worn.successor(organisation);
    EXPECT_EQ(worn.tunnel.rtsOnOut(), Kind::outR1A6);
    worn.tunnel.in.send(rts::writePdu(rts::outR1A7(nextOutId)));
    EXPECT_EQ(worn.tunnel.rtsOnOut(), Kind::outR1A10);
    successor.send(rts::writePdu(rts::outR1A11()));
    carriesOn(worn.tunnel, successor);
}

TEST(RpcProxy, AnOutChannelWithoutSuccessorStopsBeforeItsLengthIsUsedUp)
{
    const Plan plan = shortLived(RpcProxyPlan::Recycling::sameProxy);
    const Organisation organisation{std::cref(plan)};
    WornOut worn(organisation);
    for (int i = 0; i < 600; ++i)
        worn.tunnel.in.send(question());
    std::size_t more = 0;
    for (Bytes some = worn.tunnel.out.receiveFor(pause); !some.empty(); some = worn.tunnel.out.receiveFor(pause))
        more += some.size();
    EXPECT_LT(more, 9 * 1024u);
    EXPECT_GT(more, 6 * 1024u);
}

TEST(RpcProxy, TheClientMayReplaceItsInChannel) // [MS-RPCH] 3.2.2.5.10, IN_R2
{
    const Organisation organisation({});
    Tunnel tunnel(organisation);
    EXPECT_EQ(typeOf(tunnel.ask(bindPdu(referralHex))), 12);
    WebClient successor(organisation, mail);
    successor.send(viewOf(requestHead("RPC_IN_DATA", "ex1.corp.test:6002", 1u << 30)));
    successor.send(rts::writePdu(rts::inRxA1(connectionId, inId, nextInId)));
    EXPECT_EQ(tunnel.rtsOnOut(), Kind::inR2A4);
    EXPECT_EQ(faultOf(tunnel.ask(question())), accessDenied) << "the old one is still good";
    tunnel.in.send(rts::writePdu(rts::inRxA5(nextInId)));
    successor.send(question());
    EXPECT_EQ(faultOf(tunnel.pdu()), accessDenied);
    EXPECT_TRUE(tunnel.in.ended());
}

TEST(RpcProxy, WhenOneChannelEndsTheOtherDoes)
{
    const Organisation organisation({});
    {
        Tunnel tunnel(organisation);
        {
            const WebClient gone = std::move(tunnel.in);
        }
        EXPECT_TRUE(tunnel.pdu().empty());
    }
    Tunnel tunnel(organisation);
    {
        const WebClient gone = std::move(tunnel.out);
    }
    EXPECT_TRUE(tunnel.in.ended());
}

TEST(RpcProxy, ChannelsThatNeverMeetOpenNothing)
{
    const Organisation organisation({"lb-no-affinity-channels"});
    WebClient out = outChannel(organisation, "ex1.corp.test:6001"), in = inChannel(organisation, "ex1.corp.test:6001");
    EXPECT_EQ(out.answerHead().status(), 200);
    EXPECT_EQ(rts::readPdu(nextPdu(out))->kind(), Kind::connA3);
    EXPECT_TRUE(out.receiveFor(pause).empty());
}

TEST(RpcProxy, AChannelThatIsCutLeavesTheOther)
{
    const Organisation cutIn({"in-channel-cut"}), cutOut({"out-channel-cut"});
    Tunnel one(cutIn), two(cutOut);
    one.in.send(bindPdu(referralHex));
    EXPECT_TRUE(one.in.ended());
    two.in.send(bindPdu(referralHex));
    EXPECT_TRUE(two.pdu().empty());
}

TEST(RpcProxy, ASilentOneSaysNothing)
{
    const Organisation organisation({"proxy-silent"});
    EXPECT_TRUE(outChannel(organisation, "ex1.corp.test:6001").receiveFor(pause).empty());
}

TEST(RpcProxy, EndsQuicklyWithTunnelsOpenAndHalfOpen)
{
    const Plan plan = shortLived(RpcProxyPlan::Recycling::sameProxy);
    auto organisation = std::make_unique<Organisation>(std::cref(plan));
    Tunnel open(*organisation);
    const WebClient half = outChannel(*organisation, "ex1.corp.test:6001"),
                    lonely = inChannel(*organisation, "ex1.corp.test:6004");
    const auto began = std::chrono::steady_clock::now();
    organisation.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
}

} // namespace mailwalk::practice
