#include "auth/context.h"
#include "raw_client.h"
#include "support/golden.h"
#include "wire/dcerpc/bind.h"
#include "wire/dcerpc/call.h"

#include <gtest/gtest.h>

/// Signing in to the servers, and what protects the messages afterwards. The client's half of the arithmetic is core/auth, which
/// has its own proofs; PDUs are put together here.
namespace mailwalk::practice {

using namespace test;
using auth::Level;
using auth::Mechanism;
using namespace wire::dcerpc;

// RfrGetNewDSA for nobody in particular (tests/golden), and a name that stands in its answer.
const Bytes &question()
{
    static const Bytes stub = golden("rfr-new-dsa-request-null");
    return stub;
}
constexpr std::string_view referred = "gc1.corp.test";

/// One connection to the referral service with its sign-in.
class SignedIn
{
public:
    SignedIn(const Organisation &organisation, Mechanism mechanism, Level level, const std::string &user, std::string password)
        : client_(clientOf(organisation, "ex1.corp.test", referralHex, Bound::no)), mechanism_(mechanism), level_(level)
    {
        auto context = auth::newContext(mechanism, auth::identityFrom(user, Secret(std::move(password))), level, {});
        EXPECT_TRUE(bool(context));
        context_ = std::move(*context);
        Bytes pdu = bindPdu(referralHex);
        answer_ = client_.ask(withToken(PacketType::bind, View(pdu).subspan(16), *context_->first()));
        const auto ack = takeApart(answer_);
        if (!ack || !ack->trailer)
            return;
        const auto third = context_->next(ack->token(answer_));
        EXPECT_TRUE(bool(third));
        if (mechanism == Mechanism::ntlm) {
            client_.send(withToken(PacketType::auth3, Bytes(4), *third));
            return;
        }
        answer_ = client_.ask(withToken(PacketType::alterContext, View(pdu).subspan(16), *third));
        const auto last = takeApart(answer_);
        EXPECT_TRUE(!last || !last->trailer || context_->next(last->token(answer_)));
    }

    View answer() const { return answer_; } ///< to the last leg that is answered
    const RawClient &client() const { return client_; }

    /// A request as protected as the level says; `flip` damages one byte of the finished PDU, counted from its end.
    Bytes ask(View stub, std::size_t flip = 0)
    {
        Bytes pdu = request(stub);
        if (flip)
            pdu[pdu.size() - flip] ^= 1;
        last_ = pdu;
        return client_.ask(pdu);
    }
    Bytes askAgain() const { return client_.ask(last_); } ///< the very same bytes

    /// The stub of a response, checked and decrypted; empty when it does not fit.
    Bytes open(Bytes pdu)
    {
        const auto parts = takeApart(pdu);
        if (!parts || parts->header.type != PacketType::response)
            return {};
        const auto body = std::span(pdu).subspan(24, parts->trailerAt - 24);
        if (level_ > Level::connect &&
            !(parts->trailer &&
              context_->unprotect(View(pdu).first(24), body, View(pdu).subspan(parts->trailerAt, 8), parts->token(pdu), level_)))
            return {};
        return Bytes(pdu.begin() + 24, pdu.begin() + static_cast<std::ptrdiff_t>(parts->bodyAt + parts->bodySize));
    }

private:
    SecTrailer trailer() const
    {
        return {static_cast<std::uint8_t>(mechanism_ == Mechanism::ntlm ? 10 : 9), static_cast<std::uint8_t>(level_), 0, 7};
    }

    Bytes withToken(PacketType type, View body, View token) const { return assemble({type, 3, 0, 0, 1}, body, trailer(), token); }

    Bytes request(View stub)
    {
        const Bytes plain = requestPdu(0, stub);
        if (level_ <= Level::connect)
            return plain;
        SecTrailer at = trailer();
        at.padLength = static_cast<std::uint8_t>((16 - stub.size() % 16) % 16);
        Bytes pdu = assemble({PacketType::request, 3, 0, 0, 2}, View(plain).subspan(16), at, Bytes(context_->signatureSize()));
        const std::size_t tokenAt = pdu.size() - context_->signatureSize();
        const Bytes token = context_->protect(View(pdu).first(24), std::span(pdu).subspan(24, tokenAt - 32),
                                              View(pdu).subspan(tokenAt - 8, 8), level_);
        std::copy(token.begin(), token.end(), pdu.begin() + static_cast<std::ptrdiff_t>(tokenAt));
        return pdu;
    }

    RawClient client_;
    Mechanism mechanism_;
    Level level_;
    std::unique_ptr<auth::Context> context_;
    Bytes answer_, last_;
};

bool refers(const Bytes &stub) { return textOf(stub).find(referred) != std::string::npos; }

struct Way {
    Mechanism mechanism;
    Level level;
};

class SignIns : public testing::TestWithParam<Way>
{
protected:
    SignedIn signIn(const std::string &user, const std::string &password)
    {
        return {organisation, GetParam().mechanism, GetParam().level, user, password};
    }
    bool opens(const std::string &user, const std::string &password)
    {
        SignedIn in = signIn(user, password);
        return refers(in.open(in.ask(question())));
    }

    Organisation organisation{{}};
    const Account &alice = organisation.accounts()[0], &bob = organisation.accounts()[1];
};

TEST_P(SignIns, TheRightPasswordOpens) { EXPECT_TRUE(opens(alice.user, alice.password)); }

TEST_P(SignIns, EveryFormOfTheNameOpens)
{
    for (const char *user : {"CORP\\alice", "corp.test\\ALICE", "alice", "Alice@Corp.Test"})
        EXPECT_TRUE(opens(user, alice.password)) << user;
}

TEST_P(SignIns, AStrangerAndAnotherDomainDoNot)
{
    EXPECT_FALSE(opens("stranger", alice.password));
    EXPECT_FALSE(opens("ELSEWHERE\\alice", alice.password));
    EXPECT_FALSE(opens("alice@elsewhere.test", alice.password));
}

// NTLM's third message is not answered, so it is the first request that fails; SPNEGO's is, by an alter_context_resp or this
// fault.
TEST_P(SignIns, AWrongPasswordIsAccessDenied)
{
    SignedIn in = signIn(alice.user, "not hers");
    if (GetParam().mechanism == Mechanism::negotiate)
        EXPECT_EQ(faultOf(in.answer()), 5u);
    else
        EXPECT_EQ(faultOf(in.ask(question())), 5u);
    EXPECT_TRUE(in.client().ended());
}

TEST_P(SignIns, ThreeWrongTriesLockTheAccountAndNoOther)
{
    for (int i = 0; i < 2; ++i)
        EXPECT_FALSE(opens(alice.user, "not hers"));
    EXPECT_TRUE(opens(alice.user, alice.password));
    EXPECT_FALSE(opens("CORP\\Alice", "not hers")) << "another form of the same name";
    EXPECT_FALSE(opens(alice.user, alice.password));
    EXPECT_TRUE(opens(bob.user, bob.password));
}

TEST_P(SignIns, SeveralCallsKeepTheirSequence)
{
    SignedIn in = signIn(alice.user, alice.password);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(refers(in.open(in.ask(question())))) << i;
}

TEST_P(SignIns, PrivacyShowsNothingOnTheWire)
{
    SignedIn in = signIn(alice.user, alice.password);
    EXPECT_EQ(refers(in.ask(question())), GetParam().level != Level::privacy);
}

class ProtectedSignIns : public SignIns
{
};

TEST_P(ProtectedSignIns, ADamagedByteIsASecurityPackageError)
{
    for (const std::size_t place : {1u, 12u, 30u}) { // of the sequence number, of the checksum, of the stub
        SignedIn in = signIn(alice.user, alice.password);
        EXPECT_EQ(faultOf(in.ask(question(), place)), 0x721u) << place;
        EXPECT_TRUE(in.client().ended());
    }
}

TEST_P(ProtectedSignIns, AReplayedRequestIsASecurityPackageError)
{
    SignedIn in = signIn(alice.user, alice.password);
    EXPECT_TRUE(refers(in.open(in.ask(question()))));
    EXPECT_EQ(faultOf(in.askAgain()), 0x721u);
}

TEST_P(ProtectedSignIns, AnUnprotectedRequestIsAccessDenied)
{
    SignedIn in = signIn(alice.user, alice.password);
    EXPECT_EQ(faultOf(in.client().ask(requestPdu(0, question()))), 5u);
}

std::string nameOfWay(const testing::TestParamInfo<Way> &row)
{
    return std::string(nameOf(row.param.mechanism)) + "_" + std::string(nameOf(row.param.level));
}

const auto protecting = testing::Values(Way{Mechanism::ntlm, Level::packet}, Way{Mechanism::ntlm, Level::integrity},
                                        Way{Mechanism::ntlm, Level::privacy}, Way{Mechanism::negotiate, Level::integrity},
                                        Way{Mechanism::negotiate, Level::privacy});
const auto connecting = testing::Values(Way{Mechanism::ntlm, Level::connect}, Way{Mechanism::negotiate, Level::connect});

INSTANTIATE_TEST_SUITE_P(Connecting, SignIns, connecting, nameOfWay);
INSTANTIATE_TEST_SUITE_P(Protecting, SignIns, protecting, nameOfWay);
INSTANTIATE_TEST_SUITE_P(Protecting, ProtectedSignIns, protecting, nameOfWay);

TEST(SignIn, ARequestBeforeTheLastLegIsAProtocolError)
{
    const Organisation organisation({});
    const RawClient client = clientOf(organisation, "ex1.corp.test", referralHex, Bound::no);
    auto context = auth::newContext(Mechanism::ntlm, auth::identityFrom("alice", Secret(std::string("any"))), Level::privacy, {});
    const Bytes pdu = bindPdu(referralHex);
    const Bytes ack = client.ask(
        assemble({PacketType::bind, 3, 0, 0, 1}, View(pdu).subspan(16), SecTrailer{10, 6, 0, 7}, *(*context)->first()));
    ASSERT_EQ(typeOf(ack), 12);
    EXPECT_EQ(faultOf(client.ask(requestPdu(0, question()))), 0x1c01000bu);
}

TEST(SignIn, WithoutOneTheReferralIsAccessDenied)
{
    const Organisation organisation({});
    const RawClient client = clientOf(organisation, "ex1.corp.test", referralHex);
    EXPECT_EQ(faultOf(client.ask(requestPdu(0, question()))), 5u);
}

TEST(SignIn, ALockedAccountLooksLikeAWrongPassword)
{
    const Organisation organisation({"account-locked"});
    const Account &alice = organisation.accounts()[0];
    SignedIn in(organisation, Mechanism::ntlm, Level::privacy, alice.user, alice.password);
    EXPECT_EQ(faultOf(in.ask(question())), 5u);
}

TEST(SignIn, APasswordThatIsToldWronglyDoesNotOpen)
{
    const Organisation organisation({"wrong-password"});
    const Account &alice = organisation.accounts()[0];
    SignedIn in(organisation, Mechanism::ntlm, Level::privacy, alice.user, alice.password);
    EXPECT_EQ(faultOf(in.ask(question())), 5u);
}

} // namespace mailwalk::practice
