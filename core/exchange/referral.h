#pragma once

#include "rpc/desk.h"

/// The referral desk ([MS-OXABREF]): which directory server to use, and which host a server's name stands for.
namespace mailwalk::exchange {

inline const rpc::Desk referralDesk{wire::dcerpc::rfrInterface, "exchangeRFR", 6002};

/// RfrGetNewDSA: the host of a directory server. `userDn` may be empty: a new profile knows none.
std::string directoryServer(const net::Step &step, rpc::Association &referral, const std::string &userDn);

/// RfrGetFQDNFromServerDN: the host behind "/o=.../cn=Configuration/cn=Servers/cn=EX1".
std::string hostOfServer(const net::Step &step, rpc::Association &referral, const std::string &serverDn);

} // namespace mailwalk::exchange
