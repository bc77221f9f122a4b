#include "support/scripted_network.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Step;
using trace::Code;

namespace {

struct Overheard {
    std::optional<net::Heard> heard;
    Bytes said;
    Walked walked;
};

Overheard after(const std::function<void(Line &)> &connecting)
{
    ScriptedNetwork net;
    connecting(net.expectDial("192.0.2.1:80").connects());
    Overheard result;
    result.walked = walkOver(net, [&](const Step &step) {
        auto stream = step.connect({"192.0.2.1", 80}, {});
        step.run({trace::Kind::http, "Listen", ""},
                 [&](const Step &hop) { result.heard = hop.overhear({stream, result.said}, 100); });
    });
    EXPECT_FALSE(result.walked.stopped);
    return result;
}

} // namespace

TEST(Overhear, TellsWhatHasComeWithoutWaitingForMore)
{
    const Overheard nothing = after([](Line &line) { line.isSilent(); });
    EXPECT_FALSE(nothing.heard);
    EXPECT_TRUE(nothing.said.empty());

    const Overheard bytes = after([](Line &line) { line.replies("0102"); });
    ASSERT_TRUE(bytes.heard);
    EXPECT_FALSE(bytes.heard->end);
    EXPECT_EQ(toHex(bytes.said), "0102");
    EXPECT_EQ(hopsOf(bytes.walked.trace, trace::Kind::http).front().received, 2u);
}

TEST(Overhear, TellsAnEndThatHasCome)
{
    const Overheard closed = after([](Line &line) { line.closes(); });
    ASSERT_TRUE(closed.heard && closed.heard->end);
    EXPECT_EQ(closed.heard->end->code, Code::closed);

    const Overheard reset = after([](Line &line) { line.replies("01").resets(); });
    ASSERT_TRUE(reset.heard);
    EXPECT_FALSE(reset.heard->end) << "what was said before it comes first";
    EXPECT_EQ(toHex(reset.said), "01");
}
