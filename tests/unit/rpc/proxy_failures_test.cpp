#include "rpc/proxy_failures.h"
#include "support/golden.h"
#include "support/scripted_network.h"

using namespace mailwalk;
using namespace mailwalk::test;
using trace::Code;

namespace {

/// The hop that an answer like this fails.
trace::Hop refusedHop(int status, const std::string &reason, const http::Headers &headers, const std::string &body)
{
    ScriptedNetwork net;
    const Walked walked = walkOver(net, [&](const net::Step &step) {
        step.run({trace::Kind::http, "Ask", ""}, [&](const net::Step &hop) {
            hop.fail(rpc::refusedBy(hop, {{1, status, reason, headers}, {body.begin(), body.end()}}));
        });
    });
    return hopsOf(walked.trace, trace::Kind::http).front();
}

const http::Headers html{{"Content-Type", "text/html; charset=utf-8"}};

} // namespace

TEST(ProxyFailures, FindsTheRpcErrorWhereverItStands)
{
    const struct {
        const char *reason;
        std::optional<std::uint32_t> error;
    } rows[] = {
        {"RPC Error: 6ba", 0x6ba},
        {"rpc error: 6BA", 0x6ba},
        {"RPC Error:6ba", 0x6ba},
        {"RPC Error:   5", 5},
        {"RPC Error: 6ba, EEInfo: AQID", 0x6ba},
        {"Service Unavailable (RPC Error: 6c0)", 0x6c0},
        {"RPC Error: 800706ba", 0x800706ba},
        {"RPC Error: 123456789", 0x12345678}, // no more than 32 bits
        {"RPC Error:", {}},
        {"RPC Error: zz", {}},
        {"RPC Erro", {}},
        {"Service Unavailable", {}},
        {"", {}},
    };
    for (const auto &row : rows)
        EXPECT_EQ(rpc::rpcErrorIn(row.reason), row.error) << row.reason;
}

TEST(ProxyFailures, PrefersTheExtendedErrorOfTheBody)
{
    const Bytes one{1, 2, 3}, other{4, 5, 6};
    EXPECT_EQ(rpc::extendedErrorIn("RPC Error: 6ba, EEInfo: AQID", ""), one);
    EXPECT_EQ(rpc::extendedErrorIn("RPC Error: 6ba, EEInfo: AQID", "RPC EEInfo:BAUG"), other);
    EXPECT_EQ(rpc::extendedErrorIn("RPC Error: 6ba", "rpc eeinfo: BAUG\r\n"), other);
    EXPECT_EQ(rpc::extendedErrorIn("RPC Error: 6ba, EEInfo: AQID", "RPC EEInfo:"), one);
    EXPECT_EQ(rpc::extendedErrorIn("RPC Error: 6ba, EEInfo: A", ""), std::nullopt);
    EXPECT_EQ(rpc::extendedErrorIn("RPC Error: 6ba", ""), std::nullopt);
}

TEST(ProxyFailures, TellsAnRpcErrorFromARefusalOfTheWebServer)
{
    const struct {
        int status;
        const char *reason, *body;
        const http::Headers &headers;
        Code code;
        const char *expected, *got, *fact, *value;
    } rows[] = {
        {503, "RPC Error: 6ba", "", {}, Code::httpStatus, "200 Success", "503 RPC Error: 6ba", "rpc error", "0x000006ba"},
        {503,
         "rpc error: 6C0, EEInfo: !",
         "",
         {},
         Code::httpStatus,
         "200 Success",
         "503 RPC Error: 6c0",
         "rpc error",
         "0x000006c0"},
        {503, "Service Unavailable", "", html, Code::httpStatus, "200 Success", "503 Service Unavailable", "rpc error", "(none)"},
        {403, "Forbidden", "<h2>403.4 - Forbidden: SSL is required</h2>", html, Code::httpStatus, "200 Success", "403 Forbidden",
         "sub-status", "403.4"},
        {403, "Forbidden", "<h2>1403.4</h2>", html, Code::httpStatus, "200 Success", "403 Forbidden", "sub-status", "(none)"},
        {403, "Forbidden", "403.", html, Code::httpStatus, "200 Success", "403 Forbidden", "sub-status", "(none)"},
        {404, "Not Found", "", {}, Code::httpStatus, "200 Success", "404 Not Found", "sub-status", "(none)"},
        {200, "OK", "", html, Code::otherProtocol, "application/rpc", "text/html", "rpc error", "(none)"},
        {200, "OK", "", {}, Code::otherProtocol, "application/rpc", "no content type", "rpc error", "(none)"},
    };
    for (const auto &row : rows) {
        const auto hop = refusedHop(row.status, row.reason, row.headers, row.body);
        ASSERT_TRUE(hop.failure) << row.got;
        EXPECT_EQ(hop.failure->code, row.code) << row.got;
        EXPECT_EQ(hop.failure->expected, row.expected) << row.got;
        EXPECT_EQ(hop.failure->got, row.got);
        EXPECT_EQ(factOf(hop.facts, row.fact), row.value) << row.got;
    }
}

TEST(ProxyFailures, ExtendedErrorsBecomeFactsReadableOrNot)
{
    const std::string good = "RPC EEInfo:" + toBase64(golden("eeinfo-one-record"));
    EXPECT_NE(factOf(refusedHop(503, "RPC Error: 6ba", {}, good).facts, "eeinfo.1.status"), "(none)");
    const auto hop = refusedHop(503, "RPC Error: 6ba, EEInfo: AQID", {}, "");
    EXPECT_NE(factOf(hop.facts, "eeinfo").find("unreadable"), std::string::npos);
    EXPECT_EQ(hop.failure->got, "503 RPC Error: 6ba");
}

TEST(ProxyFailures, OnlySuccessWithTheTypeOfRpcOpensAChannel)
{
    EXPECT_TRUE(rpc::opensChannel({1, 200, "Success", {{"content-type", "Application/RPC; x=y"}}}));
    EXPECT_FALSE(rpc::opensChannel({1, 200, "Success", {}}));
    EXPECT_FALSE(rpc::opensChannel({1, 200, "OK", html}));
    EXPECT_FALSE(rpc::opensChannel({1, 201, "Created", {{"Content-Type", "application/rpc"}}}));
}
