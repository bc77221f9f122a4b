#pragma once

#include "practice/directory.h"
#include "wire/nspi/nspi.h"

namespace mailwalk::practice {

/// Which kind of entry id a row carries ([MS-NSPI] 2.3.9).
enum class EntryIds { permanent, ephemeral };

/// An object of the address book with its properties, each under the tag of its natural type.
struct AddressEntry {
    std::uint32_t mid{};
    std::string dn;
    wire::mapi::DisplayType displayType{};
    const Mailbox *mailbox{}; ///< null for a server
    std::vector<wire::nspi::PropertyValue> properties;

    bool isListed() const { return mailbox && !mailbox->hidden; }
    Bytes entryId(EntryIds kind, const Guid &server) const;

    /// The property with the type asked for, or the error column that stands for it ([MS-NSPI] 3.1.4.7).
    wire::nspi::PropertyValue column(wire::mapi::PropertyTag tag, EntryIds kind, const Guid &server) const;
};

wire::nspi::PropertyValue missing(wire::mapi::PropertyTag tag);

/// The mailboxes in the order of their names, then the servers.
std::vector<AddressEntry> entriesOf(const Directory &directory);

} // namespace mailwalk::practice
