#include "practice/fault_rows.h"

namespace mailwalk::practice {

using namespace wire;
using mapi::Status;

namespace {

Machine &typed(Plan &p) { return p.machine(typedServer); }
ServicePlan &referral(Plan &p) { return typed(p).service(dcerpc::rfrInterface); }
ServicePlan &directory(Plan &p) { return p.machine(directoryHost).service(dcerpc::nspiInterface); }
ServicePlan &store(Plan &p) { return typed(p).service(dcerpc::emsmdbInterface); }
Mailbox &alice(Plan &p) { return p.directory.change("alice"); }

// The directory still believes that it is where it was.
void moveMailbox(Plan &p)
{
    alice(p).listedHome = "EX1";
    alice(p).home = "EX2";
}

void withoutExchange(Plan &p)
{
    referral(p).registered = store(p).registered = false;
    typed(p).services.push_back({&dcerpc::nspiInterface});
}

void referToDeafMachine(Plan &p)
{
    p.referral.directoryServers = {"gc2.corp.test"};
    p.machines.push_back({"gc2.corp.test", {}, Door::swallowed, {}});
}

using Arguments = std::vector<std::string>;

// What is about the lane with 135 is met as people did before Autodiscover: with the server typed.
Arguments direct() { return {"--server", typedServer, "--via", "direct"}; }
Arguments directWith2003() { return {"--outlook", "2003", "--server", typedServer, "--via", "direct"}; }

} // namespace

// clang-format off
const std::vector<Fault> &directFaults()
{
    static const std::vector<Fault> all{
        // the network
        {{"tcp135-filtered-by-company", "nothing comes back from port 135 of the Exchange server", direct()}, [](Plan &p) { typed(p).mapper = Door::swallowed; }},
        {{"tcp135-refused", "the Exchange server refuses port 135", direct()}, [](Plan &p) { typed(p).mapper = Door::refused; }},
        {{"epm-ok-dynamic-port-filtered", "135 answers, nothing comes back from the directory's own port", direct()}, [](Plan &p) { directory(p).door = Door::swallowed; }},
        {{"mapped-port-refused", "135 answers, the store's own port is refused", direct()}, [](Plan &p) { store(p).door = Door::refused; }},
        {{"name-server-failing", "the name service answers that it failed", direct()}, [](Plan &p) { p.nameService = dns::Rcode::servFail; }},
        {{"server-silent", "the directory's port accepts and never answers", direct()}, [](Plan &p) { directory(p).door = Door::silent; }},
        {{"server-closes-early", "the store's port closes after the bind", direct()}, [](Plan &p) { store(p).door = Door::hangsUpAfterBind; }},
        {{"another-program-on-port", "a mail relay speaks on the store's port", direct()}, [](Plan &p) { store(p).door = Door::greets; }},
        {{"answer-malformed", "the directory's answers end in the middle", direct()}, [](Plan &p) { directory(p).cutsAnswers = true; }},
        // the mapper
        {{"epm-interface-not-registered-referral", "the Exchange server's mapper does not know the referral service", direct()}, [](Plan &p) { referral(p).registered = false; }},
        {{"epm-interface-not-registered-directory", "the directory server's mapper does not know the address book", direct()}, [](Plan &p) { directory(p).registered = false; }},
        {{"epm-interface-not-registered-store", "the Exchange server's mapper does not know the store", direct()}, [](Plan &p) { store(p).registered = false; }},
        {{"gc-without-exchange", "the typed server is a directory server without Exchange", direct()}, withoutExchange},
        {{"server-without-exchange", "no part of Exchange runs on the typed server", direct()}, [](Plan &p) { referral(p).registered = store(p).registered = false; }},
        {{"gc-nspi-service-dead", "the directory's port answers, its address book does not", direct()}, [](Plan &p) { directory(p).present = false; }},
        {{"wrong-service-on-port", "another service of the same server has the store's port", direct()}, [](Plan &p) { store(p).present = false; }},
        // the referral
        {{"referral-to-unresolvable-gc", "the referral names a server that no name service knows", direct()}, [](Plan &p) { p.referral.directoryServers = {"gc9.corp.test"}; }},
        {{"referral-to-unreachable-gc", "the referral names a server that never answers", direct()}, referToDeafMachine},
        {{"no-rfr-breaks-new-profile", "the referral service answers that it names no server", direct()}, [](Plan &p) { p.referral.status = Status::notSupported; }},
        // the directory
        {{"nspi-session-limit", "the directory refuses one more session", direct()}, [](Plan &p) { p.addressBook.onBind = Status::logonFailed; }},
        {{"nspi-codepage-refused", "the directory does not know the code page", direct()}, [](Plan &p) { p.addressBook.onBind = Status::unknownCodepage; }},
        {{"address-list-permission", "the directory lets nobody read the address list", direct()}, [](Plan &p) { p.addressBook.onSearch = Status::invalidBookmark; }},
        // the account
        {{"wrong-password", "the password that is told is not Alice's", direct()}, [](Plan &p) { p.mistaken.insert("alice"); }},
        {{"account-locked", "Alice's account is locked; her password is right", direct()}, [](Plan &p) { p.locked.insert("alice"); }},
        // the store
        {{"rpc-encryption-required", "the store wants encryption, which Outlook 2003 leaves out", directWith2003()}, [](Plan &p) { p.store.encryptionRequired = true; }},
        {{"client-version-blocked", "the store refuses this version of Outlook", direct()}, [](Plan &p) { p.store.onConnect = Status::clientVersionDisallowed; }},
        {{"outlook-too-new-for-exchange", "the store is of 2007, which Outlook 2016 has given up", direct()}, [](Plan &p) { p.store.version = {8, 3, 83, 6}; }},
        {{"cached-mode-required", "the store wants cached mode", direct()}, [](Plan &p) { p.store.onConnect = Status::cachedModeRequired; }},
        {{"directory-unavailable-at-server", "the store cannot ask its directory", direct()}, [](Plan &p) { p.store.onConnect = Status::directoryUnavailable; }},
        {{"mapi-disabled-for-user", "Alice may not use Outlook", direct()}, [](Plan &p) { alice(p).onConnect = Status::protocolDisabled; }},
        {{"server-too-busy-throttled", "the store is too busy", direct()}, [](Plan &p) { p.store.busy = StorePolicy::Busy::always; }},
        {{"store-moved", "Alice's mailbox has moved: one server names the other, which opens it", direct()}, moveMailbox},
        {{"store-wrong-server", "each server says that the other has Alice's mailbox", direct()}, [](Plan &p) { alice(p).circling = true; }},
        {{"database-dismounted", "the database of Alice's mailbox is not mounted", direct()}, [](Plan &p) { alice(p).onLogon = Status(0x476); }},
        {{"unknown-user-in-store", "the store does not know Alice", direct()}, [](Plan &p) { alice(p).onLogon = Status::unknownUser; }},
        {{"login-permission", "Alice may not open her mailbox", direct()}, [](Plan &p) { alice(p).onLogon = Status::loginPerm; }},
        {{"mailbox-in-transit", "Alice's mailbox is being moved", direct()}, [](Plan &p) { alice(p).onLogon = Status::mailboxInTransit; }},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::practice
