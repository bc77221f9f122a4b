#pragma once

#include "rpc/association.h"

#include <variant>

/// The mailbox server's desk ([MS-OXCRPC], [MS-OXCROPS]): connect and log on to the store.
namespace mailwalk::exchange {

struct Opened {
    std::string displayName;
    std::string serverVersion; ///< "8.1.240.5"
};

/// The mailbox is on another server ([MS-OXCROPS] 2.2.3.1.4).
struct Elsewhere {
    std::string serverDn;
    net::Stopped answer; ///< what to stop with when nobody follows
};

/// The version that a client of the chosen Outlook says it has, as four numbers.
struct ClientVersion {
    std::uint16_t major, minor, build, revision;
};

/// EcDoConnectEx, RopLogon with a first look at the Inbox, EcDoDisconnect.
std::variant<Opened, Elsewhere> openStore(const net::Step &step, rpc::Association &store, const std::string &mailboxDn, const ClientVersion &version);

} // namespace mailwalk::exchange
