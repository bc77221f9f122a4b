#include "exchange/address_book.h"

#include "exchange/farewell.h"
#include "exchange/judge.h"
#include "wire/mapi/dn.h"
#include "wire/nspi/nspi.h"

namespace mailwalk::exchange {

using namespace wire::nspi;
using net::Step;
using rpc::Association;
using trace::Code;
using wire::mapi::PropertyTag;
using wire::mapi::Status;
using wire::ndr::ContextHandle;

namespace {

constexpr std::uint32_t mostMatches = 50; ///< enough to see that a name is ambiguous

template <class Method> typename Method::Answer ask(const Step &step, Association &book, const typename Method::Request &request)
{
    return rpc::call<Method>(step, book, request, [](const Step &hop, const typename Method::Answer &answer) {
        demandSuccess(hop, answer.status, Method::name);
    });
}

ContextHandle bind(const Step &step, Association &book)
{
    Bind::Request request;
    request.serverGuid = Guid{};
    return ask<Bind>(step, book, request).handle;
}

void unbind(const Step &step, Association &book, const ContextHandle &handle)
{
    rpc::call<Unbind>(step, book, {handle}, [](const Step &hop, const Unbind::Answer &answer) {
        if (answer.status != UnbindStatus::ok) // 1 is success here
            hop.warn(rpc::statusFailure(std::uint32_t(answer.status), nameOf(answer.status), Unbind::name));
    });
}

// A domain controller of 2008 and later allows 50 sessions per user (KB 949469): after a refusal too, whoever can still be told,
// is told.
template <class Path> auto inSession(const Step &step, Association &book, Path path)
{
    const ContextHandle handle = bind(step, book);
    try {
        auto found = path(handle);
        farewell([&] { unbind(step, book, handle); });
        return found;
    } catch (const net::Stopped &why) {
        if (!why.cancelled && why.failure.code == Code::status)
            farewell([&] { unbind(step, book, handle); });
        throw;
    }
}

PropertyTags mailboxColumns()
{
    return {{PropertyTag::displayName, PropertyTag::emailAddress8, PropertyTag::smtpAddress, PropertyTag::homeMessageDatabase8,
             PropertyTag::displayType}};
}

void lookAtHierarchy(const Step &step, Association &book, const ContextHandle &handle)
{
    GetSpecialTable::Request request;
    request.handle = handle;
    request.flags = 4; // Unicode strings
    ask<GetSpecialTable>(step, book, request);
}

std::string textIn(const PropertyRow &row, PropertyTag tag)
{
    const std::string *text = row.text(tag);
    return text ? *text : std::string();
}

Entry entryIn(const Step &hop, const std::optional<PropertyRowSet> &rows)
{
    if (!rows || rows->rows.size() != 1)
        hop.fail({Code::malformed, "the address book found one name, but sends no row for it", "1 row",
                  std::to_string(rows ? rows->rows.size() : 0)});
    const PropertyRow &row = rows->rows.front();
    Entry entry;
    entry.displayName = textIn(row, PropertyTag::displayName);
    entry.legacyDn = textIn(row, PropertyTag::emailAddress8);
    entry.smtpAddress = textIn(row, PropertyTag::smtpAddress);
    entry.homeServerDn = wire::mapi::serverDnOf(textIn(row, PropertyTag::homeMessageDatabase8)).value_or("");
    if (entry.legacyDn.empty())
        hop.fail({Code::malformed, "the entry has no distinguished name", "PidTagEmailAddress", "none"});
    return entry;
}

trace::Failure notOne(Resolved resolved)
{
    const bool none = resolved == Resolved::unresolved;
    return {Code::status, none ? "the address book does not know this name" : "the name fits several entries", "resolved",
            none ? "unresolved" : "ambiguous"};
}

Entry resolveName(const Step &step, Association &book, const ContextHandle &handle, const std::string &typed)
{
    ResolveNamesW::Request request;
    request.handle = handle;
    request.columns = mailboxColumns();
    request.names.strings = {typed};
    Entry entry;
    rpc::call<ResolveNamesW>(step, book, request, [&](const Step &hop, const ResolveNamesW::Answer &answer) {
        demandSuccess(hop, answer.status, ResolveNamesW::name);
        if (!answer.names || answer.names->values.size() != 1)
            hop.fail({Code::malformed, "the address book does not answer for the one name asked", "1 result", "another number"});
        if (answer.names->values.front() != Resolved::resolved)
            hop.fail(notOne(answer.names->values.front()));
        entry = entryIn(hop, answer.rows);
    });
    return entry;
}

// Whom an ambiguous name could mean: for the record, and for the person who has to choose.
void listMatches(const Step &step, Association &book, const ContextHandle &handle, const std::string &typed)
{
    GetMatches::Request request;
    request.handle = handle;
    request.filter = ambiguousName(typed);
    request.requested = mostMatches;
    request.columns = PropertyTags{{PropertyTag::displayName, PropertyTag::smtpAddress}};
    ask<GetMatches>(step, book, request);
}

Entry checkName(const Step &step, Association &book, const ContextHandle &handle, const std::string &typed)
{
    try {
        return resolveName(step, book, handle, typed);
    } catch (const net::Stopped &why) {
        if (!why.cancelled && why.failure.got == "ambiguous")
            listMatches(step, book, handle, typed);
        throw;
    }
}

std::uint32_t midOf(const Step &step, Association &book, const ContextHandle &handle, const std::string &dn)
{
    DnToMid::Request request;
    request.handle = handle;
    request.names.strings = {dn};
    const auto answer = ask<DnToMid>(step, book, request);
    return answer.mids && !answer.mids->values.empty() ? answer.mids->values.front() : 0;
}

// The network addresses of the home server; a directory that does not have them leaves the question to the referral desk.
std::string homeHost(const Step &step, Association &book, const ContextHandle &handle, const std::string &serverDn)
{
    if (serverDn.empty())
        return {};
    GetProps::Request request;
    request.handle = handle;
    request.stat.currentRec = midOf(step, book, handle, serverDn);
    request.columns = PropertyTags{{PropertyTag::networkAddress8}};
    if (!request.stat.currentRec)
        return {};
    const auto answer = rpc::call<GetProps>(step, book, request, [](const Step &hop, const GetProps::Answer &got) {
        if (got.status != Status::errorsReturned) // the row then says which property is missing
            demandSuccess(hop, got.status, GetProps::name);
    });
    if (!answer.row)
        return {};
    return wire::mapi::tcpHostIn(answer.row->texts(PropertyTag::networkAddress8)).value_or("");
}

} // namespace

Entry findByName(const Step &step, Association &book, const std::string &typed)
{
    return inSession(step, book, [&](const ContextHandle &handle) {
        lookAtHierarchy(step, book, handle);
        Entry entry = checkName(step, book, handle, typed);
        entry.homeHost = homeHost(step, book, handle, entry.homeServerDn);
        return entry;
    });
}

Entry findByDn(const Step &step, Association &book, const std::string &legacyDn)
{
    return inSession(step, book, [&](const ContextHandle &handle) {
        QueryRows::Request request;
        request.handle = handle;
        request.table = std::vector{midOf(step, book, handle, legacyDn)};
        request.count = 1;
        request.columns = mailboxColumns();
        Entry entry;
        rpc::call<QueryRows>(step, book, request, [&](const Step &hop, const QueryRows::Answer &answer) {
            demandSuccess(hop, answer.status, QueryRows::name);
            entry = entryIn(hop, answer.rows);
        });
        return entry;
    });
}

} // namespace mailwalk::exchange
