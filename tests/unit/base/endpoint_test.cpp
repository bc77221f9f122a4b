#include "base/endpoint.h"

#include <gtest/gtest.h>

using namespace mailwalk;

TEST(Endpoint, AddressesAreReadAndWrittenInTheirShortestForm)
{
    const std::pair<const char *, const char *> rows[] = {
        {"192.0.2.1", "192.0.2.1"},
        {"0.0.0.0", "0.0.0.0"},
        {"255.255.255.255", "255.255.255.255"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"[2001:db8::1]", "2001:db8::1"},
        {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},    // RFC 5952 4.2.3: of two runs as long, the first
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"}, // RFC 5952 4.2.2: a single zero group stays
        {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
        {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
        {"::ffff:192.0.2.1", "::ffff:c000:201"},
        {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
        {"fe80::1%2", "fe80::1%2"},
    };
    for (const auto &[text, shortest] : rows) {
        const auto address = addressFrom(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(toText(*address), shortest);
        EXPECT_EQ(addressFrom(toText(*address)), address) << text;
    }
}

TEST(Endpoint, WhatIsNoAddressIsNone)
{
    for (const char *text : {"",
                             "1.2.3",
                             "1.2.3.4.5",
                             "256.1.1.1",
                             "1.2.3.-4",
                             " 1.2.3.4",
                             "1.2.3.4 ",
                             "1..3.4",
                             "0001.2.3.4",
                             "host",
                             ":",
                             ":::",
                             "1:2:3",
                             "1::2::3",
                             "12345::",
                             "g::",
                             "::1%",
                             "::1%eth0",
                             "[::1",
                             "::1]",
                             "[192.0.2.1]",
                             "[]",
                             "1.2.3.4::",
                             "::1.2.3",
                             "::1.2.3.4:5",
                             "1:2:3:4:5:6:7:8:9",
                             "1:2:3:4:5:6:7:8::",
                             "1:2:3:4:5:6:1.2.3.4.5",
                             "fe80::1%4294967296",
                             "0x7f.1.1.1"})
        EXPECT_FALSE(addressFrom(text)) << text;
}

TEST(Endpoint, EndpointsAreReadAndWritten)
{
    const struct {
        const char *text, *host;
        std::uint16_t port;
    } rows[] = {
        {"host:135", "host", 135},
        {"EX1.corp.test:65535", "EX1.corp.test", 65535},
        {"ex1.corp.test.:1", "ex1.corp.test.", 1},
        {"under_score:80", "under_score", 80},
        {"192.0.2.1:135", "192.0.2.1", 135},
        {"[2001:db8::1]:443", "2001:db8::1", 443},
        {"[fe80::1%3]:443", "fe80::1%3", 443},
    };
    for (const auto &row : rows) {
        const auto endpoint = endpointFrom(row.text);
        ASSERT_TRUE(endpoint) << row.text;
        EXPECT_EQ(*endpoint, (Endpoint{row.host, row.port}));
        EXPECT_EQ(toText(*endpoint), row.text);
    }
}

TEST(Endpoint, WhatIsNoEndpointIsNone)
{
    const std::string longLabel(64, 'a'),
        longName = std::string(63, 'a') + '.' + std::string(63, 'b') + '.' + std::string(63, 'c') + '.' + std::string(62, 'd');
    for (const std::string &text : {std::string(""),         std::string("host"),          std::string(":135"),
                                    std::string("host:"),    std::string("host:0"),        std::string("host:65536"),
                                    std::string("host:+1"),  std::string("host:-1"),       std::string("host: 1"),
                                    std::string("host:1 "),  std::string("host:1x"),       std::string("ho st:1"),
                                    std::string("-host:1"),  std::string("host-:1"),       std::string("a..b:1"),
                                    std::string(".:1"),      std::string(".a:1"),          std::string("2001:db8::1:135"),
                                    std::string("[host]:1"), std::string("[192.0.2.1]:1"), std::string("[::1]"),
                                    std::string("[::1:1"),   std::string("h\u00f6st:1"),   std::string("host\n:1"),
                                    std::string("ho/st:1"),  std::string("user@host:1"),   longLabel + ":1",
                                    longName + ":1"})
        EXPECT_FALSE(endpointFrom(text)) << text;
}

TEST(Endpoint, HostNamesAsLongAsTheyMayBe)
{
    const std::string label(63, 'a');
    EXPECT_TRUE(isHostName(label));
    EXPECT_TRUE(isHostName(label + '.' + label + '.' + label + '.' + std::string(61, 'b')));
    EXPECT_FALSE(isHostName(label + '.' + label + '.' + label + '.' + std::string(62, 'b')));
    EXPECT_FALSE(isHostName(label + 'a'));
}

TEST(Endpoint, AddressesThatNoPublicRouterCarriesArePrivate)
{
    for (const char *text : {"127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
                             "169.254.1.1", "::1", "fe80::1", "febf::1", "fc00::1", "fdff::1", "::ffff:10.0.0.1"})
        EXPECT_TRUE(isPrivate(*addressFrom(text))) << text;
    for (const char *text :
         {"126.255.255.255", "128.0.0.1", "11.0.0.1", "172.15.255.255", "172.32.0.1", "192.167.1.1", "192.169.1.1", "169.253.1.1",
          "8.8.8.8", "100.64.0.1", "::", "::2", "fec0::1", "fe00::1", "2001:db8::1", "::ffff:8.8.8.8"})
        EXPECT_FALSE(isPrivate(*addressFrom(text))) << text;
}

TEST(Endpoint, NamesAreComparedWithoutCaseAndFinalDot)
{
    EXPECT_EQ(sameCase("EX1.Corp.TEST."), "ex1.corp.test");
    EXPECT_EQ(sameCase("ex1.corp.test"), "ex1.corp.test");
    EXPECT_EQ(sameCase("\u00c4"), "\u00c4") << "only ASCII has a case here";
    EXPECT_EQ(sameCase(""), "");
}
