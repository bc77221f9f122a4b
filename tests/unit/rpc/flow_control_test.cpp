#include "rpc/flow_control.h"

#include <gtest/gtest.h>

using namespace mailwalk::rpc;

// [MS-RPCH] 3.2.1.1.5.1.1, the specification's own numbers.
TEST(SendWindow, CountsWhatWasOnItsWayWhenTheAcknowledgementWasWritten)
{
    SendWindow window(1000);
    window.sent(250);
    window.sent(500);
    EXPECT_EQ(window.available(), 250u);
    EXPECT_TRUE(window.acknowledged({250, 850}));
    EXPECT_EQ(window.available(), 350u);
}

TEST(SendWindow, TakesWhatIsSmallerThanItsRoom)
{
    const SendWindow window(1000);
    EXPECT_TRUE(window.takes(999));
    EXPECT_FALSE(window.takes(1000)); // "greater than", 3.2.1.4.1.3
}

TEST(SendWindow, RefusesWhatNoReceiverCanMean)
{
    const struct {
        Acknowledgement ack;
        bool isGood;
    } rows[] = {
        {{600, 1000}, true},      {{0, 600}, true},           {{0, 1000}, true},
        {{100, 500}, true},       {{600, 1001}, false},       // more room than there ever was
        {{601, 1000}, false},                                 // more than was sent
        {{0, 599}, false},                                    // less room than is on its way
        {{0, 0xffffffff}, false}, {{0xffffffff, 1000}, true}, // counters pass 2^32: one more is on its way
    };
    for (const auto &row : rows) {
        SendWindow window(1000);
        window.sent(600);
        EXPECT_EQ(window.acknowledged(row.ack), row.isGood) << row.ack.bytesReceived << " " << row.ack.availableWindow;
    }
}

TEST(SendWindow, GoesOnPastTheEndOfItsCounter)
{
    SendWindow window(1 << 16);
    std::uint32_t total = 0;
    for (int i = 0; i < 100'000; ++i) {
        window.sent(60'000);
        total += 60'000;
        ASSERT_TRUE(window.acknowledged({total, 1 << 16})) << i;
        ASSERT_EQ(window.available(), 1u << 16) << i;
    }
}

TEST(ReceiveWindow, AcknowledgesWhenLessThanHalfIsBelievedFree)
{
    ReceiveWindow window(1000);
    EXPECT_FALSE(window.received(250));
    EXPECT_FALSE(window.received(250)); // just half is left
    EXPECT_EQ(window.received(1), (Acknowledgement{501, 1000}));
    EXPECT_FALSE(window.received(500));
    EXPECT_EQ(window.received(1), (Acknowledgement{1002, 1000}));
}

TEST(ReceiveWindow, ASenderThatOverrunsItIsAcknowledgedAllTheSame)
{
    ReceiveWindow window(1000);
    EXPECT_EQ(window.received(5000), (Acknowledgement{5000, 1000}));
}
