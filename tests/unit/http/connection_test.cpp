#include "scene.h"

using namespace mailwalk;
using namespace mailwalk::test;
using trace::Code;

namespace {

Answered answeredBy(std::string_view answer, std::size_t piece = std::size_t(-1), Milliseconds deadline = Milliseconds(10000))
{
    return ask([&](Line &line) { line.replies(text(answer)); }, piece, deadline);
}

Answered answeredAndClosed(std::string_view answer)
{
    return ask([&](Line &line) { line.replies(text(answer)).closes(); });
}

std::string repeated(std::string_view what, std::size_t times)
{
    std::string all;
    while (times--)
        all += what;
    return all;
}

const std::string ok = "HTTP/1.1 200 OK\r\n";

} // namespace

TEST(Connection, AsksAsRfc9112Wants)
{
    const http::Request post{"POST", "/a.xml?b", {{"Content-Type", "text/xml"}}, text("<a/>")};
    const struct {
        http::Request request;
        http::Url url;
        const char *expected;
    } rows[] = {
        {getRoot,
         {false, "web.corp.test", 80, "/"},
         "GET / HTTP/1.1\r\nHost: web.corp.test\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n\r\n"},
        {post,
         {false, "web.corp.test", 8080, "/"},
         "POST /a.xml?b HTTP/1.1\r\nHost: web.corp.test:8080\r\nContent-Type: text/xml\r\nAccept-Encoding: identity\r\n"
         "Connection: Keep-Alive\r\nContent-Length: 4\r\n\r\n<a/>"},
        {{"RPC_OUT_DATA", "/", {}, {}},
         {false, "2001:db8::1", 80, "/"},
         "RPC_OUT_DATA / HTTP/1.1\r\nHost: [2001:db8::1]\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n"
         "Content-Length: 0\r\n\r\n"},
    };
    for (const auto &row : rows) {
        ScriptedNetwork net;
        const auto address = addressFrom(row.url.host).value_or(web);
        net.expectDial(toText(Endpoint{toText(address), row.url.port})).connects();
        net.expectSend(text(row.expected)).replies(text(ok + "Content-Length: 0\r\n\r\n"));
        const Walked walked = walkOver(net, [&](const net::Step &step) {
            auto connection = http::Connection::open(step, row.url, {address});
            step.run(connection.plan("GET", "/"), [&](const net::Step &hop) { connection.exchange(hop, row.request); });
        });
        EXPECT_FALSE(walked.stopped) << row.expected;
    }
}

TEST(Connection, ReadsEveryFramingOfABody)
{
    const struct {
        std::string answer, body;
        bool isReusable;
    } rows[] = {
        {ok + "Content-Length: 5\r\n\r\nhello", "hello", true},
        {ok + "Content-Length: 5\r\nConnection: close\r\n\r\nhello", "hello", false},
        {ok + "Content-Length: 5\r\nConnection: foo, Close\r\n\r\nhello", "hello", false},
        {ok + "Content-Length: 0\r\n\r\n", "", true},
        {ok + "Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK", "hello", false}, // nobody asked for a second answer
        {ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nA: b\r\n\r\n", "hello!", true},
        {"HTTP/1.1 204 No Content\r\n\r\n", "", true},
        {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "", true},
        {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", false},
        {"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 5\r\n\r\nhello", "hello", true},
        {"HTTP/1.1 200\nContent-Length: 5\n\nhello", "hello", true},
        {"HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 5\r\n\r\nhello", "hello", true},
        {"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + ok + "Content-Length: 5\r\n\r\nhello", "hello", true},
        {repeated("HTTP/1.1 100 Continue\r\nVia: 1.1 x\r\n\r\n", 16) + ok + "Content-Length: 0\r\n\r\n", "", true},
    };
    for (const auto &row : rows)
        for (const std::size_t piece : {std::size_t(-1), std::size_t(1), std::size_t(7)}) {
            if (piece != std::size_t(-1) && row.answer.find("helloHTTP") != std::string::npos)
                continue; // what comes later is not there yet
            const Answered answered = answeredBy(row.answer, piece);
            ASSERT_TRUE(answered.response) << row.answer << answered.failure().text;
            EXPECT_EQ(textOf(answered.response->body), row.body) << row.answer;
            EXPECT_EQ(answered.isReusable, row.isReusable) << row.answer;
        }
}

TEST(Connection, TakesTheEndOfTheConnectionForTheEndOfABodyWithoutLength)
{
    const Answered answered = answeredAndClosed(ok + "\r\nhello");
    ASSERT_TRUE(answered.response) << answered.failure().text;
    EXPECT_EQ(textOf(answered.response->body), "hello");
    EXPECT_FALSE(answered.isReusable);
    const Answered reset = ask([](Line &line) { line.replies(text(ok + "\r\nhello")).resets(); });
    EXPECT_EQ(nameOf(reset.failure().code), nameOf(Code::reset));
}

TEST(Connection, NamesWhatIsWrongWithAHostileAnswer)
{
    const struct {
        std::string answer;
        Code code;
        const char *got;
    } rows[] = {
        {"220 mail.corp.test ESMTP Postfix\r\n", Code::otherProtocol, "32323020"},
        {"* OK IMAP4 ready\r\n", Code::otherProtocol, "2a204f4b"},
        {"SSH-2.0-OpenSSH_9.2\r\n", Code::otherProtocol, "5353482d"},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Code::otherProtocol, "50524920"},
        {std::string("\0\0\x12\4\0\0\0\0\0", 9), Code::otherProtocol, "00001204"},
        {"HTTP/2 200\r\n\r\n", Code::otherProtocol, "48545450"},
        {"\x15\x03\x01", Code::otherProtocol, "150301"},
        {"<html>", Code::otherProtocol, "3c68746d"},
        {"HTTP/1.1 101 Switching Protocols\r\n\r\n", Code::otherProtocol, "101 Switching Protocols"},
        {"HTTP/1.1 OK\r\n\r\n", Code::malformed, nullptr},
        {"HTTP/1.1 2 OK\r\n\r\n", Code::malformed, nullptr},
        {"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", Code::malformed, nullptr},
        {ok + "Content-Length: five\r\n\r\nhello", Code::malformed, "five"},
        {ok + "Content-Length: -1\r\n\r\n", Code::malformed, "-1"},
        {ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", Code::malformed, "6"},
        {ok + "Transfer-Encoding: gzip\r\n\r\n", Code::malformed, "gzip"},
        {ok + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08", Code::malformed, "gzip"},
        {ok + "Content-Encoding: br\r\nContent-Length: 0\r\n\r\n", Code::malformed, "br"},
        {ok + "Transfer-Encoding: chunked\r\n\r\nhello\r\n", Code::malformed, "hello"},
        {ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", Code::malformed, "ffffffffffffffffff"},
        {ok + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n", Code::tooLarge, "more"},
        {ok + "Content-Length: 1048577\r\n\r\n", Code::tooLarge, "more"},
        {ok + "Content-Length: 18446744073709551615\r\n\r\n", Code::tooLarge, "more"},
        {ok + "\r\n" + std::string((1 << 20) + 1, 'x'), Code::tooLarge, "more"},
        {ok + "Transfer-Encoding: chunked\r\n\r\n" + repeated("10000\r\n" + std::string(0x10000, 'x') + "\r\n", 17),
         Code::tooLarge, "more"},
        {ok + "Transfer-Encoding: chunked\r\n\r\n" + repeated("1;" + std::string(1000, 'x') + "\r\ny\r\n", 70), Code::tooLarge,
         "more"},
        {ok + repeated("X-Endless: 1\r\n", 6000), Code::tooLarge, nullptr},
        {ok + repeated("X: 1\r\n", 300) + "\r\n", Code::tooLarge, "more"},
        {ok + "X: " + std::string(100000, 'x'), Code::tooLarge, nullptr},
        {std::string(100000, '\r'), Code::otherProtocol, "0d0d0d0d"},
        {repeated("HTTP/1.1 100 Continue\r\n\r\n", 17), Code::tooLarge, "100 Continue"},
        {repeated("HTTP/1.1 100 Continue\r\n\r\n", 5000), Code::tooLarge, "100 Continue"},
        {"", Code::timeout, nullptr},
        {ok, Code::timeout, nullptr},
        {ok + "Content-Length: 5\r\n\r\nhell", Code::timeout, nullptr},
        {ok + "\r\nhello", Code::timeout, nullptr},
        {repeated("HTTP/1.1 100 Continue\r\n\r\n", 3), Code::timeout, nullptr},
    };
    for (const auto &row : rows) {
        const Answered answered = answeredBy(row.answer, std::size_t(-1), Milliseconds(row.code == Code::timeout ? 50 : 10000));
        const trace::Failure failure = answered.failure();
        const std::string shown = row.answer.substr(0, 80);
        EXPECT_FALSE(answered.response) << shown;
        EXPECT_EQ(nameOf(failure.code), nameOf(row.code)) << shown << failure.text;
        if (row.got) {
            EXPECT_EQ(failure.got.value_or("(none)"), row.got) << shown;
        }
        EXPECT_LE(answered.hop().facts.size(), 60u) << shown;
    }
}

TEST(Connection, SaysWhichProtocolAnswersInstead)
{
    const struct {
        std::string answer;
        const char *looksLike;
    } rows[] = {
        {"220 mail ESMTP\r\n", "SMTP or FTP"},
        {"PRI * HTTP/2.0\r\n\r\n", "HTTP/2"},
        {std::string("\0\0\x12\4\0\0\0\0\0", 9), "HTTP/2"},
        {"\x15\x03\x01\x00\x02\x02\x28", "TLS"},
        {"ncacn_http/1.0", "an RPC server's port for its proxy"},
        {"something else", "(none)"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(factOf(answeredBy(row.answer).hop().facts, "looks like"), row.looksLike) << row.answer;
    EXPECT_EQ(answeredBy("220 mail ESMTP\r\n").hop().excerpt.value_or(""), "220 mail ESMTP\ufffd\ufffd");
}

TEST(Connection, EndsADrippingAnswerAtTheDeadlineOfItsHop)
{
    const auto before = Clock::now();
    const Answered answered =
        answeredBy(ok + repeated("X-Drip: and so on and on\r\n", 150) + "Content-Length: 9999\r\n\r\n", 1, Milliseconds(100));
    EXPECT_EQ(nameOf(answered.failure().code), nameOf(Code::timeout)) << answered.failure().text;
    EXPECT_LT(Clock::now() - before, std::chrono::seconds(3));
}

TEST(Connection, RefusesEveryBeginningOfAnAnswer)
{
    const std::string answers[] = {
        ok + "Content-Length: 5\r\n\r\nhello",
        ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n",
    };
    for (const std::string &answer : answers)
        for (std::size_t size = 0; size < answer.size(); ++size) {
            const Answered answered = answeredAndClosed(answer.substr(0, size));
            ASSERT_FALSE(answered.response) << answer.substr(0, size);
            ASSERT_EQ(nameOf(answered.failure().code), nameOf(Code::closed)) << answer.substr(0, size);
        }
}

TEST(Connection, DoesNotLookIntoTheCodedTextOfARefusal)
{
    const Answered answered = answeredBy("HTTP/1.1 401 No\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
    ASSERT_TRUE(answered.response) << answered.failure().text;
    EXPECT_FALSE(answered.hop().excerpt);
    EXPECT_EQ(factOf(answered.hop().facts, "content-encoding"), "gzip");
    EXPECT_TRUE(answered.isReusable);
}

TEST(Connection, RecordsWhatTellsSomethingAndNoCookie)
{
    const Answered answered =
        answeredBy("HTTP/1.1 503 Service\x1b[31m Unavailable\r\nServer: Microsoft-IIS/8.5\r\nX-FEServer: EX1\r\n"
                   "request-id: 1-2\r\nRetry-After: 30\r\nContent-Type: text/html\r\nLocation: /x\r\n"
                   "Set-Cookie: X-BackEndCookie=S-1-5-21=secretvalue; path=/\r\nX-Other: y\r\n"
                   "Content-Length: 13\r\n\r\n<html>\nno</p>");
    ASSERT_TRUE(answered.response) << answered.failure().text;
    const Facts expected{
        {"status", "503 Service\ufffd[31m Unavailable"},
        {"server", "Microsoft-IIS/8.5"},
        {"x-feserver", "EX1"},
        {"request-id", "1-2"},
        {"retry-after", "30"},
        {"content-type", "text/html"},
        {"location", "/x"},
        {"set-cookie", "X-BackEndCookie"},
    };
    EXPECT_EQ(answered.hop().facts, expected);
    EXPECT_EQ(answered.hop().excerpt.value_or(""), "<html>\ufffdno</p>");
    EXPECT_EQ(nameOf(answered.hop().outcome), "passed");
    EXPECT_EQ(answered.hop().target, "http://web.corp.test/");
}

TEST(Connection, ManyCookiesMakeFewFacts)
{
    const Answered answered = answeredBy(ok + repeated("Set-Cookie: a=b\r\n", 190) + "Content-Length: 0\r\n\r\n");
    ASSERT_TRUE(answered.response) << answered.failure().text;
    EXPECT_LE(answered.hop().facts.size(), 40u);
}

TEST(Connection, MakesNoExcerptOfWhatIsNoText)
{
    const Answered bytes = answeredBy(ok + "Content-Length: 4\r\n\r\nab" + std::string("\0\1", 2));
    ASSERT_TRUE(bytes.response) << bytes.failure().text;
    EXPECT_FALSE(bytes.hop().excerpt);
    const Answered much = answeredBy(ok + "Content-Length: 9000\r\n\r\n" + std::string(9000, 'x'));
    ASSERT_TRUE(much.response) << much.failure().text;
    EXPECT_LE(much.hop().excerpt.value_or("").size(), 1100u);
    EXPECT_GE(much.hop().excerpt.value_or("").size(), 900u);
}

TEST(Connection, AnAnswerThatComesBeforeTheWholeRequestWasTakenIsRead)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:80").connects().replies(text("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")).resets();
    int status = 0;
    const Walked walked = walkOver(net, [&](const net::Step &step) {
        auto connection = http::Connection::open(step, {false, "web.corp.test", 80, "/"}, {web});
        status = step.run(connection.plan("POST", "/"), [&](const net::Step &hop) {
            return connection.exchange(hop, {"POST", "/", {}, Bytes(100000, 'x')}).status();
        });
    });
    EXPECT_FALSE(walked.stopped);
    EXPECT_EQ(status, 413);
}

TEST(Connection, IsNotUsedAgainAfterHalfAnAnswer)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:80").connects();
    net.expectSend(isRequest).replies(text(ok + "Content-Length: 5\r\n\r\nhell"));
    walkOver(net, [&](const net::Step &step) {
        auto connection = http::Connection::open(step, {false, "web.corp.test", 80, "/"}, {web});
        EXPECT_TRUE(connection.isReusable());
        const auto answer = step.attempt(connection.plan("GET", "/"),
                                         [&](const net::Step &hop) { return connection.exchange(hop, getRoot).status(); });
        EXPECT_FALSE(answer);
        EXPECT_FALSE(connection.isReusable());
        EXPECT_TRUE(connection.isOver(step));
    });
}

TEST(Connection, ARequestThatIsNotTakenFailsAsItWasCut)
{
    ScriptedNetwork net;
    net.expectDial("192.0.2.1:80").connects().resets();
    const Walked walked = walkOver(net, [&](const net::Step &step) {
        auto connection = http::Connection::open(step, {false, "web.corp.test", 80, "/"}, {web});
        step.run(connection.plan("POST", "/"), [&](const net::Step &hop) { connection.exchange(hop, getRoot); });
    });
    ASSERT_TRUE(walked.stopped);
    EXPECT_EQ(nameOf(walked.stopped->failure.code), nameOf(Code::reset));
}

TEST(Connection, AnswersOneQuestionAfterTheOther)
{
    const auto script = [](ScriptedNetwork &net) {
        net.expectDial("192.0.2.1:443").connects();
        net.expectSecure("web.corp.test").secures();
        for (int i = 0; i < 3; ++i)
            net.expectSend(isRequest, "a request").replies(text(ok + "Content-Length: 1\r\n\r\n" + std::to_string(i)));
    };
    rerunFailingAtEachAct(script, [](const net::Step &step) {
        auto connection = http::Connection::open(step, {true, "web.corp.test", 443, "/"}, {web});
        for (int i = 0; i < 3; ++i)
            step.run(connection.plan("GET", "/"),
                     [&](const net::Step &hop) { EXPECT_EQ(textOf(connection.exchange(hop, getRoot).body), std::to_string(i)); });
    });
}

TEST(Connection, ReadsTheAnswerOfAnIndependentServer)
{
    const Bytes answer = golden("gromox-http-401");
    const Answered answered = ask([&](Line &line) { line.replies(answer); });
    ASSERT_TRUE(answered.response) << answered.failure().text;
    EXPECT_EQ(http::statusLine(answered.response->head), "401 Unauthorized");
    EXPECT_TRUE(answered.isReusable);
    EXPECT_EQ(answered.hop().excerpt.value_or(""), "Unauthorized\ufffd\ufffd");
}
