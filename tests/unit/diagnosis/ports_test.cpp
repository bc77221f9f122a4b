#include "diagnosis/ports/adviser.h"

#include <gmock/gmock.h>
#include <set>

namespace mailwalk::diagnosis::ports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using trace::Kind;
using trace::Needed;
using trace::Stage;
using trace::Transport;

constexpr const char *rfr = "1544f5e0-613c-11d1-93df-00c04fd7bd09", *nspi = "f5cc5a18-4264-101a-8c59-08002b2f8426",
                     *emsmdb = "a4f1db00-ca47-1067-b31f-00dd010662da";

Situation situationOf(Exchange exchange, Outlook outlook, std::optional<Transport> via = {}, Where where = Where::lan)
{
    Situation situation;
    situation.exchange = exchange;
    situation.outlook = outlook;
    situation.via = via;
    situation.where = where;
    return situation;
}

Situation direct2007() { return situationOf(Exchange::v2007, Outlook::v2007, Transport::direct); }

Situation pinned2007()
{
    Situation situation = direct2007();
    situation.pins = {.store = 5101, .referral = 5102, .dsproxy = 5103, .gc = 5000};
    return situation;
}

const Rule *find(const Advice &advice, const std::string &id)
{
    for (const Rule &rule : advice.rules)
        if (rule.id == id)
            return &rule;
    return nullptr;
}

Rule ruleIn(const Situation &situation, const std::string &id)
{
    const Advice advice = adviceFor(situation);
    const Rule *rule = find(advice, id);
    EXPECT_NE(rule, nullptr) << id;
    return rule ? *rule : Rule{};
}

std::vector<std::string> requiredIn(const Situation &situation)
{
    std::vector<std::string> ids;
    for (const Rule &rule : adviceFor(situation).rules)
        if (!rule.isOptional)
            ids.push_back(rule.id);
    return ids;
}

std::vector<std::string> requiredFrom(const Situation &situation, Party from)
{
    std::vector<std::string> ids;
    for (const Rule &rule : adviceFor(situation).rules)
        if (!rule.isOptional && rule.from == from)
            ids.push_back(rule.id);
    return ids;
}

std::set<std::string> notesIn(const Situation &situation)
{
    std::set<std::string> ids;
    for (const Note &note : adviceFor(situation).notes)
        ids.insert(note.id);
    return ids;
}

constexpr Exchange everyExchange[] = {Exchange::v2003, Exchange::v2007, Exchange::v2010, Exchange::v2013,
                                      Exchange::v2016, Exchange::v2019, Exchange::se,    Exchange::online};
constexpr Outlook everyOutlook[] = {Outlook::v2003, Outlook::v2007, Outlook::v2010, Outlook::v2013,
                                    Outlook::v2016, Outlook::v2019, Outlook::v365};
constexpr Where everyWhere[] = {Where::internet, Where::vpn, Where::lan, Where::dmz};

// The question of the issue: a new profile with Exchange 2007, directly.
TEST(Ports, ANewProfileNeedsTheDirectoryServersTooWhateverIsFixedOnExchange)
{
    EXPECT_THAT(requiredFrom(direct2007(), Party::client),
                ElementsAre("client-name-service", "client-name-service-tcp", "client-autodiscover-https",
                            "client-exchange-mapper", "client-exchange-dynamic", "client-directory-mapper",
                            "client-directory-nspi"));
    EXPECT_THAT(requiredFrom(pinned2007(), Party::client),
                ElementsAre("client-name-service", "client-name-service-tcp", "client-autodiscover-https",
                            "client-exchange-mapper", "client-exchange-referral", "client-directory-mapper",
                            "client-directory-nspi", "client-exchange-store"));
    EXPECT_TRUE(notesIn(direct2007()).contains("each-directory-server"));
}

TEST(Ports, AFixedPortTakesThePlaceOfTheDynamicRange)
{
    const Situation situation = pinned2007();
    const std::tuple<const char *, std::uint16_t, const char *> rows[] = {
        {"client-exchange-store", 5101, "store"},
        {"client-exchange-referral", 5102, "referral"},
        {"client-exchange-dsproxy", 5103, "dsproxy"},
        {"client-directory-nspi", 5000, "gc"},
    };
    for (const auto &[id, port, pin] : rows) {
        const Rule rule = ruleIn(situation, id);
        EXPECT_EQ(rule.ports, (PortRange{port, port})) << id;
        EXPECT_FALSE(rule.isDynamic) << id;
        EXPECT_THAT(rule.pinnedBy, ElementsAre(pin));
    }
}

TEST(Ports, DynamicPortsOfOneMachineAreOneRuleWithAllTheirInterfaces)
{
    const Rule rule = ruleIn(direct2007(), "client-exchange-dynamic");
    EXPECT_TRUE(rule.isDynamic);
    EXPECT_THAT(rule.interfaces, testing::IsSupersetOf({rfr, nspi, emsmdb}));
    EXPECT_EQ(rule.stage, Stage::refer);
    EXPECT_EQ(rule.needed, Needed::both);
    EXPECT_THAT(rule.pinnedBy, ElementsAre("referral", "dsproxy", "store"));
}

TEST(Ports, TheDynamicRangeIsThatOfTheServersWindows)
{
    Situation situation = direct2007();
    EXPECT_EQ(ruleIn(situation, "client-directory-nspi").ports, (PortRange{1024, 65535}));
    situation.windows = Windows::v2008;
    EXPECT_EQ(ruleIn(situation, "client-directory-nspi").ports, (PortRange{49152, 65535}));
    situation.windows = Windows::v2003;
    EXPECT_EQ(ruleIn(situation, "client-exchange-dynamic").ports, (PortRange{1024, 65535}));
    const auto with2010 = situationOf(Exchange::v2010, Outlook::v2010, Transport::direct);
    EXPECT_EQ(ruleIn(with2010, "client-exchange-dynamic").ports, (PortRange{6005, 65534}));
}

TEST(Ports, WithExchange2010TheClientAccessServerIsTheDirectoryServer)
{
    Situation situation = situationOf(Exchange::v2010, Outlook::v2010, Transport::direct);
    situation.pins = {.store = 59532, .referral = 59533, .dsproxy = {}, .gc = {}};
    const Advice advice = adviceFor(situation);
    EXPECT_EQ(find(advice, "client-directory-nspi"), nullptr);
    EXPECT_THAT(ruleIn(situation, "client-exchange-address-book").interfaces, ElementsAre(rfr, nspi));
    EXPECT_EQ(ruleIn(situation, "client-exchange-address-book").ports.first, 59533);
    EXPECT_EQ(ruleIn(situation, "client-exchange-store").ports.first, 59532);
}

TEST(Ports, AFinishedProfileNeedsNoReferralAndItsWalkDoesNotStopWithoutADirectoryServer)
{
    Situation situation = pinned2007();
    situation.profile = Profile::finished;
    const Advice advice = adviceFor(situation);
    EXPECT_EQ(find(advice, "client-exchange-referral"), nullptr);
    EXPECT_EQ(find(advice, "client-exchange-dsproxy"), nullptr);
    EXPECT_EQ(ruleIn(situation, "client-exchange-mapper").stage, Stage::open);
    EXPECT_EQ(ruleIn(situation, "client-directory-nspi").stage, std::nullopt);
    EXPECT_EQ(ruleIn(situation, "client-directory-nspi").needed, Needed::bothUnlessCached);
    EXPECT_TRUE(ruleIn(situation, "client-autodiscover-https").isOptional);
}

// KB 302914: Outlook 2003 goes on with the address book of Exchange, so that the referral alone stops nothing.
TEST(Ports, Outlook2003IsStoppedByAMissingMapperNotByAMissingReferral)
{
    Situation situation = pinned2007();
    situation.outlook = Outlook::v2003;
    EXPECT_EQ(ruleIn(situation, "client-exchange-mapper").stage, Stage::lookUp);
    EXPECT_EQ(ruleIn(situation, "client-exchange-referral").stage, std::nullopt);
    EXPECT_EQ(ruleIn(situation, "client-exchange-referral").kind, std::nullopt);
    EXPECT_FALSE(ruleIn(situation, "client-exchange-dsproxy").isOptional);
    EXPECT_EQ(ruleIn(situation, "client-exchange-store").stage, Stage::open);
}

TEST(Ports, RpcOverHttpsNeeds443OfTheClientAndThreePortsBehindTheProxy)
{
    for (const Exchange exchange : {Exchange::v2003, Exchange::v2007}) {
        const Situation situation = situationOf(exchange, Outlook::v2007, Transport::rpcHttps, Where::internet);
        for (const Rule &rule : adviceFor(situation).rules)
            if (rule.from == Party::client && !rule.isOptional) {
                EXPECT_EQ(rule.ports.first, 443) << rule.id;
            }
        const std::tuple<const char *, std::uint16_t, Stage, const char *> rows[] = {
            {"proxy-exchange-referral", 6002, Stage::refer, rfr},
            {"proxy-exchange-address-book", 6004, Stage::lookUp, nspi},
            {"proxy-exchange-store", 6001, Stage::open, emsmdb},
        };
        for (const auto &[id, port, stage, interface] : rows) {
            const Rule rule = ruleIn(situation, id);
            EXPECT_EQ(rule.ports.first, port);
            EXPECT_EQ(rule.stage, stage);
            EXPECT_EQ(rule.kind, Kind::channel);
            EXPECT_THAT(rule.interfaces, Contains(interface));
        }
        EXPECT_TRUE(notesIn(situation).contains("no-135-behind-https"));
    }
}

TEST(Ports, NobodyIsEverToldToOpen135OrADynamicPortToTheInternet)
{
    for (const Exchange exchange : everyExchange)
        for (const Outlook outlook : everyOutlook)
            for (const Where where : {Where::internet, Where::dmz}) {
                const Situation situation = situationOf(exchange, outlook, {}, where);
                for (const Rule &rule : adviceFor(situation).rules)
                    if (rule.from == Party::client || rule.to == Party::client) {
                        EXPECT_THAT((std::set<int>{53, 80, 443}), Contains(int(rule.ports.first))) << rule.id;
                        EXPECT_FALSE(rule.isDynamic) << rule.id;
                    }
                EXPECT_TRUE(notesIn(situation).contains("never-135-on-the-internet"));
            }
}

TEST(Ports, TheDirectWayFromOutsideIsNothingToOpen)
{
    const Situation situation = situationOf(Exchange::v2007, Outlook::v2007, Transport::direct, Where::internet);
    EXPECT_THAT(adviceFor(situation).rules, IsEmpty());
    EXPECT_TRUE(notesIn(situation).contains("not-directly-from-outside"));
}

TEST(Ports, FromExchange2013OnClientsNeed443Alone)
{
    for (const Exchange exchange : {Exchange::v2013, Exchange::v2016, Exchange::v2019, Exchange::se, Exchange::online}) {
        const Situation situation = situationOf(exchange, Outlook::v2016);
        EXPECT_THAT(requiredFrom(situation, Party::client), Not(Contains("client-exchange-mapper")));
        EXPECT_THAT(adviceFor(situation).pins, IsEmpty());
        EXPECT_EQ(ruleIn(situation, exchange == Exchange::online ? "client-mapi-https" : "client-proxy-https").ports.first, 443);
    }
}

TEST(Ports, AProxyInAPerimeterNeedsItsDomain)
{
    const auto perimeter = situationOf(Exchange::v2003, Outlook::v2003, Transport::rpcHttps, Where::dmz);
    EXPECT_THAT(requiredFrom(perimeter, Party::proxy),
                testing::IsSupersetOf({"proxy-domain-kerberos", "proxy-domain-time", "proxy-domain-mapper", "proxy-domain-rpc",
                                       "proxy-domain-ldap", "proxy-domain-smb", "proxy-domain-catalog", "proxy-name-service"}));
    EXPECT_THAT(requiredIn(situationOf(Exchange::v2003, Outlook::v2003, Transport::rpcHttps)), Not(Contains("proxy-domain-smb")));
    EXPECT_FALSE(notesIn(perimeter).contains("perimeter-not-supported"));
    EXPECT_TRUE(notesIn(situationOf(Exchange::v2007, Outlook::v2007, Transport::rpcHttps, Where::dmz))
                    .contains("perimeter-not-supported"));
}

TEST(Ports, EveryPinSaysWhereItBelongsAndWhatItDoes)
{
    const std::tuple<const char *, Party, const char *, const char *, Pin::Type> rows[] = {
        {"store", Party::exchange, "MSExchangeIS\\ParametersSystem", "TCP/IP Port", Pin::Type::dword},
        {"referral", Party::exchange, "MSExchangeSA\\Parameters", "TCP/IP Port", Pin::Type::dword},
        {"dsproxy", Party::exchange, "MSExchangeSA\\Parameters", "TCP/IP NSPI Port", Pin::Type::dword},
        {"gc", Party::directory, "NTDS\\Parameters", "TCP/IP Port", Pin::Type::dword},
    };
    const Advice advice = adviceFor(pinned2007());
    for (const auto &[id, machine, key, value, type] : rows) {
        const auto pin = std::find_if(advice.pins.begin(), advice.pins.end(), [&](const Pin &one) { return one.id == id; });
        ASSERT_NE(pin, advice.pins.end()) << id;
        EXPECT_EQ(pin->machine, machine);
        EXPECT_TRUE(pin->key.ends_with(key)) << pin->key;
        EXPECT_EQ(pin->value, value);
        EXPECT_EQ(pin->type, type);
        EXPECT_TRUE(pin->port.has_value());
        EXPECT_FALSE(pin->restart.isEmpty() || pin->sideEffects.isEmpty());
    }
}

TEST(Ports, TheAddressBooksPortOfExchange2010IsAText)
{
    for (const Pin &pin : adviceFor(situationOf(Exchange::v2010, Outlook::v2010)).pins)
        EXPECT_EQ(pin.type, pin.value == "RpcTcpPort" ? Pin::Type::string : Pin::Type::dword) << pin.id;
}

TEST(Ports, FixedPortsThatCannotBeAreObjectedTo)
{
    EXPECT_EQ(complaintAbout(pinned2007().pins, Exchange::v2007), QString());
    EXPECT_EQ(complaintAbout({.store = 5101, .referral = {}, .dsproxy = {}, .gc = 5101}, Exchange::v2003), QString());
    const std::pair<Pins, Exchange> rows[] = {
        {{.store = 5101, .referral = 5101, .dsproxy = {}, .gc = {}}, Exchange::v2007},
        {{.store = 6001, .referral = {}, .dsproxy = {}, .gc = {}}, Exchange::v2007},
        {{.store = {}, .referral = {}, .dsproxy = 6004, .gc = {}}, Exchange::v2003},
        {{.store = 135, .referral = {}, .dsproxy = {}, .gc = {}}, Exchange::v2007},
        {{.store = {}, .referral = {}, .dsproxy = 5103, .gc = {}}, Exchange::v2010},
        {{.store = 5101, .referral = {}, .dsproxy = {}, .gc = {}}, Exchange::v2016},
    };
    for (const auto &[pins, exchange] : rows)
        EXPECT_FALSE(complaintAbout(pins, exchange).isEmpty()) << nameOf(exchange);
    for (const Exchange exchange : everyExchange)
        EXPECT_EQ(complaintAbout(suggestedPins(exchange), exchange), QString());
}

TEST(Ports, OnlyAddressesAndNetworksArePlaces)
{
    EXPECT_EQ(placeFrom("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(placeFrom("192.0.2.7/24"), "192.0.2.0/24");
    EXPECT_EQ(placeFrom("192.0.2.7/0"), "0.0.0.0/0");
    EXPECT_EQ(placeFrom("2001:DB8::1/32"), "2001:db8::/32");
    for (const char *text :
         {"", "ex1.corp.test", "192.0.2.7; reboot", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "192.0.2.0/2 4", "192.0.2.7 }",
          "$(reboot)", "fe80::1%2", "[2001:db8::1]", "192.0.2.7\n", "192.0.2.0/24/24"})
        EXPECT_EQ(placeFrom(text), std::nullopt) << text;
}

// Somebody takes a rule away, and another one still lets it through: no walk would notice.
TEST(Ports, WhatAnotherRuleContainsStopsNoWalk)
{
    Situation situation = direct2007();
    situation.pins.store = 5101;
    EXPECT_EQ(ruleIn(situation, "client-exchange-store").stage, std::nullopt);
    situation.pins = pinned2007().pins;
    EXPECT_EQ(ruleIn(situation, "client-exchange-store").stage, Stage::open);

    Situation together = situationOf(Exchange::v2007, Outlook::v2007, Transport::rpcHttps);
    together.places.proxy = {"192.0.2.9"};
    EXPECT_EQ(ruleIn(together, "client-proxy-https").stage, std::nullopt); // Autodiscover is on the same machine then
    together.places.autodiscover = {"192.0.2.10"};
    EXPECT_EQ(ruleIn(together, "client-proxy-https").stage, Stage::refer);
}

TEST(Ports, EveryRuleIsSoundForEveryPairOfVersions)
{
    for (const Exchange exchange : everyExchange)
        for (const Outlook outlook : everyOutlook)
            for (const Where where : everyWhere)
                for (const Profile profile : {Profile::fresh, Profile::finished}) {
                    Situation situation = situationOf(exchange, outlook, {}, where);
                    situation.profile = profile;
                    const Advice advice = adviceFor(situation);
                    std::set<std::string> ids;
                    for (const Rule &rule : advice.rules) {
                        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
                        EXPECT_LE(rule.ports.first, rule.ports.last) << rule.id;
                        EXPECT_EQ(rule.isDynamic, rule.ports.first != rule.ports.last) << rule.id;
                        EXPECT_EQ(rule.stage.has_value(), rule.kind.has_value()) << rule.id;
                        EXPECT_FALSE(rule.service.isEmpty() || rule.why.isEmpty()) << rule.id;
                        for (const std::string &pin : rule.pinnedBy)
                            EXPECT_TRUE(std::any_of(advice.pins.begin(), advice.pins.end(), [&](const Pin &one) {
                                return one.id == pin && one.machine == rule.to;
                            })) << pin;
                    }
                    EXPECT_EQ(advice.rules.empty(), lanesOf(exchange, outlook).empty()) << nameOf(exchange) << nameOf(outlook);
                    EXPECT_EQ(notesIn(situation).contains("no-way-together"), lanesOf(exchange, outlook).empty());
                }
}

TEST(Ports, TheLanesAreThoseOfBothVersions)
{
    using Lanes = std::vector<Transport>;
    EXPECT_EQ(lanesOf(Exchange::v2003, Outlook::v2003), (Lanes{Transport::direct, Transport::rpcHttps}));
    EXPECT_EQ(lanesOf(Exchange::v2010, Outlook::v2016), (Lanes{Transport::direct, Transport::rpcHttps}));
    EXPECT_EQ(lanesOf(Exchange::v2013, Outlook::v2007), (Lanes{Transport::rpcHttps}));
    EXPECT_EQ(lanesOf(Exchange::v2016, Outlook::v2016), (Lanes{Transport::rpcHttps, Transport::mapiHttps}));
    EXPECT_EQ(lanesOf(Exchange::online, Outlook::v365), (Lanes{Transport::mapiHttps}));
    EXPECT_EQ(lanesOf(Exchange::online, Outlook::v2007), Lanes{});
    EXPECT_EQ(lanesOf(Exchange::v2003, Outlook::v2016), Lanes{});
}

TEST(Ports, NamesLeadBackToTheirValues)
{
    for (const Exchange exchange : everyExchange)
        EXPECT_EQ(exchangeFrom(nameOf(exchange)), exchange);
    for (const Outlook outlook : everyOutlook)
        EXPECT_EQ(outlookFrom(nameOf(outlook)), outlook);
    for (const Where where : everyWhere)
        EXPECT_EQ(whereFrom(nameOf(where)), where);
    EXPECT_EQ(exchangeFrom("2000"), std::nullopt);
}

} // namespace
} // namespace mailwalk::diagnosis::ports
