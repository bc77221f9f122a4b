#include "diagnosis/catalogue.h"
#include "support/web_rows.h"

#include <gmock/gmock.h>

namespace mailwalk::diagnosis {
namespace {

using test::TraceBuilder;
using namespace trace;

// The row's last hop fails as the row says, and keeps what it expected.
void fail(TraceBuilder &b, const test::WebRow &row)
{
    const auto expected = b.last().failure ? b.last().failure->expected : std::nullopt;
    b.fails(row.code, row.got);
    b.last().failure->expected = expected;
}

bool isUnproven(const test::WebRow &row)
{
    const std::string got = row.got;
    return row.code == Code::consent || got == "Bearer" || got == "too old a protocol" || got == "no common cipher";
}

void expectRow(const test::WebRow &row)
{
    TraceBuilder b;
    row.write(b);
    fail(b, row);
    const Verdict verdict = diagnose(b.trace());
    std::vector<std::string> causes;
    for (const Finding &finding : verdict.findings)
        causes.push_back(finding.cause);
    EXPECT_EQ(verdict.outcome, isUnproven(row) ? Result::notProven : Result::fails) << row.what;
    EXPECT_EQ(verdict.hop, b.last().id) << row.what;
    EXPECT_EQ(verdict.code, row.code) << row.what;
    EXPECT_EQ(causes, row.causes) << row.what;
    EXPECT_EQ(verdict.sentence.find('{'), std::string::npos) << verdict.sentence;
    for (const Finding &finding : verdict.findings)
        EXPECT_EQ(finding.fixers, causeOf(finding.cause)->fixers) << row.what;
}

TEST(WebCauses, OfTheSearchAreFoundByTheirSignatures)
{
    for (const test::WebRow &row : test::rowsOfSearch())
        expectRow(row);
}

TEST(WebCauses, OfTheProxyAreFoundByTheirSignatures)
{
    for (const test::WebRow &row : test::rowsOfProxy())
        expectRow(row);
}

} // namespace
} // namespace mailwalk::diagnosis
