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
