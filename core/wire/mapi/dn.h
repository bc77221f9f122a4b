#pragma once

#include "base/bytes.h"

/// Names as the Exchange directory writes them (legacyDN): "/o=Org/ou=Group/cn=Configuration/cn=Servers/cn=EX1".
/// Attribute names are compared without regard to case.
namespace mailwalk::wire::mapi {

/// The server's name out of its home database: what stands before "/cn=Microsoft Private MDB" (or "Public"). A name that has no
/// such end and is a server's already comes back as it is; nothing for anything else.
std::optional<std::string> serverDnOf(std::string_view homeDatabase);

/// "EX1" of ".../cn=Configuration/cn=Servers/cn=EX1", with or without the database behind it.
std::optional<std::string> serverNameOf(std::string_view dn);

/// The host in the first entry "ncacn_ip_tcp:host" of PidTagAddressBookNetworkAddress; nothing when there is none or it is no
/// host name.
std::optional<std::string> tcpHostIn(const std::vector<std::string> &networkAddresses);

} // namespace mailwalk::wire::mapi
