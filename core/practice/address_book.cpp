#include "practice/address_book.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire;
using dcerpc::FaultStatus;
using mapi::PropertyTag;

namespace {

constexpr std::uint32_t anonymousLogin = 0x20, ephemeralIds = 0x2;     // [MS-NSPI] 3.1.4.1, 2.2.9
constexpr std::uint32_t creationTemplates = 0x2, unicodeStrings = 0x4; // [MS-NSPI] 2.2.11
constexpr std::uint32_t globalList = 0, allUsers = 0x510;              // containers
constexpr std::uint32_t hierarchyVersion = 1;
constexpr std::uint32_t recipientsAndUnmodifiable = 0x9; // PidTagContainerFlags, [MS-OXOABK] 2.2.2.1
constexpr std::uint32_t forbiddenCodePage = 1200;        // CP_WINUNICODE, [MS-NSPI] 2.2.7

bool isInstalled(std::uint32_t codePage)
{
    static constexpr std::uint32_t pages[] = {437, 850, 874, 932, 936, 949, 950, nspi::teletexCodePage};
    return (codePage >= 1250 && codePage <= 1258) || std::find(std::begin(pages), std::end(pages), codePage) != std::end(pages);
}

EntryIds kindIn(std::uint32_t flags) { return flags & ephemeralIds ? EntryIds::ephemeral : EntryIds::permanent; }

bool hasError(const nspi::PropertyRow &row)
{
    return row.values && std::any_of(row.values->begin(), row.values->end(), [](const nspi::PropertyValue &value) {
               return mapi::typeOf(value.tag) == mapi::PropertyType::errorCode;
           });
}

} // namespace

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
    return nspi::Bind::Answer{request.serverGuid ? std::optional(table_.instance()) : std::nullopt, handle, Status::ok};
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
    nspi::QueryRows::Answer answer{request.stat, {}, Status::ok};
    if (!request.table)
        answer.status = request.count ? objectionTo(request.stat) : Status::invalidParameter;
    if (answer.status != Status::ok)
        return answer;
    const auto entries = request.table ? table_.byMids(*request.table) : table_.page(answer.stat, request.count);
    answer.rows = table_.rows(entries, request.columns, kindIn(request.flags));
    if (!answer.rows)
        return {request.stat, {}, Status::tooBig};
    return answer;
}

nspi::GetMatches::Answer AddressBook::getMatches(const nspi::GetMatches::Request &request) const
{
    const auto refuse = [&](Status status) { return nspi::GetMatches::Answer{request.stat, {}, {}, status}; };
    if (const Status objection = objectionTo(request.stat); objection != Status::ok)
        return refuse(objection);
    const bool sorted = request.stat.sortType == nspi::SortType::displayName || request.stat.sortType == nspi::SortType::phonetic;
    if (request.reserved1 || request.reserved || !request.filter || !sorted)
        return refuse(Status::tooComplex);
    const auto found = table_.filtered(*request.filter);
    if (!found)
        return refuse(Status::tooComplex);
    if (found->size() > request.requested)
        return refuse(Status::tableTooBig);
    nspi::GetMatches::Answer answer{request.stat, nspi::Mids{}, {}, Status::ok};
    for (const AddressEntry *entry : *found)
        answer.mids->values.push_back(entry->mid);
    if (request.columns)
        answer.rows = table_.rows(*found, request.columns, EntryIds::ephemeral);
    return request.columns && !answer.rows ? refuse(Status::tooBig) : answer;
}

nspi::DnToMid::Answer AddressBook::dnToMid(const nspi::DnToMid::Request &request) const
{
    nspi::DnToMid::Answer answer{nspi::Mids{}, Status::ok};
    for (const auto &name : request.names.strings) {
        const AddressEntry *found = name ? table_.byDn(*name) : nullptr;
        answer.mids->values.push_back(found ? found->mid : 0);
    }
    return answer;
}

nspi::GetProps::Answer AddressBook::getProps(const nspi::GetProps::Request &request) const
{
    const AddressEntry *entry = table_.byMid(request.stat.currentRec);
    auto columns = request.columns;
    if (!columns) {
        columns.emplace();
        for (const auto &property : entry ? entry->properties : std::vector<nspi::PropertyValue>{})
            columns->values.push_back(property.tag);
    }
    auto found = table_.row(entry, columns, kindIn(request.flags));
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
    nspi::PropertyRowSet set;
    set.rows = {containerRow(globalList, "Global Address List", request.flags),
                containerRow(allUsers, "All Users", request.flags)};
    return {hierarchyVersion, std::move(set), Status::ok};
}

nspi::PropertyRow AddressBook::containerRow(std::uint32_t id, const char *title, std::uint32_t flags) const
{
    const AddressEntry container{id, "/guid=" + toHex(table_.instance().bytes), mapi::DisplayType::container, nullptr, {}};
    return {std::vector<nspi::PropertyValue>{
        {PropertyTag::entryId, nspi::Binary(container.entryId(EntryIds::permanent, table_.instance()))},
        {PropertyTag::containerFlags, recipientsAndUnmodifiable},
        {PropertyTag::depth, std::uint32_t(0)},
        {PropertyTag::containerId, id},
        {flags & unicodeStrings ? PropertyTag::displayName : PropertyTag::displayName8, nspi::Text(title)},
        {PropertyTag::isMaster, std::uint16_t(0)},
    }};
}

nspi::ResolveNamesW::Answer AddressBook::resolveNames(const nspi::ResolveNamesW::Request &request) const
{
    if (const Status objection = objectionTo(request.stat); objection != Status::ok)
        return {{}, {}, objection};
    nspi::ResolveNamesW::Answer answer{nspi::ResolvedNames{}, {}, Status::ok};
    AddressTable::Entries resolved;
    for (const auto &name : request.names.strings) {
        const auto found = table_.matching(name.value_or(""));
        answer.names->values.push_back(found.empty()      ? nspi::Resolved::unresolved
                                       : found.size() > 1 ? nspi::Resolved::ambiguous
                                                          : nspi::Resolved::resolved);
        if (found.size() == 1)
            resolved.push_back(found[0]);
    }
    answer.rows = table_.rows(resolved, request.columns, EntryIds::permanent);
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

} // namespace mailwalk::practice
