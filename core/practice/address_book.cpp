#include "practice/address_book.h"

#include "practice/random.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire;
using dcerpc::FaultStatus;
using mapi::PropertyTag;

namespace {

constexpr std::uint32_t anonymousLogin = 0x20, ephemeralIds = 0x2;     // [MS-NSPI] 3.1.4.1, 2.2.9
constexpr std::uint32_t creationTemplates = 0x2, unicodeStrings = 0x4; // [MS-NSPI] 2.2.11
constexpr std::uint32_t atBeginning = 0, atEnd = 2;                    // [MS-NSPI] 2.2.5
constexpr std::uint32_t globalList = 0, allUsers = 0x510;              // containers
constexpr std::uint32_t hierarchyVersion = 1;
constexpr std::uint32_t recipientsAndUnmodifiable = 0x9; // PidTagContainerFlags, [MS-OXOABK] 2.2.2.1
constexpr std::uint32_t forbiddenCodePage = 1200;        // CP_WINUNICODE, [MS-NSPI] 2.2.7
constexpr std::size_t mostValues = 100000;               // of one answer

// [MS-NSPI] 3.1.4.8: the columns of somebody who names none.
const nspi::PropertyTags usualColumns{{PropertyTag::containerId, PropertyTag::objectType, PropertyTag::displayType,
                                       PropertyTag::displayName8, PropertyTag::primaryTelephone8, PropertyTag::department8,
                                       PropertyTag::officeLocation8}};

bool isInstalled(std::uint32_t codePage)
{
    static constexpr std::uint32_t pages[] = {437, 850, 874, 932, 936, 949, 950, nspi::teletexCodePage};
    return (codePage >= 1250 && codePage <= 1258) || std::find(std::begin(pages), std::end(pages), codePage) != std::end(pages);
}

bool hasError(const nspi::PropertyRow &row)
{
    return row.values && std::any_of(row.values->begin(), row.values->end(), [](const nspi::PropertyValue &value) {
               return mapi::typeOf(value.tag) == mapi::PropertyType::errorCode;
           });
}

std::string textIn(const nspi::Comparison &comparison)
{
    const auto *text = comparison.value ? std::get_if<nspi::Text>(&comparison.value->value) : nullptr;
    return text ? text->value_or("") : std::string{};
}

} // namespace

AddressBook::AddressBook(const Directory &directory, const AddressBookPolicy &policy)
    : directory_(directory), policy_(policy), server_(randomGuid()), entries_(entriesOf(directory))
{
}

// An operation on a handle that this client's association was given.
template <class Operation, class Handler> Answer AddressBook::inSession(const Call &call, Handler handler)
{
    return serve<Operation>(call, [&](const auto &request) -> Reply<Operation> {
        if (!call.association.find<Session>(request.handle))
            return FaultStatus::ncaContextMismatch;
        return (this->*handler)(request);
    });
}

Answer AddressBook::answer(const Call &call)
{
    switch (call.opnum) {
    case nspi::Bind::opnum: return serve<nspi::Bind>(call, [&](const auto &request) { return bind(call, request); });
    case nspi::Unbind::opnum: return serve<nspi::Unbind>(call, [&](const auto &request) { return unbind(call, request); });
    case nspi::QueryRows::opnum: return inSession<nspi::QueryRows>(call, &AddressBook::queryRows);
    case nspi::GetMatches::opnum: return inSession<nspi::GetMatches>(call, &AddressBook::getMatches);
    case nspi::DnToMid::opnum: return inSession<nspi::DnToMid>(call, &AddressBook::dnToMid);
    case nspi::GetProps::opnum: return inSession<nspi::GetProps>(call, &AddressBook::getProps);
    case nspi::GetSpecialTable::opnum: return inSession<nspi::GetSpecialTable>(call, &AddressBook::getSpecialTable);
    case nspi::ResolveNamesW::opnum: return inSession<nspi::ResolveNamesW>(call, &AddressBook::resolveNames);
    default: return FaultStatus::ncaOpRngError;
    }
}

Reply<nspi::Bind> AddressBook::bind(const Call &call, const nspi::Bind::Request &request) const
{
    nspi::Bind::Answer refused;
    if (!call.caller.signedIn() || request.flags & anonymousLogin)
        refused.status = Status::logonFailed;
    else if (policy_.onBind != Status::ok)
        refused.status = policy_.onBind;
    else if (!isInstalled(request.stat.codePage))
        refused.status = Status::unknownCodepage;
    if (refused.status != Status::ok)
        return refused;
    const auto handle = call.association.issue(Session{});
    if (handle.isNull())
        return nspi::Bind::Answer{{}, {}, Status::outOfResources};
    return nspi::Bind::Answer{request.serverGuid ? std::optional(server_) : std::nullopt, handle, Status::ok};
}

Reply<nspi::Unbind> AddressBook::unbind(const Call &call, const nspi::Unbind::Request &request) const
{
    if (!call.association.find<Session>(request.handle))
        return FaultStatus::ncaContextMismatch;
    call.association.revoke(request.handle);
    return nspi::Unbind::Answer{};
}

nspi::QueryRows::Answer AddressBook::queryRows(const nspi::QueryRows::Request &request) const
{
    const auto kind = request.flags & ephemeralIds ? EntryIds::ephemeral : EntryIds::permanent;
    if (request.table) {
        Entries wanted;
        for (const std::uint32_t mid : *request.table)
            wanted.push_back(byMid(mid));
        auto found = rows(wanted, request.columns, kind);
        const Status status = found ? Status::ok : Status::tooBig;
        return {request.stat, std::move(found), status};
    }
    if (const Status objection = objectionTo(request.stat); objection != Status::ok)
        return {request.stat, {}, objection};
    if (!request.count)
        return {request.stat, {}, Status::invalidParameter};

    const Entries all = listed();
    const auto current =
        std::find_if(all.begin(), all.end(), [&](const auto *entry) { return entry->mid == request.stat.currentRec; });
    const auto end = static_cast<std::int64_t>(all.size());
    std::int64_t from = request.stat.currentRec == atBeginning ? 0 : current - all.begin();
    from = std::clamp<std::int64_t>(from + request.stat.delta, 0, end);
    const auto to = std::min<std::int64_t>(end, from + request.count);
    auto found = rows(Entries(all.begin() + from, all.begin() + to), request.columns, kind);
    if (!found)
        return {request.stat, {}, Status::tooBig};
    nspi::Stat stat = request.stat;
    stat.delta = 0;
    stat.numPos = static_cast<std::uint32_t>(to);
    stat.totalRecs = static_cast<std::uint32_t>(end);
    stat.currentRec = to == end ? atEnd : all[static_cast<std::size_t>(to)]->mid;
    return {stat, std::move(found), Status::ok};
}

nspi::GetMatches::Answer AddressBook::getMatches(const nspi::GetMatches::Request &request) const
{
    const auto refuse = [&](Status status) { return nspi::GetMatches::Answer{request.stat, {}, {}, status}; };
    if (const Status objection = objectionTo(request.stat); objection != Status::ok)
        return refuse(objection);
    const bool sorted = request.stat.sortType == nspi::SortType::displayName || request.stat.sortType == nspi::SortType::phonetic;
    if (request.reserved1 || request.reserved || !request.filter || !sorted)
        return refuse(Status::tooComplex);
    const auto found = filtered(*request.filter);
    if (!found)
        return refuse(Status::tooComplex);
    if (found->size() > request.requested)
        return refuse(Status::tableTooBig);
    nspi::GetMatches::Answer answer{request.stat, nspi::Mids{}, {}, Status::ok};
    for (const AddressEntry *entry : *found)
        answer.mids->values.push_back(entry->mid);
    if (request.columns)
        answer.rows = rows(*found, request.columns, EntryIds::ephemeral);
    return answer;
}

nspi::DnToMid::Answer AddressBook::dnToMid(const nspi::DnToMid::Request &request) const
{
    nspi::DnToMid::Answer answer{nspi::Mids{}, Status::ok};
    for (const auto &name : request.names.strings) {
        const auto found =
            std::find_if(entries_.begin(), entries_.end(), [&](const auto &entry) { return name && sameName(entry.dn, *name); });
        answer.mids->values.push_back(found == entries_.end() ? 0 : found->mid);
    }
    return answer;
}

nspi::GetProps::Answer AddressBook::getProps(const nspi::GetProps::Request &request) const
{
    const auto kind = request.flags & ephemeralIds ? EntryIds::ephemeral : EntryIds::permanent;
    const AddressEntry *entry = byMid(request.stat.currentRec);
    Columns columns = request.columns;
    if (!columns) {
        columns.emplace();
        for (const auto &property : entry ? entry->properties : std::vector<nspi::PropertyValue>{})
            columns->values.push_back(property.tag);
    }
    auto found = row(entry, columns, kind);
    const Status status = hasError(found) ? Status::errorsReturned : Status::ok;
    return {std::move(found), status};
}

nspi::GetSpecialTable::Answer AddressBook::getSpecialTable(const nspi::GetSpecialTable::Request &request) const
{
    if (request.stat.codePage == forbiddenCodePage)
        return {request.version, {}, Status::unknownCodepage};
    if (request.flags & creationTemplates)
        return {hierarchyVersion, nspi::PropertyRowSet{}, Status::ok};
    if (request.version == hierarchyVersion)
        return {hierarchyVersion, {}, Status::ok};
    const auto name = request.flags & unicodeStrings ? PropertyTag::displayName : PropertyTag::displayName8;
    nspi::PropertyRowSet set;
    for (const auto &[id, title] : {std::pair(globalList, "Global Address List"), std::pair(allUsers, "All Users")}) {
        const AddressEntry container{
            id, id == globalList ? "/" : "/guid=" + toHex(server_.bytes), mapi::DisplayType::container, nullptr, {}};
        set.rows.push_back({std::vector<nspi::PropertyValue>{
            {PropertyTag::entryId, nspi::Binary(container.entryId(EntryIds::permanent, server_))},
            {PropertyTag::containerFlags, recipientsAndUnmodifiable},
            {PropertyTag::depth, std::uint32_t(0)},
            {PropertyTag::containerId, id},
            {name, nspi::Text(title)},
            {PropertyTag::isMaster, std::uint16_t(0)},
        }});
    }
    return {hierarchyVersion, std::move(set), Status::ok};
}

nspi::ResolveNamesW::Answer AddressBook::resolveNames(const nspi::ResolveNamesW::Request &request) const
{
    if (const Status objection = objectionTo(request.stat); objection != Status::ok)
        return {{}, {}, objection};
    nspi::ResolveNamesW::Answer answer{nspi::ResolvedNames{}, {}, Status::ok};
    Entries resolved;
    for (const auto &name : request.names.strings) {
        const Entries found = matching(name.value_or(""));
        answer.names->values.push_back(found.empty()      ? nspi::Resolved::unresolved
                                       : found.size() > 1 ? nspi::Resolved::ambiguous
                                                          : nspi::Resolved::resolved);
        if (found.size() == 1)
            resolved.push_back(found[0]);
    }
    answer.rows = rows(resolved, request.columns, EntryIds::permanent);
    if (!answer.rows)
        return {{}, {}, Status::tooBig};
    return answer;
}

AddressBook::Status AddressBook::objectionTo(const nspi::Stat &stat) const
{
    if (policy_.onSearch != Status::ok)
        return policy_.onSearch;
    if (stat.codePage == forbiddenCodePage)
        return Status::unknownCodepage;
    return stat.containerId == globalList || stat.containerId == allUsers ? Status::ok : Status::invalidBookmark;
}

const AddressEntry *AddressBook::byMid(std::uint32_t mid) const
{
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [mid](const AddressEntry &entry) { return entry.mid == mid; });
    return found == entries_.end() ? nullptr : &*found;
}

AddressBook::Entries AddressBook::listed() const
{
    Entries found;
    for (const AddressEntry &entry : entries_)
        if (entry.isListed())
            found.push_back(&entry);
    return found;
}

AddressBook::Entries AddressBook::matching(std::string_view typed) const
{
    const auto mailboxes = directory_.matching(typed);
    Entries found;
    for (const AddressEntry *entry : listed())
        if (std::find(mailboxes.begin(), mailboxes.end(), entry->mailbox) != mailboxes.end())
            found.push_back(entry);
    return found;
}

// The restriction by which names are checked, alone or inside "all of one". What else a search can be is too complex for this
// server.
std::optional<AddressBook::Entries> AddressBook::filtered(const nspi::Restriction &restriction) const
{
    if (const auto *compound = std::get_if<nspi::Compound>(&restriction.arm)) {
        const bool single =
            restriction.kind != nspi::RestrictionKind::negation && compound->parts && compound->parts->size() == 1;
        return single ? filtered(compound->parts->front()) : std::nullopt;
    }
    const auto *comparison = std::get_if<nspi::Comparison>(&restriction.arm);
    const bool byName = comparison && restriction.kind == nspi::RestrictionKind::property &&
                        comparison->how == static_cast<std::uint32_t>(nspi::Relation::equal) &&
                        mapi::sameIdentifier(comparison->tag, PropertyTag::anr);
    return byName ? std::optional(matching(textIn(*comparison))) : std::nullopt;
}

nspi::PropertyRow AddressBook::row(const AddressEntry *entry, const Columns &columns, EntryIds kind) const
{
    nspi::PropertyRow made{std::vector<nspi::PropertyValue>{}};
    for (const PropertyTag tag : columns.value_or(usualColumns).values)
        made.values->push_back(entry ? entry->column(tag, kind, server_) : missing(tag));
    return made;
}

std::optional<nspi::PropertyRowSet> AddressBook::rows(const Entries &entries, const Columns &columns, EntryIds kind) const
{
    if (entries.size() * (columns ? columns->values.size() : 1) > mostValues)
        return std::nullopt;
    nspi::PropertyRowSet set;
    for (const AddressEntry *entry : entries)
        set.rows.push_back(row(entry, columns, kind));
    return set;
}

} // namespace mailwalk::practice
