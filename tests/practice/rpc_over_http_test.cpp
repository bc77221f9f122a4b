#include "practice/plan.h"
#include "practised.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using trace::Code;
using trace::Kind;
using trace::Outcome;

// The lane through the RPC proxy, over real sockets and TLS.

namespace {

using Recycling = practice::RpcProxyPlan::Recycling;

practice::Plan shortLived(Recycling recycling)
{
    practice::Plan plan = practice::wholePlan();
    for (practice::WebHost &host : plan.web)
        if (host.host == practice::proxyHost) {
            host.secure.rpcProxy().lifetime = 6000; // bytes: several channels for one walk
            host.secure.rpcProxy().recycling = recycling;
        }
    return plan;
}

std::size_t replacementsIn(const trace::Trace &trace)
{
    return static_cast<std::size_t>(
        std::count_if(trace.hops.begin(), trace.hops.end(), [](const trace::Hop &hop) { return hop.fact("OUT channel"); }));
}

std::vector<std::string> typed(const practice::Organisation &organisation, const char *scheme)
{
    return {"--via", "rpc-https", "--server", organisation.server(), "--rpc-proxy", organisation.rpcProxy(), "--auth", scheme};
}

constexpr const char *schemes[] = {"basic", "ntlm", "negotiate"};

} // namespace

TEST(RpcOverHttpWalk, GoesOnWhenItsChannelsAreReplaced)
{
    for (const auto &[recycling, told] : {std::pair{Recycling::sameProxy, "replaced, by the same proxy"},
                                          std::pair{Recycling::anotherProxy, "replaced, by another proxy"}}) {
        const practice::Plan plan = shortLived(recycling);
        const practice::Organisation organisation{std::cref(plan)};
        const Practised walked = walk(organisation, requestFor(accountOf(organisation, "alice"), {"--via", "rpc-https"}));
        EXPECT_EQ(walked.trace.hops.front().outcome, Outcome::passed) << linesOf(walked.trace);
        EXPECT_GT(replacementsIn(walked.trace), 0u) << told;
        for (const trace::Hop &hop : walked.trace.hops)
            if (const std::string *fact = hop.fact("OUT channel")) {
                EXPECT_EQ(*fact, told);
            }
    }
}

// The rest of what differs between a new and a finished profile would be noise.
TEST(RpcOverHttpWalk, OfAFinishedProfileSignsInAsTheNewOneDid)
{
    const practice::Organisation organisation(std::vector<std::string>{});
    const std::pair<const char *, path::Scheme> rows[] = {
        {"ntlm", path::Scheme::ntlm}, {"negotiate", path::Scheme::negotiate}, {"basic", path::Scheme::any}};
    for (const auto &[scheme, stored] : rows) {
        const auto fresh = walk(organisation, requestFor(accountOf(organisation, "alice"), typed(organisation, scheme)));
        const auto remembered = path::rememberedFrom(fresh.trace);
        ASSERT_TRUE(remembered) << linesOf(fresh.trace);
        EXPECT_EQ(remembered->scheme, stored) << scheme;
        path::Request request = requestFor(accountOf(organisation, "alice"), {"--via", "rpc-https"});
        request.profile = path::Profile::finished;
        request.remembered = remembered;
        const auto finished = walk(organisation, request);
        EXPECT_EQ(finished.trace.hops.front().outcome, Outcome::passed) << linesOf(finished.trace);
        if (stored != path::Scheme::any) {
            EXPECT_EQ(path::schemeAtProxy(finished.trace), stored) << scheme;
        }
    }
}

TEST(RpcOverHttpWalk, SignsInWithEveryScheme)
{
    const practice::Organisation organisation({});
    for (const char *scheme : schemes) {
        const Practised walked = walk(organisation, requestFor(accountOf(organisation, "alice"), typed(organisation, scheme)));
        EXPECT_EQ(walked.trace.hops.front().outcome, Outcome::passed) << scheme << '\n' << linesOf(walked.trace);
    }
}

// Two channels for each desk, three desks, and one wrong try in all.
TEST(RpcOverHttpWalk, AWrongPasswordIsTriedOnce)
{
    for (const char *scheme : schemes) {
        const practice::Organisation organisation({});
        practice::Account alice = accountOf(organisation, "alice");
        alice.password = "not hers";
        const Practised walked = walk(organisation, requestFor(alice, typed(organisation, scheme)));
        EXPECT_EQ(walked.failing().failure->code, Code::authRejected) << scheme << '\n' << linesOf(walked.trace);
        EXPECT_EQ(walked.failing().kind, Kind::http) << scheme;
        EXPECT_EQ(organisation.wrongTries(alice.address), 1) << scheme;
    }
}
