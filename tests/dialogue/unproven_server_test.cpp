#include "rpc/desk.h"
#include "rpc/mapper.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "support/scripted_person.h"
#include "wire/dcerpc/call.h"

using namespace mailwalk;
using namespace mailwalk::test;
using http::Answer;
using trace::Code;
using trace::Kind;

// A direct connection to a public address: nothing but the password exchange would prove who answers there.

namespace {

const rpc::Desk desk{{"e3514235-4b06-11d1-ab04-00c04fc2dcd2"_guid, 4, 0, "drsuapi"}, "exchangeMDB"};
const rpc::Place server{"ex1.corp.test", {*addressFrom("198.51.100.7")}};

// What Samba's mapper answered, made an answer to the call that was asked.
Bytes mapped(View request)
{
    const Bytes stub = golden("epm-map-answer-drsuapi");
    wire::dcerpc::Header header{wire::dcerpc::PacketType::response};
    header.callId = wire::dcerpc::readHeader(request.first(16))->callId;
    return wire::dcerpc::assemble(header, wire::write(wire::dcerpc::Response{std::uint32_t(stub.size()), 0, 0, stub}));
}

bool isPdu(View sent, Byte type) { return sent.size() > 2 && sent[2] == type; }

void expectMapper(ScriptedNetwork &net)
{
    net.expectDial("198.51.100.7:135").connects();
    net.expectSend([](View sent) { return isPdu(sent, 0x0b); }, "bind to the mapper")
        .replies("05000c03100000003c00000001000000d016d016ab80000004003133350000000100000000000000"
                 "045d888aeb1cc9119fe808002b10486002000000");
    net.expectSend([](View sent) { return isPdu(sent, 0); }, "ept_map").replies(mapped);
    net.expectDial("198.51.100.7:49153").connects();
}

// The first token, and a server that does not know this way of signing in: the dialogue ends there.
void expectSignIn(ScriptedNetwork &net)
{
    net.expectDial("198.51.100.7:49153").connects();
    net.expectSend([](View sent) { return isPdu(sent, 0x0b); }, "bind with NTLM")
        .replies("05000d031000000018000000010000000800010500000000");
}

http::SignIn aliceAsked(http::Person &person)
{
    return {
        auth::identityFrom("alice@corp.test", Secret(std::string("not a real one"))),
        {{auth::Mechanism::ntlm}, auth::Level::privacy, {{"corp.test"}, {}, {}, std::make_shared<http::Counsel>(person)}, {}}};
}

Walked gone(ScriptedNetwork &net, http::SignIn &who, const net::Stop &stop = {})
{
    return walkOver(
        net, [&](const net::Step &step) { rpc::goTo(step, server, desk, who, auth::Level::privacy); }, stop,
        Deadlines::all(Milliseconds(2000)));
}

} // namespace

TEST(UnprovenServer, GetsNothingOfTheSignInWithANo)
{
    ScriptedNetwork net;
    expectMapper(net);
    ScriptedPerson person(Answer::no);
    http::SignIn who = aliceAsked(person);
    const Walked walked = gone(net, who);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::consent);
    ASSERT_EQ(person.asked().size(), 1u);
    EXPECT_EQ(person.asked().front().doubt, http::Doubt::unprovenServer);
    EXPECT_EQ(person.asked().front().from, "198.51.100.7");
    EXPECT_FALSE(who.refusal());
}

TEST(UnprovenServer, IsSignedInToWithAYesOverAConnectionThatDidNotWait)
{
    ScriptedNetwork net;
    expectMapper(net);
    expectSignIn(net);
    ScriptedPerson person(Answer::yes);
    http::SignIn who = aliceAsked(person);
    const Walked walked = gone(net, who);
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::authUnsupported);
    EXPECT_EQ(person.asked().size(), 1u);
}

TEST(UnprovenServer, IsAskedAboutOnce)
{
    ScriptedNetwork net;
    expectMapper(net);
    expectSignIn(net);
    expectMapper(net);
    net.expectSend([](View sent) { return isPdu(sent, 0x0b); }, "bind with NTLM")
        .replies("05000d031000000018000000010000000800010500000000");
    ScriptedPerson person(Answer::yes);
    http::SignIn who = aliceAsked(person);
    gone(net, who);
    gone(net, who);
    EXPECT_EQ(person.asked().size(), 1u);
}

TEST(UnprovenServer, AStopDuringTheQuestionEndsTheWalk)
{
    ScriptedNetwork net;
    expectMapper(net);
    const net::Stop stop;
    ScriptedPerson person([&](const http::Question &question, const net::Stop &told) {
        stop.ring();
        return ScriptedPerson::saysNothing(question, told);
    });
    http::SignIn who = aliceAsked(person);
    const Walked walked = gone(net, who, stop);
    ASSERT_TRUE(walked.stopped);
    EXPECT_TRUE(walked.stopped->cancelled);
}

// The dialogue with a yes, broken at every act: the question is no act, and what fails is one hop.
TEST(UnprovenServer, FailsAtOneHopWhereverTheNetworkFails)
{
    const auto script = [](ScriptedNetwork &net) {
        expectMapper(net);
        net.expectDial("198.51.100.7:49153").connects();
    };
    rerunFailingAtEachAct(script, [](const net::Step &step) {
        ScriptedPerson person(Answer::yes);
        http::SignIn who = aliceAsked(person);
        const auto consulted = [&](const net::Step &attempt) {
            attempt.connect({server.host, 49153}, server.addresses);
            EXPECT_TRUE(who.consult(attempt, server.host, server.addresses.front()));
            attempt.connect({server.host, 49153}, server.addresses);
        };
        (void)rpc::portOf(step, server.host, server.addresses, desk.interface);
        consulted(step);
    });
}
