#include "diagnosis/ports/leg.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis::ports {

using trace::Needed;
using trace::Stage;

namespace {

struct Interface {
    unsigned desk;
    Exchange since;
    const char *uuid;
};

// [MS-OXABREF] 1.9, [MS-NSPI] 1.9, [MS-OXCRPC] 1.9 (EMSMDB, and AsyncEMSMDB from 2007 on), [MS-RPCE] 2.2.1.2 (mapper); what a
// domain member asks of Active Directory: [MS-NRPC] 1.9, [MS-DRSR] 1.9.
constexpr Interface interfaces[] = {
    {referral, Exchange::v2003, "1544f5e0-613c-11d1-93df-00c04fd7bd09"},
    {addressBook, Exchange::v2003, "f5cc5a18-4264-101a-8c59-08002b2f8426"},
    {store, Exchange::v2003, "a4f1db00-ca47-1067-b31f-00dd010662da"},
    {store, Exchange::v2007, "5261574a-4572-206e-b268-6b199213b4e4"},
    {mapper, Exchange::v2003, "e1af8308-5d1f-11c9-91a4-08002b14a0fa"},
    {activeDirectory, Exchange::v2003, "12345678-1234-abcd-ef00-01234567cffb"},
    {activeDirectory, Exchange::v2003, "e3514235-4b06-11d1-ab04-00c04fc2dcd2"},
};

std::vector<std::string> interfacesOf(unsigned desks, Exchange exchange)
{
    std::vector<std::string> all;
    for (const Interface &row : interfaces)
        if (desks & row.desk && row.since <= exchange)
            all.push_back(row.uuid);
    return all;
}

// Outside, a client asks whatever name server it has; the company's is asked only by whoever says so.
bool isAnothersNameService(const Leg &leg, const Situation &situation)
{
    return leg.from == Party::client && leg.to == Party::nameServer && siteOf(situation.where) & outside &&
           situation.places.nameServer.empty();
}

bool applies(const Leg &leg, const Situation &situation)
{
    const bool isWanted = situation.profile == Profile::fresh || leg.needed != Needed::setUp;
    return isWanted && leg.lanes & lanesIn(situation) && leg.sites & siteOf(situation.where) &&
           leg.exchange.has(situation.exchange) && leg.outlook.has(situation.outlook) && !isAnothersNameService(leg, situation);
}

std::optional<trace::Transport> transportOf(const Leg &leg)
{
    for (const auto transport : {trace::Transport::direct, trace::Transport::rpcHttps, trace::Transport::mapiHttps})
        if (leg.lanes == laneBit(transport))
            return transport;
    return std::nullopt;
}

std::vector<std::string> pinsOf(const Leg &leg, Exchange exchange)
{
    std::vector<std::string> ids;
    for (const PinRow &row : pinRows())
        if (row.slot == leg.slot && row.machine == leg.to && row.exchange.has(exchange))
            ids.emplace_back(row.id);
    return ids;
}

bool isOptional(Duty duty, Profile profile)
{
    return duty == Duty::optional || (duty == Duty::optionalWhenFinished && profile == Profile::finished);
}

void choosePort(Rule &rule, const Leg &leg, const Situation &situation)
{
    const auto pinned = planned(leg.slot, situation);
    rule.isDynamic = leg.port == anyPort && !pinned;
    const std::uint16_t fixed = pinned.value_or(leg.port);
    rule.ports = rule.isDynamic ? dynamicRange(leg.to, situation) : PortRange{fixed, fixed};
}

Rule ruleOf(const Leg &leg, const Situation &situation)
{
    Rule rule;
    rule.id = leg.id;
    rule.from = leg.from;
    rule.to = leg.to;
    rule.carrier = leg.carrier;
    choosePort(rule, leg, situation);
    rule.transport = transportOf(leg);
    rule.needed = leg.needed;
    rule.isOptional = isOptional(leg.duty, situation.profile);
    rule.service = QCoreApplication::translate("ports", leg.service);
    rule.why = QCoreApplication::translate("ports", leg.why);
    rule.interfaces = interfacesOf(leg.desks, situation.exchange);
    rule.pinnedBy = pinsOf(leg, situation.exchange);
    rule.stage = situation.profile == Profile::fresh ? leg.stops.fresh : leg.stops.finished;
    if (rule.stage)
        rule.kind = leg.stops.kind;
    return rule;
}

Needed wider(Needed a, Needed b)
{
    if (a == b)
        return a;
    return a == Needed::both || b == Needed::both ? Needed::both : Needed::bothUnlessCached;
}

template <class List> void append(List &list, const List &more)
{
    for (const auto &one : more)
        if (std::find(list.begin(), list.end(), one) == list.end())
            list.push_back(one);
}

// One opening for several services: a dynamic range, or the one port of a web server.
void widen(Rule &rule, const Rule &other)
{
    if (rule.isDynamic)
        rule.id = std::string(nameOf(rule.from)) + '-' + std::string(nameOf(rule.to)) + "-dynamic";
    if (rule.transport != other.transport)
        rule.transport.reset();
    rule.needed = wider(rule.needed, other.needed);
    rule.isOptional = rule.isOptional && other.isOptional;
    rule.service += QStringLiteral("; ") + other.service;
    rule.why += QLatin1Char(' ') + other.why;
    append(rule.interfaces, other.interfaces);
    append(rule.pinnedBy, other.pinnedBy);
    if (!rule.stage) {
        rule.stage = other.stage;
        rule.kind = other.kind;
    }
}

void add(std::vector<Rule> &rules, const Rule &rule)
{
    const auto same = std::find_if(rules.begin(), rules.end(), [&](const Rule &known) {
        return known.from == rule.from && known.to == rule.to && known.carrier == rule.carrier && known.ports == rule.ports;
    });
    if (same == rules.end())
        rules.push_back(rule);
    else
        widen(*same, rule);
}

// Every machine that the one reaches, the other reaches too.
bool reaches(const Rule &wide, const Rule &rule, const Places &places)
{
    if (wide.to == rule.to)
        return true;
    const auto &all = addressesOf(wide.to, places), &some = addressesOf(rule.to, places);
    return !some.empty() && std::all_of(some.begin(), some.end(), [&](const std::string &address) {
        return std::find(all.begin(), all.end(), address) != all.end();
    });
}

bool covers(const Rule &wide, const Rule &rule, const Places &places)
{
    return &wide != &rule && !wide.isOptional && wide.from == rule.from && wide.carrier == rule.carrier &&
           wide.ports.first <= rule.ports.first && rule.ports.last <= wide.ports.last && reaches(wide, rule, places);
}

// Whoever takes away a rule that another one contains does not notice.
void forgetStopsOfCovered(std::vector<Rule> &rules, const Places &places)
{
    std::vector<Rule *> covered;
    for (Rule &rule : rules)
        if (std::any_of(rules.begin(), rules.end(), [&](const Rule &wide) { return covers(wide, rule, places); }))
            covered.push_back(&rule);
    for (Rule *rule : covered) {
        rule->stage.reset();
        rule->kind.reset();
    }
}

// Outlook 2003 goes on without a referral, to the address book of Exchange itself (KB 302914).
void goOnWithoutReferral(std::vector<Rule> &rules)
{
    for (Rule &rule : rules) {
        if (rule.stage != Stage::refer)
            continue;
        const bool isReferralAlone = rule.interfaces == interfacesOf(referral, Exchange::v2003);
        rule.stage = isReferralAlone ? std::nullopt : std::optional(Stage::lookUp);
        if (isReferralAlone)
            rule.kind.reset();
    }
}

} // namespace

std::vector<Rule> rulesFor(const Situation &situation)
{
    std::vector<Rule> rules;
    for (const auto &legs : {commonLegs(), directLegs(), httpsLegs(), perimeterLegs()})
        for (const Leg &leg : legs)
            if (applies(leg, situation))
                add(rules, ruleOf(leg, situation));
    if (situation.outlook == Outlook::v2003)
        goOnWithoutReferral(rules);
    forgetStopsOfCovered(rules, situation.places);
    return rules;
}

} // namespace mailwalk::diagnosis::ports
