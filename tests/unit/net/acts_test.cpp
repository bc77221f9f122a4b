#include "support/golden.h"
#include "support/scripted_network.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Ear;
using net::Failure;
using net::Plan;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

const Plan listening{Kind::channel, "Listen", ""};
const char *const name = "_autodiscover._tcp.corp.test";

net::Stream dialled(const Step &step) { return step.connect({"mail.corp.test", 443}, {*addressFrom("192.0.2.1")}); }

void securedOnce(const Step &step)
{
    auto stream = dialled(step);
    step.secure(stream);
    step.run({Kind::http, "Ask", ""}, [&](const Step &hop) {
        hop.send(stream, hex("01"));
        Bytes answer;
        hop.receive(stream, answer, 10);
    });
}

Line &secures(ScriptedNetwork &net)
{
    net.expectDial("192.0.2.1:443").connects();
    return net.expectSecure("mail.corp.test");
}

struct Row {
    const char *what;
    std::function<void(ScriptedNetwork &)> script;
    Kind kind; ///< of the act that meets it
    const char *outcome, *code;
};

void expectRow(const Row &row, const Path &path)
{
    SCOPED_TRACE(row.what);
    ScriptedNetwork net;
    row.script(net);
    const Walked walked = walkOver(net, path);
    expectAllClosed(walked.trace);
    const auto hops = hopsOf(walked.trace, row.kind);
    ASSERT_EQ(hops.size(), 1u);
    EXPECT_EQ(nameOf(hops[0].outcome), row.outcome);
    EXPECT_EQ(hops[0].failure ? nameOf(hops[0].failure->code) : "", row.code);
    EXPECT_EQ(walked.stopped ? walked.stopped->hop : hops[0].id, hops[0].id);
}

Failure failing(Code code) { return {code, "scripted", {}, {}}; }

/// Two connections, to the same place.
struct Pair {
    explicit Pair(const Step &step) : in(dialled(step)), out(dialled(step)) {}
    net::Stream in, out;
    Bytes fromIn, fromOut;
    std::vector<Ear> ears() { return {{in, fromIn}, {out, fromOut}}; }
};

void dialsTwice(ScriptedNetwork &net)
{
    net.expectDial("192.0.2.1:443").connects();
    net.expectDial("192.0.2.1:443").connects();
}

} // namespace

TEST(Acts, AHandshakeLeavesOneHopClosedAsItEnded)
{
    const Row rows[] = {
        {"good",
         [](auto &net) {
             secures(net).secures();
             net.expectSend("01").replies("02");
         },
         Kind::secure, "passed", ""},
        {"alert", [](auto &net) { secures(net).refuses(); }, Kind::secure, "failed", "tls-alert"},
        {"certificate", [](auto &net) { secures(net).fails(failing(Code::certificate)); }, Kind::secure, "failed", "certificate"},
        {"another protocol", [](auto &net) { secures(net).fails(failing(Code::otherProtocol)); }, Kind::secure, "failed",
         "other-protocol"},
        {"silence", [](auto &net) { secures(net).isSilent(); }, Kind::secure, "failed", "timeout"},
        {"closed", [](auto &net) { secures(net).closes(); }, Kind::secure, "failed", "closed"},
        {"reset", [](auto &net) { secures(net).resets(); }, Kind::secure, "failed", "reset"},
    };
    for (const Row &row : rows)
        expectRow(row, securedOnce);
}

TEST(Acts, ALookUpOfServicesLeavesOneHopClosedAsItEnded)
{
    const Row rows[] = {
        {"found",
         [](auto &net) {
             net.expectServices(name).answers({net::Service{"mail.corp.test", 443}});
         },
         Kind::resolve, "passed", ""},
        {"unknown", [](auto &net) { net.expectServices(name).refuses(); }, Kind::resolve, "failed", "name-not-found"},
        {"none", [](auto &net) { net.expectServices(name).fails(failing(Code::nameNoData)); }, Kind::resolve, "failed",
         "name-no-data"},
        {"silence", [](auto &net) { net.expectServices(name).isSilent(); }, Kind::resolve, "failed", "timeout"},
    };
    for (const Row &row : rows)
        expectRow(row, [](const Step &step) {
            const auto found = step.services(name);
            EXPECT_EQ(found.at(0).host, "mail.corp.test");
        });
}

TEST(Acts, TheNameOfAServiceThatIsNoneIsNotAskedFor)
{
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [](const Step &step) { step.services("a b"); });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::nameNotFound);
}

TEST(Acts, AfterTheHandshakeTheStreamKnowsItsPeer)
{
    ScriptedNetwork net;
    secures(net).secures();
    secures(net).secures({"mail.corp.test", hex("0102"), "mail", {"mail.corp.test"}});
    walkOver(net, [](const Step &step) {
        auto stream = dialled(step);
        EXPECT_FALSE(stream.peer());
        step.secure(stream);
        EXPECT_EQ(stream.peer()->name, "mail.corp.test");
        auto other = dialled(step);
        step.secure(other);
        EXPECT_EQ(other.peer()->commonName, "mail");
    });
}

TEST(Acts, ADialogueInsideTlsAndOverTwoConnectionsFailsHonestlyAtEachAct)
{
    const auto script = [](ScriptedNetwork &net) {
        net.expectServices(name).answers({net::Service{"mail.corp.test", 443}});
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures();
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("mail.corp.test").secures();
        net.expectSend("01").on("192.0.2.1:443#1").names("OUT").replies("02");
        net.expectSend("03").on("192.0.2.1:443#2").over("OUT").replies("04");
    };
    rerunFailingAtEachAct(script, [](const Step &step) {
        step.services(name);
        auto out = dialled(step);
        step.secure(out);
        auto in = dialled(step);
        step.secure(in);
        step.run(listening, [&](const Step &hop) {
            Bytes heard;
            hop.send(out, hex("01"));
            hop.receive(out, heard, 1);
            hop.send(in, hex("03"));
            hop.receive(out, heard, 1);
            EXPECT_EQ(toHex(heard), "0204");
        });
    });
}

TEST(Ears, HearWhicheverSpeaksFirst)
{
    ScriptedNetwork net;
    dialsTwice(net);
    net.expectSend("01").on("192.0.2.1:443#1").over("192.0.2.1:443#2").replies("0a0b");
    net.expectSend("02").on("192.0.2.1:443#1").replies("0c");
    const Walked walked = walkOver(net, [](const Step &step) {
        Pair pair(step);
        step.run(listening, [&](const Step &hop) {
            hop.send(pair.in, hex("01"));
            EXPECT_EQ(hop.receive(pair.ears(), 1).which, 1u);
            EXPECT_EQ(hop.receive(pair.ears(), 10).which, 1u);
            hop.send(pair.in, hex("02"));
            EXPECT_EQ(hop.receive(pair.ears(), 10).which, 0u);
            EXPECT_EQ(toHex(pair.fromOut), "0a0b");
            EXPECT_EQ(toHex(pair.fromIn), "0c");
        });
    });
    EXPECT_FALSE(walked.stopped);
    EXPECT_EQ(hopsOf(walked.trace, Kind::channel).at(0).received, 3u);
}

TEST(Ears, TheEndOfOneIsAValueAndComesAfterItsWords)
{
    for (const Code code : {Code::closed, Code::reset}) {
        ScriptedNetwork net;
        dialsTwice(net);
        net.expectSend("01").on("192.0.2.1:443#1").over("192.0.2.1:443#2").replies("0a").fails(failing(code));
        const Walked walked = walkOver(net, [code](const Step &step) {
            Pair pair(step);
            step.run(listening, [&](const Step &hop) {
                hop.send(pair.in, hex("01"));
                EXPECT_FALSE(hop.receive(pair.ears(), 10).end);
                const auto heard = hop.receive(pair.ears(), 10);
                EXPECT_EQ(heard.which, 1u);
                ASSERT_TRUE(heard.end);
                EXPECT_EQ(heard.end->code, code);
            });
        });
        EXPECT_FALSE(walked.stopped);
    }
}

TEST(Ears, TheDeadlineIsAFailureOfTheHop)
{
    ScriptedNetwork net;
    dialsTwice(net);
    const Walked walked = walkOver(net, [](const Step &step) {
        Pair pair(step);
        step.run(listening, [&](const Step &hop) { hop.receive(pair.ears(), 10); });
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
    EXPECT_EQ(walked.stopped->hop, hopsOf(walked.trace, Kind::channel).at(0).id);
}

TEST(Ears, ATalkativePeerDoesNotMakeTheDeadlineLonger)
{
    ScriptedNetwork net;
    dialsTwice(net);
    net.expectSend("01").replies(Bytes(1 << 20));
    const Walked walked = walkOver(net, [](const Step &step) {
        Pair pair(step);
        step.run(listening, [&](const Step &hop) {
            hop.send(pair.in, hex("01"));
            for (;;)
                hop.receive(pair.ears(), 1);
        });
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(walked.stopped->failure.code, Code::timeout);
}

TEST(ScriptedNetwork, TellsConnectionsToOnePlaceApart)
{
    EXPECT_NONFATAL_FAILURE(
        {
            ScriptedNetwork net;
            dialsTwice(net);
            net.expectSend("01").on("192.0.2.1:443#2").mayFail();
            walkOver(net, [](const Step &step) {
                Pair pair(step);
                step.send(pair.out, hex("01"));
                step.send(pair.in, hex("02"));
            });
        },
        "not in the script: send to 192.0.2.1:443");
}
