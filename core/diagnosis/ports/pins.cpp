#include "diagnosis/ports/leg.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis::ports {

namespace {

constexpr const char *storeKey = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem";
constexpr const char *attendantKey = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA\\Parameters";
constexpr const char *directoryKey = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters";
constexpr const char *clientAccessKey =
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeRPC\\ParametersSystem";
constexpr const char *addressBookKey = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeAB\\Parameters";
constexpr const char *tcpPort = "TCP/IP Port";

constexpr const char *restartStore =
    QT_TRANSLATE_NOOP("ports", "Restart the service Microsoft Exchange Information Store (MSExchangeIS).");
constexpr const char *restartAttendant =
    QT_TRANSLATE_NOOP("ports", "Restart the service Microsoft Exchange System Attendant (MSExchangeSA).");
constexpr const char *restartMachine =
    QT_TRANSLATE_NOOP("ports", "Restart the whole machine, one directory server after the other.");
constexpr const char *restartClientAccess =
    QT_TRANSLATE_NOOP("ports", "Restart the service Microsoft Exchange RPC Client Access (MSExchangeRPC).");
constexpr const char *restartAddressBook =
    QT_TRANSLATE_NOOP("ports", "Restart the service Microsoft Exchange Address Book (MSExchangeAB).");

constexpr const char *storeEffects = QT_TRANSLATE_NOOP(
    "ports",
    "All mailboxes of this server are away while its store restarts. If another program has the port, the store does not "
    "listen on TCP at all, and says so in the event log alone.");
constexpr const char *attendantEffects = QT_TRANSLATE_NOOP(
    "ports",
    "Services that depend on the System Attendant stop with it, on Exchange 2003 the mailbox store among them. If another "
    "program has the port, this service does not listen on TCP.");
constexpr const char *directoryEffects = QT_TRANSLATE_NOOP(
    "ports",
    "All of Active Directory's own RPC moves to this port, not only the address book: replication and signing in too. So "
    "firewalls between domain controllers must let it through as well. Microsoft's article asks for a number from 1024 to 5000. "
    "To be set on every directory server that a referral may name.");
constexpr const char *clientAccessEffects = QT_TRANSLATE_NOOP(
    "ports",
    "The key ParametersSystem has to be created. Every Client Access server behind one name needs the same number, and a load "
    "balancer has to know it. Outlook reconnects while the service restarts.");
constexpr const char *addressBookEffects = QT_TRANSLATE_NOOP(
    "ports",
    "A text value, not a number; the key Parameters has to be created. From Service Pack 1 on; before, the port stood in "
    "Microsoft.Exchange.AddressBook.Service.exe.config, which the service pack replaces. The same on every Client Access "
    "server behind one name.");
constexpr const char *publicFolderEffects = QT_TRANSLATE_NOOP(
    "ports", "On mailbox servers that hold public folders, to which Outlook goes past the Client Access server. The key "
             "ParametersSystem has to be created.");
constexpr const char *newMailEffects = QT_TRANSLATE_NOOP(
    "ports",
    "On every client, for its user, Outlook 2003 or later; 11.0 is Outlook 2003, 12.0 is 2007, 14.0 is 2010. Two Outlooks on "
    "one computer, as on a terminal server, cannot share the port.");

// Exchange 2000 to 2007: KB 270836, ExBPA "Port conflict"; directory servers: KB 298369 and 224196; Exchange 2010: TechNet wiki
// 864, gg191713 (RpcTcpPort is REG_SZ, the other REG_DWORD); new mail: KB 264035.
constexpr PinRow pinTable[] = {
    {"store",
     Slot::store,
     Party::exchange,
     {Exchange::v2003, Exchange::v2007},
     storeKey,
     tcpPort,
     Pin::Type::dword,
     restartStore,
     storeEffects},
    {"referral",
     Slot::referral,
     Party::exchange,
     {Exchange::v2003, Exchange::v2007},
     attendantKey,
     tcpPort,
     Pin::Type::dword,
     restartAttendant,
     attendantEffects},
    {"dsproxy",
     Slot::dsproxy,
     Party::exchange,
     {Exchange::v2003, Exchange::v2007},
     attendantKey,
     "TCP/IP NSPI Port",
     Pin::Type::dword,
     restartAttendant,
     attendantEffects},
    {"gc",
     Slot::gc,
     Party::directory,
     {Exchange::v2003, Exchange::v2007},
     directoryKey,
     tcpPort,
     Pin::Type::dword,
     restartMachine,
     directoryEffects},
    {"domain-controller",
     Slot::gc,
     Party::domainController,
     {Exchange::v2003, Exchange::se},
     directoryKey,
     tcpPort,
     Pin::Type::dword,
     restartMachine,
     directoryEffects},
    {"public-folders",
     Slot::store,
     Party::publicFolders,
     {Exchange::v2003, Exchange::v2007},
     storeKey,
     tcpPort,
     Pin::Type::dword,
     restartStore,
     storeEffects},
    {"store",
     Slot::store,
     Party::exchange,
     {Exchange::v2010, Exchange::v2010},
     clientAccessKey,
     tcpPort,
     Pin::Type::dword,
     restartClientAccess,
     clientAccessEffects},
    {"address-book",
     Slot::referral,
     Party::exchange,
     {Exchange::v2010, Exchange::v2010},
     addressBookKey,
     "RpcTcpPort",
     Pin::Type::string,
     restartAddressBook,
     addressBookEffects},
    {"public-folders",
     Slot::store,
     Party::publicFolders,
     {Exchange::v2010, Exchange::v2010},
     clientAccessKey,
     tcpPort,
     Pin::Type::dword,
     restartClientAccess,
     publicFolderEffects},
    {"new-mail",
     Slot::newMail,
     Party::client,
     {Exchange::v2003, Exchange::v2010},
     "HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\11.0\\Outlook\\RPC",
     "FixedUDPPort",
     Pin::Type::dword,
     QT_TRANSLATE_NOOP("ports", "Close Outlook and start it again."),
     newMailEffects},
};

Pin pinFrom(const PinRow &row, const Situation &situation)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("ports", text); };
    return {std::string(row.id), row.machine,         row.key, row.value, row.type, planned(row.slot, situation),
            say(row.restart),    say(row.sideEffects)};
}

bool isNamed(const PinRow &row, const std::vector<Rule> &rules)
{
    return std::any_of(rules.begin(), rules.end(), [&](const Rule &rule) {
        return rule.to == row.machine && std::find(rule.pinnedBy.begin(), rule.pinnedBy.end(), row.id) != rule.pinnedBy.end();
    });
}

} // namespace

Table<PinRow> pinRows() { return {std::begin(pinTable), std::end(pinTable)}; }

std::vector<Pin> pinsFor(const Situation &situation, const std::vector<Rule> &rules)
{
    std::vector<Pin> pins;
    for (const PinRow &row : pinTable)
        if (row.exchange.has(situation.exchange) && isNamed(row, rules))
            pins.push_back(pinFrom(row, situation));
    return pins;
}

} // namespace mailwalk::diagnosis::ports
