#include "practice/address_table.h"

#include "practice/random.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire;
using mapi::PropertyTag;

namespace {

constexpr std::uint32_t atBeginning = 0, atEnd = 2; // [MS-NSPI] 2.2.5
constexpr std::size_t mostValues = 100000;          // of one answer

// [MS-NSPI] 3.1.4.8: the columns of somebody who names none.
const nspi::PropertyTags &usualColumns()
{
    static const nspi::PropertyTags columns{{PropertyTag::containerId, PropertyTag::objectType, PropertyTag::displayType,
                                             PropertyTag::displayName8, PropertyTag::primaryTelephone8, PropertyTag::department8,
                                             PropertyTag::officeLocation8}};
    return columns;
}

std::string textIn(const nspi::Comparison &comparison)
{
    const auto *text = comparison.value ? std::get_if<nspi::Text>(&comparison.value->value) : nullptr;
    return text ? text->value_or("") : std::string{};
}

bool isByName(const nspi::Restriction &restriction)
{
    const auto *comparison = std::get_if<nspi::Comparison>(&restriction.arm);
    return comparison && restriction.kind == nspi::RestrictionKind::property &&
           comparison->how == static_cast<std::uint32_t>(nspi::Relation::equal) &&
           mapi::sameIdentifier(comparison->tag, PropertyTag::anr);
}

} // namespace

AddressTable::AddressTable(const Directory &directory)
    : directory_(directory), instance_(randomGuid()), entries_(entriesOf(directory))
{
}

const AddressEntry *AddressTable::byMid(std::uint32_t mid) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(), [mid](const auto &entry) { return entry.mid == mid; });
    return found == entries_.end() ? nullptr : &*found;
}

const AddressEntry *AddressTable::byDn(std::string_view dn) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(), [dn](const auto &entry) { return sameName(entry.dn, dn); });
    return found == entries_.end() ? nullptr : &*found;
}

AddressTable::Entries AddressTable::byMids(const std::vector<std::uint32_t> &mids) const
{
    Entries entries;
    for (const std::uint32_t mid : mids)
        entries.push_back(byMid(mid));
    return entries;
}

AddressTable::Entries AddressTable::listed() const
{
    Entries found;
    for (const AddressEntry &entry : entries_)
        if (entry.isListed())
            found.push_back(&entry);
    return found;
}

AddressTable::Entries AddressTable::matching(std::string_view typed) const
{
    const auto mailboxes = directory_.matching(typed);
    Entries found = listed();
    std::erase_if(found, [&](const AddressEntry *entry) {
        return std::find(mailboxes.begin(), mailboxes.end(), entry->mailbox) == mailboxes.end();
    });
    return found;
}

// Alone, or as the only part of an "all of" or a "one of".
std::optional<AddressTable::Entries> AddressTable::filtered(const nspi::Restriction &restriction) const
{
    if (const auto *compound = std::get_if<nspi::Compound>(&restriction.arm)) {
        const bool single =
            restriction.kind != nspi::RestrictionKind::negation && compound->parts && compound->parts->size() == 1;
        return single ? filtered(compound->parts->front()) : std::nullopt;
    }
    if (!isByName(restriction))
        return std::nullopt;
    return matching(textIn(std::get<nspi::Comparison>(restriction.arm)));
}

AddressTable::Entries AddressTable::page(nspi::Stat &stat, std::uint32_t count) const
{
    const Entries all = listed();
    const auto end = static_cast<std::int64_t>(all.size());
    const auto isCurrent = [&](const AddressEntry *entry) { return entry->mid == stat.currentRec; };
    const auto current = std::find_if(all.begin(), all.end(), isCurrent) - all.begin();
    const auto from = std::clamp<std::int64_t>((stat.currentRec == atBeginning ? 0 : current) + stat.delta, 0, end);
    const auto to = std::min<std::int64_t>(end, from + count);
    stat.delta = 0;
    stat.numPos = static_cast<std::uint32_t>(to);
    stat.totalRecs = static_cast<std::uint32_t>(end);
    stat.currentRec = to == end ? atEnd : all[static_cast<std::size_t>(to)]->mid;
    return {all.begin() + from, all.begin() + to};
}

nspi::PropertyRow AddressTable::row(const AddressEntry *entry, const Columns &columns, EntryIds kind) const
{
    nspi::PropertyRow made{std::vector<nspi::PropertyValue>{}};
    for (const PropertyTag tag : (columns ? *columns : usualColumns()).values)
        made.values->push_back(entry ? entry->column(tag, kind, instance_) : missing(tag));
    return made;
}

std::optional<nspi::PropertyRowSet> AddressTable::rows(const Entries &entries, const Columns &columns, EntryIds kind) const
{
    if (entries.size() * (columns ? *columns : usualColumns()).values.size() > mostValues)
        return std::nullopt;
    nspi::PropertyRowSet set;
    for (const AddressEntry *entry : entries)
        set.rows.push_back(row(entry, columns, kind));
    return set;
}

} // namespace mailwalk::practice
