#include "rpc/mapper.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;

// The mapper's side of these dialogues was recorded from Samba 4.17, which nobody here wrote.

namespace {

const wire::dcerpc::Interface drsuapi{"e3514235-4b06-11d1-ab04-00c04fc2dcd2"_guid, 4, 0, "drsuapi"};
const std::vector<Address> dc{*addressFrom("192.0.2.10")};

const char *const bind =
    "05000b03100000004800000001000000d016d0160000000001000000000001000883afe11f5dc91191a408002b14a0fa03000000"
    "045d888aeb1cc9119fe808002b10486002000000";
const char *const bindAck = "05000c03100000003c00000001000000d016d016ab80000004003133350000000100000000000000"
                            "045d888aeb1cc9119fe808002b10486002000000";

// The recorded answer, made one to the call that was asked.
Line::Reply answerWith(const std::string &name)
{
    return [name](View request) {
        const Bytes stub = golden(name);
        wire::dcerpc::Header header{wire::dcerpc::PacketType::response};
        header.callId = wire::dcerpc::readHeader(request.first(16))->callId;
        return wire::dcerpc::assemble(header, wire::write(wire::dcerpc::Response{std::uint32_t(stub.size()), 0, 0, stub}));
    };
}

bool isMapRequest(View sent)
{
    const auto parts = wire::dcerpc::takeApart(sent);
    return parts && parts->header.type == wire::dcerpc::PacketType::request && sent[22] == 3;
}

void healthy(ScriptedNetwork &net)
{
    net.expectDial("192.0.2.10:135").connects();
    net.expectSend(bind).replies(bindAck);
    net.expectSend(isMapRequest, "ept_map").replies(answerWith("epm-map-answer-drsuapi"));
}

void ask(const Step &step) { EXPECT_EQ(rpc::portOf(step, "dc1.example.test", dc, drsuapi), 49153); }

trace::Failure failureOf(const std::function<void(ScriptedNetwork &)> &script, const wire::dcerpc::Interface &interface = drsuapi)
{
    ScriptedNetwork net;
    script(net);
    const Walked walked = walkOver(net, [&](const Step &step) { rpc::portOf(step, "dc1.example.test", dc, interface); });
    expectAllClosed(walked.trace);
    const auto failed = innermostFailures(walked.trace);
    EXPECT_EQ(failed.size(), 1u);
    return failed.empty() || !failed.front().failure ? trace::Failure{} : *failed.front().failure;
}

} // namespace

TEST(Mapper, GivesThePortThatAForeignMapperNames)
{
    ScriptedNetwork net;
    healthy(net);
    const Walked walked = walkOver(net, ask);
    EXPECT_FALSE(walked.stopped);
    const auto maps = hopsOf(walked.trace, Kind::map);
    ASSERT_EQ(maps.size(), 1u);
    ASSERT_TRUE(maps.front().fact("mapped port"));
    EXPECT_EQ(*maps.front().fact("mapped port"), "49153");
    EXPECT_GT(maps.front().received, 0u);
}

TEST(Mapper, ReadsAnAnswerThatComesInSinglePieces)
{
    ScriptedNetwork net;
    net.inPieces(1);
    healthy(net);
    EXPECT_FALSE(walkOver(net, ask, {}, Deadlines::all(Milliseconds(5000))).stopped);
}

TEST(Mapper, FailsAtOneHopWhereverTheNetworkFails) { rerunFailingAtEachAct(healthy, ask); }

TEST(Mapper, SaysThatAnInterfaceIsNotRegistered)
{
    const auto failure = failureOf(
        [](ScriptedNetwork &net) {
            net.expectDial("192.0.2.10:135").connects();
            net.expectSend(bind).replies(bindAck);
            net.expectSend(isMapRequest, "ept_map").replies(answerWith("epm-map-answer-not-registered"));
        },
        wire::dcerpc::nspiInterface);
    EXPECT_EQ(failure.code, Code::status);
    EXPECT_EQ(failure.got, "0x16c9a0d6");
}

TEST(Mapper, DoesNotTakeThePortOfAnotherInterface)
{
    const auto failure = failureOf(healthy, wire::dcerpc::rfrInterface);
    EXPECT_EQ(failure.code, Code::malformed);
}

TEST(Mapper, TellsWhoeverElseAnswersFromAMapper)
{
    const struct {
        const char *what;
        Bytes answer;
        Code code;
    } rows[] = {
        {"a bind_nak of Samba", *fromHex("05000d031000000018000000010000000400010500000000"), Code::rpcRejected},
        {"an ack that rejects the only interface",
         *fromHex("05000c03100000003c00000001000000d016d01673da0000060034393135330001000000020002"
                  "000000000000000000000000000000000000000000"),
         Code::rpcRejected},
        {"a fault", *fromHex("0500032310000000200000000200000018000000000000000300011c00000000"), Code::rpcFault},
        {"a web server", Bytes{'H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '4', '0', '0'}, Code::otherProtocol},
        {"a mail server", Bytes{'2', '2', '0', ' ', 'r', 'e', 'a', 'd', 'y', '\r', '\n'}, Code::otherProtocol},
        {"a TLS alert", *fromHex("15030100020228"), Code::otherProtocol},
        {"a big-endian peer", *fromHex("05000c03000000000000003c000000010000"), Code::malformed},
        {"a PDU shorter than its header", *fromHex("05000c03100000000f00000001000000"), Code::malformed},
        {"a response before the ack", *fromHex("0500020310000000180000000100000000000000000000000000"), Code::malformed},
    };
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        const auto failure = failureOf([&](ScriptedNetwork &net) {
            net.expectDial("192.0.2.10:135").connects();
            net.expectSend(bind).replies(row.answer);
        });
        EXPECT_EQ(failure.code, row.code);
    }
}

TEST(Mapper, WaitsForTheRestOfAnAnswerAndNoLongerThanItMay)
{
    const auto failure = failureOf([](ScriptedNetwork &net) {
        net.expectDial("192.0.2.10:135").connects();
        net.expectSend(bind).replies("05000c03100000003c000000");
    });
    EXPECT_EQ(failure.code, Code::timeout);
}

// Empty fragments would never reach the limit of an answer's size.
TEST(Mapper, IsNotHeldUpByFragmentsWithoutContent)
{
    const auto failure = failureOf([](ScriptedNetwork &net) {
        net.expectDial("192.0.2.10:135").connects();
        net.expectSend(bind).replies(bindAck);
        net.expectSend(isMapRequest, "ept_map").replies([](View request) {
            wire::dcerpc::Header header{wire::dcerpc::PacketType::response};
            header.callId = wire::dcerpc::readHeader(request.first(16))->callId;
            header.flags = wire::dcerpc::flag::firstFragment;
            return wire::dcerpc::assemble(header, wire::write(wire::dcerpc::Response{}));
        });
    });
    EXPECT_EQ(failure.code, Code::malformed);
}
