#include "wire/http/body.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::wire::http;

namespace {

constexpr std::size_t most = 1000;

BodyReader reader(const Headers &headers, int status = 200, std::string_view method = "POST")
{
    const auto body = BodyReader::of(ResponseHead{1, status, "", headers}, method, most);
    if (!body)
        throw std::runtime_error(toText(body.error()));
    return *body;
}

const Headers chunked{{"Transfer-Encoding", "chunked"}};

struct Outcome {
    std::string body, left, field;
    bool complete{};
    bool operator==(const Outcome &) const = default;
};

/// Fed in pieces of this many bytes.
Outcome fed(BodyReader body, std::string_view text, std::size_t piece)
{
    Bytes buffer;
    std::string field;
    for (; field.empty() && !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
        append(buffer, viewOf(text.substr(0, piece)));
        if (const auto fault = body.take(buffer))
            field = fault->field;
    }
    return {textOf(body.body()), textOf(buffer), field, body.complete()};
}

} // namespace

TEST(HttpBody, EndsWhereItsHeadSays)
{
    const struct {
        const char *what;
        Headers headers;
        const char *text, *body, *left;
        bool complete;
    } rows[] = {
        {"a length", {{"Content-Length", "5"}}, "helloHTTP/1.1", "hello", "HTTP/1.1", true},
        {"a length of nothing", {{"Content-Length", "0"}}, "HTTP", "", "HTTP", true},
        {"not yet all", {{"Content-Length", "6"}}, "hello", "hello", "", false},
        {"the same length twice", {{"Content-Length", "5"}, {"content-length", "5, 05"}}, "hello!", "hello", "!", true},
        {"no length", {}, "hello", "hello", "", false},
        {"one chunk", chunked, "5\r\nhello\r\n0\r\n\r\nrest", "hello", "rest", true},
        {"two chunks", chunked, "5\r\nhello\r\n00000A\r\n, world!!!\r\n0\r\n\r\n", "hello, world!!!", "", true},
        {"extensions", chunked, "5;a=b;c=\"d\"\r\nhello\r\n0 ;x\r\n\r\n", "hello", "", true},
        {"trailers", chunked, "1\r\na\r\n0\r\nDate: now\r\nX: y\r\n\r\nZ", "a", "Z", true},
        {"bare line feeds", chunked, "1\na\n0\n\n", "a", "", true},
        {"binary data with line ends", chunked, "4\r\n\r\n0\n\r\n0\r\n\r\n", "\r\n0\n", "", true},
        {"chunked over a length",
         {{"Content-Length", "3"}, {"Transfer-Encoding", "Chunked"}},
         "1\r\na\r\n0\r\n\r\n",
         "a",
         "",
         true},
        {"chunked without a line end after the last", chunked, "1\r\na\r\n0\r\n", "a", "", false},
        {"no last chunk", chunked, "1\r\na\r\n", "a", "", false},
        {"no end of the trailers", chunked, "0\r\nA: b\r\n", "", "", false},
    };
    for (const auto &row : rows)
        for (const std::size_t piece : {1, 2, 3, 1000}) {
            const Outcome outcome = fed(reader(row.headers), row.text, piece);
            EXPECT_EQ(outcome.body, row.body) << row.what << ", " << piece;
            EXPECT_EQ(outcome.left, row.left) << row.what << ", " << piece;
            EXPECT_EQ(outcome.complete, row.complete) << row.what << ", " << piece;
            EXPECT_EQ(outcome.field, "") << row.what << ", " << piece;
        }
}

TEST(HttpBody, OnlyWithoutALengthTheEndOfTheConnectionEndsIt)
{
    EXPECT_TRUE(reader({}).endsWithConnection());
    EXPECT_FALSE(reader({{"Content-Length", "3"}}).endsWithConnection());
    EXPECT_FALSE(reader(chunked).endsWithConnection());
    EXPECT_FALSE(reader({}, 204).endsWithConnection());
}

TEST(HttpBody, SomeAnswersHaveNoneWhateverTheirHeadSays)
{
    const struct {
        int status;
        const char *method;
    } rows[] = {{100, "POST"}, {101, "GET"}, {204, "GET"}, {304, "GET"}, {200, "HEAD"}, {404, "HEAD"}, {200, "CONNECT"}};
    for (const auto &row : rows)
        for (const Headers &headers : {Headers{}, Headers{{"Content-Length", "5"}}, chunked, Headers{{"Content-Length", "x"}}})
            EXPECT_EQ(fed(reader(headers, row.status, row.method), "next", 4), (Outcome{"", "next", "", true})) << row.status;
    EXPECT_FALSE(reader({{"Content-Length", "5"}}, 407, "CONNECT").complete());
    EXPECT_FALSE(reader({{"Content-Length", "5"}}, 200, "head").complete()); // methods have their case
}

TEST(HttpBody, ARequestWithoutLengthHasNone)
{
    const auto none = BodyReader::of(RequestHead{"GET", "/", 1, {}}, most);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->complete());
    const auto some = BodyReader::of(RequestHead{"POST", "/", 1, {{"Content-Length", "3"}}}, most);
    ASSERT_TRUE(some);
    EXPECT_EQ(fed(*some, "abcGET", 2), (Outcome{"abc", "GET", "", true}));
}

TEST(HttpBody, FramingThatTwoCouldReadDifferentlyIsRefused)
{
    const struct {
        const char *what;
        Headers headers;
        const char *field;
    } rows[] = {
        {"two lengths", {{"Content-Length", "5"}, {"Content-Length", "6"}}, "Content-Length"},
        {"two lengths in a line", {{"Content-Length", "5, 6"}}, "Content-Length"},
        {"an empty length", {{"Content-Length", ""}}, "Content-Length"},
        {"half a list", {{"Content-Length", "5,"}}, "Content-Length"},
        {"a negative length", {{"Content-Length", "-1"}}, "Content-Length"},
        {"a sign", {{"Content-Length", "+5"}}, "Content-Length"},
        {"hexadecimal", {{"Content-Length", "0x5"}}, "Content-Length"},
        {"over 64 bits", {{"Content-Length", "18446744073709551616"}}, "Content-Length"},
        {"gzip", {{"Transfer-Encoding", "gzip"}}, "Transfer-Encoding"},
        {"gzip, chunked", {{"Transfer-Encoding", "gzip, chunked"}}, "Transfer-Encoding"},
        {"chunked twice", {{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}, "Transfer-Encoding"},
        {"chunked, and something", {{"Transfer-Encoding", "chunked, identity"}}, "Transfer-Encoding"},
        {"an empty coding", {{"Transfer-Encoding", ""}}, "Transfer-Encoding"},
    };
    for (const auto &row : rows) {
        const auto answer = BodyReader::of(ResponseHead{1, 200, "", row.headers}, "POST", most);
        ASSERT_FALSE(answer) << row.what;
        EXPECT_EQ(answer.error().field, row.field) << row.what;
        const auto asked = BodyReader::of(RequestHead{"POST", "/", 1, row.headers}, most);
        ASSERT_FALSE(asked) << row.what;
        EXPECT_EQ(asked.error().field, row.field) << row.what;
    }
    EXPECT_FALSE(BodyReader::of(RequestHead{"POST", "/", 1, {{"Content-Length", "3"}, {"Transfer-Encoding", "chunked"}}}, most));
    EXPECT_FALSE(BodyReader::of(RequestHead{"POST", "/", 0, chunked}, most));
}

TEST(HttpBody, ChunksThatAreNoneAreRefused)
{
    const struct {
        const char *what;
        std::string text;
        const char *field;
    } rows[] = {
        {"no digits", "\r\nhello", "chunk"},
        {"no hexadecimal", "g\r\n", "chunk"},
        {"a prefix", "0x5\r\n", "chunk"},
        {"a sign", "-5\r\n", "chunk"},
        {"a blank before", " 5\r\n", "chunk"},
        {"over 64 bits", "10000000000000000\r\n", "chunk"},
        {"only an extension", ";a\r\n", "chunk"},
        {"data longer than told", "1\r\nab\r\n", "chunk"},
        {"a line that never ends", std::string(5000, '0'), "chunk"},
        {"an extension that never ends", "1;" + std::string(5000, 'a'), "chunk"},
        {"a chunk over the limit", "3e9\r\n", "body"},
        {"chunks over the limit", "3e8\r\n" + std::string(1000, 'a') + "\r\n1\r\n", "body"},
        {"the largest chunk there is", "ffffffffffffffff\r\n", "body"},
    };
    for (const auto &row : rows)
        for (const std::size_t piece : {std::size_t(1), row.text.size()})
            EXPECT_EQ(fed(reader(chunked), row.text, piece).field, row.field) << row.what;

    std::string trailers = "0\r\n", extensions;
    for (int i = 0; i < 40; ++i)
        trailers += std::string(2000, 'a') + "\r\n", extensions += "1;" + std::string(2000, 'a') + "\r\na\r\n";
    EXPECT_EQ(fed(reader(chunked), trailers, 100000).field, "trailer");
    EXPECT_EQ(fed(reader(chunked), extensions, 100000).field, "chunk");
}

TEST(HttpBody, OverTheLimitIsRefusedWhenItIsTold)
{
    const Headers long1{{"Content-Length", "1001"}}, longest{{"Content-Length", "18446744073709551615"}};
    EXPECT_EQ(fed(reader(long1), "a", 1).field, "body");
    EXPECT_EQ(fed(reader(longest), "a", 1).field, "body");
    EXPECT_EQ(fed(reader({{"Content-Length", "1000"}}), std::string(1000, 'a'), 7),
              (Outcome{std::string(1000, 'a'), "", "", true}));
    EXPECT_EQ(fed(reader({}), std::string(1000, 'a'), 9).field, "");
    EXPECT_EQ(fed(reader({}), std::string(1001, 'a'), 9).field, "body");
}

TEST(HttpBody, ABodyWithoutEndIsDrainedAsItComes)
{
    BodyReader body = reader(chunked);
    std::string drained;
    for (int i = 0; i < 100; ++i) {         // ten times as much as may be kept
        Bytes chunk = *fromHex("36340d0a"); // "64"
        append(chunk, Bytes(100, 'a'));
        append(chunk, viewOf("\r\n"));
        ASSERT_FALSE(body.take(chunk)) << i;
        drained += textOf(body.drain());
        EXPECT_TRUE(body.body().empty());
    }
    EXPECT_EQ(drained, std::string(10000, 'a'));
    Bytes tooLong(viewOf("3e9\r\n").begin(), viewOf("3e9\r\n").end());
    EXPECT_EQ(body.take(tooLong)->field, "body");
}

TEST(HttpBody, AnAnswerOfAnOlderVersionIsReadTheSameWay)
{
    const auto body = BodyReader::of(ResponseHead{0, 200, "", chunked}, "GET", most);
    ASSERT_TRUE(body);
    EXPECT_EQ(fed(*body, "1\r\na\r\n0\r\n\r\n", 3), (Outcome{"a", "", "", true}));
}
