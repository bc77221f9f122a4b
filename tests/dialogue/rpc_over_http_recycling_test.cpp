#include "tunnel.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;
using trace::Kind;
using wire::dcerpc::PacketType;
using RtsKind = wire::rts::Kind;
namespace rts_ = wire::rts;

// The proxy asks for a new OUT channel in the middle of an answer ([MS-RPCH] 3.2.2.5.7 to 3.2.2.5.10).

namespace {

const Bytes request = pduOf(PacketType::request, 400);
const Bytes first = pduOf(PacketType::response, 1000), second = pduOf(PacketType::response, 2000);

// R1: the new channel came to another proxy than the old.
void scriptR1(ScriptedNetwork &net)
{
    expectOpening(net);
    net.expectSend(request).on("in").over("out").replies(joined(first, rts(rts_::outRxA2())));
    expectChannel(net, "RPC_OUT_DATA", 120, "new out");
    net.expectSend(isRts(RtsKind::outRxA3), "OUT_R1/A3").on("new out").over("out").replies(rts(rts_::outR1A6(240'000)));
    net.expectSend(isRts(RtsKind::outR1A7), "OUT_R1/A7").on("in").over("out").replies(rts(rts_::outR1A10()));
    net.expectSend(isRts(RtsKind::outR1A10), "OUT_R1/A11").on("new out").replies(joined(success(), second));
}

// R2: to the same. What the old channel says after OUT_R2/B3 is nobody's (servers of 2003 and 2008 do say something).
void scriptR2(ScriptedNetwork &net)
{
    expectOpening(net);
    net.expectSend(request).on("in").over("out").replies(joined(first, rts(rts_::outRxA2())));
    expectChannel(net, "RPC_OUT_DATA", 120, "new out");
    net.expectSend(isRts(RtsKind::outRxA3), "OUT_R2/A3").on("new out").over("out").replies(rts(rts_::outR2A6()));
    net.expectSend(isRts(RtsKind::outR2A7), "OUT_R2/A7").on("in").over("new out").replies(joined(success(), second));
    net.expectSend(isRts(RtsKind::outR2C1), "OUT_R2/C1")
        .on("new out")
        .over("out")
        .replies(joined(rts(rts_::outR2B3()), Bytes(40, 0xee)));
}

void readBoth(const Step &hop, rpc::PduStream &stream)
{
    stream.send(hop, request);
    EXPECT_EQ(stream.receive(hop), first);
    EXPECT_EQ(stream.receive(hop), second);
}

Path reading(const std::function<void(const Step &, rpc::PduStream &)> &dialogue)
{
    return [dialogue](const Step &step) {
        Alice signIn;
        const auto stream = openThrough(step, signIn);
        step.run({Kind::call, "Call", ""}, [&](const Step &hop) { dialogue(hop, *stream); });
    };
}

} // namespace

TEST(RpcOverHttpRecycling, GoesOnOverAnotherProxy)
{
    ScriptedNetwork net;
    scriptR1(net);
    const Walked walked = walkOver(net, reading(readBoth));
    ASSERT_FALSE(walked.stopped) << walked.stopped->failure.text;
    EXPECT_EQ(factOf(hopsOf(walked.trace, Kind::call).front().facts, "OUT channel"), "replaced, by another proxy");
    EXPECT_EQ(hopsOf(walked.trace, Kind::secure).size(), 3u);
}

TEST(RpcOverHttpRecycling, GoesOnOverTheSameProxy)
{
    ScriptedNetwork net;
    scriptR2(net);
    const Walked walked = walkOver(net, reading(readBoth));
    ASSERT_FALSE(walked.stopped) << walked.stopped->failure.text;
    EXPECT_EQ(factOf(hopsOf(walked.trace, Kind::call).front().facts, "OUT channel"), "replaced, by the same proxy");
}

TEST(RpcOverHttpRecycling, EveryActOfItMayGoWrong)
{
    rerunFailingAtEachAct(scriptR1, reading(readBoth));
    rerunFailingAtEachAct(scriptR2, reading(readBoth));
}

TEST(RpcOverHttpRecycling, ARefusedSuccessorIsHeardAtOnce)
{
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(request).on("in").over("out").replies(rts(rts_::outRxA2()));
    expectChannel(net, "RPC_OUT_DATA", 120, "new out");
    net.expectSend(isRts(RtsKind::outRxA3)).on("new out").replies(answerOf("503 RPC Error: 6bb"));
    const Walked walked = walkOver(net, reading(readBoth), {}, Deadlines::all(Milliseconds(5000)));
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.got, "503 RPC Error: 6bb");
}

TEST(RpcOverHttpRecycling, OutOfOrderIsMalformed)
{
    const struct {
        const char *what;
        rts_::Pdu answerToA3;
    } rows[] = {
        {"asked for twice", rts_::outRxA2()},
        {"the end of R1 before its middle", rts_::outR1A10()},
        {"the end of R2 before its middle", rts_::outR2B3()},
    };
    for (const auto &row : rows) {
        ScriptedNetwork net;
        expectOpening(net);
        net.expectSend(request).on("in").over("out").replies(rts(rts_::outRxA2()));
        expectChannel(net, "RPC_OUT_DATA", 120, "new out");
        net.expectSend(isRts(RtsKind::outRxA3)).on("new out").over("out").replies(rts(row.answerToA3));
        const Walked walked = walkOver(net, reading(readBoth));
        ASSERT_TRUE(walked.stopped) << row.what;
        EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(Code::malformed)) << row.what;
    }
}

// What is counted starts anew: 6 x 5840 bytes on the new channel alone are more than half of its window.
TEST(RpcOverHttpRecycling, TheNewChannelIsAcknowledgedByItsOwnCookieAndCount)
{
    const Bytes large = pduOf(PacketType::response, 5840);
    Bytes five = success();
    for (int i = 0; i < 6; ++i)
        append(five, large);
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(request).on("in").over("out").replies(joined(large, rts(rts_::outRxA2())));
    expectChannel(net, "RPC_OUT_DATA", 120, "new out");
    std::optional<rts_::Cookie> successor;
    net.expectSend(isRts(RtsKind::outRxA3)).on("new out").over("out").replies([&](View sent) {
        successor = rts_::cookiesIn(*rts_::readPdu(sent)).back();
        return rts(rts_::outR1A6(120'000));
    });
    net.expectSend(isRts(RtsKind::outR1A7)).on("in").over("out").replies(rts(rts_::outR1A10()));
    net.expectSend(isRts(RtsKind::outR1A10)).on("new out").replies(five);
    std::optional<rts_::FlowControlAck> ack;
    net.expectSend(isRts(RtsKind::flowControlAckWithDestination)).on("in").replies([&](View sent) {
        ack = *find<rts_::FlowControlAck>(*rts_::readPdu(sent));
        return Bytes{};
    });
    const Walked walked = walkOver(net, reading([&](const Step &hop, rpc::PduStream &stream) {
                                       stream.send(hop, request);
                                       for (int i = 0; i < 7; ++i)
                                           EXPECT_EQ(stream.receive(hop), large);
                                   }));
    ASSERT_FALSE(walked.stopped) << walked.stopped->failure.text;
    ASSERT_TRUE(ack && successor);
    EXPECT_EQ(ack->channel, *successor);
    EXPECT_EQ(ack->bytesReceived, 6u * 5840);
}
