#include "auth/channel_binding.h"
#include "auth/context.h"
#include "web_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// The web servers of the organisation, asked with requests written by hand.
namespace mailwalk::practice {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr const char *signpost = "autodiscover.corp.test", *mail = "mail.corp.test", *path = "/autodiscover/autodiscover.xml";

std::string question(const std::string &address)
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover "
           "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request><EMailAddress>" +
           address +
           "</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
           "2006a</AcceptableResponseSchema></Request></Autodiscover>";
}

const std::string xml = "Content-Type: text/xml; charset=utf-8\r\n";

WebAnswer asAlice(WebClient &client, const std::string &address = alice)
{
    return client.ask(std::string("POST ") + path, xml + basic(alice, alicesPassword), question(address));
}

WebAnswer autodiscover(const std::vector<std::string> &faults, const std::string &host = signpost)
{
    const Organisation organisation(faults);
    WebClient client(organisation, host);
    return asAlice(client);
}

enum class Binding { none, right, wrong };

/// Both legs of NTLM or Negotiate on one connection; the last answer.
WebAnswer integrated(WebClient &client, auth::Mechanism mechanism, std::string password, Binding binding = Binding::none)
{
    auth::Surroundings surroundings;
    if (binding != Binding::none)
        surroundings.channelBinding = *auth::channelBindingOf(binding == Binding::right ? client.certificateHash() : Bytes(32));
    auto context = auth::newContext(mechanism, auth::identityFrom(alice, Secret(std::move(password))), auth::Level::connect,
                                    std::move(surroundings));
    EXPECT_TRUE(bool(context));
    const std::string scheme = mechanism == auth::Mechanism::ntlm ? "NTLM " : "Negotiate ";
    const auto say = [&](const Bytes &token) {
        return client.ask(std::string("POST ") + path, xml + "Authorization: " + scheme + toBase64(token) + "\r\n",
                          question(alice));
    };
    const WebAnswer challenged = say(*(*context)->first());
    EXPECT_EQ(challenged.status(), 401);
    const auto token = fromBase64(challenged.value("WWW-Authenticate").substr(scheme.size()));
    EXPECT_TRUE(token) << challenged.head;
    const auto proof = (*context)->next(token.value_or(Bytes()));
    EXPECT_TRUE(bool(proof));
    return say(*proof);
}

} // namespace

struct Certificate {
    const char *sentence, *fault;
    long expected;
};

class Certificates : public testing::TestWithParam<Certificate>
{
};

TEST_P(Certificates, AreWrongAsTheFaultSays)
{
    const Organisation organisation({GetParam().fault});
    const WebClient client(organisation, mail);
    EXPECT_TRUE(client.connected());
    EXPECT_EQ(client.certificateFault(), GetParam().expected) << X509_verify_cert_error_string(client.certificateFault());
}

INSTANTIATE_TEST_SUITE_P(Practice, Certificates,
                         testing::Values(Certificate{"OutOfDate", "cert-expired", X509_V_ERR_CERT_HAS_EXPIRED},
                                         Certificate{"NotYetValid", "cert-not-yet-valid", X509_V_ERR_CERT_NOT_YET_VALID},
                                         Certificate{"ForAnotherName", "cert-name-mismatch", X509_V_ERR_HOSTNAME_MISMATCH},
                                         Certificate{"FromAStranger", "cert-untrusted-ca", X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN},
                                         Certificate{"SelfSigned", "cert-self-signed", X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
                                         Certificate{"Alone", "cert-missing-intermediate",
                                                     X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
                                         Certificate{"ForAllHosts", "msstd-wildcard-or-xp-cn", X509_V_OK}),
                         [](const auto &row) { return row.param.sentence; });

TEST(WebServers, ShowCertificatesOfTheOrganisationsAuthorityForTheirNames)
{
    const Organisation organisation({});
    for (const char *host : {"corp.test", signpost, mail}) {
        const WebClient client(organisation, host);
        EXPECT_TRUE(client.connected()) << host;
        EXPECT_EQ(client.certificateFault(), X509_V_OK) << host;
        EXPECT_EQ(client.protocol(), "TLSv1.3");
    }
}

TEST(WebServers, TooOldOnesSpeakTls10Only)
{
    const Organisation organisation({"tls-server-too-old"});
    EXPECT_FALSE(WebClient(organisation, mail).connected());
    const WebClient old(organisation, mail, 443, WebClient::Least::tls10);
    EXPECT_TRUE(old.connected());
    EXPECT_EQ(old.protocol(), "TLSv1");
}

TEST(WebServers, WithoutACommonCipherThereIsNoHandshake)
{
    EXPECT_FALSE(WebClient(Organisation({"tls-no-common-cipher"}), mail).connected());
}

TEST(WebServers, ThatWantAClientCertificateEndWithoutOne)
{
    const Organisation organisation({"client-certificate-demanded"});
    WebClient client(organisation, mail);
    EXPECT_EQ(client.ask("GET /").status(), 0);
}

TEST(WebServers, TheSiteOfTheDomainKnowsNothingOfAutodiscover)
{
    const Organisation organisation({});
    WebClient client(organisation, "corp.test");
    EXPECT_EQ(client.ask("GET /").status(), 200);
    EXPECT_EQ(asAlice(client).status(), 404) << "on the same connection";
    EXPECT_TRUE(client.ask("GET /").values("WWW-Authenticate").empty());
}

TEST(WebServers, TheSiteAnswersEverythingWithAPageWhenToldTo)
{
    for (const char *fault : {"root-domain-200-html", "root-domain-200-html-harmless"}) {
        const WebAnswer answer = autodiscover({fault}, "corp.test");
        EXPECT_EQ(answer.status(), 200);
        EXPECT_THAT(answer.value("Content-Type"), HasSubstr("text/html"));
    }
}

TEST(WebServers, ThePlainRedirectorLeadsToHttps)
{
    const Organisation organisation({});
    WebClient client(organisation, signpost, 80);
    const WebAnswer answer = client.ask(std::string("GET ") + path);
    EXPECT_EQ(answer.status(), 302);
    EXPECT_EQ(answer.value("Location"), "https://autodiscover.corp.test/autodiscover/autodiscover.xml");
}

TEST(WebServers, NobodySignsInWithoutTls)
{
    const Organisation organisation({});
    WebClient client(organisation, mail, 80);
    EXPECT_EQ(asAlice(client).status(), 403);
}

TEST(WebServers, WhatIsNoHttpEndsTheConnection)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    client.send(viewOf("EHLO corp.test\r\n\r\n"));
    EXPECT_TRUE(client.ended());
}

TEST(WebServers, AnEndlessHeadEndsTheConnection)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    client.send(viewOf("GET / HTTP/1.1\r\n"));
    for (int i = 0; i < 80; ++i)
        client.send(viewOf("X-More: " + std::string(1000, 'x') + "\r\n"));
    EXPECT_TRUE(client.ended());
}

TEST(WebServers, ABodyThatIsTooLongIsNotReadAndEndsTheConnection)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    client.send(viewOf(std::string("POST ") + path + " HTTP/1.1\r\nHost: mail.corp.test\r\n" + basic(alice, alicesPassword) +
                       "Content-Length: 1000000000\r\n\r\n"));
    const WebAnswer answer = client.answer();
    EXPECT_EQ(answer.status(), 400);
    EXPECT_EQ(answer.value("Connection"), "close");
    EXPECT_TRUE(client.ended());
}

TEST(WebServers, AChunkedBodyIsTaken)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    const std::string body = question(alice);
    client.send(viewOf(std::string("POST ") + path + " HTTP/1.1\r\nHost: mail.corp.test\r\n" + basic(alice, alicesPassword) +
                       "Transfer-Encoding: chunked\r\n\r\n" + hexNumber(body.size()).substr(2) + "\r\n" + body +
                       "\r\n0\r\n\r\n"));
    EXPECT_THAT(client.answer().body, HasSubstr("<Server>ex1.corp.test</Server>"));
}

TEST(WebServers, WhoAsksToContinueIsInvited)
{
    const Organisation organisation({});
    WebClient client(organisation, mail);
    const std::string body = question(alice);
    client.send(viewOf(std::string("POST ") + path + " HTTP/1.1\r\nHost: mail.corp.test\r\n" + basic(alice, alicesPassword) +
                       "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"));
    EXPECT_EQ(client.answerHead().status(), 100);
    client.send(viewOf(body));
    EXPECT_EQ(client.answer().status(), 200);
}

TEST(HttpSignIn, FirstContactIsToldWhatIsOffered)
{
    const Organisation organisation({});
    WebClient client(organisation, signpost);
    const WebAnswer answer = client.ask(std::string("POST ") + path, xml, question(alice));
    EXPECT_EQ(answer.status(), 401);
    EXPECT_THAT(answer.values("WWW-Authenticate"), ElementsAre("Negotiate", "NTLM", "Basic realm=\"autodiscover.corp.test\""));
    EXPECT_EQ(organisation.wrongTries(alice), 0) << "nobody has tried anything";
}

TEST(HttpSignIn, WorksWithEveryScheme)
{
    const Organisation organisation({});
    for (const char *user : {"alice@corp.test", "CORP\\alice", "alice"}) {
        WebClient client(organisation, signpost);
        EXPECT_EQ(client.ask(std::string("POST ") + path, basic(user, alicesPassword), question(alice)).status(), 200) << user;
    }
    for (const auto mechanism : {auth::Mechanism::ntlm, auth::Mechanism::negotiate}) {
        WebClient client(organisation, signpost);
        EXPECT_EQ(integrated(client, mechanism, alicesPassword).status(), 200) << nameOf(mechanism);
        EXPECT_EQ(client.ask(std::string("POST ") + path, xml, question(alice)).status(), 200) << "the connection is hers now";
    }
    EXPECT_EQ(organisation.wrongTries(alice), 0);
}

TEST(HttpSignIn, AProofForAnotherTlsConnectionIsRefusedAndCountsNothing)
{
    const Organisation organisation({});
    for (const auto &[binding, status] : {std::pair{Binding::right, 200}, {Binding::wrong, 401}}) {
        WebClient client(organisation, mail);
        EXPECT_EQ(integrated(client, auth::Mechanism::ntlm, alicesPassword, binding).status(), status);
    }
    EXPECT_EQ(organisation.wrongTries(alice), 0);
}

TEST(HttpSignIn, AServerBehindAGatewayRefusesTheRightBinding)
{
    const Organisation organisation({"extended-protection-mismatch"});
    WebClient client(organisation, mail);
    EXPECT_EQ(integrated(client, auth::Mechanism::ntlm, alicesPassword, Binding::right).status(), 401);
}

TEST(HttpSignIn, AGatewayMayEndTheConnectionAfterTheChallenge)
{
    const Organisation organisation({"reverse-proxy-breaks-ntlm"});
    WebClient client(organisation, mail);
    EXPECT_EQ(integrated(client, auth::Mechanism::ntlm, alicesPassword).status(), 0);
}

TEST(HttpSignIn, WrongTriesOfAllServersAndSchemesAreCountedTogetherAndLock)
{
    const Organisation organisation({});
    const std::string wrong = "Practice-Alice-2";
    WebClient first(organisation, signpost);
    EXPECT_EQ(first.ask(std::string("POST ") + path, basic(alice, wrong), question(alice)).status(), 401);
    EXPECT_EQ(organisation.wrongTries(alice), 1);
    WebClient second(organisation, mail);
    EXPECT_EQ(integrated(second, auth::Mechanism::ntlm, wrong).status(), 401);
    EXPECT_EQ(organisation.wrongTries(alice), 2);
    WebClient third(organisation, mail);
    EXPECT_EQ(third.ask("RPC_OUT_DATA /rpc/rpcproxy.dll?ex1.corp.test:6001", basic(alice, wrong)).status(), 401);
    EXPECT_EQ(organisation.wrongTries(alice), 3);
    WebClient late(organisation, mail);
    EXPECT_EQ(asAlice(late).status(), 401) << "locked, and nothing tells it from a wrong password";
    const auto &bob = organisation.accounts()[1];
    EXPECT_EQ(late.ask(std::string("POST ") + path, basic(bob.user, bob.password), question(bob.address)).status(), 200);
}

TEST(HttpSignIn, StrangersAndNonsenseAreRefusedAlike)
{
    const Organisation organisation({});
    for (const std::string &header :
         {basic("nobody", "x"), basic("alice@elsewhere.test", alicesPassword), std::string("Authorization: Basic !!!\r\n"),
          std::string("Authorization: Basic\r\n"), std::string("Authorization: NTLM AAAA\r\n"),
          std::string("Authorization: Bearer abc\r\n")}) {
        WebClient client(organisation, signpost);
        EXPECT_EQ(client.ask(std::string("POST ") + path, header, question(alice)).status(), 401) << header;
    }
    EXPECT_EQ(organisation.wrongTries(alice), 0);
}

TEST(HttpSignIn, FaultsOfSchemes)
{
    const Organisation modern({"modern-auth-required"});
    WebClient client(modern, signpost);
    const WebAnswer answer = asAlice(client);
    EXPECT_EQ(answer.status(), 401);
    ASSERT_EQ(answer.values("WWW-Authenticate").size(), 1u);
    EXPECT_THAT(answer.value("WWW-Authenticate"), HasSubstr("authorization_uri="));
    EXPECT_EQ(autodiscover({"autodiscover-401-forever"}).status(), 401);
    const Organisation mismatch({"basic-ntlm-mismatch"});
    WebClient proxy(mismatch, mail);
    EXPECT_THAT(proxy.ask("RPC_OUT_DATA /rpc/rpcproxy.dll?ex1.corp.test:6001").values("WWW-Authenticate"),
                ElementsAre("Negotiate", "NTLM"));
}

TEST(AutodiscoverAnswers, TellBothWays)
{
    const std::string body = autodiscover({}).body;
    for (const char *part :
         {"<Type>EXCH</Type>", "<Server>ex1.corp.test</Server>", "<ServerVersion>7383807b</ServerVersion>",
          "/cn=Recipients/cn=alice</LegacyDN>", "<Type>EXPR</Type>", "<Server>mail.corp.test</Server>",
          "<AuthPackage>Ntlm</AuthPackage>", "<CertPrincipalName>msstd:mail.corp.test</CertPrincipalName>", "<Type>WEB</Type>"})
        EXPECT_THAT(body, HasSubstr(part));
}

TEST(AutodiscoverAnswers, AreAboutTheAddressThatWasAskedFor)
{
    const Organisation organisation({});
    WebClient client(organisation, signpost);
    EXPECT_THAT(asAlice(client, "bob@corp.test").body, HasSubstr("<Server>ex2.corp.test</Server>"));
    EXPECT_THAT(asAlice(client, "nobody@corp.test").body, HasSubstr("<ErrorCode>500</ErrorCode>"));
}

TEST(AutodiscoverAnswers, ABrokenQuestionIsToldSo)
{
    const Organisation organisation({});
    const std::string whole = question(alice);
    std::string otherSchema = whole, doctype = whole;
    otherSchema.replace(otherSchema.find("2006a"), 5, "2099z");
    doctype.insert(doctype.find("<Autodiscover"), "<!DOCTYPE a [<!ENTITY b \"c\">]>");
    for (const auto &[body, code] : {std::pair<std::string, std::string>{"", "600"},
                                     {"not XML", "600"},
                                     {whole.substr(0, whole.size() - 5), "600"},
                                     {question(""), "600"},
                                     {doctype, "600"},
                                     {otherSchema, "601"}}) {
        WebClient client(organisation, signpost);
        const auto answer = client.ask(std::string("POST ") + path, basic(alice, alicesPassword), body);
        EXPECT_EQ(answer.status(), 200);
        EXPECT_THAT(answer.body, HasSubstr("<ErrorCode>" + code + "</ErrorCode>")) << body;
    }
}

TEST(AutodiscoverAnswers, ErrorDocumentsAreToldToEverybodyWhoSignsIn)
{
    for (const auto &[fault, code] : {std::pair{"autodiscover-address-unknown", "500"},
                                      {"autodiscover-no-configuration", "501"},
                                      {"autodiscover-600-invalid-request", "600"},
                                      {"autodiscover-601-provider", "601"},
                                      {"autodiscover-602-bad-address", "602"},
                                      {"autodiscover-603-internal-error", "603"}})
        for (const char *host : {signpost, mail})
            EXPECT_THAT(autodiscover({fault}, host).body, HasSubstr(std::string("<ErrorCode>") + code + "</ErrorCode>"));
}

TEST(AutodiscoverAnswers, ChangeAsTheFaultSays)
{
    EXPECT_THAT(autodiscover({"exch-block-only"}).body, Not(HasSubstr("EXPR")));
    EXPECT_THAT(autodiscover({"expr-wrong-external-host"}).body, HasSubstr("<Server>outlook.corp.test</Server>"));
    EXPECT_THAT(autodiscover({"basic-ntlm-mismatch"}).body, HasSubstr("<AuthPackage>Basic</AuthPackage>"));
    EXPECT_THAT(autodiscover({"msstd-mismatch"}).body, HasSubstr("msstd:outlook.corp.test"));
    EXPECT_THAT(autodiscover({"hosting-provider-autodiscover"}).body, HasSubstr("<Type>IMAP</Type>"));
    EXPECT_THAT(autodiscover({"autodiscover-redirect-address-loop"}).body,
                HasSubstr("<RedirectAddr>alice@corp.test</RedirectAddr>"));
    EXPECT_THAT(autodiscover({"exchange-2013-layout"}).body, HasSubstr("@corp.test</Server>"));
    EXPECT_EQ(autodiscover({"autodiscover-redirect-loop"}).value("Location"),
              "https://mail.corp.test/autodiscover/autodiscover.xml");
    EXPECT_EQ(autodiscover({"autodiscover-redirect-loop"}, mail).value("Location"),
              "https://autodiscover.corp.test/autodiscover/autodiscover.xml");
    EXPECT_TRUE(autodiscover({"autodiscover-redirect-to-plain-http"}).value("Location").starts_with("http://"));
    EXPECT_EQ(autodiscover({"autodiscover-path-missing"}).status(), 404);
}

TEST(AutodiscoverAnswers, AHosterOutsideTheDomainAnswersThoseWhoFollow)
{
    const Organisation organisation({"redirect-consent-declined"});
    WebClient redirector(organisation, signpost, 80);
    EXPECT_EQ(redirector.ask(std::string("GET ") + path).value("Location"),
              "https://autodiscover.hosting.test/autodiscover/autodiscover.xml");
    WebClient hoster(organisation, "autodiscover.hosting.test");
    EXPECT_EQ(hoster.certificateFault(), X509_V_OK);
    EXPECT_EQ(asAlice(hoster).status(), 200);
}

} // namespace mailwalk::practice
