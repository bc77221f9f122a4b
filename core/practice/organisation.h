#pragma once

#include "base/endpoint.h"

#include <functional>
#include <memory>

/// A made-up Exchange organisation that speaks the real wire protocols on loopback, whole or broken on purpose.
namespace mailwalk::practice {

/// One way in which the organisation can be broken.
struct FaultInfo {
    std::string id;                     ///< a cause of the catalogue where one fits
    std::string description;            ///< one English line
    std::vector<std::string> arguments; ///< what `check` needs to meet it, beyond the organisation's own: "--outlook", "2003"
    std::size_t every = 1;              ///< one walk of so many meets it, the first of them
};
const std::vector<FaultInfo> &faults();

struct Account {
    std::string address, mailbox, user, password;
    std::string expected; ///< "works", or the cause with which its walk fails in a whole organisation
};
std::vector<Account> accounts(); ///< of a whole organisation, without starting one

struct Detour {
    Endpoint from, to;
};

struct Plan; ///< see plan.h

/// Listens from construction to destruction, on loopback only, on threads of its own. Throws std::system_error when it cannot,
/// std::invalid_argument for an unknown fault.
class Organisation
{
public:
    explicit Organisation(const std::vector<std::string> &faults);
    explicit Organisation(std::reference_wrapper<const Plan> plan); ///< as a test has changed it
    ~Organisation();

    Endpoint nameServer() const;
    std::vector<Detour> detours() const; ///< ports below 1024 (135, 443, 80) listen elsewhere
    std::string server() const;          ///< what a person types as Exchange server
    std::string rpcProxy() const;        ///< and as RPC proxy
    std::string authority() const;       ///< the certificate of the organisation's own authority, PEM
    const std::vector<Account> &accounts() const;
    int wrongTries(const std::string &address) const; ///< so far, against this account
    std::vector<std::string> arguments() const;       ///< for `mailwalk-cli check`: --dns, --connect-to

    Organisation(const Organisation &) = delete;
    Organisation &operator=(const Organisation &) = delete;

private:
    struct Machinery;
    std::unique_ptr<Machinery> machinery_;
};

} // namespace mailwalk::practice
