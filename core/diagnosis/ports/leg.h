#pragma once

#include "diagnosis/ports/adviser.h"

/// The tables behind the advice: a leg is one service that one machine asks another for, with the versions that do so. Rules are
/// made of legs: what is reached through one opening becomes one rule.
namespace mailwalk::diagnosis::ports {

template <class E> struct From {
    E first, last;
    bool has(E value) const { return first <= value && value <= last; }
};

/// Sets of bits.
enum Lanes : unsigned { direct = 1, rpcHttps = 2, mapiHttps = 4, anyLane = 7 };
enum Sites : unsigned { inside = 1, fromInternet = 2, perimeter = 4, outside = 6, anywhere = 7 };
enum Desks : unsigned { noDesk = 0, referral = 1, addressBook = 2, store = 4, mapper = 8, activeDirectory = 16 };

enum class Slot { none, store, referral, dsproxy, gc, newMail }; ///< which of the fixed ports a service takes

enum class Duty { required, optional, optionalWhenFinished };

constexpr std::uint16_t anyPort = 0; ///< the mapper hands out what the service happened to get

struct Stops {
    std::optional<trace::Stage> fresh{}, finished{};
    trace::Kind kind = trace::Kind::connect;
};

struct Leg {
    std::string_view id;
    Party from, to;
    Carrier carrier = Carrier::tcp;
    std::uint16_t port = anyPort;
    unsigned lanes = anyLane;
    unsigned sites = anywhere;
    From<Exchange> exchange{Exchange::v2003, Exchange::se};
    From<Outlook> outlook{Outlook::v2003, Outlook::v365};
    trace::Needed needed = trace::Needed::both;
    Duty duty = Duty::required;
    unsigned desks = noDesk;
    Slot slot = Slot::none;
    Stops stops{};
    const char *service, *why; ///< marked for translation in the context "ports"
};

/// A view of a table.
template <class Row> struct Table {
    const Row *first, *last;
    const Row *begin() const { return first; }
    const Row *end() const { return last; }
};
Table<Leg> commonLegs(); ///< name service, sign-in, Autodiscover
Table<Leg> directLegs();
Table<Leg> httpsLegs();     ///< to the proxy, and behind it
Table<Leg> perimeterLegs(); ///< of a proxy that is a member of the domain from there

/// A registry value, before anything is planned.
struct PinRow {
    std::string_view id;
    Slot slot;
    Party machine;
    From<Exchange> exchange;
    const char *key, *value;
    Pin::Type type;
    const char *restart, *sideEffects; ///< marked for translation in the context "ports"
};
Table<PinRow> pinRows();

std::optional<std::uint16_t> planned(Slot slot, const Situation &situation);
PortRange dynamicRange(Party machine, const Situation &situation);
unsigned siteOf(Where where);
unsigned laneBit(trace::Transport transport);
unsigned lanesIn(const Situation &situation); ///< those that are offered, asked for, and may be used from there

std::vector<Rule> rulesFor(const Situation &situation);
std::vector<Pin> pinsFor(const Situation &situation, const std::vector<Rule> &rules);
std::vector<Note> notesFor(const Situation &situation);

} // namespace mailwalk::diagnosis::ports
