#pragma once

#include "practice/directory.h"
#include "practice/organisation.h"
#include "practice/quiet.h"
#include "practice/referral.h"
#include "practice/web_plan.h"
#include "wire/dns/message.h"
#include "wire/emsmdb/version.h"

#include <map>
#include <set>

namespace mailwalk::practice {

struct ServicePlan {
    const wire::dcerpc::Interface *offered{};
    Door door = Door::open;
    bool registered = true;   ///< with the mapper
    bool present = true;      ///< behind its port
    bool cutsAnswers = false; ///< every response ends in the middle
    std::uint16_t pinned{};   ///< the fixed port that somebody has set; services may share one
};

struct Machine {
    std::string host;
    std::vector<ServicePlan> services;
    Door mapper = Door::open;
    std::map<std::uint16_t, ServicePlan> tunnelled; ///< for RPC over HTTP, by port

    ServicePlan &service(const wire::dcerpc::Interface &offered); ///< throws std::out_of_range
};

struct AddressBookPolicy {
    wire::mapi::Status onBind{}, onSearch{};
};

struct StorePolicy {
    bool encryptionRequired = false;
    enum class Busy { never, always, everySecondTime } busy{}; ///< when somebody connects
    wire::emsmdb::Version version{14, 3, 123, 4};              ///< Exchange 2010 SP3: every Outlook from 2003 on may connect
    wire::mapi::Status onConnect{};
};

/// One SRV record (RFC 2782).
struct ServiceRecord {
    std::string name; ///< "_autodiscover._tcp.corp.test"
    wire::dns::Service service;
};

/// An organisation as it will be built: whole, until a fault changes it.
struct Plan {
    std::vector<Machine> machines;
    std::vector<WebHost> web = wholeWeb();
    std::vector<ServiceRecord> services; ///< in the name service
    Directory directory;
    ReferralPolicy referral;
    AddressBookPolicy addressBook;
    StorePolicy store;
    wire::dns::Rcode nameService{};                  ///< what it answers to everything, unless noError
    QuietPolicy quiet;                               ///< what becomes of connections on which nobody says anything
    std::set<std::string> locked;                    ///< accounts
    std::set<std::string> mistaken;                  ///< accounts of which a wrong password is told
    std::map<std::string, std::string> otherAddress; ///< told instead of their own, by account

    Machine &machine(std::string_view host); ///< throws std::out_of_range
    WebHost &webHost(std::string_view host); ///< likewise
};

/// corp.test with its three machines and its people.
Plan wholePlan();

/// Throws std::invalid_argument for an unknown one.
void applyFault(std::string_view fault, Plan &plan);

constexpr std::uint16_t mapperPort = 135, storePort = 6001, referralPort = 6002, addressBookPort = 6004;
constexpr const char *ownDomain = "corp.test", *typedServer = "ex1.corp.test", *directoryHost = "gc1.corp.test",
                     *secondServer = "ex2.corp.test", *foreignDomain = "hosting.test";

} // namespace mailwalk::practice
