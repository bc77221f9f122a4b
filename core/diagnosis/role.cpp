#include "diagnosis/role.h"

#include "diagnosis/candidate.h"
#include "diagnosis/lane.h"

#include <algorithm>
#include <unordered_map>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

constexpr std::size_t longestLabel = 40; // a saved walk may be anybody's

std::string_view afterStart(std::string_view text, std::string_view start)
{
    return text.starts_with(start) ? text.substr(start.size()) : std::string_view{};
}

std::string_view firstWord(std::string_view text) { return text.substr(0, text.find(' ')); }

std::string_view nameOfPart(Candidate candidate)
{
    switch (candidate) {
    case Candidate::website: return "website";
    case Candidate::subdomain: return "subdomain";
    case Candidate::plainRedirect: return "plain redirect";
    case Candidate::service: return "service record";
    }
    return "attempt";
}

// As path/stages titles what is opened before its stage begins.
bool isAhead(const Hop &hop) { return hop.kind == Kind::attempt && hop.title.ends_with("(ahead)"); }

// Outlook 2003 is tried as it is and then once more: the same acts as those of an Outlook that need not be.
bool isWrapped(const Hop &hop) { return hop.kind == Kind::attempt && hop.title == "As this Outlook connects"; }

std::string labelOfAttempt(const Scene &scene)
{
    static constexpr std::pair<std::string_view, std::string_view> all[] = {
        {"The OUT channel", "OUT channel"},
        {"The IN channel", "IN channel"},
        {"Replace the OUT channel", "replace OUT channel"},
        {"Sign in at ", "sign in"},
        {"Check the address", "check address"},
        {"Ask whether ", "consent"},
        {"Open the three endpoints", "side by side"},
        {"Connect ", "way"},
    };
    for (const auto &[start, label] : all)
        if (scene.hop.title.starts_with(start))
            return std::string(label);
    const auto candidate = candidateOf(scene);
    return std::string(candidate ? nameOfPart(*candidate) : "attempt");
}

std::string labelOfHttp(const Hop &hop)
{
    const std::string method = "http " + std::string(firstWord(hop.title));
    return hop.title.ends_with("(first contact)") ? method + " first contact" : method;
}

// Never a host, an address or a port: those are what two walks may differ in.
std::string labelOf(const Scene &scene)
{
    const Hop &hop = scene.hop;
    switch (hop.kind) {
    case Kind::resolve: return hop.title.starts_with("Look up the services") ? "resolve services" : "resolve";
    case Kind::connect: return portIn(hop.target) == mapperPort ? "connect mapper" : "connect";
    case Kind::proxy: return hop.title == "Compare the principal name" ? "compare principal" : "proxy";
    case Kind::http: return labelOfHttp(hop);
    case Kind::map: return "map " + std::string(firstWord(hop.target));
    case Kind::bind: return "bind " + std::string(afterStart(hop.title, "Bind to "));
    case Kind::call: return hop.title;
    case Kind::attempt: return isAhead(hop) ? "ahead" : labelOfAttempt(scene);
    default: return std::string(nameOf(hop.kind));
    }
}

std::string joined(std::string path, std::string_view part)
{
    if (!path.empty() && !part.empty())
        path += '/';
    return path += part;
}

/// Gives out the parts, from the first hop to the last.
class Casting
{
public:
    explicit Casting(const Trace &trace) : trace_(trace), scopes_(trace.hops.size() + 1), isAnother_(trace.hops.size() + 1)
    {
        findRaces();
    }

    std::vector<std::string> roles()
    {
        std::vector<std::string> all;
        for (const Hop &hop : trace_.hops)
            all.push_back(cast(hop));
        return all;
    }

private:
    std::string cast(const Hop &hop)
    {
        const Scene scene{trace_, hop};
        const std::string around = isOfLane(hop) ? laneOf(scene) : hop.parent < hop.id ? scopes_[hop.parent] : std::string{};
        const bool isStage = hop.kind == Kind::stage && hop.stage;
        const std::string role = unique(isStage ? around : joined(around, label(scene)));
        const bool isTransparent = isWrapped(hop) || isAhead(hop) || (hop.kind == Kind::attempt && !scene.stage());
        scopes_[hop.id] = hop.kind == Kind::walk ? std::string{} : isTransparent ? around : role;
        return role;
    }

    // What was opened ahead is part of its stage, like what the stage opens itself.
    static bool isOfLane(const Hop &hop)
    {
        return (hop.kind == Kind::stage && hop.stage) || isAhead(hop) ||
               (hop.kind == Kind::attempt && hop.transport && !hop.stage);
    }

    static std::string laneOf(const Scene &scene)
    {
        const auto transport = scene.transport();
        const auto stage = scene.stage();
        return joined(std::string(transport ? nameOf(*transport) : ""), stage ? nameOf(*stage) : "");
    }

    std::string label(const Scene &scene) const
    {
        const std::string label = labelOf(scene).substr(0, longestLabel);
        return isAnother_[scene.hop.id] ? label + " another address" : label;
    }

    std::string unique(const std::string &role)
    {
        const auto times = ++given_[role];
        return times == 1 ? role : unique(role + '#' + std::to_string(times));
    }

    // The addresses of a name are tried in turn: the one that was let in plays the part, or the one whose refusal says most.
    void findRaces()
    {
        std::unordered_map<HopId, std::vector<const Hop *>> races; // by parent
        for (const Hop &hop : trace_.hops) {
            auto &race = races[hop.parent];
            if (!race.empty() && (hop.kind != Kind::connect || race.front()->target != hop.target)) {
                settle(race);
                race.clear();
            }
            if (hop.kind == Kind::connect)
                race.push_back(&hop);
        }
        for (const auto &[parent, race] : races)
            settle(race);
    }

    void settle(const std::vector<const Hop *> &race)
    {
        const auto rank = [](const Hop *hop) { return isReached(*hop) ? -1 : silenceOf(*hop); };
        const auto first =
            std::min_element(race.begin(), race.end(), [&](const Hop *a, const Hop *b) { return rank(a) < rank(b); });
        for (const Hop *hop : race)
            isAnother_[hop->id] = hop != *first;
    }

    static bool isReached(const Hop &hop) { return hop.outcome == Outcome::passed || hop.outcome == Outcome::warned; }

    const Trace &trace_;
    std::vector<std::string> scopes_; // by id
    std::vector<bool> isAnother_;     // by id: another address of the name did what this was for
    std::unordered_map<std::string, std::size_t> given_;
};

} // namespace

std::vector<std::string> rolesOf(const Trace &trace) { return Casting(trace).roles(); }

} // namespace mailwalk::diagnosis
