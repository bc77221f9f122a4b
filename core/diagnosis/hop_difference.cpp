#include "diagnosis/hop_difference.h"

#include "base/endpoint.h"
#include "base/text.h"
#include "diagnosis/noise.h"
#include "diagnosis/scene.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

bool liesIn(const Trace &trace, const Hop &hop, Kind kind)
{
    const Hop *group = &hop;
    while (group && group->kind != kind)
        group = trace.hop(group->parent);
    return group;
}

bool cameThrough(const Hop &hop) { return hop.outcome == Outcome::passed || hop.outcome == Outcome::warned; }
bool isBrokenOff(const Hop &hop) { return hop.outcome == Outcome::cancelled || hop.outcome == Outcome::running; }

// A group that failed with what it holds says nothing of its own.
bool endedByItself(const Hop &hop) { return !hop.isGroup() || cameThrough(hop) || hop.failure || hop.outcome == Outcome::notRun; }

Difference about(const Couple &couple, Change change, std::string before, std::string after)
{
    Difference difference;
    difference.change = change;
    difference.role = couple.role;
    difference.first = couple.first ? couple.first->id : 0;
    difference.second = couple.second ? couple.second->id : 0;
    difference.before = oneLine(before);
    difference.after = oneLine(after);
    return difference;
}

bool failAlike(const Hop &one, const Hop &other)
{
    if (!one.failure || !other.failure)
        return one.failure.has_value() == other.failure.has_value();
    const auto told = [](const std::optional<std::string> &text) { return lasting(text.value_or(std::string{})); };
    return one.failure->code == other.failure->code && told(one.failure->got) == told(other.failure->got) &&
           told(one.failure->expected) == told(other.failure->expected);
}

// What was broken off while its neighbours went on had lost a race; that is another one's each time.
std::optional<Change> changeOf(const Hop &one, const Hop &other)
{
    if (isBrokenOff(one) || isBrokenOff(other))
        return std::nullopt;
    if (one.outcome != other.outcome)
        return endedByItself(one) && endedByItself(other) ? std::optional(Change::outcome) : std::nullopt;
    const bool isAlike = failAlike(one, other) && one.reason == other.reason;
    return isAlike ? std::nullopt : std::optional(Change::failure);
}

bool isNumbered(const Trace &trace, const Hop &hop)
{
    return Scene{trace, hop}.transport() == Transport::direct && portIn(hop.target) != mapperPort;
}

// A port that the mapper gave out is another one each time.
std::string targetOf(const Trace &trace, const Hop &hop, const std::string &host)
{
    if (hop.kind == Kind::http || hop.kind == Kind::channel)
        return hop.target;
    const auto port = hop.kind == Kind::connect && !isNumbered(trace, hop) ? portIn(hop.target) : std::nullopt;
    return port && !host.empty() ? toText(Endpoint{host, *port}) : host;
}

void addPlace(std::vector<Difference> &all, const Couple &couple, const Trace &first, const Trace &second)
{
    if (couple.first->outcome == Outcome::notRun || couple.second->outcome == Outcome::notRun)
        return;
    const Whereabout a = whereaboutOf(first, *couple.first), b = whereaboutOf(second, *couple.second);
    if (!a.line.empty() && !b.line.empty() && a.line != b.line)
        all.push_back(about(couple, Change::place, a.line, b.line));
}

void addSetting(std::vector<Difference> &all, const Couple &couple, const std::string &what, const std::string &before,
                const std::string &after)
{
    if (before == after)
        return;
    all.push_back(about(couple, Change::setting, before, after));
    all.back().what = oneLine(what);
}

void addAsked(std::vector<Difference> &all, const Couple &couple, const Asked &one, const Asked &other)
{
    const auto add = [&](const char *what, const std::optional<std::string> &before, const std::optional<std::string> &after) {
        addSetting(all, couple, what, before.value_or(std::string{}), after.value_or(std::string{}));
    };
    add("address", one.address, other.address);
    add("mailbox", one.mailbox, other.mailbox);
    add("server", one.server, other.server);
    add("profile", one.profile, other.profile);
    add("outlook", one.outlook, other.outlook);
    add("signed in", one.signedIn ? "yes" : "no", other.signedIn ? "yes" : "no");
}

const Fact *named(const Facts &facts, const std::string &name)
{
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact &fact) { return fact.name == name; });
    return found == facts.end() ? nullptr : &*found;
}

// "EXPR" is the sum of "EXPR: Server", "EXPR: AuthPackage" and so on.
bool isSummary(const Facts &facts, const std::string &name)
{
    return std::any_of(facts.begin(), facts.end(), [&](const Fact &fact) { return fact.name.starts_with(name + ": "); });
}

// One block of the settings that the other lacks is one difference; its single members are none.
bool isOfBlock(const Facts &facts, const std::string &name)
{
    const auto colon = name.find(": ");
    return colon != std::string::npos && named(facts, name.substr(0, colon));
}

// What only one of them was told counts for settings, where it is looked for, and where both came to their end.
bool isMissed(const Couple &couple, const Facts &mine, const Fact &fact)
{
    return couple.first->kind == Kind::stage && cameThrough(*couple.first) && cameThrough(*couple.second) &&
           !isOfBlock(mine, fact.name) && fact.name != "certificate fault";
}

// Of two hops that ended differently these say so once more.
bool saysEnding(const Fact &fact)
{
    static constexpr std::string_view starts[] = {"out.", "fault.", "status", "rpc error", "content-type", "dns A", "dns SRV"};
    return fact.name != "dns address" &&
           std::any_of(std::begin(starts), std::end(starts), [&](auto start) { return fact.name.starts_with(start); });
}

/// How far the facts of two hops can be held against each other.
struct Likeness {
    bool endedDifferently, isSameName;
};

// Another name has other addresses: that is no difference beside the names.
Facts comparable(const Hop &hop, const Likeness &likeness)
{
    Facts facts = lasting(hop.facts);
    if (!likeness.isSameName)
        std::erase_if(facts, [](const Fact &fact) { return fact.name == "dns address"; });
    if (likeness.endedDifferently)
        std::erase_if(facts, saysEnding);
    return facts;
}

void addSettings(std::vector<Difference> &all, const Couple &couple, const Likeness &likeness)
{
    const Facts one = comparable(*couple.first, likeness), other = comparable(*couple.second, likeness);
    for (const Fact &fact : one) {
        const Fact *same = named(other, fact.name);
        if (same && !(isSummary(one, fact.name) && isSummary(other, fact.name)))
            addSetting(all, couple, fact.name, fact.value, same->value);
        else if (!same && isMissed(couple, one, fact))
            addSetting(all, couple, fact.name, fact.value, {});
    }
    for (const Fact &fact : other)
        if (!named(one, fact.name) && isMissed(couple, other, fact))
            addSetting(all, couple, fact.name, {}, fact.value);
}

} // namespace

bool isCompared(const Trace &trace, const Hop &hop)
{
    const bool isTelling = !hop.isGroup() || hop.kind == Kind::stage || hop.kind == Kind::walk || hop.failure ||
                           (hop.outcome == Outcome::notRun && hop.reason);
    return isTelling && !liesIn(trace, hop, Kind::probe);
}

Whereabout whereaboutOf(const Trace &trace, const Hop &hop)
{
    const std::string host = sameCase(Scene{trace, hop}.host()), address = hop.address.value_or(std::string{});
    const std::string target = targetOf(trace, hop, host);
    return {host, address, oneLine(address.empty() ? target : target + " [" + address + ']')};
}

std::string endingOf(const Hop &hop)
{
    std::string line(nameOf(hop.outcome));
    if (hop.failure)
        line += ": " + std::string(nameOf(hop.failure->code)) + ", " + hop.failure->text;
    if (hop.failure && hop.failure->got)
        line += "; got " + *hop.failure->got;
    if (hop.reason)
        line += ": " + std::string(nameOf(*hop.reason));
    return oneLine(line);
}

std::vector<Difference> differencesOf(const Couple &couple, const Trace &first, const Trace &second)
{
    std::vector<Difference> all;
    if (couple.first->kind == Kind::walk) {
        addAsked(all, couple, first.asked, second.asked);
        return all;
    }
    const auto change = changeOf(*couple.first, *couple.second);
    if (change)
        all.push_back(about(couple, *change, endingOf(*couple.first), endingOf(*couple.second)));
    addPlace(all, couple, first, second);
    addSettings(all, couple,
                {change.has_value(), whereaboutOf(first, *couple.first).host == whereaboutOf(second, *couple.second).host});
    return all;
}

} // namespace mailwalk::diagnosis
