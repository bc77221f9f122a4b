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

// What runs over an open virtual connection: PDUs, acknowledgements, pings, and a proxy that gives up in the middle.

namespace {

const Bytes request = pduOf(PacketType::request, 400);
const Bytes response = pduOf(PacketType::response, 1000);

using Dialogue = std::function<void(const Step &hop, rpc::PduStream &stream)>;

/// Opens the connection, then follows the dialogue inside one hop `call`.
Path inOneCall(const Dialogue &dialogue)
{
    return [dialogue](const Step &step) {
        Alice signIn;
        const auto stream = openThrough(step, signIn);
        step.run({Kind::call, "Call", ""}, [&](const Step &hop) { dialogue(hop, *stream); });
    };
}

void askOnce(const Step &hop, rpc::PduStream &stream)
{
    stream.send(hop, request);
    EXPECT_EQ(stream.receive(hop), response);
}

/// What the walk stopped with when the answer to the only request is this.
Walked answeredBy(Bytes answer, Deadlines deadlines = Deadlines::all(Milliseconds(50)))
{
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(request).on("in").over("out").replies(std::move(answer));
    return walkOver(net, inOneCall(askOnce), {}, deadlines);
}

Bytes times(std::size_t count, const Bytes &what)
{
    Bytes all;
    while (count--)
        append(all, what);
    return all;
}

/// The acknowledgement in a PDU that the client sent on IN.
rts_::FlowControlAck ackIn(View sent) { return *find<rts_::FlowControlAck>(*rts_::readPdu(sent)); }

/// Remembers the cookie of the IN channel as CONN/B1 tells it.
struct Tap {
    std::shared_ptr<rts_::Cookie> in = std::make_shared<rts_::Cookie>();
};

Tap expectTappedOpening(ScriptedNetwork &net, std::uint32_t window, std::uint32_t timeout = 120'000)
{
    Tap tap;
    net.inAnyOrder();
    expectChannel(net, "RPC_OUT_DATA", 76, "out");
    expectChannel(net, "RPC_IN_DATA", 1 << 30, "in");
    net.expectSend(isRts(RtsKind::connA1)).on("out").replies(joined(success(), rts(rts_::connA3(120'000))));
    net.expectSend(isRts(RtsKind::connB1)).on("in").over("out").replies([=](View sent) {
        *tap.in = rts_::cookiesIn(*rts_::readPdu(sent)).at(1);
        return rts(rts_::connC2(window, timeout));
    });
    return tap;
}

Line::Reply ackTo(const Tap &tap, std::uint32_t received, std::uint32_t available)
{
    return [=](View) { return rts(flowControlAckWithDestination(rts_::Destination::client, {received, available, *tap.in})); };
}

} // namespace

TEST(RpcOverHttpStream, CarriesPdusBothWays)
{
    const auto script = [](ScriptedNetwork &net) {
        expectOpening(net);
        net.expectSend(request).on("in").over("out").replies(response);
    };
    rerunFailingAtEachAct(script, inOneCall(askOnce));
    for (const std::size_t piece : {1u, 7u, 999u}) {
        ScriptedNetwork net;
        script(net);
        net.inPieces(piece);
        EXPECT_FALSE(walkOver(net, inOneCall(askOnce), {}, Deadlines::all(Milliseconds(5000))).stopped) << piece;
    }
}

TEST(RpcOverHttpStream, PassesOverPingsButNotOverAFloodOfThem)
{
    EXPECT_FALSE(answeredBy(joined(times(3, rts(rts_::ping())), response)).stopped);
    const Walked flooded = answeredBy(joined(times(5000, rts(rts_::ping())), response), Deadlines::all(Milliseconds(5000)));
    ASSERT_TRUE(flooded.stopped);
    EXPECT_EQ(flooded.stopped->failure.code, Code::tooLarge);
    EXPECT_EQ(flooded.stopped->failure.got, "1001 pings");
}

TEST(RpcOverHttpStream, RefusesWhatIsNoAnswer)
{
    Bytes longer = rts(rts_::ping()), shorter = rts(rts_::connA3(120'000)), tooShort = rts(rts_::ping());
    longer[8] += 8; // frag_length: takes in the beginning of what follows
    shorter[8] -= 4;
    tooShort[8] = 12;
    Bytes count = rts(rts_::connA3(120'000));
    count[18] = 200; // NumberOfCommands
    const struct {
        const char *what;
        Bytes answer;
        Code code;
    } rows[] = {
        {"an RTS PDU that claims to be longer", joined(longer, response), Code::malformed},
        {"an RTS PDU that claims to be shorter", joined(shorter, response), Code::malformed},
        {"a header that is longer than its PDU", joined(tooShort, response), Code::malformed},
        {"more commands than there are", joined(count, response), Code::malformed},
        {"CONN/A3 once more", rts(rts_::connA3(120'000)), Code::malformed},
        {"CONN/C2 once more", rts(rts_::connC2(65536, 120'000)), Code::malformed},
        {"the end of a recycling that never began", rts(rts_::outR2B3()), Code::malformed},
        {"half a recycling that never began", rts(rts_::outR1A6(120'000)), Code::malformed},
        {"an echo", rts(rts_::echo()), Code::malformed},
        {"the banner of a mail server", Bytes{'2', '2', '0', ' ', 'm'}, Code::otherProtocol},
        {"half a PDU", Bytes(response.begin(), response.begin() + 500), Code::timeout},
    };
    for (const auto &row : rows) {
        const Walked walked = answeredBy(row.answer);
        ASSERT_TRUE(walked.stopped) << row.what;
        EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(row.code)) << row.what << ": " << walked.stopped->failure.text;
        EXPECT_EQ(hopsOf(walked.trace, Kind::call).front().outcome, trace::Outcome::failed) << row.what;
    }
}

TEST(RpcOverHttpStream, AProxyThatGivesUpIsHeardOnEitherChannel)
{
    const Bytes verdict = answerOf("503 RPC Error: 6be", "Content-Length: 0\r\n");
    for (const char *channel : {"in", "out"}) {
        ScriptedNetwork net;
        expectOpening(net);
        net.expectSend(request).on("in").over(channel).replies(verdict).closes();
        const Walked walked = walkOver(net, inOneCall(askOnce));
        ASSERT_TRUE(walked.stopped) << channel;
        EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(Code::httpStatus)) << channel;
        EXPECT_EQ(walked.stopped->failure.got, "503 RPC Error: 6be");
        const auto call = hopsOf(walked.trace, Kind::call).front();
        EXPECT_EQ(factOf(call.facts, "rpc error"), "0x000006be");
        EXPECT_EQ(factOf(call.facts, "channel"), channel == std::string("in") ? "IN" : "OUT");
    }
}

TEST(RpcOverHttpStream, AnEndIsToldWithItsChannel)
{
    for (const char *channel : {"in", "out"})
        for (const bool isReset : {false, true}) {
            ScriptedNetwork net;
            expectOpening(net);
            auto &line = net.expectSend(request).on("in").over(channel);
            isReset ? line.resets() : line.closes();
            const Walked walked = walkOver(net, inOneCall(askOnce));
            ASSERT_TRUE(walked.stopped);
            EXPECT_EQ(walked.stopped->failure.code, isReset ? Code::reset : Code::closed);
            EXPECT_EQ(factOf(hopsOf(walked.trace, Kind::call).front().facts, "channel"),
                      channel == std::string("in") ? "IN" : "OUT");
        }
}

TEST(RpcOverHttpStream, InterimAnswersOnInAreNoEnd)
{
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(request).on("in").replies(answerOf("100 Continue", "Via: 1.1 gateway\r\n"));
    net.expectSend(request).on("in").over("out").replies(times(2, response));
    const Walked walked = walkOver(net, inOneCall([](const Step &hop, rpc::PduStream &stream) {
                                       stream.send(hop, request);
                                       stream.send(hop, request);
                                       EXPECT_EQ(stream.receive(hop), response);
                                       EXPECT_EQ(stream.receive(hop), response);
                                   }));
    EXPECT_FALSE(walked.stopped);
}

// [MS-RPCH] 3.2.1.4.1: an acknowledgement when less than half of the window is believed to be free.
TEST(RpcOverHttpStream, AcknowledgesWhatItTookOnOutOverIn)
{
    const Bytes large = pduOf(PacketType::response, 5840);
    ScriptedNetwork net;
    expectOpening(net);
    net.expectSend(request).on("in").over("out").replies(times(6, large));
    std::vector<rts_::FlowControlAck> acks;
    std::optional<rts_::Destination> to;
    const auto acknowledged = [&](View sent) {
        acks.push_back(ackIn(sent));
        to = find<rts_::DestinationCommand>(*rts_::readPdu(sent))->to;
        return Bytes{};
    };
    net.expectSend(isRts(RtsKind::flowControlAckWithDestination)).on("in").replies(acknowledged);
    const Walked walked = walkOver(net, inOneCall([&](const Step &hop, rpc::PduStream &stream) {
                                       stream.send(hop, request);
                                       for (int i = 0; i < 6; ++i)
                                           stream.receive(hop);
                                   }));
    ASSERT_FALSE(walked.stopped) << walked.stopped->failure.text;
    ASSERT_EQ(acks.size(), 1u);
    EXPECT_EQ(acks.front().bytesReceived, 6u * 5840);
    EXPECT_EQ(acks.front().availableWindow, 65536u);
    EXPECT_EQ(to, rts_::Destination::outboundProxy);
}

TEST(RpcOverHttpStream, WaitsForRoomInTheWindowOfTheOther)
{
    const Bytes large = pduOf(PacketType::request, 5000);
    const auto dialogue = [large](const Step &hop, rpc::PduStream &stream) {
        stream.send(hop, large);
        stream.send(hop, large);
        EXPECT_EQ(stream.receive(hop), response);
    };
    const struct {
        std::uint32_t received, available;
        std::optional<Code> code;
    } rows[] = {
        {5000, 8192, {}},            // all was taken
        {0, 8192, Code::timeout},    // nothing was: 3192 bytes are too few for the next
        {5000, 5000, Code::timeout}, // "greater than" its size, 3.2.1.4.1.3
        {5000, 5001, {}},
        {5000, 8193, Code::malformed}, // more than there ever was
        {5001, 8192, Code::malformed}, // more than was sent
    };
    for (const auto &row : rows) {
        ScriptedNetwork net;
        const Tap tap = expectTappedOpening(net, 8192);
        net.expectSend(large).on("in").over("out").replies(ackTo(tap, row.received, row.available));
        if (!row.code)
            net.expectSend(large).on("in").over("out").replies(response);
        const Walked walked = walkOver(net, inOneCall(dialogue));
        ASSERT_EQ(bool(walked.stopped), row.code.has_value()) << row.received << " " << row.available;
        if (row.code) {
            EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(*row.code)) << row.received << " " << row.available;
        }
    }
}

TEST(RpcOverHttpStream, AnAcknowledgementOfAnotherChannelGivesNoRoom)
{
    const Bytes large = pduOf(PacketType::request, 5000);
    ScriptedNetwork net;
    expectOpening(net, 8192);
    net.expectSend(large).on("in").over("out").replies(
        rts(flowControlAckWithDestination(rts_::Destination::client, {5000, 8192, {{1, 2, 3}}})));
    const Walked walked = walkOver(net, inOneCall([&](const Step &hop, rpc::PduStream &stream) {
                                       stream.send(hop, large);
                                       stream.send(hop, large);
                                   }));
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
    EXPECT_NE(factOf(hopsOf(walked.trace, Kind::call).front().facts, "flow control"), "(none)");
}

TEST(RpcOverHttpStream, WhatComesWhileRoomIsWaitedForIsKept)
{
    const Bytes large = pduOf(PacketType::request, 5000);
    ScriptedNetwork net;
    const Tap tap = expectTappedOpening(net, 8192);
    net.expectSend(large).on("in").over("out").replies(response).replies(ackTo(tap, 5000, 8192));
    net.expectSend(large).on("in");
    const Walked walked = walkOver(net, inOneCall([&](const Step &hop, rpc::PduStream &stream) {
                                       stream.send(hop, large);
                                       stream.send(hop, large);
                                       EXPECT_EQ(stream.receive(hop), response);
                                   }));
    EXPECT_FALSE(walked.stopped);
}

TEST(RpcOverHttpStream, AnswersCutIntoChunksByAGatewayAreJoined)
{
    const auto chunk = [](const Bytes &content) {
        const std::string head = hexNumber(content.size()).substr(2) + "\r\n";
        return joined(joined(Bytes(head.begin(), head.end()), content), {'\r', '\n'});
    };
    ScriptedNetwork net;
    net.inAnyOrder();
    expectChannel(net, "RPC_OUT_DATA", 76, "out");
    expectChannel(net, "RPC_IN_DATA", 1 << 30, "in");
    const Bytes head = answerOf("200 Success", "Content-Type: application/rpc\r\nTransfer-Encoding: chunked\r\n");
    net.expectSend(isRts(RtsKind::connA1)).on("out").replies(joined(head, chunk(rts(rts_::connA3(120'000)))));
    net.expectSend(isRts(RtsKind::connB1)).on("in").over("out").replies(chunk(rts(rts_::connC2(65536, 120'000))));
    const Bytes half(response.begin(), response.begin() + 300), rest(response.begin() + 300, response.end());
    net.expectSend(request).on("in").over("out").replies(joined(chunk(half), chunk(rest)));
    EXPECT_FALSE(walkOver(net, inOneCall(askOnce)).stopped);
}

// A walk that was busy elsewhere shows the proxy that it is still there, before it waits again.
TEST(RpcOverHttpStream, PingsWhenHalfOfTheConnectionTimeoutHasPassedInSilence)
{
    ScriptedNetwork net;
    expectTappedOpening(net, 65536, 1000);
    net.expectSend(isRts(RtsKind::ping), "ping").on("in").over("out").replies(response);
    const auto path = [](const Step &step) {
        Alice signIn;
        const auto stream = openThrough(step, signIn);
        const auto listened =
            step.attempt({Kind::call, "Listen in vain", ""}, [&](const Step &hop) { return stream->receive(hop); });
        EXPECT_FALSE(bool(listened));
        step.run({Kind::call, "Listen", ""}, [&](const Step &hop) { EXPECT_EQ(stream->receive(hop), response); });
    };
    EXPECT_FALSE(walkOver(net, path, {}, Deadlines::all(Milliseconds(600))).stopped);
}
