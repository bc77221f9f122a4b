#include "diagnosis/ports/leg.h"

#include <QCoreApplication>
#include <set>

namespace mailwalk::diagnosis::ports {

using trace::Transport;

namespace {

struct Pair {
    Exchange exchange;
    From<Outlook> outlook;
    unsigned lanes;
};

// Which Outlook an Exchange still or already takes: Exchange supportability matrix; Outlook 2013 asks for Exchange 2007, Outlook
// 2016 for Exchange 2010. RPC over TCP ends with 2010 (from 2013 on it is RPC over HTTPS alone), MAPI over HTTPS begins with 2013
// SP1 ([MS-OXCMAPIHTTP] appendix A), and is all that Exchange Online has since October 2017 (KB 3201590).
constexpr Pair pairs[] = {
    {Exchange::v2003, {Outlook::v2003, Outlook::v2010}, direct | rpcHttps},
    {Exchange::v2007, {Outlook::v2003, Outlook::v2013}, direct | rpcHttps},
    {Exchange::v2010, {Outlook::v2003, Outlook::v365}, direct | rpcHttps},
    {Exchange::v2013, {Outlook::v2007, Outlook::v365}, rpcHttps | mapiHttps},
    {Exchange::v2016, {Outlook::v2010, Outlook::v365}, rpcHttps | mapiHttps},
    {Exchange::v2019, {Outlook::v2010, Outlook::v365}, rpcHttps | mapiHttps},
    {Exchange::se, {Outlook::v2010, Outlook::v365}, rpcHttps | mapiHttps},
    {Exchange::online, {Outlook::v2010, Outlook::v365}, mapiHttps},
};

// Outlook 2010 (SP2 with updates) is the oldest that speaks MAPI over HTTPS (KB 2956191, 2965295).
unsigned lanesOfOutlook(Outlook outlook) { return outlook < Outlook::v2010 ? direct | rpcHttps : anyLane; }

constexpr Transport transports[] = {Transport::direct, Transport::rpcHttps, Transport::mapiHttps};

} // namespace

unsigned laneBit(Transport transport) { return 1u << static_cast<unsigned>(transport); }

std::vector<Transport> lanesOf(Exchange exchange, Outlook outlook)
{
    std::vector<Transport> lanes;
    for (const Pair &pair : pairs)
        for (const Transport transport : transports)
            if (pair.exchange == exchange && pair.outlook.has(outlook) &&
                (pair.lanes & lanesOfOutlook(outlook) & laneBit(transport)))
                lanes.push_back(transport);
    return lanes;
}

unsigned siteOf(Where where)
{
    switch (where) {
    case Where::internet: return fromInternet;
    case Where::dmz: return perimeter;
    case Where::vpn:
    case Where::lan: break;
    }
    return inside;
}

unsigned lanesIn(const Situation &situation)
{
    const bool isOutside = siteOf(situation.where) & outside;
    unsigned lanes = 0;
    for (const Transport transport : lanesOf(situation.exchange, situation.outlook))
        if (situation.via.value_or(transport) == transport && !(isOutside && transport == Transport::direct))
            lanes |= laneBit(transport);
    return lanes;
}

// Windows 2000 to 2003: 1024 and up, by default from 1025 to 5000; 2008 and later: 49152 and up (KB 832017, KB 929851). Setting
// up Exchange 2010 has Windows begin at 6005, with 59530 ports: "netsh interface ipv4 show dynamicport tcp" (TechNet wiki 864
// reads the number of ports as the last one; a firewall that believed it would block the rest). A client chooses where it hears
// of new mail (KB 264035).
PortRange dynamicRange(Party machine, const Situation &situation)
{
    constexpr PortRange widest{1024, 65535}, modern{49152, 65535}, exchange2010{6005, 65534};
    const bool isExchange = machine == Party::exchange || machine == Party::publicFolders || machine == Party::mailbox;
    if (isExchange && situation.exchange == Exchange::v2010)
        return exchange2010;
    return machine != Party::client && situation.windows == Windows::v2008 ? modern : widest;
}

// Just above 5000: no Windows of 2003 hands these out (ExBPA on the System Attendant's port), nor does a later one. For a global
// catalog KB 298369 asks for 1024 to 5000; for Exchange 2010 gg191713 recommends 59531 to 60554.
Pins suggestedPins(Exchange exchange)
{
    if (exchange > Exchange::v2010)
        return {};
    if (exchange == Exchange::v2010)
        return {.store = 59532, .referral = 59533, .dsproxy = {}, .gc = {}};
    return {.store = 5101, .referral = 5102, .dsproxy = 5103, .gc = 5000};
}

std::optional<std::uint16_t> planned(Slot slot, const Situation &situation)
{
    const bool hasReferralAlone = situation.exchange <= Exchange::v2007;
    switch (slot) {
    case Slot::store: return situation.pins.store;
    case Slot::referral: return situation.pins.referral;
    case Slot::dsproxy: return hasReferralAlone ? situation.pins.dsproxy : std::nullopt;
    case Slot::gc: return situation.pins.gc;
    case Slot::newMail:
    case Slot::none: break;
    }
    return std::nullopt;
}

// ExBPA, "Port conflict: System Attendant NSPI": all of one machine must differ, from those of RPC over HTTP too.
QString complaintAbout(const Pins &pins, Exchange exchange)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("ports", text); };
    const bool isAny = pins.store || pins.referral || pins.dsproxy || pins.gc;
    if (isAny && exchange > Exchange::v2010)
        return say(QT_TRANSLATE_NOOP("ports", "From Exchange 2013 on there are no dynamic ports, and so none to be fixed."));
    if (pins.dsproxy && exchange == Exchange::v2010)
        return say(QT_TRANSLATE_NOOP("ports", "Exchange 2010 has no DSProxy: referral and address book share one port."));
    std::set<std::uint16_t> taken{6001, 6002, 6004};
    for (const auto &pin : {pins.store, pins.referral, pins.dsproxy})
        if (pin && !taken.insert(*pin).second)
            return say(QT_TRANSLATE_NOOP(
                "ports", "The fixed ports of one machine must differ from each other, and from 6001, 6002 and 6004."));
    for (const auto &pin : {pins.store, pins.referral, pins.dsproxy, pins.gc})
        if (pin && *pin < 1024)
            return say(QT_TRANSLATE_NOOP("ports", "A fixed port is from 1024 to 65535; lower ones belong to other services."));
    return {};
}

} // namespace mailwalk::diagnosis::ports
