#include "practised.h"
#include "support/scripted_person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

using namespace mailwalk;
using namespace mailwalk::test;
using http::Answer;
using http::Doubt;
using Verdict = diagnosis::Result;
using testing::HasSubstr;
using trace::Kind;
using trace::Outcome;
using trace::Reason;

namespace {

using Hosts = std::vector<std::string>;

path::Request aliceAsked(const practice::Organisation &organisation, http::Person &person, const std::string &fault)
{
    path::Request request;
    for (const practice::FaultInfo &info : practice::faults())
        if (info.id == fault)
            request = requestFor(accountOf(organisation, "alice"), info.arguments);
    request.person = &person;
    return request;
}

std::vector<trace::Hop> questionsIn(const trace::Trace &trace)
{
    std::vector<trace::Hop> found;
    for (const trace::Hop &hop : trace.hops)
        if (hop.title.starts_with("Ask whether "))
            found.push_back(hop);
    return found;
}

const trace::Hop *probeIn(const trace::Trace &trace)
{
    for (const trace::Hop &hop : trace.hops)
        if (hop.kind == Kind::probe)
            return &hop;
    return nullptr;
}

bool isInside(const trace::Trace &trace, const trace::Hop &hop, trace::HopId group)
{
    const trace::Hop *at = &hop;
    while (at && at->id != group)
        at = trace.hop(at->parent);
    return at;
}

} // namespace

TEST(Asked, APersonWhoSaysYesGetsToTheHosterWithoutAnOldTls)
{
    const practice::Organisation organisation({"redirect-consent-declined"});
    ScriptedPerson person(Answer::yes);
    const Practised walked = walk(organisation, aliceAsked(organisation, person, "redirect-consent-declined"));
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::works);
    EXPECT_EQ(person.hosts(), Hosts{"autodiscover.hosting.test"});
    ASSERT_EQ(questionsIn(walked.trace).size(), 1u);
    EXPECT_EQ(questionsIn(walked.trace).front().outcome, Outcome::passed);
}

TEST(Asked, APersonWhoSaysNoGetsTheSameVerdictAsIfNobodyHadBeenAsked)
{
    const practice::Organisation organisation({"redirect-consent-declined"});
    ScriptedPerson person(Answer::no);
    const Practised walked = walk(organisation, aliceAsked(organisation, person, "redirect-consent-declined"));
    SCOPED_TRACE(linesOf(walked.trace));
    EXPECT_EQ(walked.verdict.outcome, Verdict::notProven);
    EXPECT_EQ(walked.verdict.reason, Reason::consent);
    ASSERT_FALSE(walked.verdict.findings.empty());
    EXPECT_EQ(walked.verdict.findings.front().cause, "redirect-consent-declined");
    EXPECT_THAT(walked.verdict.sentence, HasSubstr("autodiscover.hosting.test"));
    EXPECT_EQ(person.asked().size(), 1u);
    for (const trace::Hop &hop : walked.trace.hops)
        EXPECT_FALSE(!hop.isGroup() && hop.target.find("hosting.test") != std::string::npos && hop.outcome != Outcome::notRun &&
                     hop.kind != Kind::http)
            << hop.title;
}

namespace {

/// The server of the organisation by its number, as nobody's own: every host that it names is somebody else's.
struct AskedByNumber {
    explicit AskedByNumber(const practice::Organisation &organisation, http::Person &person)
        : request(requestFor(organisation, accountOf(organisation, "alice"))), detours(detoursOf(organisation))
    {
        for (const net::Detour &each : std::vector(detours))
            if (each.from.host == organisation.server())
                detours.push_back({{each.to.host, 135}, each.to}), request.server = each.to.host;
        request.address.reset();
        request.person = &person;
    }
    trace::Trace walked(const practice::Organisation &organisation) const
    {
        trace::Recorder recorder(path::askedOf(request));
        net::SystemNetwork system(namesOf(organisation));
        net::Journey journey{recorder, system, patience(), detours};
        path::walk(request, journey, net::Stop());
        return recorder.trace();
    }
    path::Request request;
    std::vector<net::Detour> detours;
};

} // namespace

TEST(Asked, AReferralToAForeignDomainIsFollowedWithAYesForEachHost)
{
    const practice::Organisation organisation({});
    ScriptedPerson person(Answer::yes);
    const trace::Trace trace = AskedByNumber(organisation, person).walked(organisation);
    SCOPED_TRACE(linesOf(trace));
    EXPECT_EQ(diagnosis::diagnose(trace).outcome, Verdict::works);
    EXPECT_EQ(person.hosts(), (Hosts{"gc1.corp.test", "ex1.corp.test"}));
    for (const http::Question &question : person.asked())
        EXPECT_FALSE(question.from.empty());
}

TEST(Asked, AReferralToAForeignDomainEndsThereWithANo)
{
    const practice::Organisation organisation({});
    ScriptedPerson person(Answer::no);
    const trace::Trace trace = AskedByNumber(organisation, person).walked(organisation);
    SCOPED_TRACE(linesOf(trace));
    const auto verdict = diagnosis::diagnose(trace);
    EXPECT_EQ(verdict.outcome, Verdict::notProven);
    EXPECT_EQ(verdict.reason, Reason::consent);
    EXPECT_TRUE(verdict.findings.empty());
    EXPECT_EQ(person.hosts(), Hosts{"gc1.corp.test"});
    for (const trace::Hop &hop : trace.hops)
        EXPECT_FALSE(!hop.isGroup() && hop.target.find("gc1.corp.test") != std::string::npos) << hop.title;
    ASSERT_EQ(questionsIn(trace).size(), 1u);
    EXPECT_EQ(questionsIn(trace).front().outcome, Outcome::notRun);
}

class CertificateAsked : public testing::TestWithParam<const char *>
{
};

TEST_P(CertificateAsked, ALookBehindItChangesNothingOfTheVerdict)
{
    const std::string fault = GetParam();
    const practice::Organisation organisation({fault});
    ScriptedPerson nobody(Answer::no), curious(Answer::yes);
    auto request = aliceAsked(organisation, nobody, fault);
    request.person = nullptr;
    const Practised before = walk(organisation, request);
    EXPECT_FALSE(probeIn(before.trace));

    request.person = &curious;
    const Practised looked = walk(organisation, request);
    SCOPED_TRACE(linesOf(looked.trace));
    EXPECT_EQ(looked.verdict.sentence, before.verdict.sentence);
    EXPECT_EQ(looked.verdict.outcome, before.verdict.outcome);
    EXPECT_EQ(looked.verdict.code, before.verdict.code);
    ASSERT_EQ(curious.asked().size(), 1u);
    EXPECT_EQ(curious.asked().front().doubt, Doubt::certificate);
    EXPECT_THAT(curious.asked().front().detail, HasSubstr("issuer: "));
    const trace::Hop *probe = probeIn(looked.trace);
    ASSERT_TRUE(probe);
    EXPECT_EQ(probe->outcome, Outcome::passed);
    EXPECT_TRUE(probe->fact("answer"));
    bool wasWarned = false;
    for (const trace::Hop &hop : looked.trace.hops) {
        if (!isInside(looked.trace, hop, probe->id))
            continue;
        EXPECT_FALSE(hop.fact("auth_type")) << hop.title;
        wasWarned = wasWarned || (hop.kind == Kind::secure && hop.outcome == Outcome::warned && hop.fact("certificate fault"));
    }
    EXPECT_TRUE(wasWarned);
    EXPECT_EQ(organisation.wrongTries(organisation.accounts().front().address), 0);

    request.person = &nobody;
    const Practised declined = walk(organisation, request);
    EXPECT_EQ(declined.verdict.sentence, before.verdict.sentence);
    ASSERT_TRUE(probeIn(declined.trace));
    EXPECT_EQ(probeIn(declined.trace)->outcome, Outcome::notRun);
    EXPECT_EQ(probeIn(declined.trace)->reason, Reason::consent);
}

INSTANTIATE_TEST_SUITE_P(Practice, CertificateAsked,
                         testing::Values("cert-expired", "cert-not-yet-valid", "cert-name-mismatch", "cert-untrusted-ca",
                                         "cert-self-signed", "cert-missing-intermediate", "autodiscover-cert-expired",
                                         "autodiscover-cert-name-mismatch"),
                         [](const auto &row) {
                             std::string name = row.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

// Somebody else's principal name is no certificate that does not fit.
TEST(Asked, NobodyIsAskedToLookBehindAPrincipalName)
{
    const practice::Organisation organisation({"msstd-mismatch"});
    ScriptedPerson person(Answer::yes);
    walk(organisation, aliceAsked(organisation, person, "msstd-mismatch"));
    EXPECT_TRUE(person.asked().empty());
}

namespace {

/// Walks with deadlines that nobody has the patience for, and lets go of every connection to this place.
trace::Trace walkedImpatiently(const practice::Organisation &organisation, const path::Request &request,
                               const std::string &target)
{
    trace::Recorder recorder(path::askedOf(request));
    net::SystemNetwork system(namesOf(organisation), {{organisation.authority()}});
    const net::Skip skip;
    net::Journey journey{recorder, system, Deadlines::all(Milliseconds(60000)), detoursOf(organisation), &skip};
    std::atomic<bool> isOver{};
    std::thread impatient([&] {
        const auto isWaitedFor = [&] {
            const trace::Trace now = recorder.trace();
            return std::any_of(now.hops.begin(), now.hops.end(), [&](const trace::Hop &hop) {
                return hop.kind == Kind::connect && hop.target == target && hop.outcome == Outcome::running;
            });
        };
        for (; !isOver; std::this_thread::yield()) // each begins in its own time, and is recorded before it is waited for
            if (isWaitedFor())
                skip.ring();
    });
    path::walk(request, journey, net::Stop());
    isOver = true;
    impatient.join();
    return recorder.trace();
}

} // namespace

TEST(Skipped, ASwallowedPortIsNoBlame)
{
    const practice::Organisation organisation({"tcp-443-filtered"});
    const path::Request request = requestFor(accountOf(organisation, "alice"), {"--via", "rpc-https"});
    const trace::Trace trace = walkedImpatiently(organisation, request, "mail.corp.test:443");
    SCOPED_TRACE(linesOf(trace));
    const auto verdict = diagnosis::diagnose(trace);
    EXPECT_EQ(verdict.outcome, Verdict::notProven);
    EXPECT_TRUE(verdict.findings.empty());
    EXPECT_THAT(verdict.sentence, HasSubstr("You skipped"));
    ASSERT_TRUE(verdict.hop);
    EXPECT_TRUE(trace.hop(*verdict.hop)->fact("skipped"));
    for (const trace::Hop &hop : trace.hops)
        EXPECT_TRUE(hop.closed) << hop.title;
}

TEST(Skipped, ASwallowedPortOfOneLaneDoesNotKeepTheOtherFromTheMailbox)
{
    const practice::Organisation organisation({"tcp135-filtered-by-company"});
    const path::Request request = requestFor(accountOf(organisation, "alice"), {});
    const trace::Trace trace = walkedImpatiently(organisation, request, "ex1.corp.test:135");
    SCOPED_TRACE(linesOf(trace));
    const auto verdict = diagnosis::diagnose(trace);
    EXPECT_EQ(verdict.lanes.at(trace::Transport::direct).outcome, Verdict::notProven);
    EXPECT_TRUE(verdict.lanes.at(trace::Transport::direct).findings.empty());
    EXPECT_THAT(verdict.lanes.at(trace::Transport::rpcHttps).outcome, testing::AnyOf(Verdict::works, Verdict::notProven));
    EXPECT_THAT(verdict.outcome, testing::AnyOf(Verdict::works, Verdict::notProven));
}

TEST(Finished, ByAddressOpensTheMailboxAsAutodiscoverTellsIt)
{
    const practice::Organisation organisation({});
    for (const char *via : {"direct", "rpc-https", "all"}) {
        path::Request request = requestFor(accountOf(organisation, "alice"), {"--via", via});
        request.profile = path::Profile::finished;
        const Practised walked = walk(organisation, request);
        SCOPED_TRACE(linesOf(walked.trace));
        EXPECT_EQ(walked.verdict.outcome, Verdict::works) << via;
        for (const trace::Hop &hop : walked.trace.hops) {
            EXPECT_NE(hop.stage, trace::Stage::refer) << hop.title;
            EXPECT_NE(hop.stage, trace::Stage::lookUp) << hop.title;
        }
        EXPECT_EQ(*walked.trace.hops.at(1).fact("stands for"), "what the profile has stored");
        EXPECT_EQ(walked.trace.asked.profile, "finished");
    }
}

TEST(Finished, ByAddressDoesNotFailForWantOfAutodiscover)
{
    const std::pair<const char *, const char *> rows[] = {{"autodiscover-dns-missing", "autodiscover-dns-missing"},
                                                          {"autodiscover-cert-expired", "cert-expired"},
                                                          {"autodiscover-path-missing", "autodiscover-path-missing"}};
    for (const auto &[fault, cause] : rows) {
        const practice::Organisation organisation({fault});
        path::Request request = requestFor(accountOf(organisation, "alice"), {});
        request.profile = path::Profile::finished;
        const Practised walked = walk(organisation, request);
        SCOPED_TRACE(linesOf(walked.trace));
        EXPECT_EQ(walked.verdict.outcome, Verdict::notProven) << fault;
        EXPECT_THAT(walked.verdict.sentence, HasSubstr("could not be seen from here"));
        ASSERT_FALSE(walked.verdict.findings.empty());
        EXPECT_EQ(walked.verdict.findings.front().cause, cause);
    }
}

// What is dead for new profiles alone.
TEST(Finished, ByAddressIsNotStoppedByADeadReferral)
{
    const practice::Organisation organisation({"no-rfr-breaks-new-profile"});
    path::Request request = requestFor(accountOf(organisation, "alice"), {"--via", "direct"});
    request.profile = path::Profile::finished;
    EXPECT_EQ(walk(organisation, request).verdict.outcome, Verdict::works);
}
