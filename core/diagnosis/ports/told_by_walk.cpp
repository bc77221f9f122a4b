#include "diagnosis/ports/told_by_walk.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::diagnosis::ports {

using trace::Hop;
using trace::Kind;
using trace::Outcome;
using trace::Stage;
using trace::Trace;
using trace::Transport;

namespace {

constexpr std::size_t mostPlaces = 256; // of one kind; a company has a few

struct Version {
    unsigned major{}, minor{}, build{};
    auto operator<=>(const Version &) const = default;
};

struct Release {
    Version first;
    Exchange exchange;
};

// Each from its first number on, the latest first; SE goes on with the numbers of 2019.
constexpr Release releases[] = {
    {{15, 20, 0}, Exchange::online}, {{15, 2, 2562}, Exchange::se}, {{15, 2, 0}, Exchange::v2019}, {{15, 1, 0}, Exchange::v2016},
    {{15, 0, 0}, Exchange::v2013},   {{14, 0, 0}, Exchange::v2010}, {{8, 0, 0}, Exchange::v2007},  {{6, 0, 0}, Exchange::v2003},
};

// "14.3.123.4 (Exchange 2010)"
std::optional<Version> versionFrom(const std::string &text)
{
    Version version;
    const char *at = text.data(), *const end = at + text.size();
    for (unsigned *part : {&version.major, &version.minor, &version.build}) {
        const auto [next, error] = std::from_chars(at, end, *part);
        if (error != std::errc{})
            return std::nullopt;
        at = next != end && *next == '.' ? next + 1 : next;
    }
    return version;
}

std::optional<Exchange> releaseOf(const std::string &text)
{
    const auto version = versionFrom(text);
    for (const Release &release : releases)
        if (version && *version >= release.first)
            return release.exchange;
    return std::nullopt;
}

} // namespace

std::optional<Exchange> exchangeIn(const Trace &trace)
{
    for (const char *name : {"server version", "version of EXCH"})
        for (const Hop &hop : trace.hops)
            if (const std::string *version = hop.fact(name))
                if (const auto exchange = releaseOf(*version))
                    return exchange;
    return std::nullopt;
}

namespace {

// A question on the side is no part of the way.
bool isOnTheSide(const Trace &trace, const Hop &hop)
{
    for (const Hop *group = &hop; group; group = trace.hop(group->parent))
        if (group->kind == Kind::probe)
            return true;
    return false;
}

bool wasTried(const Hop &hop) { return hop.outcome != Outcome::notRun && hop.outcome != Outcome::running; }

} // namespace

std::vector<Scene> actsIn(const Trace &trace, Kind kind)
{
    std::vector<Scene> acts;
    for (const Hop &hop : trace.hops)
        if (hop.kind == kind && wasTried(hop) && !isOnTheSide(trace, hop))
            acts.push_back({trace, hop});
    return acts;
}

namespace {

std::optional<Transport> laneIn(const Trace &trace)
{
    std::set<Transport> lanes;
    for (const Kind kind : {Kind::connect, Kind::resolve})
        for (const Scene &act : actsIn(trace, kind))
            if (const auto lane = act.transport())
                lanes.insert(*lane);
    return lanes.size() == 1 ? std::optional(*lanes.begin()) : std::nullopt;
}

Where whereIn(const Trace &trace)
{
    const auto connects = actsIn(trace, Kind::connect);
    const bool isPublic = std::any_of(connects.begin(), connects.end(),
                                      [](const Scene &act) { return act.hop.address && !act.isPrivateAddress(); });
    return isPublic ? Where::internet : Where::lan;
}

// Outlook of a later time than its Exchange has no lane in the tables: then the latest that has one stands for it.
Outlook outlookFor(Exchange exchange, const Trace &trace)
{
    auto outlook = outlookFrom(trace.asked.outlook).value_or(Outlook::v2016);
    while (lanesOf(exchange, outlook).empty() && outlook > Outlook::v2003)
        outlook = static_cast<Outlook>(static_cast<int>(outlook) - 1);
    return outlook;
}

} // namespace

Company companyIn(const Trace &trace)
{
    Company company;
    company.exchange = exchangeIn(trace).value_or(company.exchange);
    for (const Scene &act : actsIn(trace, Kind::connect))
        if (act.transport() == Transport::direct && act.stage() != Stage::lookUp)
            company.exchangeHosts.insert(sameCase(act.host()));
    return company;
}

// An Exchange up to 2007 that is looked up at is the one that passes on (DSProxy); any other machine is a directory server.
Party partyOf(const Scene &connect, const Company &company)
{
    if (!connect.transport())
        return Party::autodiscover;
    if (connect.transport() != Transport::direct)
        return Party::proxy;
    const bool isDirectory = connect.stage() == Stage::lookUp && company.exchange <= Exchange::v2007 &&
                             !company.exchangeHosts.contains(sameCase(connect.host()));
    return isDirectory ? Party::directory : Party::exchange;
}

namespace {

void addPlace(std::vector<std::string> &places, const std::optional<std::string> &text)
{
    const auto place = text && places.size() < mostPlaces ? placeFrom(*text) : std::nullopt;
    if (place && std::find(places.begin(), places.end(), *place) == places.end())
        places.push_back(*place);
}

std::vector<std::string> &listOf(Party party, Places &places)
{
    switch (party) {
    case Party::directory: return places.directory;
    case Party::proxy: return places.proxy;
    case Party::autodiscover: return places.autodiscover;
    default: return places.exchange;
    }
}

} // namespace

// "dns A of ex1.corp.test" = "NOERROR by 10.0.0.53:53": how a name query tells who answered.
std::optional<Endpoint> nameServerIn(const Fact &fact)
{
    static constexpr std::string_view by = " by ";
    const auto at = fact.name.starts_with("dns ") ? fact.value.rfind(by) : std::string::npos;
    if (at == std::string::npos)
        return std::nullopt;
    const std::string_view answer = std::string_view(fact.value).substr(at + by.size());
    return endpointFrom(answer.substr(0, answer.find(' ')));
}

bool isRootDomain(const Scene &act) { return !act.transport() && sameCase(act.host()) == sameCase(act.domain()); }

namespace {

Places placesIn(const Trace &trace)
{
    const Company company = companyIn(trace);
    Places places;
    for (const Scene &act : actsIn(trace, Kind::connect)) {
        if (!isRootDomain(act))
            addPlace(listOf(partyOf(act, company), places), act.hop.address);
        const std::string *local = act.hop.fact("local address");
        const auto client = local ? endpointFrom(*local) : std::nullopt;
        addPlace(places.client, client ? std::optional(client->host) : std::nullopt);
    }
    for (const Scene &act : actsIn(trace, Kind::resolve))
        for (const Fact &fact : act.hop.facts)
            if (const auto server = nameServerIn(fact))
                addPlace(places.nameServer, server->host);
    return places;
}

} // namespace

Situation situationIn(const Trace &trace)
{
    Situation situation;
    situation.exchange = companyIn(trace).exchange;
    situation.outlook = outlookFor(situation.exchange, trace);
    situation.via = laneIn(trace);
    situation.where = whereIn(trace);
    situation.profile = trace.asked.profile == "finished" ? Profile::finished : Profile::fresh;
    situation.places = placesIn(trace);
    return situation;
}

} // namespace mailwalk::diagnosis::ports
