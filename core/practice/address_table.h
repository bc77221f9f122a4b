#pragma once

#include "practice/address_entry.h"

namespace mailwalk::practice {

/// What an address book finds, and how it shows it.
class AddressTable
{
public:
    using Entries = std::vector<const AddressEntry *>; ///< null: an object that is not known
    using Columns = std::optional<wire::nspi::PropertyTags>;

    explicit AddressTable(const Directory &directory);

    const Guid &instance() const { return instance_; } ///< MIds are good as long as it is the same
    const AddressEntry *byMid(std::uint32_t mid) const;
    const AddressEntry *byDn(std::string_view dn) const;
    Entries byMids(const std::vector<std::uint32_t> &mids) const;
    Entries matching(std::string_view typed) const;
    /// By the restriction with which names are checked; nothing for a more complex one.
    std::optional<Entries> filtered(const wire::nspi::Restriction &restriction) const;
    /// So many of the listed from the place of `stat` on, which moves behind them ([MS-NSPI] 3.1.4.8).
    Entries page(wire::nspi::Stat &stat, std::uint32_t count) const;

    wire::nspi::PropertyRow row(const AddressEntry *entry, const Columns &columns, EntryIds kind) const;
    /// Nothing when there would be too many values.
    std::optional<wire::nspi::PropertyRowSet> rows(const Entries &entries, const Columns &columns, EntryIds kind) const;

private:
    Entries listed() const;

    const Directory &directory_;
    const Guid instance_;
    const std::vector<AddressEntry> entries_;
};

} // namespace mailwalk::practice
