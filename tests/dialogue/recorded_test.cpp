#include "exchange/address_book.h"
#include "exchange/referral.h"
#include "exchange/store.h"
#include "rpc/over_tcp.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using rpc::Association;
using trace::Code;

// Our dialogues against what gromox 3.10 answered, an Exchange-compatible server that nobody here wrote (RPC level none).

namespace {

using Answers = std::vector<std::pair<std::uint16_t, std::string>>; ///< opnum, and the golden file of the answer's stub

Line::Fits isRequest(std::uint16_t opnum)
{
    return [opnum](View sent) {
        const auto parts = wire::dcerpc::takeApart(sent);
        return parts && parts->header.type == wire::dcerpc::PacketType::request && sent[22] == opnum;
    };
}

Line::Reply stubOf(const std::string &name)
{
    return [name](View request) {
        const Bytes stub = golden(name);
        wire::dcerpc::Header header{wire::dcerpc::PacketType::response};
        header.callId = wire::dcerpc::readHeader(request.first(16))->callId;
        return wire::dcerpc::assemble(header, wire::write(wire::dcerpc::Response{std::uint32_t(stub.size()), 0, 0, stub}));
    };
}

// gromox's bind_ack with auth_length 0 carries eight zero bytes that the specification does not ask for.
const char *const bindAck = "05000c03100000004400000001000000b810002003000000050036303032000001000000"
                            "00000000045d888aeb1cc9119fe808002b104860020000000000000000000000";

std::function<void(ScriptedNetwork &)> script(const Answers &answers)
{
    return [answers](ScriptedNetwork &net) {
        net.expectDial("192.0.2.7:6002").connects();
        net.expectSend([](View sent) { return sent.size() > 2 && sent[2] == 0x0b; }, "bind").replies(bindAck);
        for (const auto &[opnum, name] : answers)
            net.expectSend(isRequest(opnum), "opnum " + std::to_string(opnum)).replies(stubOf(name));
    };
}

Association boundTo(const Step &step, const wire::dcerpc::Interface &interface)
{
    net::Stream stream = step.connect({"mail.example.test", 6002}, {*addressFrom("192.0.2.7")});
    return step.run({trace::Kind::bind, "Bind", ""},
                    [&](const Step &hop) { return Association::bind(hop, rpc::overTcp(std::move(stream)), {interface}); });
}

} // namespace

TEST(Recorded, TheReferralToAMailboxInsteadOfAHostIsToldAsThat)
{
    ScriptedNetwork net;
    script({{0, "gromox-rfr-new-dsa-answer"}})(net);
    const Walked walked = walkOver(net, [](const Step &step) {
        Association referral = boundTo(step, wire::dcerpc::rfrInterface);
        exchange::directoryServer(step, referral, "");
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::status);
    EXPECT_NE(walked.stopped->failure.got->find("@example.test"), std::string::npos);
}

TEST(Recorded, TheHostBehindAServersNameIsTakenOver)
{
    const auto play = script({{1, "gromox-rfr-fqdn-answer"}});
    const auto path = [](const Step &step) {
        Association referral = boundTo(step, wire::dcerpc::rfrInterface);
        EXPECT_EQ(exchange::hostOfServer(step, referral, "/o=Gromox default/cn=Configuration/cn=Servers/cn=X"), "Servers");
    };
    ScriptedNetwork net;
    play(net);
    EXPECT_FALSE(walkOver(net, path).stopped);
    rerunFailingAtEachAct(play, path);
}

TEST(Recorded, AStoreThatOnlyLogsOnHasNotShownThatItWorks)
{
    // impacket asked for RopLogon alone, so the recorded answer lacks the first look at the Inbox that we ask for as well.
    ScriptedNetwork net;
    script({{10, "gromox-emsmdb-connect-answer"}, {11, "gromox-emsmdb-rpc-answer"}})(net);
    const Walked walked = walkOver(net, [](const Step &step) {
        Association store = boundTo(step, wire::dcerpc::emsmdbInterface);
        exchange::openStore(step, store, "/o=Gromox default/cn=Recipients/cn=alice", {15, 0, 4420, 1017},
                            [](const std::string &) { return std::nullopt; });
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.expected, "RopGetReceiveFolder");
    const auto calls = hopsOf(walked.trace, trace::Kind::call);
    ASSERT_EQ(calls.size(), 2u);
    EXPECT_EQ(calls.front().outcome, trace::Outcome::passed);
    ASSERT_TRUE(calls.front().fact("server version"));
    ASSERT_TRUE(calls.back().fact("out.RopLogon.ReturnValue"));
    EXPECT_EQ(*calls.back().fact("out.RopLogon.ReturnValue"), "ok (0x00000000)");
}
