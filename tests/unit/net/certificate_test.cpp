#include "net/alert.h"
#include "net/certificate.h"
#include "tls_server.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using net::Alert;

namespace {

std::string factOf(const Facts &facts, std::string_view name)
{
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const Fact &each) { return each.name == name; });
    return fact == facts.end() ? "none" : fact->value;
}

Facts factsOf(const Identity &identity)
{
    std::vector<net::ssl::Certificate> chain;
    chain.emplace_back(X509_dup(identity.certificate()));
    return net::factsOf(chain);
}

/// A certificate whose subjectAltName is one DNS name of any bytes.
net::ssl::Certificate named(std::string_view name)
{
    const Identity plain = Identity::selfSigned({.names = ""});
    net::ssl::Certificate made(X509_dup(plain.certificate()));
    ASN1_IA5STRING *text = ASN1_IA5STRING_new();
    ASN1_STRING_set(text, name.data(), static_cast<int>(name.size()));
    GENERAL_NAME *general = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(general, GEN_DNS, text);
    const net::ssl::Held<GENERAL_NAMES, GENERAL_NAMES_free> names(sk_GENERAL_NAME_new_null());
    sk_GENERAL_NAME_push(names.get(), general);
    X509_add1_ext_i2d(made.get(), NID_subject_alt_name, names.get(), 0, 0);
    return made;
}

} // namespace

TEST(Certificate, TellsWhatStandsInIt)
{
    const Identity identity = Identity::selfSigned(
        {.commonName = "Postfach Köln", .names = "DNS:a.test,IP:192.0.2.1,IP:2001:db8::1,email:x@a.test", .rsaBits = 2048});
    const Facts facts = factsOf(identity);
    EXPECT_EQ(factOf(facts, "certificate"), "CN=Postfach Köln");
    EXPECT_EQ(factOf(facts, "issuer"), "CN=Postfach Köln");
    EXPECT_EQ(factOf(facts, "names"), "a.test, 192.0.2.1, 2001:db8::1");
    EXPECT_EQ(factOf(facts, "key"), "RSA 2048 bits");
    EXPECT_EQ(factOf(facts, "signature"), "sha256WithRSAEncryption");
    EXPECT_EQ(factOf(facts, "chain"), "none");
    EXPECT_EQ(factOf(facts, "ca issuers"), "none");
    EXPECT_EQ(net::dnsNamesOf(identity.certificate()), std::vector<std::string>{"a.test"});
    EXPECT_EQ(net::commonNameOf(identity.certificate()), "Postfach Köln");
}

TEST(Certificate, WithoutOtherNamesTheCommonNameIsTheName)
{
    EXPECT_EQ(factOf(factsOf(Identity::selfSigned({.names = ""})), "names"), "mail.corp.test");
    EXPECT_TRUE(net::dnsNamesOf(Identity::selfSigned({.names = ""}).certificate()).empty());
}

TEST(Certificate, WhatAStrangerWroteIsOneHarmlessLine)
{
    const Identity identity = Identity::selfSigned({.commonName = "line\nbreak \xe2\x80\xae and \x1b[31m", .names = ""});
    for (const Fact &fact : factsOf(identity))
        for (const char c : fact.value)
            EXPECT_FALSE(c == '\n' || c == '\x1b') << fact.name;
    EXPECT_EQ(factOf(factsOf(identity), "certificate").find("\xe2\x80\xae"), std::string::npos);
}

// An authority once signed such a name for whoever owns the part behind the zero byte.
TEST(Certificate, ANameDoesNotEndAtAZeroByte)
{
    const auto made = named(std::string_view("mail.corp.test\0.evil.test", 25));
    EXPECT_EQ(X509_check_host(made.get(), "mail.corp.test", 0, 0, nullptr), 0);
    const auto names = net::dnsNamesOf(made.get());
    ASSERT_EQ(names.size(), 1u);
    EXPECT_NE(names[0], "mail.corp.test");
    EXPECT_NE(names[0].find("evil"), std::string::npos);
}

TEST(Certificate, ManyNamesAreCut)
{
    std::string names = "DNS:n0.test";
    for (int i = 1; i < 1000; ++i)
        names += ",DNS:n" + std::to_string(i) + ".test";
    const Identity identity = Identity::selfSigned({.names = names});
    EXPECT_EQ(net::dnsNamesOf(identity.certificate()).size(), 200u);
    EXPECT_LT(factOf(factsOf(identity), "names").size(), 2100u);
}

TEST(Certificate, PemMayHoldSeveralAndOtherThings)
{
    const std::string one = Identity::selfSigned({}).pem(), two = Identity::selfSigned({.commonName = "two"}).pem();
    EXPECT_EQ(net::certificatesIn(one + "a word between\n" + two).size(), 2u);
    EXPECT_EQ(net::certificatesIn("").size(), 0u);
    EXPECT_EQ(net::certificatesIn("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n").size(), 0u);
    EXPECT_EQ(net::certificatesIn(one.substr(0, one.size() / 2)).size(), 0u);
    EXPECT_EQ(ERR_peek_error(), 0u);
}

TEST(AlertNames, AreTheSpecifications)
{
    EXPECT_EQ(toText(Alert::handshakeFailure), "40 handshake_failure");
    EXPECT_EQ(toText(Alert::protocolVersion), "70 protocol_version");
    EXPECT_EQ(toText(Alert::certificateRequired), "116 certificate_required");
    EXPECT_EQ(toText(Alert{99}), "0x63");
    int known = 0;
    for (int number = 0; number < 256; ++number)
        known += !nameOf(static_cast<Alert>(number)).empty();
    EXPECT_EQ(known, 34);
}
