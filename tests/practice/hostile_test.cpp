#include "base/text.h"
#include "hostile_web.h"
#include "practised.h"
#include "support/scripted_network.h"
#include "support/secret_search.h"
#include "trace/json.h"
#include "wire/rts/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QJsonDocument>
#include <future>
#include <malloc.h>

using namespace mailwalk;
using namespace mailwalk::test;
using practice::ByteStream;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using trace::Code;
using trace::Kind;
using wire::http::RequestHead;

namespace {

constexpr Milliseconds deadline{1500};
constexpr auto longest = std::chrono::seconds(9); // a few acts in a row, on a busy machine
constexpr std::size_t mostMemory = 48 << 20;
const char *const password = "Marker-of-a-H0stile-walk!";

const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n";
const std::string xmlHead = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

std::string whole(const std::string &body, const std::string &more = {})
{
    return head + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string many(const std::string &text)
{
    std::string all;
    while (all.size() < 4096)
        all += text;
    return all;
}

// Until the client goes away.
void forEver(ByteStream &stream, std::string_view text)
{
    while (stream.send(viewOf(text)))
        ;
}

void waitForEnd(ByteStream &stream)
{
    Bytes room(4096);
    while (stream.receiveSome(room))
        ;
}

struct Drip {
    std::string text;
    void operator()(ByteStream &stream) const
    {
        for (const char each : text) {
            if (!stream.send(viewOf(std::string_view(&each, 1))))
                return;
            std::this_thread::sleep_for(Milliseconds(100)); // this is the hostility
        }
    }
};

const std::string root = "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">";
const std::string response =
    "<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">";

std::string utf16Document(std::size_t cut)
{
    const std::string error = "<Error Time=\"1\" Id=\"2\"><ErrorCode>500</ErrorCode><Message>no</Message></Error>";
    const std::string document =
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + root + response + error + "</Response></Autodiscover>";
    std::string wide = "\xff\xfe" + textOf(utf16(document));
    return wide.substr(0, wide.size() - cut);
}

std::string entityBomb()
{
    std::string document = xmlHead + "<!DOCTYPE lolz [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const std::string before = "&a" + std::to_string(i - 1) + ";";
        document += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + before + "\">";
    }
    return document + "]><Autodiscover>&a29;</Autodiscover>";
}

/// What the answer to Autodiscover's question is, and what the walk says of it.
struct Hostility {
    const char *name;
    std::function<void(ByteStream &)> answer;
    Code code;
    const char *got; ///< in what came back, or in the line about it
};

std::function<void(ByteStream &)> saying(std::string text)
{
    return [text = std::move(text)](ByteStream &stream) {
        say(stream, text);
        waitForEnd(stream);
    };
}

std::vector<Hostility> hostilities()
{
    const std::string chunk = "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
    return {
        {"EndlessHead",
         [](ByteStream &s) {
             say(s, head);
             forEver(s, many("X-More: and more\r\n"));
         },
         Code::tooLarge, ""},
        {"OneEndlessLine",
         [](ByteStream &s) {
             say(s, head + "X-More: ");
             forEver(s, many("and more "));
         },
         Code::tooLarge, ""},
        {"EndlessChunks",
         [chunk](ByteStream &s) {
             say(s, head + "Transfer-Encoding: chunked\r\n\r\n");
             forEver(s, chunk);
         },
         Code::tooLarge, ""},
        {"BodyUntilTheEndThatNeverComes",
         [chunk](ByteStream &s) {
             say(s, head + "\r\n");
             forEver(s, chunk);
         },
         Code::tooLarge, ""},
        {"TenMegabytesOfXml", saying(whole(xmlHead + "<Autodiscover>" + std::string(10 << 20, ' ') + "</Autodiscover>")),
         Code::tooLarge, ""},
        {"LyingLength",
         [](ByteStream &s) {
             say(s, head + "Content-Length: 99999999999999999999\r\n\r\n");
             waitForEnd(s);
         },
         Code::malformed, ""},
        {"TwoLengths", saying(head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), Code::malformed, ""},
        {"ChunkThatIsNone", saying(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), Code::malformed, ""},
        {"OneByteASecond", Drip{head + std::string(400, 'x')}, Code::timeout, ""},
        {"HalfAnAnswer", saying(head + "Content-Length: 400\r\n\r\n<Auto"), Code::timeout, ""},
        {"ContinueForEver", [](ByteStream &s) { forEver(s, many("HTTP/1.1 100 Continue\r\n\r\n")); }, Code::tooLarge, "100"},
        {"GzipBomb", saying(whole("\x1f\x8b\x08 and then a thousand gigabytes", "Content-Encoding: gzip\r\n")), Code::malformed,
         "gzip"},
        {"Dtd", saying(whole(xmlHead + "<!DOCTYPE x SYSTEM \"http://192.0.2.1/x.dtd\"><Autodiscover/>")), Code::malformed, ""},
        {"EntityBomb", saying(whole(entityBomb())), Code::malformed, ""},
        {"DeepXml",
         [](ByteStream &s) {
             std::string d;
             for (int i = 0; i < 100'000; ++i)
                 d += "<a>";
             d = root + response + d;
             say(s, whole(xmlHead + d));
             waitForEnd(s);
         },
         Code::tooLarge, "depth"},
        {"Utf16IsRead", saying(whole(utf16Document(0))), Code::status, "500"},
        {"Utf16CutOff", saying(whole(utf16Document(41))), Code::malformed, ""},
        {"Http2", saying(std::string("\0\0\x12\4\0\0\0\0\0\0\3\0\0\0\x80\0\4\0\1\0\0\0\5\0\xff\xff\xff", 27)),
         Code::otherProtocol, ""},
        {"SmtpInsideTls", saying("220 mail.corp.test ESMTP at your service\r\n"), Code::otherProtocol, "220 "},
        {"RedirectToPlainHttp",
         saying("HTTP/1.1 302 Found\r\nLocation: http://autodiscover.corp.test/x\r\nContent-Length: 0\r\n\r\n"), Code::status,
         "redirect to plain HTTP"},
    };
}

path::Request alice()
{
    path::Request request;
    request.address = "alice@corp.test";
    request.identity = auth::identityFrom(*request.address, Secret(std::string(password)));
    return request;
}

std::size_t inUse() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

Practised walkInto(const HostileWeb &web, const path::Request &request, const net::Stop &stop = {})
{
    trace::Recorder recorder(path::askedOf(request));
    net::SystemNetwork network(web.names(), web.trust());
    net::Journey journey{recorder, network, Deadlines::all(deadline), web.detours()};
    path::walk(request, journey, stop);
    Practised walked{recorder.trace(), {}};
    walked.verdict = diagnosis::diagnose(walked.trace);
    return walked;
}

// The innermost hop that failed on the way to the hostile server.
trace::Hop failureAt(const trace::Trace &trace, std::string_view host)
{
    for (const trace::Hop &hop : innermostFailures(trace))
        if (hop.target.find(host) != std::string::npos && hop.target.find("http://") == std::string::npos && hop.failure)
            return hop;
    ADD_FAILURE() << "nothing failed at " << host << '\n' << linesOf(trace);
    return {};
}

void expectNamedFailure(const HostileWeb &web, const path::Request &request, std::string_view host, Code code, const char *got)
{
    const auto began = Clock::now();
    const std::size_t before = inUse();
    const Practised walked = walkInto(web, request);
    const std::size_t after = inUse();
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_LT(Clock::now() - began, longest);
    EXPECT_LT(after, before + mostMemory);
    const trace::Hop hop = failureAt(walked.trace, host);
    ASSERT_TRUE(hop.failure);
    EXPECT_EQ(nameOf(hop.failure->code), nameOf(code)) << hop.failure->text;
    EXPECT_THAT(hop.failure->got.value_or("") + " " + hop.failure->text + " " + hop.excerpt.value_or(""), HasSubstr(got));
    EXPECT_NE(walked.verdict.outcome, diagnosis::Result::works);
    expectAllClosed(walked.trace);
    const std::string record = QJsonDocument(trace::toJson(walked.trace)).toJson().toStdString();
    EXPECT_THAT(secretsIn(record, password), IsEmpty());
    EXPECT_LT(record.size(), 400'000u);
}

class Hostile : public testing::TestWithParam<Hostility>
{
};

// To the first question, or only to the one with the password's proof.
HostileWeb::Behaviour answering(const std::function<void(ByteStream &)> &answer, bool afterSignIn)
{
    return [=](ByteStream &stream, const RequestHead &request) {
        if (afterSignIn && !signsIn(request))
            return say(stream, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"corp\"\r\nConnection: close\r\n"
                               "Content-Length: 0\r\n\r\n");
        answer(stream);
    };
}

} // namespace

TEST_P(Hostile, AnswerToTheFirstQuestionEndsWithANamedFailure)
{
    const HostileWeb web(answering(GetParam().answer, false));
    expectNamedFailure(web, alice(), "autodiscover.corp.test/", GetParam().code, GetParam().got);
}

TEST_P(Hostile, AnswerToTheSignInEndsWithANamedFailure)
{
    const HostileWeb web(answering(GetParam().answer, true));
    expectNamedFailure(web, alice(), "autodiscover.corp.test/", GetParam().code, GetParam().got);
}

TEST_P(Hostile, AnswerIsLeftAtOnceWhenTheWalkIsStopped)
{
    std::promise<void> begun;
    std::once_flag once;
    const HostileWeb web(answering(
        [&](ByteStream &stream) {
            std::call_once(once, [&] { begun.set_value(); });
            GetParam().answer(stream);
        },
        false));
    const net::Stop stop;
    Clock::time_point rung;
    std::thread person([&] {
        begun.get_future().wait();
        rung = Clock::now();
        stop.ring();
    });
    const Practised walked = walkInto(web, alice(), stop);
    const auto over = Clock::now();
    person.join();
    expectAllClosed(walked.trace);
    EXPECT_LT(over - rung, Milliseconds(500)) << linesOf(walked.trace);
}

INSTANTIATE_TEST_SUITE_P(Autodiscover, Hostile, testing::ValuesIn(hostilities()), [](const auto &row) { return row.param.name; });

TEST(HostileGreeting, InsteadOfTlsIsAnotherProtocol)
{
    const HostileWeb web(HostileWeb::InClear{"220 mail.corp.test ESMTP at your service\r\n"});
    expectNamedFailure(web, alice(), "autodiscover.corp.test:443", Code::otherProtocol, "220 ");
}

namespace {

/// What an RPC proxy says once its virtual connection is about to open.
struct Tunnel {
    const char *name;
    std::function<void(ByteStream &)> says;
    Code code;
    const char *got;
};

std::string rts(const wire::rts::Pdu &pdu) { return textOf(wire::rts::writePdu(pdu)); }

std::string opened() { return rts(wire::rts::connA3(120'000)) + rts(wire::rts::connC2(65536, 120'000)); }

std::string withLength(std::string pdu, unsigned length)
{
    pdu[8] = char(length & 0xff);
    pdu[9] = char(length >> 8);
    return pdu;
}

std::string withCommands(std::string pdu, unsigned count)
{
    pdu[18] = char(count & 0xff);
    pdu[19] = char(count >> 8);
    return pdu;
}

std::vector<Tunnel> tunnels()
{
    const std::string a3 = rts(wire::rts::connA3(120'000)), ping = rts(wire::rts::ping());
    return {
        {"LengthShorterThanItsHead", saying(withLength(a3, 12)), Code::malformed, ""},
        {"LengthShorterThanItsCommands", saying(withLength(a3, 24)), Code::malformed, ""},
        {"LengthBeyondWhatComes", saying(withLength(a3, 0xfff0)), Code::timeout, ""},
        {"MoreCommandsThanBytes", saying(withCommands(a3, 0xffff)), Code::malformed, ""},
        {"PingsBeforeItOpens", [ping](ByteStream &s) { forEver(s, many(ping)); }, Code::tooLarge, "ping"},
        {"PingsAfterItHasOpened",
         [ping](ByteStream &s) {
             say(s, opened());
             forEver(s, many(ping));
         },
         Code::tooLarge, "ping"},
        {"NothingButC2", saying(rts(wire::rts::connC2(65536, 120'000))), Code::malformed, ""},
        {"Silence", [](ByteStream &s) { waitForEnd(s); }, Code::timeout, ""},
        {"SilenceAfterA3", saying(a3), Code::timeout, "CONN/A3 and no CONN/C2"},
        {"HtmlInside", saying("<html><body>Welcome</body></html>"), Code::otherProtocol, ""},
        {"TinyWindow", saying(a3 + rts(wire::rts::connC2(16, 120'000))), Code::malformed, "16"},
    };
}

// A short request is an echo request ([MS-RPCH] 2.1.2.1.5).
bool isEcho(const RequestHead &request)
{
    const std::string *length = find(request.headers, "Content-Length");
    return !length || length->size() <= 1;
}

// Basic on both channels; the OUT channel is hostile, the IN channel listens.
HostileWeb::Behaviour proxySaying(const std::function<void(ByteStream &)> &says)
{
    return [=](ByteStream &stream, const RequestHead &request) {
        if (!signsIn(request))
            return say(stream, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"corp\"\r\nConnection: close\r\n"
                               "Content-Length: 0\r\n\r\n");
        if (isEcho(request))
            return say(stream, "HTTP/1.1 200 Success\r\nContent-Type: application/rpc\r\nConnection: close\r\n"
                               "Content-Length: 20\r\n\r\n" +
                                   rts(wire::rts::echo()));
        if (request.method == "RPC_IN_DATA")
            return waitForEnd(stream);
        say(stream, "HTTP/1.1 200 Success\r\nContent-Type: application/rpc\r\nContent-Length: 1073741824\r\n\r\n");
        says(stream);
    };
}

path::Request throughProxy()
{
    path::Request request = alice();
    path::apply({"--server", "ex1.corp.test", "--rpc-proxy", "mail.corp.test", "--via", "rpc-https"}, request);
    return request;
}

class HostileProxy : public testing::TestWithParam<Tunnel>
{
};

} // namespace

TEST_P(HostileProxy, EndsWithANamedFailure)
{
    const HostileWeb web(proxySaying(GetParam().says));
    expectNamedFailure(web, throughProxy(), "", GetParam().code, GetParam().got);
}

INSTANTIATE_TEST_SUITE_P(Rts, HostileProxy, testing::ValuesIn(tunnels()), [](const auto &row) { return row.param.name; });
