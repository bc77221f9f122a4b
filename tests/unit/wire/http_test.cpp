#include "wire/http/body.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::wire::http;

namespace {

wire::Result<ResponseHead> response(std::string_view text) { return readResponse(viewOf(text)); }
wire::Result<RequestHead> request(std::string_view text) { return readRequest(viewOf(text)); }

ResponseHead head(std::string_view text)
{
    const auto read = response(text);
    EXPECT_TRUE(bool(read)) << (read ? "" : toText(read.error()));
    return read ? *read : ResponseHead{};
}

std::string valueOf(const Headers &headers, std::string_view name)
{
    const std::string *value = find(headers, name);
    return value ? *value : "(none)";
}

} // namespace

TEST(HttpHead, StatusLinesAsServersSendThem)
{
    const struct {
        const char *line;
        int minor, status;
        const char *reason;
    } rows[] = {
        {"HTTP/1.1 200 OK", 1, 200, "OK"},
        {"HTTP/1.1 200 Success", 1, 200, "Success"},
        {"HTTP/1.0 503 RPC Error: 6ba, EEInfo: AQAAAAEAAAA=", 0, 503, "RPC Error: 6ba, EEInfo: AQAAAAEAAAA="},
        {"HTTP/1.1 404 ", 1, 404, ""},
        {"HTTP/1.1 404", 1, 404, ""},
        {"HTTP/1.1 401 Zugriff verweigert \xfc", 1, 401, "Zugriff verweigert \xfc"},
        {"HTTP/1.1 999 Request denied", 1, 999, "Request denied"},
        {"HTTP/1.1 403  Forbidden ( The server denied the URL. )  ", 1, 403, "Forbidden ( The server denied the URL. )"},
    };
    for (const auto &row : rows) {
        const ResponseHead read = head(std::string(row.line) + "\r\n\r\n");
        EXPECT_EQ(read.minor, row.minor) << row.line;
        EXPECT_EQ(read.status, row.status) << row.line;
        EXPECT_EQ(read.reason, row.reason) << row.line;
        EXPECT_TRUE(read.headers.empty());
    }
    const std::string longReason(1500, 'x');
    EXPECT_EQ(head("HTTP/1.0 503 " + longReason + "\r\n\r\n").reason, longReason);
}

TEST(HttpHead, HeadersKeepTheirOrderAndAreFoundWithoutCase)
{
    const ResponseHead read =
        head("HTTP/1.1 401 Unauthorized\r\nServer:Microsoft-IIS/10.0\r\nWWW-Authenticate: Negotiate\r\n"
             "www-authenticate:\t NTLM \t\r\nX-Empty:\r\nX-Colon: a:b\r\nLocation : https://a.test/\r\n\r\n");
    ASSERT_EQ(read.headers.size(), 6u);
    EXPECT_EQ(valueOf(read.headers, "SERVER"), "Microsoft-IIS/10.0");
    EXPECT_EQ(valueOf(read.headers, "WWW-Authenticate"), "Negotiate");
    EXPECT_EQ(read.headers[2].value, "NTLM");
    EXPECT_EQ(valueOf(read.headers, "x-empty"), "");
    EXPECT_EQ(valueOf(read.headers, "x-colon"), "a:b");
    EXPECT_EQ(valueOf(read.headers, "location"), "https://a.test/"); // blanks before the colon: a client drops them
    EXPECT_EQ(valueOf(read.headers, "Serve"), "(none)");
}

TEST(HttpHead, ABareLineFeedEndsALineToo)
{
    const ResponseHead read = head("HTTP/1.1 200 OK\nServer: a\r\nVia: b\n\n");
    EXPECT_EQ(valueOf(read.headers, "server"), "a");
    EXPECT_EQ(valueOf(read.headers, "via"), "b");
}

TEST(HttpHead, AFoldedLineIsJoinedInAnAnswerAndRefusedInARequest)
{
    EXPECT_EQ(valueOf(head("HTTP/1.1 200 OK\r\nA: one\r\n  two\r\n\tthree\r\nB:\r\n four\r\n\r\n").headers, "a"),
              "one two three");
    EXPECT_EQ(valueOf(head("HTTP/1.1 200 OK\r\nB:\r\n four\r\n \r\n\r\n").headers, "b"), "four");
    const auto folded = request("GET / HTTP/1.1\r\nA: one\r\n two\r\n\r\n");
    ASSERT_FALSE(folded);
    EXPECT_EQ(folded.error().field, "header");
}

TEST(HttpHead, AnswersThatAreNoneAreRefusedWithThePlace)
{
    std::string tooMany = "HTTP/1.1 200 OK\r\n";
    for (std::size_t i = 0; i <= mostHeaders; ++i)
        tooMany += "A: b\r\n";
    const struct {
        const char *what;
        std::string text;
        const char *field;
    } rows[] = {
        {"nothing", "", "line"},
        {"SSH", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "version"},
        {"SMTP", "220 mail.corp.test ESMTP\r\n\r\n", "version"},
        {"RPC", "ncacn_http/1.0", "version"},
        {"HTTP/2 frames", std::string("\0\0\x12\4\0\0\0\0\0\n\n", 11), "version"},
        {"another major version", "HTTP/2.0 200 OK\r\n\r\n", "version"},
        {"another case", "http/1.1 200 OK\r\n\r\n", "version"},
        {"no minor version", "HTTP/1. 200 OK\r\n\r\n", "version"},
        {"a minor version of two digits", "HTTP/1.10 200 OK\r\n\r\n", "status"},
        {"an empty line before it", "\r\nHTTP/1.1 200 OK\r\n\r\n", "version"},
        {"no status", "HTTP/1.1\r\n\r\n", "status"},
        {"two digits", "HTTP/1.1 20\r\n\r\n", "status"},
        {"four digits", "HTTP/1.1 2000 OK\r\n\r\n", "status"},
        {"a sign", "HTTP/1.1 -20 OK\r\n\r\n", "status"},
        {"letters", "HTTP/1.1 2oo OK\r\n\r\n", "status"},
        {"under 100", "HTTP/1.1 099 OK\r\n\r\n", "status"},
        {"NUL in the reason", std::string("HTTP/1.1 200 O\0K\r\n\r\n", 20), "line"},
        {"a CR in a value", "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n", "line"},
        {"NUL in a value", std::string("HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", 24), "line"},
        {"a line without colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "header"},
        {"a header without name", "HTTP/1.1 200 OK\r\n: a\r\n\r\n", "header"},
        {"a blank in a name", "HTTP/1.1 200 OK\r\nA B: a\r\n\r\n", "header"},
        {"a fold before any header", "HTTP/1.1 200 OK\r\n A: a\r\n\r\n", "header"},
        {"201 headers", tooMany + "\r\n", "header"},
        {"no empty line", "HTTP/1.1 200 OK\r\nA: a\r\n", "line"},
        {"a line that does not end", "HTTP/1.1 200 OK\r\nA: a", "line"},
        {"more than the head", "HTTP/1.1 200 OK\r\n\r\nbody", "end"},
        {"a head over the limit", "HTTP/1.1 200 OK\r\nA: " + std::string(mostHead, 'a') + "\r\n\r\n", "head"},
    };
    for (const auto &row : rows) {
        const auto read = response(row.text);
        ASSERT_FALSE(read) << row.what;
        EXPECT_EQ(read.error().field, row.field) << row.what << ": " << toText(read.error());
    }
}

TEST(HttpHead, RequestLines)
{
    const auto read = request("\r\nRPC_IN_DATA /rpc/rpcproxy.dll?ex1.corp.test:6001 HTTP/1.1\r\nHost: mail.corp.test\r\n\r\n");
    ASSERT_TRUE(read) << toText(read.error());
    EXPECT_EQ(read->method, "RPC_IN_DATA");
    EXPECT_EQ(read->target, "/rpc/rpcproxy.dll?ex1.corp.test:6001");
    EXPECT_EQ(read->minor, 1);
    EXPECT_EQ(valueOf(read->headers, "host"), "mail.corp.test");

    const struct {
        const char *line, *field;
    } rows[] = {
        {"GET /", "request line"},
        {"GET", "request line"},
        {"GET / HTTP/2.0", "version"},
        {"PRI * HTTP/2.0", "version"},
        {"GET / http/1.1", "version"},
        {"GET  HTTP/1.1", "target"},
        {"GET /a b HTTP/1.1", "target"},
        {" / HTTP/1.1", "method"},
        {"G\x01T / HTTP/1.1", "method"},
        {"GET / HTTP/1.1 ", "version"},
        {"\x16\x03\x01", "request line"},
        {"GET / HTTP/1.x", "version"},
        {"GET / HTTP/1.1\r\nA : b", "header"},
    };
    for (const auto &row : rows) {
        const auto refused = request(std::string(row.line) + "\r\n\r\n");
        ASSERT_FALSE(refused) << row.line;
        EXPECT_EQ(refused.error().field, row.field) << row.line;
    }
}

TEST(HttpHead, EveryPrefixIsRefused)
{
    const std::string answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n";
    const std::string question = "POST /autodiscover/autodiscover.xml HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n\r\n";
    ASSERT_TRUE(response(answer));
    ASSERT_TRUE(request(question));
    for (std::size_t size = 0; size < answer.size(); ++size) {
        EXPECT_FALSE(response(answer.substr(0, size))) << size;
        EXPECT_FALSE(headSize(viewOf(answer).first(size))) << size;
        EXPECT_FALSE(otherThanResponse(viewOf(answer).first(size))) << size;
    }
    for (std::size_t size = 0; size < question.size(); ++size) {
        EXPECT_FALSE(request(question.substr(0, size))) << size;
        EXPECT_FALSE(headSize(viewOf(question).first(size))) << size;
    }
}

TEST(HttpHead, ItsSizeEndsWithTheEmptyLine)
{
    const struct {
        const char *text;
        std::size_t size;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\n\r\n", 19},
        {"HTTP/1.1 200 OK\r\n\r\nbody\r\n\r\n", 19},
        {"A\n\nbody", 3},
        {"A\r\n\nbody", 4},
        {"A\n\r\nbody", 4},
        {"\r\nGET / HTTP/1.1\r\n\r\n", 20},
    };
    for (const auto &row : rows)
        EXPECT_EQ(headSize(viewOf(row.text)), row.size) << row.text;
    EXPECT_FALSE(headSize(viewOf("\r\n\r")));
}

TEST(HttpHead, WhoSpeaksFirstOrAnotherProtocolIsKnownByItsFirstBytes)
{
    for (const char *text : {"220 mail", "SSH-2.0", "\x15\x03\x01", "HTTP/2.0", "HTP", "<html>", "ncacn_http/1.0"}) {
        const auto fault = otherThanResponse(viewOf(text));
        ASSERT_TRUE(fault) << text;
        EXPECT_EQ(fault->field, "version");
        EXPECT_EQ(fault->expected, "HTTP/1.x");
        EXPECT_EQ(fault->got, text);
    }
    for (const char *text : {"", "H", "HTTP/", "HTTP/1.", "HTTP/1.1 200 OK\r\n"})
        EXPECT_FALSE(otherThanResponse(viewOf(text))) << text;
}

TEST(HttpHead, WhatIsWrittenIsReadAgain)
{
    const RequestHead asked{"POST", "/autodiscover/autodiscover.xml", 1, {{"Host", "a.test"}, {"Content-Length", "0"}}};
    EXPECT_EQ(textOf(write(asked)), "POST /autodiscover/autodiscover.xml HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");
    const ResponseHead answer{0, 503, "RPC Error: 6ba", {{"Server", "x"}}};
    EXPECT_EQ(textOf(write(answer)), "HTTP/1.0 503 RPC Error: 6ba\r\nServer: x\r\n\r\n");
    EXPECT_EQ(textOf(write(ResponseHead{1, 404, "", {}})), "HTTP/1.1 404 \r\n\r\n");
    EXPECT_EQ(textOf(write(*request(textOf(write(asked))))), textOf(write(asked)));
}

TEST(HttpHead, ALineEndInAValueNeverBecomesAHeader)
{
    const RequestHead asked{"GET", "/\r\nX-A: b", 1, {{"A", "b\r\nX-B: c"}, {"C\nX-C", "d\ne"}, {"E", std::string("f\0g", 3)}}};
    EXPECT_EQ(textOf(write(asked)), "GET / HTTP/1.1\r\nA: b\r\nC: d\r\nE: f\r\n\r\n");
    EXPECT_EQ(textOf(write(ResponseHead{1, 200, "OK\nX: y", {}})), "HTTP/1.1 200 OK\r\n\r\n");
}

TEST(HttpHead, RequestsOfIndependentClientsAreRead)
{
    const struct {
        const char *head, *method;
        int minor;
        std::size_t headers;
    } rows[] = {
        // Samba 4.17 and impacket 0.10 opening the channels of RPC over HTTP, credentials changed
        {"RPC_OUT_DATA /rpc/rpcproxy.dll?dc1.example.test:593 HTTP/1.0\r\nAccept: application/rpc\r\nUser-Agent: MSRPC\r\n"
         "Host: dc1.example.test\r\nConnection: keep-alive\r\nContent-Length: 76\r\nCache-Control: no-cache\r\nPragma: "
         "no-cache\r\n"
         "Authorization: Basic YTpi\r\n\r\n",
         "RPC_OUT_DATA", 0, 8},
        {"RPC_IN_DATA /rpc/rpcproxy.dll?mail.example.test:6002 HTTP/1.1\r\nHost: mail.example.test\r\nAccept-Encoding: "
         "identity\r\n"
         "User-Agent: MSRPC\r\nCache-Control: no-cache\r\nConnection: Keep-Alive\r\nAccept: application/rpc\r\nPragma: "
         "No-cache\r\n"
         "Content-Length: 1073741824\r\nAuthorization: Basic YTpi\r\n\r\n",
         "RPC_IN_DATA", 1, 9},
    };
    for (const auto &row : rows) {
        const auto read = request(row.head);
        ASSERT_TRUE(read) << toText(read.error());
        EXPECT_EQ(read->method, row.method);
        EXPECT_EQ(read->minor, row.minor);
        EXPECT_EQ(read->headers.size(), row.headers);
        EXPECT_EQ(textOf(write(*read)), row.head);
    }
}

TEST(HttpHead, AnswersOfAnIndependentServerAreReadAndWrittenAgain)
{
    // gromox 3.10: the OUT channel
    const std::string answer = "HTTP/1.1 200 Success\r\nDate: Sun, 22 Nov 2026 12:46:00 GMT\r\nCache-Control: private\r\n"
                               "Content-Type: application/rpc\r\nPersistent-Auth: true\r\nContent-Length: 1073741824\r\n\r\n";
    const ResponseHead read = head(answer);
    EXPECT_EQ(read.reason, "Success");
    EXPECT_EQ(valueOf(read.headers, "content-type"), "application/rpc");
    EXPECT_EQ(textOf(write(read)), answer);
}

TEST(HttpHead, AFaultQuotesNoMoreThanAWord)
{
    const char *echoes[] = {
        "POST / HTTP/1.1\r\nAuthorization: Basic c2VjcmV0\r\n\r\n", "HTTP/1.1 200 OK\r\nAuthorization Basic c2VjcmV0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nAuthorization Basic: c2VjcmV0\r\n\r\n", "HTTP/1.1 200 OK\r\n Basic c2VjcmV0\r\n\r\n",
        "HTTP/1.1 Authorization: Basic c2VjcmV0\r\n\r\n",           "HTTP/1.1 200 OK\r\nAuthorization: Basic c2VjcmV0",
    };
    for (const char *echo : echoes) { // some servers send back what they were asked
        const auto read = response(echo);
        ASSERT_FALSE(read) << echo;
        EXPECT_EQ(toText(read.error()).find("c2VjcmV0"), std::string::npos) << toText(read.error());
    }
    EXPECT_EQ(response("HTTP/1.1 2oo OK\r\n\r\n").error().got, "2oo");
    EXPECT_EQ(response("220 mail.corp.test ESMTP\r\n250 hello\r\n").error().got, "220 mail.corp.test ESMTP");
}
