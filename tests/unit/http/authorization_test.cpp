#include "base/text.h"
#include "doorman.h"

#include <algorithm>

using namespace mailwalk;
using namespace mailwalk::test;
using http::Scheme;
using net::Step;
using trace::Code;

namespace {

constexpr Scheme schemes[] = {Scheme::basic, Scheme::ntlm, Scheme::negotiate};
const std::string right = "S\u00e9same-1";

using Doormen = std::shared_ptr<Doorman>;

void theDoor(ScriptedNetwork &net, const net::Peer &peer)
{
    net.expectDial("192.0.2.1:443").connects();
    net.expectSecure("mail.corp.test").secures(peer);
}

// A dialogue with a doorman: so many questions on one connection.
Doormen script(ScriptedNetwork &net, Scheme scheme, int questions)
{
    auto doorman = std::make_shared<Doorman>(scheme);
    theDoor(net, doorman->peer());
    for (int i = 0; i < questions; ++i)
        net.expectSend(isRequest, "a request").replies([doorman](View sent) { return doorman->answer(sent); });
    return doorman;
}

Conversation signedIn(Scheme scheme, http::SignIn &who)
{
    return [scheme, &who](const Step &step, http::Connection &connection) {
        const auto answer = http::exchangeSignedIn(step, connection, question, scheme, who);
        EXPECT_EQ(textOf(answer.body), "in");
    };
}

int legsOf(Scheme scheme) { return scheme == Scheme::basic ? 1 : 2; }

Walked walk(ScriptedNetwork &net, const Conversation &conversation, Milliseconds deadline = Milliseconds(5000))
{
    Walked walked = walkOver(
        net, [&](const Step &step) { throughTheDoor(step, conversation); }, {}, Deadlines::all(deadline));
    expectAllClosed(walked.trace);
    return walked;
}

trace::Failure failureIn(const Walked &walked) { return walked.stopped ? walked.stopped->failure : trace::Failure{}; }

// A server with canned answers.
Walked against(const std::vector<std::string> &answers, Scheme scheme, http::SignIn &who)
{
    ScriptedNetwork net;
    theDoor(net, Doorman(scheme).peer());
    for (const std::string &answer : answers)
        net.expectSend(isRequest, "a request").replies(text(answer));
    return walk(
        net,
        [&](const Step &step, http::Connection &connection) { http::exchangeSignedIn(step, connection, question, scheme, who); },
        Milliseconds(200));
}

std::string refusal(const std::string &offer) { return "HTTP/1.1 401 No\r\n" + offer + "Content-Length: 0\r\n\r\n"; }

} // namespace

TEST(Authorization, AnIndependentJudgeLetsUsInEachWay)
{
    for (const Scheme scheme : schemes) {
        ScriptedNetwork net;
        const auto doorman = script(net, scheme, legsOf(scheme));
        auto who = signInOf("alice@corp.test", right);
        const Walked walked = walk(net, signedIn(scheme, who));
        ASSERT_FALSE(walked.stopped) << nameOf(scheme) << walked.stopped->failure.text;
        EXPECT_EQ(doorman->refusals, 0);
        EXPECT_EQ(doorman->proofs, 1);
        EXPECT_EQ(doorman->bodies.back(), question.body.size());
        EXPECT_EQ(doorman->bodies.front(), scheme == Scheme::basic ? question.body.size() : 0u)
            << "the short request comes first";
        EXPECT_TRUE(who.isAccepted("mail.corp.test/autodiscover"));
        EXPECT_FALSE(who.refusal());
    }
}

TEST(Authorization, EveryMishapOnTheWayIsAnHonestFailure)
{
    for (const Scheme scheme : schemes) {
        SCOPED_TRACE(nameOf(scheme));
        rerunFailingAtEachAct([scheme](ScriptedNetwork &net) { script(net, scheme, legsOf(scheme)); },
                              [scheme](const Step &step) {
                                  auto who = signInOf("alice@corp.test", right);
                                  throughTheDoor(step, signedIn(scheme, who));
                              },
                              Milliseconds(5000));
    }
}

TEST(Authorization, SendsBasicInUtf8AndNothingElse)
{
    ScriptedNetwork net;
    theDoor(net, {});
    net.expectSend(text("POST /autodiscover/autodiscover.xml HTTP/1.1\r\nHost: mail.corp.test\r\nContent-Type: text/xml\r\n"
                        "Accept-Encoding: identity\r\nConnection: Keep-Alive\r\nContent-Length: 4\r\n"
                        "Authorization: Basic Q09SUFxhbGljZTpTw6lzYW1lLTE=\r\n\r\n<a/>"))
        .replies(text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    auto who = signInOf("CORP\\alice", right);
    const Walked walked = walk(net, [&](const Step &step, http::Connection &connection) {
        http::exchangeSignedIn(step, connection, question, Scheme::basic, who);
    });
    EXPECT_FALSE(walked.stopped);
}

TEST(Authorization, BeginsNtlmBareAndNegotiateInSpnego)
{
    const struct {
        Scheme scheme;
        const char *opening; ///< [MS-NLMP] 2.2.1.1, for Negotiate inside RFC 4178 4.2.1
    } rows[] = {
        {Scheme::ntlm, "4e544c4d535350000100000007 8208a2 0000000028000000 0000000028000000 0a00614a0000000f"},
        {Scheme::negotiate, "60480606 2b0601050502 a03e303c a00e300c 060a 2b06010401823702020a a22a0428"
                            "4e544c4d535350000100000017 8208e2 0000000028000000 0000000028000000 0a00614a0000000f"},
    };
    for (const auto &row : rows) {
        ScriptedNetwork net;
        const auto doorman = script(net, row.scheme, 2);
        auto who = signInOf("alice@corp.test", right);
        ASSERT_FALSE(walk(net, signedIn(row.scheme, who)).stopped);
        EXPECT_EQ(*find(doorman->heads.front().headers, "Authorization"),
                  std::string(nameOf(row.scheme)) + " " + toBase64(hex(row.opening)));
    }
}

TEST(Authorization, NamesTheServiceItMeansToTheServer)
{
    for (const Scheme scheme : {Scheme::ntlm, Scheme::negotiate}) {
        ScriptedNetwork net;
        const auto doorman = script(net, scheme, 2);
        auto who = signInOf("alice@corp.test", right);
        ASSERT_FALSE(walk(net, signedIn(scheme, who)).stopped);
        const std::string proof = *find(doorman->heads.back().headers, "Authorization");
        const Bytes token = fromBase64(proof.substr(nameOf(scheme).size() + 1)).value();
        const Bytes spn = utf16("HTTP/mail.corp.test"); // MsvAvTargetName, [MS-NLMP] 3.1.5.1.2
        EXPECT_NE(std::search(token.begin(), token.end(), spn.begin(), spn.end()), token.end());
    }
}

TEST(Authorization, AProofIsWorthNothingOnAnotherTlsConnection)
{
    for (const Scheme scheme : {Scheme::ntlm, Scheme::negotiate}) {
        ScriptedNetwork net;
        const auto doorman = std::make_shared<Doorman>(scheme);
        theDoor(net, {"", Bytes(32, 0xee), "mail.corp.test", {}}); // whoever stands in between has a certificate of his own
        for (int leg = 0; leg < 2; ++leg)
            net.expectSend(isRequest).replies([&](View sent) { return doorman->answer(sent); });
        auto who = signInOf("alice@corp.test", right);
        EXPECT_EQ(nameOf(failureIn(walk(net, signedIn(scheme, who))).code), nameOf(Code::authRejected));
        EXPECT_EQ(doorman->refusals, 1);
    }
}

TEST(Authorization, WhatIsSaidUnaskedAfterTheChallengeIsNoVerdict)
{
    ScriptedNetwork net;
    const auto doorman = std::make_shared<Doorman>(Scheme::ntlm);
    theDoor(net, doorman->peer());
    net.expectSend(isRequest).replies(
        [&](View sent) { return text(textOf(doorman->answer(sent)) + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nin"); });
    auto who = signInOf("alice@corp.test", right);
    EXPECT_EQ(nameOf(failureIn(walk(net, signedIn(Scheme::ntlm, who))).code), nameOf(Code::authUnsupported));
    EXPECT_FALSE(who.isAccepted("mail.corp.test/autodiscover"));
}

TEST(Authorization, RecordsWhoTheServerSaysItIsBeforeAnyProofIsOut)
{
    for (const Scheme scheme : {Scheme::ntlm, Scheme::negotiate}) {
        ScriptedNetwork net;
        script(net, scheme, 2);
        auto who = signInOf("alice@corp.test", right);
        const auto hops = hopsOf(walk(net, signedIn(scheme, who)).trace, trace::Kind::http);
        ASSERT_EQ(hops.size(), 2u);
        for (const auto &hop : hops) {
            EXPECT_EQ(hop.title, "POST https://mail.corp.test/autodiscover/autodiscover.xml");
            EXPECT_EQ(hop.target, "https://mail.corp.test/autodiscover/autodiscover.xml");
            EXPECT_EQ(factOf(hop.facts, "auth_type"), nameOf(scheme));
        }
        EXPECT_EQ(factOf(hops[0].facts, "user_domain"), "corp.test");
        EXPECT_EQ(factOf(hops[0].facts, "DnsComputerName"), "mail.corp.test");
        EXPECT_EQ(factOf(hops[0].facts, "channel binding"), "tls-server-end-point");
        EXPECT_EQ(factOf(hops[0].facts, "status"), "401 Unauthorized");
        EXPECT_EQ(factOf(hops[1].facts, "status"), "200 OK");
    }
}

TEST(Authorization, TheFirstRefusalEndsEveryFurtherSignIn)
{
    for (const Scheme scheme : schemes) {
        SCOPED_TRACE(nameOf(scheme));
        ScriptedNetwork net;
        const auto doorman = script(net, scheme, legsOf(scheme));
        auto who = signInOf("alice@corp.test", "Wrong-1");
        const Walked walked = walk(net, [&](const Step &step, http::Connection &connection) {
            const auto first = step.attempt({trace::Kind::attempt, "First", ""}, [&](const Step &child) {
                return http::exchangeSignedIn(child, connection, question, scheme, who).status();
            });
            ASSERT_FALSE(first);
            EXPECT_EQ(nameOf(first.error().failure.code), nameOf(Code::authRejected));
            EXPECT_EQ(first.error().failure.got.value_or(""), "401 Unauthorized");
            for (const Scheme other : schemes)
                http::exchangeSignedIn(step, connection, question, other, who);
        });
        ASSERT_TRUE(walked.stopped);
        ASSERT_TRUE(who.refusal());
        EXPECT_EQ(walked.stopped->hop, who.refusal()->hop);
        EXPECT_EQ(doorman->proofs, 1);
        EXPECT_EQ(doorman->refusals, 1);
        const auto last = hopsOf(walked.trace, trace::Kind::http).back();
        EXPECT_EQ(nameOf(last.outcome), "not-run");
        EXPECT_EQ(last.reason, trace::Reason::wouldRiskLockout);
    }
}

TEST(Authorization, ARefusalCountsAlsoWhereAnotherServerHasAcceptedThePassword)
{
    auto who = signInOf("alice@corp.test", right);
    who.accepted("mail.corp.test/autodiscover");
    EXPECT_EQ(nameOf(failureIn(against({refusal("")}, Scheme::basic, who)).code), nameOf(Code::authRejected));
    EXPECT_TRUE(who.refusal());
}

TEST(Authorization, ARefusalThatNeverEndsIsStillARefusal)
{
    const std::string answers[] = {
        "HTTP/1.1 401 No\r\nContent-Length: 9999999\r\n\r\n",
        "HTTP/1.1 401 No\r\nContent-Length: 5\r\n\r\nab",
        "HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
        "HTTP/1.1 401 No\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b",
        refusal("WWW-Authenticate: Negotiate oQcwBaADCgEC\r\n"),
        textOf(golden("gromox-http-401")),
    };
    for (const std::string &answer : answers) {
        auto who = signInOf("alice@corp.test", right);
        EXPECT_EQ(nameOf(failureIn(against({answer}, Scheme::basic, who)).code), nameOf(Code::authRejected)) << answer;
        EXPECT_TRUE(who.refusal()) << answer;
    }
}

TEST(Authorization, BetweenProofAndVerdictEveryFailureMayBeTheVerdict)
{
    const struct {
        const char *name;
        std::function<void(Line &)> how;
        Code code;
    } rows[] = {
        {"closed", [](Line &line) { line.closes(); }, Code::closed},
        {"reset", [](Line &line) { line.resets(); }, Code::reset},
        {"silent", [](Line &line) { line.isSilent(); }, Code::timeout},
        {"damaged", [](Line &line) { line.replies(text("HTTP/1.1 2x\r\n\r\n")); }, Code::malformed},
        {"other", [](Line &line) { line.replies(text("220 mail\r\n")); }, Code::otherProtocol},
        {"interim for ever", [](Line &line) { line.replies(text("HTTP/1.1 100 Continue\r\n\r\n")); }, Code::timeout},
    };
    for (const auto &row : rows)
        for (const bool wasAccepted : {false, true}) {
            ScriptedNetwork net;
            theDoor(net, {});
            row.how(net.expectSend(isRequest, "a request"));
            auto who = signInOf("alice@corp.test", right);
            if (wasAccepted)
                who.accepted("mail.corp.test/autodiscover");
            EXPECT_EQ(nameOf(failureIn(walk(net, signedIn(Scheme::basic, who), Milliseconds(50))).code), nameOf(row.code))
                << row.name;
            EXPECT_EQ(who.refusal().has_value(), !wasAccepted) << row.name;
        }
}

TEST(Authorization, WhatFailsBeforeTheProofIsNoWordOnThePassword)
{
    const std::string closing = "HTTP/1.1 401 No\r\nConnection: close\r\nContent-Length: 0\r\nWWW-Authenticate: NTLM ";
    const struct {
        std::string answer;
        Code code;
        const char *got;
    } rows[] = {
        {refusal("WWW-Authenticate: NTLM\r\n"), Code::authUnsupported, "401 No"},
        {refusal("WWW-Authenticate: Bearer\r\n"), Code::authUnsupported, "401 No"},
        {refusal(""), Code::authUnsupported, "401 No"},
        {refusal("WWW-Authenticate: NTLM T===\r\n"), Code::malformed, "T==="},
        {refusal("WWW-Authenticate: NTLM TlRMTVNTUAACAAAA\r\n"), Code::malformed, nullptr},
        {refusal("WWW-Authenticate: NTLM AAAA\r\n"), Code::malformed, nullptr},
        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Code::httpStatus, "200 OK"},
        {"HTTP/1.1 503 RPC Error: 6ba\r\nContent-Length: 0\r\n\r\n", Code::httpStatus, "503 RPC Error: 6ba"},
        {closing + "TlRMTVNTUAACAAAAAAAAADgAAAAFgooCASNFZ4mrze8AAAAAAAAAAAAAAAA4AAAABgGxHQAAAA8=\r\n\r\n", Code::authUnsupported,
         "connection closed after the challenge"},
        {"220 mail\r\n", Code::otherProtocol, "32323020"},
    };
    for (const auto &row : rows) {
        auto who = signInOf("alice@corp.test", right);
        const auto failure = failureIn(against({row.answer}, Scheme::ntlm, who));
        EXPECT_EQ(nameOf(failure.code), nameOf(row.code)) << row.answer << failure.text;
        if (row.got) {
            EXPECT_EQ(failure.got.value_or("(none)"), row.got) << row.answer;
        }
        EXPECT_FALSE(who.refusal()) << row.answer;
    }
}

TEST(Authorization, AServerThatIsGoneBetweenChallengeAndProofGetsNoProof)
{
    for (const Scheme scheme : {Scheme::ntlm, Scheme::negotiate}) {
        ScriptedNetwork net;
        const auto doorman = std::make_shared<Doorman>(scheme);
        theDoor(net, doorman->peer());
        net.expectSend(isRequest).replies([&](View sent) { return doorman->answer(sent); }).closes();
        auto who = signInOf("alice@corp.test", right);
        const auto failure = failureIn(walk(net, signedIn(scheme, who)));
        EXPECT_EQ(nameOf(failure.code), nameOf(Code::authUnsupported)) << failure.text;
        EXPECT_EQ(failure.got.value_or(""), "connection closed after the challenge");
        EXPECT_FALSE(who.refusal());
    }
}

TEST(Authorization, ASpnegoRejectToTheFirstTokenIsAWayOfSigningInThatTheServerDoesNotLike)
{
    auto who = signInOf("alice@corp.test", right);
    const auto failure = failureIn(against({refusal("WWW-Authenticate: Negotiate oQcwBaADCgEC\r\n")}, Scheme::negotiate, who));
    EXPECT_EQ(nameOf(failure.code), nameOf(Code::authUnsupported)) << failure.text;
    EXPECT_FALSE(who.refusal());
}

TEST(Authorization, WhateverIsNoRefusalIsAcceptance)
{
    for (const Scheme scheme : schemes)
        for (const char *const status :
             {"200 OK", "302 Found", "403 Forbidden", "404 Not Found", "500 Oops", "503 RPC Error: 6ba"}) {
            ScriptedNetwork net;
            const auto doorman = script(net, scheme, legsOf(scheme));
            doorman->welcome = std::string("HTTP/1.1 ") + status + "\r\n";
            auto who = signInOf("alice@corp.test", right);
            EXPECT_FALSE(walk(net, signedIn(scheme, who)).stopped) << status;
            EXPECT_TRUE(who.isAccepted("mail.corp.test/autodiscover")) << status;
        }
}

TEST(Authorization, TheLastWordOfNegotiateIsChecked)
{
    const struct {
        const char *token; ///< NegTokenResp, RFC 4178 4.2.2
        const char *code;
        bool isRefused;
    } rows[] = {
        {"a1073005a0030a0100", "internal", false},                                          // accept-completed alone
        {"a1073005a0030a0102", "auth-rejected", true},                                      // reject
        {"a1073005a0030a0101", "malformed", false},                                         // accept-incomplete
        {"a11b3019a0030a0100a312041001000000000000000000000000000000", "malformed", false}, // mechListMIC of nobody
        {"00", "malformed", false},
    };
    for (const auto &row : rows) {
        ScriptedNetwork net;
        const auto doorman = std::make_shared<Doorman>(Scheme::negotiate);
        theDoor(net, doorman->peer());
        net.expectSend(isRequest).replies([&](View sent) { return doorman->answer(sent); });
        net.expectSend(isRequest).replies(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nWWW-Authenticate: Negotiate " +
                                               toBase64(hex(row.token)) + "\r\n\r\nin"));
        auto who = signInOf("alice@corp.test", right);
        const Walked walked = walk(net, signedIn(Scheme::negotiate, who));
        EXPECT_EQ(nameOf(failureIn(walked).code), row.code) << row.token << failureIn(walked).text;
        EXPECT_EQ(who.refusal().has_value(), row.isRefused) << row.token;
        EXPECT_NE(who.isAccepted("mail.corp.test/autodiscover"), row.isRefused) << row.token;
    }
}

TEST(Authorization, NothingLeavesForWhomTlsHasNotProven)
{
    const struct {
        http::Url url;
        const char *provenName, *code;
    } rows[] = {
        {{false, "mail.corp.test", 443, "/"}, "", "tls"},
        {{true, "mail.corp.test", 443, "/"}, "other.corp.test", "certificate"},
        {{true, "mail.evilcorp.test", 443, "/"}, "mail.evilcorp.test", "consent"},
    };
    for (const auto &row : rows)
        for (const Scheme scheme : schemes) {
            ScriptedNetwork net;
            net.expectDial("192.0.2.1:443").connects();
            if (row.url.secure)
                net.expectSecure(row.url.host).secures({row.provenName, certificateHash, "", {}});
            auto who = signInOf("alice@corp.test", right);
            const Walked walked = walkOver(net, [&](const Step &step) { throughTheDoor(step, signedIn(scheme, who), row.url); });
            EXPECT_EQ(nameOf(failureIn(walked).code), row.code);
            EXPECT_EQ(hopsOf(walked.trace, trace::Kind::http).size(), 1u);
            EXPECT_FALSE(who.refusal());
        }
}

TEST(Authorization, AConsentOpensAForeignHost)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:443").connects();
    net.expectSecure("mail.hoster.test").secures();
    net.expectSend(isRequest).replies(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nin"));
    auto who = signInOf("alice@corp.test", right, {{"corp.test"}, {"MAIL.hoster.test"}});
    const Walked walked = walkOver(net, [&](const Step &step) {
        throughTheDoor(step, signedIn(Scheme::basic, who), {true, "mail.hoster.test", 443, "/"});
    });
    EXPECT_FALSE(walked.stopped);
}

TEST(Authorization, AServerThatClosesAfterItsOfferIsGoneToAnew)
{
    ScriptedNetwork net;
    theDoor(net, {});
    net.expectSend(isRequest).replies(
        text("HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    script(net, Scheme::ntlm, 2);
    auto who = signInOf("alice@corp.test", right);
    const Walked walked = walk(net, [&](const Step &step, http::Connection &connection) {
        step.run(connection.plan("GET", "/"), [&](const Step &hop) { http::offerIn(hop, connection.exchange(hop, getRoot)); });
        signedIn(Scheme::ntlm, who)(step, connection);
    });
    EXPECT_FALSE(walked.stopped) << failureIn(walked).text;
}

TEST(Authorization, NoSecretIsRecordedThoughTheServerSaysItAgain)
{
    for (const Scheme scheme : schemes) {
        ScriptedNetwork net;
        const auto doorman = std::make_shared<Doorman>(scheme);
        theDoor(net, doorman->peer());
        std::vector<std::string> secrets{right};
        for (int leg = 0; leg < legsOf(scheme); ++leg)
            net.expectSend(isRequest).replies([&, leg](View sent) {
                const std::string said = textOf(doorman->answer(sent));
                if (leg + 1 < legsOf(scheme))
                    return text(said);
                const std::string proof = find(doorman->heads.back().headers, "Authorization")->substr(nameOf(scheme).size() + 1);
                secrets.push_back(proof);
                const std::string all = proof + " " + right + " " + textOf(sent);
                return text("HTTP/1.1 500 " + proof + "\r\nServer: " + right + "\r\nLocation: /?" + proof + "\r\nSet-Cookie: " +
                            right + "=1\r\nContent-Length: " + std::to_string(all.size()) + "\r\n\r\n" + all);
            });
        auto who = signInOf("alice@corp.test", right);
        const Walked walked = walk(net, [&](const Step &step, http::Connection &connection) {
            const auto answer = http::exchangeSignedIn(step, connection, question, scheme, who);
            step.fact("reason", http::statusLine(answer.head));
        });
        EXPECT_FALSE(walked.stopped);
        for (const auto &hop : walked.trace.hops) {
            std::string written = hop.title + hop.excerpt.value_or("");
            for (const auto &fact : hop.facts)
                written += fact.name + fact.value;
            for (std::size_t i = scheme == Scheme::basic ? 0 : 1; i < secrets.size(); ++i)
                EXPECT_EQ(written.find(secrets[i].substr(0, 60)), std::string::npos) << nameOf(scheme) << written;
        }
    }
}
