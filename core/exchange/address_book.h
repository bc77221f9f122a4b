#pragma once

#include "rpc/desk.h"

/// The directory server's desk ([MS-NSPI], [MS-OXNSPI]): who is this user, and which server is home.
namespace mailwalk::exchange {

inline const rpc::Desk addressBookDesk{wire::dcerpc::nspiInterface, "exchangeAB", 6004};

/// What the address book knows about a mailbox.
struct Entry {
    std::string displayName;
    std::string legacyDn;
    std::string smtpAddress;  ///< may be empty
    std::string homeServerDn; ///< may be empty
    std::string homeHost;     ///< from the home server's network addresses; may be empty
};

/// Finds the one mailbox that a typed name stands for, as Check Name does. Fails with `status` "unresolved" or "ambiguous". The
/// session is ended whatever happens: a domain controller allows few per user.
Entry findByName(const net::Step &step, rpc::Association &book, const std::string &typed);

/// What a finished profile without cached mode asks: the entry of a mailbox whose legacyDN it has stored.
Entry findByDn(const net::Step &step, rpc::Association &book, const std::string &legacyDn);

} // namespace mailwalk::exchange
