#include "diagnosis/ports/leg.h"

#include <QCoreApplication>

namespace mailwalk::diagnosis::ports {

namespace {

bool hasLane(const Situation &situation, unsigned lanes) { return lanesIn(situation) & lanes; }
bool isOutside(const Situation &situation) { return siteOf(situation.where) & outside; }
bool isOnPremises(const Situation &situation) { return situation.exchange != Exchange::online; }
bool isUpTo2007(const Situation &situation) { return situation.exchange <= Exchange::v2007; }

bool hasNoLane(const Situation &situation) { return lanesOf(situation.exchange, situation.outlook).empty(); }

bool isLaneNotOffered(const Situation &situation)
{
    const auto lanes = lanesOf(situation.exchange, situation.outlook);
    return !lanes.empty() && situation.via && std::find(lanes.begin(), lanes.end(), *situation.via) == lanes.end();
}

bool isDirectFromOutside(const Situation &situation)
{
    const bool isWanted = situation.via.value_or(trace::Transport::direct) == trace::Transport::direct;
    return isOutside(situation) && isWanted && situation.exchange <= Exchange::v2010 && !hasNoLane(situation);
}

bool goesDirectly(const Situation &situation) { return hasLane(situation, direct); }
bool goesThroughProxy(const Situation &situation) { return hasLane(situation, rpcHttps); }
bool goesByHttps(const Situation &situation) { return hasLane(situation, rpcHttps | mapiHttps); }
bool goesByVpn(const Situation &situation)
{
    return situation.where == Where::vpn && lanesIn(situation) && isOnPremises(situation);
}
bool hasFarDirectory(const Situation &situation) { return goesDirectly(situation) && isUpTo2007(situation); }
bool has2010Ports(const Situation &situation) { return goesDirectly(situation) && situation.exchange == Exchange::v2010; }
bool isPinned(const Situation &situation)
{
    const Pins &pins = situation.pins;
    return goesDirectly(situation) && (pins.store || pins.referral || pins.dsproxy || pins.gc);
}
bool isUnpinned(const Situation &situation) { return goesDirectly(situation) && !isPinned(situation); }
bool has2003Proxy(const Situation &situation) { return goesThroughProxy(situation) && situation.exchange == Exchange::v2003; }
bool hasValidPorts(const Situation &situation) { return goesThroughProxy(situation) && isUpTo2007(situation); }
bool isClientAccessInPerimeter(const Situation &situation)
{
    return situation.where == Where::dmz && situation.exchange >= Exchange::v2007 && isOnPremises(situation) &&
           lanesIn(situation);
}
bool needsFreeServers(const Situation &situation)
{
    return situation.exchange >= Exchange::v2007 && isOnPremises(situation) && lanesIn(situation);
}
bool asksNoCompanyNameService(const Situation &situation)
{
    return isOutside(situation) && lanesIn(situation) && situation.places.nameServer.empty();
}
bool hasNoAutodiscover(const Situation &situation) { return situation.exchange == Exchange::v2003 && lanesIn(situation); }
bool isInTheCloud(const Situation &situation) { return !isOnPremises(situation) && lanesIn(situation); }
bool knowsReferralSwitch(const Situation &situation) { return hasFarDirectory(situation) && situation.outlook >= Outlook::v2007; }
bool canStorePorts(const Situation &situation) { return hasFarDirectory(situation) && situation.outlook <= Outlook::v2007; }

struct NoteRow {
    const char *id;
    bool (*applies)(const Situation &);
    const char *text;
};

// Each with its source, where the text does not name it.
constexpr NoteRow noteTable[] = {
    {"no-way-together", hasNoLane,
     QT_TRANSLATE_NOOP(
         "ports",
         "This Outlook and this Exchange have no way of connecting that is known to work, so there is nothing to open.")},
    {"not-offered", isLaneNotOffered,
     QT_TRANSLATE_NOOP("ports",
                       "These two versions do not connect in the way that was asked for, so there is nothing to open for it.")},
    {"not-directly-from-outside", isDirectFromOutside,
     QT_TRANSLATE_NOOP(
         "ports",
         "Nothing is to be opened for the direct way from outside: it is made for the company's own network, or for a VPN "
         "into it. From the internet, go through HTTPS.")},
    // KB 270836, ExBPA "Port conflict": RPC over HTTP is what is recommended over the internet.
    {"never-135-on-the-internet", [](const Situation &) { return true; },
     QT_TRANSLATE_NOOP(
         "ports", "Port 135 never belongs on the internet. It tells strangers which services a Windows machine runs, worms have "
                  "spread through it, and most providers block it. From home: a VPN, or HTTPS.")},
    // [MS-RPCH] 2.1, TechNet aa995784, aa996069
    {"no-135-behind-https", goesThroughProxy,
     QT_TRANSLATE_NOOP(
         "ports",
         "RPC over HTTPS does not use port 135, and not 593 either: the ports behind the proxy are always 6001, 6002 and "
         "6004, and the request names them, so nobody has to be asked. If 135 shows up all the same, Outlook has tried "
         "the direct way first (on a network it takes for fast), or Check Name was pressed before the proxy was typed in. "
         "It need not be answered.")},
    // KB 969519, 298369
    {"each-directory-server", hasFarDirectory,
     QT_TRANSLATE_NOOP(
         "ports",
         "The directory servers are machines of their own, and a referral may name any of them: by user, by site, in turns. "
         "Each needs 135 and its address book's port. Fixed ports on Exchange alone are not enough for a new profile: it "
         "then works now and then, and a finished one goes on working.")},
    // KB 832017, 929851, 154596; TechNet wiki 864
    {"dynamic-ports", goesDirectly,
     QT_TRANSLATE_NOOP(
         "ports",
         "Ports that are not fixed change whenever a service or machine restarts. They are 1024 to 65535 on Windows 2000 and "
         "2003 (usually 1025 to 5000) and 49152 to 65535 on Windows 2008 and later.")},
    {"dynamic-ports-2010", has2010Ports,
     QT_TRANSLATE_NOOP(
         "ports",
         "Setting up Exchange 2010 has Windows begin at 6005: \"netsh interface ipv4 show dynamicport tcp\" says start port "
         "6005, number of ports 59530, which makes 65534 the last. It is often written as \"6005 to 59530\"; a firewall that "
         "opens just that blocks some.")},
    {"pins-make-it-small", isUnpinned,
     QT_TRANSLATE_NOOP(
         "ports", "A rule for a whole dynamic range lets nearly everything through. With fixed ports it shrinks to one port for "
                  "each service; give them with the option for fixed ports to see the rules and the registry values.")},
    // ExBPA "Port conflict"; KB 176466, 244523; TechNet wiki 864
    {"pins-differ", isPinned,
     QT_TRANSLATE_NOOP(
         "ports",
         "Fixed ports of one machine must differ from each other and from 6001, 6002 and 6004, and must be free (netstat -an). "
         "Port 135 stays necessary: Outlook asks it for the fixed ports, too. Set the registry values first, restart, and "
         "only then close the dynamic range.")},
    // KB 154596
    {"range-instead-of-ports", goesDirectly,
     QT_TRANSLATE_NOOP(
         "ports",
         "Instead of a port for each service, all RPC of a machine can be kept in a smaller range: HKEY_LOCAL_MACHINE\\SOFTWARE\\"
         "Microsoft\\Rpc\\Internet, Ports (REG_MULTI_SZ, \"5000-5100\"), PortsInternetAvailable and UseInternetPorts (REG_SZ, "
         "\"Y\"), then a restart of the machine. Too small a range stops services that have nothing to do with mail.")},
    // KB 302914, 969519
    {"no-rfr-service", knowsReferralSwitch,
     QT_TRANSLATE_NOOP(
         "ports",
         "The switch \"No RFR Service\" (MSExchangeSA\\Parameters, 1) keeps Outlook away from directory servers, but it breaks "
         "every new profile of Outlook 2007 Service Pack 2 and later. Better open the way to the directory servers.")},
    // KB 833799
    {"without-135", canStorePorts,
     QT_TRANSLATE_NOOP(
         "ports",
         "A profile made from a .PRF file can hold the fixed ports itself (KB 833799); such a profile does not ask port 135. "
         "One that is typed by hand does.")},
    // TechNet aa997759, aa998910
    {"valid-ports", hasValidPorts,
     QT_TRANSLATE_NOOP(
         "ports",
         "The RPC proxy itself has a list, too: ValidPorts (HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\RpcProxy, REG_SZ) has "
         "to "
         "name every mailbox server by its short and its full name, as in EX1:6001-6002;EX1:6004;ex1.example.com:6001-6002;"
         "ex1.example.com:6004. Exchange writes it itself and anew every 15 minutes.")},
    // TechNet aa997759, aa997836, bb124159
    {"before-sp1", has2003Proxy,
     QT_TRANSLATE_NOOP("ports", "Exchange 2003 without Service Pack 1 has no referral on 6002. Then the proxy must reach 6004 of "
                                "every directory server, "
                                "ValidPorts must name them, and each of them needs \"NSPI interface protocol sequences\" "
                                "(REG_MULTI_SZ, ncacn_http:6004, "
                                "under NTDS\\Parameters) and a restart. Better install the service pack.")},
    // TechNet aa995746; Exchange team blog, 18 February 2013
    {"perimeter-not-supported", isClientAccessInPerimeter,
     QT_TRANSLATE_NOOP(
         "ports",
         "Microsoft supports no Client Access server in a perimeter from Exchange 2007 on. Put a reverse proxy there, and let "
         "only 443 through from it to the Client Access server inside; the rules behind the proxy are then not needed.")},
    {"free-between-servers", needsFreeServers,
     QT_TRANSLATE_NOOP("ports", "Between Exchange servers, and between them and domain controllers, Microsoft supports no "
                                "firewall that blocks anything, "
                                "from Exchange 2007 on. The rules between servers say what is used at least.")},
    {"vpn", goesByVpn,
     QT_TRANSLATE_NOOP(
         "ports",
         "The VPN has to lead to every machine here, the directory servers included, and has to bring the company's name service "
         "with it: a referral names machines that no public name service knows.")},
    {"public-names", asksNoCompanyNameService,
     QT_TRANSLATE_NOOP("ports", "From outside, the names of the proxy and of Autodiscover must be known to the public name "
                                "service; nobody there needs the "
                                "company's own.")},
    {"no-autodiscover", hasNoAutodiscover,
     QT_TRANSLATE_NOOP("ports", "Exchange 2003 has no Autodiscover: server and mailbox are typed by hand, and for RPC over HTTPS "
                                "the proxy before Check Name "
                                "is pressed.")},
    {"cloud", isInTheCloud,
     QT_TRANSLATE_NOOP(
         "ports",
         "The addresses of Microsoft's cloud change; Microsoft publishes a list of them. Only outgoing connections are needed.")},
    {"https-only", [](const Situation &situation) { return goesByHttps(situation) && situation.exchange >= Exchange::v2013; },
     QT_TRANSLATE_NOOP("ports", "From Exchange 2013 on there is no direct way: no mapper, no dynamic ports, nothing to be fixed. "
                                "Clients need 443 alone.")},
};

} // namespace

std::vector<Note> notesFor(const Situation &situation)
{
    std::vector<Note> notes;
    for (const NoteRow &row : noteTable)
        if (row.applies(situation))
            notes.push_back({row.id, QCoreApplication::translate("ports", row.text)});
    return notes;
}

} // namespace mailwalk::diagnosis::ports
