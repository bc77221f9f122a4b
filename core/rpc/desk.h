#pragma once

#include "rpc/association.h"

namespace mailwalk::rpc {

/// A service as a client goes to it: which interface, under which service class of the SPN ("exchangeRFR").
struct Desk {
    wire::dcerpc::Interface interface;
    std::string serviceClass;
    std::uint16_t httpPort{}; ///< behind an RPC proxy, where no mapper is asked: 6001, 6002 or 6004 ([MS-OXCRPC] 2.1)
};

/// A host and where it is.
struct Place {
    std::string host;
    std::vector<Address> addresses;
};

/// Goes to a desk: mapper, connection, bind, each a hop. Tries the next way of signing in only where a server does not know the
/// one before; never signs in again after a refusal.
Association goTo(const net::Step &step, const Place &place, const Desk &desk, http::SignIn &signIn, auth::Level level);

/// As far as it goes without a password: mapper and connection; the bind is recorded as not run.
void reach(const net::Step &step, const Place &place, const Desk &desk);

} // namespace mailwalk::rpc
