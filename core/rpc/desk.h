#pragma once

#include "rpc/association.h"

namespace mailwalk::rpc {

/// Goes to an interface on a host: mapper, connection, bind, each a hop. Tries the next way of signing in only where a server does not
/// know the one before.
Association goTo(const net::Step &step, const std::string &host, const std::vector<Address> &addresses, const wire::dcerpc::Interface &interface,
                 const std::string &service, SignIn &signIn);

/// As far as it goes without a password: mapper and connection; the bind is recorded as not run.
void reach(const net::Step &step, const std::string &host, const std::vector<Address> &addresses, const wire::dcerpc::Interface &interface);

} // namespace mailwalk::rpc
