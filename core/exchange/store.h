#pragma once

#include "rpc/desk.h"
#include "wire/emsmdb/version.h"

#include <variant>

/// The mailbox server's desk ([MS-OXCRPC], [MS-OXCROPS]): connect and log on to the store.
namespace mailwalk::exchange {

inline const rpc::Desk storeDesk{wire::dcerpc::emsmdbInterface, "exchangeMDB", 6001};

/// The version that a client says it has.
using ClientVersion = wire::emsmdb::Version;

struct Opened {
    std::string displayName;
    wire::emsmdb::Version server;
};

/// The mailbox is on another server ([MS-OXCROPS] 2.2.3.1.4).
struct Elsewhere {
    std::string serverDn;
};

/// What speaks against following a redirect to this server, as "expected"; nothing when it may be followed.
using Objection = std::function<std::optional<std::string>(const std::string &serverDn)>;

/// EcDoConnectEx, RopLogon with a first look at the Inbox, EcDoDisconnect.
std::variant<Opened, Elsewhere> openStore(const net::Step &step, rpc::Association &store, const std::string &mailboxDn,
                                          const ClientVersion &client, const Objection &objection);

/// Whether the store stopped because it demands encryption (ecNotEncrypted).
bool demandsEncryption(const net::Stopped &why);

} // namespace mailwalk::exchange
