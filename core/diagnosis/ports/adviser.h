#pragma once

#include "base/endpoint.h"
#include "trace/trace.h"

#include <QString>
#include <vector>

/// Which ports a connection needs, leg by leg, without any network: facts per version as tables, rules as values. Writers of
/// every format are in report/ports.
namespace mailwalk::diagnosis::ports {

enum class Exchange { v2003, v2007, v2010, v2013, v2016, v2019, se, online };
enum class Outlook { v2003, v2007, v2010, v2013, v2016, v2019, v365 };
enum class Where { internet, vpn, lan, dmz }; ///< where the client is; `dmz`: where the RPC proxy or front end is, in a perimeter
enum class Profile { fresh, finished };       ///< what the rules must let through: setting up and daily use, or daily use alone

/// Of the servers. Without it the widest range that servers of that time can have.
enum class Windows { v2003, v2008 }; ///< 2000 and 2003; 2008 and later

/// `exchange` is what Outlook connects to directly: the mailbox server, in 2010 the Client Access server; `mailbox` the mailbox
/// server behind that one.
enum class Party { client, exchange, directory, publicFolders, proxy, mailbox, autodiscover, domainController, nameServer };
enum class Carrier { tcp, udp };

struct PortRange {
    std::uint16_t first{}, last{}; ///< the same for a single port
    bool operator==(const PortRange &) const = default;
};

/// Fixed ports, where somebody has set or plans them.
struct Pins {
    std::optional<std::uint16_t> store, referral, dsproxy, gc;
};

/// Where the machines are; empty lists print as words to fill in. Numbers only, a network may have a length ("192.0.2.0/24").
struct Places {
    std::vector<std::string> client, exchange, directory, publicFolders, proxy, mailbox, autodiscover, domainController,
        nameServer;
};

struct Situation {
    Exchange exchange = Exchange::v2007;
    Outlook outlook = Outlook::v2007;
    std::optional<trace::Transport> via; ///< one lane alone, or all that this pair of versions has
    Where where = Where::lan;
    std::optional<Windows> windows;
    Profile profile = Profile::fresh;
    Pins pins;
    Places places;
};

/// One opening that is needed: who opens a connection to whom, and to which port.
struct Rule {
    std::string id; ///< stable: "client-directory-nspi"
    Party from{}, to{};
    Carrier carrier = Carrier::tcp;
    PortRange ports;
    bool isDynamic{}; ///< the port is anywhere in the range, and moves with restarts
    std::optional<trace::Transport> transport;
    trace::Needed needed = trace::Needed::both;
    bool isOptional{};                   ///< works without it, if less well; `why` says what is lost
    QString service, why;                ///< translated: what listens there, and what it is needed for
    std::vector<std::string> interfaces; ///< UUIDs for firewalls that inspect DCE/RPC; may be empty
    std::vector<std::string> pinnedBy;   ///< ids of pins
    std::optional<trace::Stage> stage;   ///< where a walk stops without it; none when no walk does
    std::optional<trace::Kind> kind;     ///< and at which kind of hop
};

/// A registry value that fixes a port.
struct Pin {
    std::string id;
    Party machine{};
    std::string key, value; ///< "HKEY_LOCAL_MACHINE\\SYSTEM\\...", "TCP/IP Port"
    enum class Type { dword, string, multiString } type = Type::dword;
    std::optional<std::uint16_t> port; ///< as planned
    QString restart, sideEffects;      ///< translated
};

struct Note {
    std::string id; ///< "no-135-behind-https", "never-135-on-the-internet"
    QString text;   ///< translated
};

struct Advice {
    std::vector<Rule> rules; ///< in the order in which a new profile needs them
    std::vector<Pin> pins;
    std::vector<Note> notes;
};

Advice adviceFor(const Situation &situation);

/// What a walk really used, against the rules: the situation that it tells of (versions, machines, ports that its mappers named),
/// and the rules without which it stopped.
struct Measured {
    Situation situation;
    bool isExchangeTold{}; ///< by a server; else its version is a guess
    struct Port {
        std::string rule; ///< id, or empty for what no rule is about
        std::string host;
        std::uint16_t port{};
        bool isDynamic{}; ///< told by a mapper
        trace::HopId hop{};
        bool answered{};
    };
    std::vector<Port> used;
    std::vector<std::string> missing; ///< ids of rules whose port did not answer
};
Measured measuredIn(const trace::Trace &trace);

/// The lanes that this pair of versions has.
std::vector<trace::Transport> lanesOf(Exchange, Outlook);

/// Ports to begin with, for whoever has none in mind. None where nothing is to be pinned.
Pins suggestedPins(Exchange);
/// What is wrong with these ports, as a sentence; empty when nothing is.
QString complaintAbout(const Pins &pins, Exchange exchange);

/// "192.0.2.7", "192.0.2.0/24", "2001:db8::/32" as a firewall takes it, host bits cut off; nothing for whatever else.
std::optional<std::string> placeFrom(std::string_view text);
const std::vector<std::string> &addressesOf(Party party, const Places &places);

std::string_view nameOf(Exchange);
std::string_view nameOf(Outlook);
std::string_view nameOf(Where);
std::string_view nameOf(Party);
std::string_view nameOf(Windows);
std::optional<Exchange> exchangeFrom(std::string_view name);
std::optional<Outlook> outlookFrom(std::string_view name);
std::optional<Where> whereFrom(std::string_view name);
std::optional<Windows> windowsFrom(std::string_view name);

} // namespace mailwalk::diagnosis::ports
