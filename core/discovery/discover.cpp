#include "discovery/discover.h"

#include "base/text.h"
#include "discovery/candidates.h"
#include "http/look_behind.h"

#include <algorithm>

namespace mailwalk::discovery {

using net::Step;
using trace::Code;
using trace::Kind;

namespace {

constexpr std::size_t mostElementsShown = 200; // a whole answer has some forty

// Who stands behind this address, before anything is asked.
void check(const Step &step, const Trail &trail)
{
    const auto refuse = [&](const trace::Failure &failure) {
        step.run({Kind::attempt, "Check the address", trail.address()}, [&](const Step &attempt) { attempt.fail(failure); });
    };
    if (trail.domain().empty())
        refuse({Code::status, "this is no e-mail address", "an e-mail address", oneLine(trail.address())});
    if (isFreeMail(trail.domain()))
        refuse({Code::status, trail.domain() + " is a mail service for everybody, without Exchange mailboxes",
                "an Exchange mailbox", "free-mail provider"});
}

net::Plan signingIn(const Url &url) { return {Kind::attempt, "Sign in at " + toText(url), toText(url)}; }

// Over the challenges of all URLs that one leads to the next.
Result<Found, net::Stopped> answered(const Step &step, const Asker &asker, Found found, http::SignIn &signIn)
{
    while (std::holds_alternative<http::Offer>(found.lead)) {
        auto next = step.attempt(signingIn(found.url),
                                 [&](const Step &attempt) { return asker.signIn(attempt, std::move(found), signIn); });
        if (!next)
            return next.error();
        found = std::move(*next);
    }
    return found;
}

// Settings or another address; nothing where a password would be needed. A failure of one candidate is followed by the next, as
// in Outlook; but for a refused password, which ends everything.
std::optional<Found> search(const Step &step, const Asker &asker, const Trail &start, http::SignIn *signIn)
{
    Candidates candidates(asker, start);
    const auto until = signIn ? Candidates::Until::firstUsable : Candidates::Until::end;
    std::vector<std::pair<Url, net::Stopped>> tried; // plain HTTP mostly leads to where one has been already
    while (Candidate *winner = candidates.walk(step, until)) {
        if (!std::holds_alternative<http::Offer>(winner->found->lead))
            return std::move(winner->found);
        if (!signIn) {
            step.skip(signingIn(winner->found->url), trace::Reason::needsPassword);
            return {};
        }
        const auto before =
            std::find_if(tried.begin(), tried.end(), [&](const auto &t) { return t.first == winner->found->url; });
        if (before != tried.end()) {
            winner->failure = before->second;
            continue;
        }
        const Url url = winner->found->url;
        auto found = answered(step, asker, std::move(*winner->found), *signIn);
        if (found)
            return std::move(*found);
        if (signIn->refusal())
            throw found.error();
        winner->failure = found.error();
        tried.push_back({url, found.error()});
    }
    throw candidates.mostTelling();
}

// "mail.corp.test, Basic, msstd:mail.corp.test"; of a block without a server its first URL.
std::string summaryOf(const Protocol &protocol)
{
    std::string text;
    for (const std::string &each : {protocol.server, protocol.authPackage, protocol.certPrincipalName})
        text += text.empty() || each.empty() ? each : ", " + each;
    for (const Element &each : protocol.elements)
        if (text.empty() && each.value.starts_with("http"))
            text = each.value;
    return oneLine(text);
}

// All that a document told, block by block, as far as a person may want to read it.
void recordElements(const Step &step, const Settings &settings)
{
    std::size_t left = mostElementsShown;
    for (const Protocol &protocol : settings.protocols)
        for (const Element &each : protocol.elements) {
            if (left-- == 0)
                return;
            step.fact(oneLine(protocol.type, 20) + ": " + oneLine(each.name, 80), oneLine(each.value));
        }
}

void record(const Step &step, const Url &winner, const Settings &settings)
{
    step.fact("winner", toText(winner));
    step.fact("display name", oneLine(settings.displayName));
    step.fact("legacyDN", oneLine(settings.legacyDn));
    for (const Protocol &protocol : settings.protocols) {
        step.fact(oneLine(protocol.type, 20), summaryOf(protocol));
        if (const auto version = versionFrom(protocol.serverVersion))
            step.fact("version of " + oneLine(protocol.type, 20), *version);
    }
    recordElements(step, settings);
}

// Of several that failed the one that stands for all: a web site's certificate is of no interest where Autodiscover is found.
std::optional<Found> searchOrLook(const Step &step, const Asker &asker, const Trail &start, const Question &question)
{
    try {
        return search(step, asker, start, question.signIn);
    } catch (const net::Stopped &why) {
        http::lookBehind(step, question.consent, why, autodiscoverPath);
        throw;
    }
}

} // namespace

std::optional<Settings> discover(const Step &step, const Question &question)
{
    const Asker asker(question.userAgent, question.consent);
    Trail trail(question.address, question.consent);
    for (;;) { // once for each address that leads to another, as long as the trail allows
        check(step, trail);
        auto found = searchOrLook(step, asker, trail, question);
        if (!found)
            return {};
        if (auto *settings = std::get_if<Settings>(&found->lead)) {
            record(step, found->url, *settings);
            return std::move(*settings);
        }
        trail = std::move(found->trail);
        trail.setPatience({});
        if (question.signIn)
            question.signIn->addDomain(trail.domain());
    }
}

} // namespace mailwalk::discovery
