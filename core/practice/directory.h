#pragma once

#include "wire/mapi/status.h"

#include <string>
#include <vector>

namespace mailwalk::practice {

/// A machine with a mailbox store, as the directory knows it.
struct MailboxServer {
    std::string name; ///< "EX1"
    std::string host; ///< "ex1.corp.test"

    std::string dn() const;
    std::string databaseDn() const;
    std::vector<std::string> networkAddresses() const; ///< of PidTagAddressBookNetworkAddress
};

/// A person with a mailbox.
struct Mailbox {
    std::string account; ///< sign-in name and alias
    std::string displayName;
    std::string password;
    std::string expected = "works"; ///< or the cause by which its walk fails in a whole organisation
    std::string typed;              ///< what somebody types as mailbox name; the account when empty
    std::string home = "EX1";       ///< where the store is
    std::string listedHome;         ///< where the directory says it is; `home` when empty
    bool hidden = false;            ///< from the address lists
    bool circling = false;          ///< every server says that another one has it
    wire::mapi::Status onConnect{}, onLogon{};
    wire::mapi::Status onConnectThroughProxy{}; ///< where onConnect lets him in

    std::string dn() const;
    std::string address() const { return account + "@corp.test"; }
    std::string guidName() const; ///< "guid@corp.test", by which Exchange 2013 calls the server of a mailbox
    const std::string &directoryHome() const { return listedHome.empty() ? home : listedHome; }
};

/// Who and what there is. Never changes while the organisation runs.
struct Directory {
    std::vector<MailboxServer> servers;
    std::vector<Mailbox> mailboxes;

    const MailboxServer *serverByDn(std::string_view dn) const;
    const MailboxServer *serverByName(std::string_view name) const;
    const MailboxServer &serverOn(std::string_view host) const; ///< throws std::out_of_range
    const Mailbox *mailboxByDn(std::string_view dn) const;
    const Mailbox *mailboxOf(std::string_view account) const;
    const Mailbox *mailboxAt(std::string_view address) const;
    const Mailbox *mailboxByGuidName(std::string_view name) const;
    Mailbox &change(std::string_view account); ///< throws std::out_of_range
    /// Ambiguous name resolution over what is not hidden: beginnings of words of the name, of the alias and of the address,
    /// or a whole legacy DN; with "=" in front the whole alias.
    std::vector<const Mailbox *> matching(std::string_view typed) const;
};

/// The same letters, in whatever case of ASCII.
bool sameName(std::string_view a, std::string_view b);

} // namespace mailwalk::practice
