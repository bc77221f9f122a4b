#include "wire/http/url.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::wire::http;

TEST(HttpUrl, AbsoluteOnes)
{
    const struct {
        const char *text;
        Url url;
        const char *again; ///< null: the same
    } rows[] = {
        {"https://mail.corp.test/autodiscover/autodiscover.xml",
         {true, "mail.corp.test", 443, "/autodiscover/autodiscover.xml"},
         nullptr},
        {"http://autodiscover.corp.test/", {false, "autodiscover.corp.test", 80, "/"}, nullptr},
        {"HTTPS://Mail.Corp.TEST", {true, "mail.corp.test", 443, "/"}, "https://mail.corp.test/"},
        {"https://mail.corp.test.:443/a", {true, "mail.corp.test", 443, "/a"}, "https://mail.corp.test/a"},
        {"https://a.test:8443/x?y=z&a", {true, "a.test", 8443, "/x?y=z&a"}, nullptr},
        {"http://a.test:443/", {false, "a.test", 443, "/"}, nullptr},
        {"https://a.test:/x", {true, "a.test", 443, "/x"}, "https://a.test/x"},
        {"https://a.test?x", {true, "a.test", 443, "/?x"}, "https://a.test/?x"},
        {"https://a.test/x#here", {true, "a.test", 443, "/x"}, "https://a.test/x"},
        {"https://a.test#here", {true, "a.test", 443, "/"}, "https://a.test/"},
        {"https://192.0.2.1/", {true, "192.0.2.1", 443, "/"}, nullptr},
        {"https://[2001:db8::1]:8443/", {true, "2001:db8::1", 8443, "/"}, nullptr},
        {"https://[2001:DB8::1]/", {true, "2001:db8::1", 443, "/"}, "https://[2001:db8::1]/"},
        {"https://a.test/rpc/rpcproxy.dll?1f2e@corp.test:6001",
         {true, "a.test", 443, "/rpc/rpcproxy.dll?1f2e@corp.test:6001"},
         nullptr},
        {"https://a.test/a%20b/{x}|y", {true, "a.test", 443, "/a%20b/{x}|y"}, nullptr},
    };
    for (const auto &row : rows) {
        const auto url = urlFrom(row.text);
        ASSERT_TRUE(url) << row.text;
        EXPECT_EQ(*url, row.url) << row.text << " became " << toText(*url);
        EXPECT_EQ(toText(*url), row.again ? row.again : row.text);
    }
    EXPECT_TRUE(urlFrom("https://a.test/" + std::string(2048 - 15, 'a')));
}

TEST(HttpUrl, WhatIsNoneOrALureIsRefused)
{
    for (const char *text : {"",
                             "mail.corp.test",
                             "/autodiscover",
                             "https:",
                             "https:/a.test/",
                             "https://",
                             "https:///a",
                             "https://:443/",
                             "ftp://a.test/",
                             "file:///etc/passwd",
                             "javascript:alert(1)",
                             "httpsx://a.test/",
                             " https://a.test/",
                             "https://a.test/ ",
                             "https://a.test/a b",
                             "https://a.test/a\tb",
                             "https://a.test/\r\nX-A: b",
                             "https://user@a.test/",
                             "https://user:password@a.test/",
                             "https://good.test@evil.test/",
                             "https://good.test\\@evil.test/",
                             "https://a.test\\b/",
                             "https://a_b!.test/",
                             "https://a..test/",
                             "https://-/%00",
                             "https://a.test:0/",
                             "https://a.test:65536/",
                             "https://a.test:x/",
                             "https://a.test:-1/",
                             "https://a.test:443:443/",
                             "https://a.test:+443/",
                             "https://2001:db8::1/",
                             "https://[2001:db8::1/",
                             "https://2001:db8::1]/",
                             "https://[a.test]/",
                             "https://[192.0.2.1]/",
                             "https://[fe80::1%eth0]/",
                             "https://[fe80::1%251]/",
                             "https://[::1]x/",
                             "https://[]/",
                             "https://a.test/\xc3\xa4",
                             "https://m\xc3\xa4il.test/",
                             "https://a.test/<script>",
                             "https://a.test/\"",
                             "https://a.test/`",
                             "https://%61.test/",
                             "https://a.test/\x7f",
                             "https://a,b.test/"})
        EXPECT_FALSE(urlFrom(text)) << text;
    EXPECT_FALSE(urlFrom("https://a.test/" + std::string(2048 - 14, 'a')));
    EXPECT_FALSE(urlFrom(std::string_view("https://a.test/\0", 16)));
}

TEST(HttpUrl, ALocationLeadsOnFromWhereOneIs)
{
    const Url base = *urlFrom("http://a.test/b/c/d;p?q"); // the base of the examples in RFC 3986 5.4
    const struct {
        const char *location, *leadsTo;
    } rows[] = {
        {"g", "http://a.test/b/c/g"},
        {"./g", "http://a.test/b/c/g"},
        {"g/", "http://a.test/b/c/g/"},
        {"/g", "http://a.test/g"},
        {"//g", "http://g/"},
        {"?y", "http://a.test/b/c/d;p?y"},
        {"g?y", "http://a.test/b/c/g?y"},
        {"#s", "http://a.test/b/c/d;p?q"},
        {"g#s", "http://a.test/b/c/g"},
        {"g?y#s", "http://a.test/b/c/g?y"},
        {";x", "http://a.test/b/c/;x"},
        {"", "http://a.test/b/c/d;p?q"},
        {".", "http://a.test/b/c/"},
        {"./", "http://a.test/b/c/"},
        {"..", "http://a.test/b/"},
        {"../", "http://a.test/b/"},
        {"../g", "http://a.test/b/g"},
        {"../..", "http://a.test/"},
        {"../../g", "http://a.test/g"},
        {"../../../g", "http://a.test/g"},
        {"/./g", "http://a.test/g"},
        {"/../g", "http://a.test/g"},
        {"g.", "http://a.test/b/c/g."},
        {"..g", "http://a.test/b/c/..g"},
        {"./../g", "http://a.test/b/g"},
        {"g/./h", "http://a.test/b/c/g/h"},
        {"g/../h", "http://a.test/b/c/h"},
        {"g?y/../x", "http://a.test/b/c/g?y/../x"},
        {"https://b.test/x/../y", "https://b.test/y"},
        {"//b.test:8080/x", "http://b.test:8080/x"},
        {"/owa/auth/logon.aspx?url=https://a.test/", "http://a.test/owa/auth/logon.aspx?url=https://a.test/"},
    };
    for (const auto &row : rows) {
        const auto url = urlFrom(row.location, base);
        ASSERT_TRUE(url) << row.location;
        EXPECT_EQ(toText(*url), row.leadsTo) << row.location;
    }
    EXPECT_EQ(toText(*urlFrom("//[2001:db8::2]:8443/x", *urlFrom("https://[2001:db8::1]/"))), "https://[2001:db8::2]:8443/x");
    EXPECT_EQ(toText(*urlFrom("x", *urlFrom("https://[2001:db8::1]:8443/"))), "https://[2001:db8::1]:8443/x");
}

TEST(HttpUrl, ALocationThatLeadsNowhereIsRefused)
{
    const Url base = *urlFrom("https://a.test/b");
    for (const char *location :
         {"mailto:a@b.test", "ftp://b.test/", "//", "///x", "//user@b.test/", "http:b", "a b", "\r\n", "//b.test:0/", "x:y"})
        EXPECT_FALSE(urlFrom(location, base)) << location;
    EXPECT_FALSE(urlFrom(std::string(2048, 'a'), base));
}
