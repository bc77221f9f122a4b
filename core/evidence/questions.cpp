#include "evidence/questions.h"

#include "diagnosis/scene.h"

#include <algorithm>
#include <sstream>

namespace mailwalk::evidence {

using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;
using trace::Trace;

namespace {

constexpr std::size_t mostUnasked = 16, mostBlocked = 3;
constexpr std::uint16_t securePort = 443, plainPort = 80;

bool isLoopback(const Address &address)
{
    const Address own{true, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 0};
    return address.v6 ? address == own : address.bytes[0] == 127;
}

/// A connection of the walk, read back. Where a detour led it elsewhere it says nothing of the way.
struct Try {
    const Hop *hop;
    Endpoint target;
    Address address;
    bool isOver() const { return hop->outcome == Outcome::passed || hop->outcome == Outcome::failed; }
};

std::vector<Try> triesIn(const Trace &walked, const Welcome &welcome)
{
    std::vector<Try> tries;
    for (const Hop &hop : walked.hops) {
        const auto target = endpointFrom(hop.target);
        const auto address = addressFrom(hop.address.value_or(std::string{}));
        if (hop.kind == Kind::connect && target && address && !hop.fact("connect-to") && welcome.isFor(target->host))
            tries.push_back({&hop, *target, *address});
    }
    return tries;
}

// As net/lookup and net/name_query write them: "192.0.2.1, TTL 60 s", lists of addresses.
std::vector<Address> addressesIn(const Hop &lookup)
{
    static constexpr std::string_view names[] = {"dns address", "system resolver", "hosts file"};
    std::vector<Address> found;
    for (const Fact &fact : lookup.facts) {
        if (std::find(std::begin(names), std::end(names), fact.name) == std::end(names))
            continue;
        std::istringstream words(fact.value);
        for (std::string word; words >> word;)
            if (const auto address = addressFrom(word.substr(0, word.find_last_not_of(",;") + 1)))
                if (std::find(found.begin(), found.end(), *address) == found.end())
                    found.push_back(*address);
    }
    return found;
}

std::vector<Address> addressesOf(const std::string &host, const Trace &walked)
{
    for (const Hop &hop : walked.hops)
        if (hop.kind == Kind::resolve && sameCase(hop.target) == sameCase(host))
            if (auto found = addressesIn(hop); !found.empty())
                return found;
    return {};
}

bool isAnswered(const std::vector<Try> &tries, const Endpoint &target, const Address &address)
{
    return std::any_of(tries.begin(), tries.end(), [&](const Try &each) {
        return each.isOver() && each.target.port == target.port && each.address == address;
    });
}

std::vector<net::Knock> unaskedIn(const Trace &walked, const std::vector<Try> &tries)
{
    std::vector<net::Knock> unasked;
    const auto isNoted = [&](const Endpoint &target, const Address &address) {
        return std::any_of(unasked.begin(), unasked.end(),
                           [&](const net::Knock &known) { return known.address == address && known.target.port == target.port; });
    };
    for (const Try &each : tries)
        for (const Address &address : addressesOf(each.target.host, walked))
            if (!isAnswered(tries, each.target, address) && !isNoted(each.target, address) && unasked.size() < mostUnasked)
                unasked.push_back({each.target, address, {}});
    return unasked;
}

std::string zoneOf(const std::string &host)
{
    const auto dot = host.find('.');
    return dot == host.npos ? std::string{} : sameCase(host.substr(dot));
}

bool isReferral(const Hop &hop, const Fact &fact)
{
    return (hop.kind == Kind::call && fact.name == "out.ppszServer") || fact.name == "directory server";
}

bool isNew(const std::string &host, const Welcome &welcome)
{
    return isHostName(host) && welcome.isFor(host) && !welcome.isGoneTo(host);
}

std::vector<std::string> directoriesIn(const Trace &walked, const std::vector<Try> &tries, const Welcome &welcome)
{
    std::vector<std::string> found;
    const bool isDirect = std::any_of(tries.begin(), tries.end(), [](const Try &each) {
        return each.hop->transport == trace::Transport::direct && each.hop->outcome == Outcome::passed;
    });
    for (const Hop &hop : walked.hops)
        for (const Fact &fact : hop.facts)
            if (isDirect && isReferral(hop, fact) && isNew(fact.value, welcome) && found.size() < mostDirectories &&
                std::find(found.begin(), found.end(), fact.value) == found.end())
                found.push_back(fact.value);
    return found;
}

// Something on the way, or the machine, has the word: not this PC.
bool isShut(const Hop &hop)
{
    const Code code = hop.failure ? hop.failure->code : Code::internal;
    const std::string *by = hop.fact("said by");
    return code == Code::timeout || code == Code::refused || (code == Code::unreachable && by && by->starts_with("ICMP"));
}

// A port that is open there; else one that fewer filters care for than the one that is shut.
std::uint16_t comparedWith(const Try &shut, const std::vector<Try> &tries)
{
    const auto isOpen = [&](const Try &each) { return each.address == shut.address && each.hop->outcome == Outcome::passed; };
    const auto open = std::find_if(tries.begin(), tries.end(), isOpen);
    if (open != tries.end())
        return open->target.port;
    return shut.target.port == securePort ? plainPort : securePort;
}

std::vector<trace::HopId> stopsOf(const diagnosis::Verdict &verdict)
{
    std::vector<trace::HopId> stops{verdict.hop.value_or(0)};
    for (const auto &[transport, lane] : verdict.lanes)
        stops.push_back(lane.outcome == diagnosis::Result::works ? 0 : lane.hop.value_or(0));
    return stops;
}

std::vector<Blocked> blockedIn(const std::vector<trace::HopId> &stops, const std::vector<Try> &tries)
{
    std::vector<Blocked> blocked;
    const auto isNoted = [&](const Try &each) {
        return std::any_of(blocked.begin(), blocked.end(), [&](const Blocked &known) {
            return known.address == each.address && known.target.port == each.target.port;
        });
    };
    for (const trace::HopId stop : stops)
        for (const Try &each : tries)
            if (each.hop->id == stop && isShut(*each.hop) && !isLoopback(each.address) && !isNoted(each) &&
                blocked.size() < mostBlocked)
                blocked.push_back({each.target, each.address, comparedWith(each, tries)});
    return blocked;
}

std::vector<net::Knock> hungIn(const Trace &walked, trace::HopId stop, const std::vector<Try> &tries)
{
    const Hop *hop = walked.hop(stop);
    if (!hop || hop->kind != Kind::secure || !hop->failure || hop->failure->code != Code::timeout)
        return {};
    for (const Try &each : tries)
        if (each.hop->target == hop->target && each.hop->outcome == Outcome::passed)
            return {{each.target, each.address, {}}};
    return {};
}

// Of the directory server that did not let in. Around a company's root is a registry, and no forest that anybody agreed to.
std::optional<std::string> forestIn(const Trace &walked, trace::HopId stop, const Welcome &welcome)
{
    const Hop *hop = walked.hop(stop);
    const bool isDirectory = hop && hop->kind == Kind::connect && hop->stage == trace::Stage::lookUp &&
                             hop->transport == trace::Transport::direct && !hop->fact("connect-to");
    const auto target = isDirectory ? endpointFrom(hop->target) : std::nullopt;
    const std::string zone = target && !addressFrom(target->host) ? zoneOf(target->host) : std::string{};
    return !zone.empty() && welcome.isFor(zone.substr(1)) ? std::optional(zone.substr(1)) : std::nullopt;
}

} // namespace

Questions questionsOf(const Trace &walked, const diagnosis::Verdict &verdict, const Welcome &welcome)
{
    const auto tries = triesIn(walked, welcome);
    const trace::HopId stop = verdict.hop.value_or(0);
    return {unaskedIn(walked, tries), directoriesIn(walked, tries, welcome), blockedIn(stopsOf(verdict), tries),
            hungIn(walked, stop, tries), forestIn(walked, stop, welcome)};
}

} // namespace mailwalk::evidence
