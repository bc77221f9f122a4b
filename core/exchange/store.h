#pragma once

#include "rpc/association.h"
#include "wire/emsmdb/version.h"

#include <variant>

/// The mailbox server's desk ([MS-OXCRPC], [MS-OXCROPS]): connect and log on to the store.
namespace mailwalk::exchange {

struct Opened {
    std::string displayName;
    wire::emsmdb::Version server;
};

/// The mailbox is on another server ([MS-OXCROPS] 2.2.3.1.4).
struct Elsewhere {
    std::string serverDn;
};

/// What speaks against following a redirect to this server; nothing when it may be followed.
using Objection = std::function<std::optional<trace::Failure>(const std::string &serverDn)>;

/// EcDoConnectEx, RopLogon with a first look at the Inbox, EcDoDisconnect. `client` is the version that the chosen Outlook says it has.
std::variant<Opened, Elsewhere> openStore(const net::Step &step, rpc::Association &store, const std::string &mailboxDn,
                                          const wire::emsmdb::Version &client, const Objection &objection);

} // namespace mailwalk::exchange
