#include "sides.h"

using namespace mailwalk;
using namespace mailwalk::auth;
using namespace mailwalk::test;

// A client that nobody here wrote, which took every answer of our acceptor: see the golden file.

namespace {

const char *const file = "samba-spnego-sign-in";

SpnegoAcceptor signedIn()
{
    SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
    const auto challenge = server.next(goldenLine(file, "client init"));
    EXPECT_TRUE(bool(challenge)) << challenge.error().text;
    EXPECT_EQ(toHex(*challenge), toHex(goldenLine(file, "server challenge")));
    const auto verdict = server.next(goldenLine(file, "client response"));
    EXPECT_TRUE(bool(verdict)) << verdict.error().text;
    EXPECT_EQ(toHex(*verdict), toHex(goldenLine(file, "server verdict")));
    return server;
}

} // namespace

TEST(SambaClient, IsSignedInWithMicAndMechListMic)
{
    const SpnegoAcceptor server = signedIn();
    EXPECT_TRUE(server.complete());
    EXPECT_EQ(server.user(), "alice");
    EXPECT_EQ(server.domain(), "CORP");
}

TEST(SambaClient, ItsSealedMessageOpensAndOursIsWhatItOpened)
{
    SpnegoAcceptor server = signedIn();
    Bytes sealed = goldenLine(file, "client sealed");
    const std::span<Byte> body = std::span(sealed).subspan(server.signatureSize());
    EXPECT_TRUE(server.unprotect({}, body, {}, View(sealed).first(server.signatureSize()), Level::privacy));
    EXPECT_EQ(textOf(body), "from the client");

    Bytes ours;
    append(ours, viewOf("from the server"));
    Bytes whole = server.protect({}, ours, {}, Level::privacy);
    append(whole, ours);
    EXPECT_EQ(toHex(whole), toHex(goldenLine(file, "server sealed")));
}

TEST(SambaClient, AnyChangedByteOfItsResponseIsNoticed)
{
    const Bytes response = goldenLine(file, "client response");
    for (std::size_t i = 0; i < response.size(); ++i) {
        SpnegoAcceptor server = test::server<SpnegoAcceptor>(Level::privacy);
        ASSERT_TRUE(bool(server.next(goldenLine(file, "client init"))));
        Bytes bad = response;
        bad[i] ^= 0x04;
        EXPECT_FALSE(bool(server.next(bad))) << "byte " << i;
    }
}
