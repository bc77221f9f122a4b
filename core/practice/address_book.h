#pragma once

#include "practice/address_table.h"
#include "practice/plan.h"
#include "practice/rpc_service.h"

namespace mailwalk::practice {

/// The address book of a directory server ([MS-NSPI] 3.1.4). Only for those who signed in.
class AddressBook : public RpcService
{
public:
    AddressBook(const Directory &directory, const AddressBookPolicy &policy) : table_(directory), policy_(policy) {}
    const wire::dcerpc::Interface &interfaceOf() const override { return wire::dcerpc::nspiInterface; }
    Answer answer(const Call &call) override;

private:
    struct Session { ///< behind a context handle
    };
    using Status = wire::mapi::Status;

    template <class Operation, class Handler> Answer inSession(const Call &call, Handler handler);

    Reply<wire::nspi::Bind> bind(const Call &call, const wire::nspi::Bind::Request &request) const;
    Reply<wire::nspi::Unbind> unbind(const Call &call, const wire::nspi::Unbind::Request &request) const;
    wire::nspi::QueryRows::Answer queryRows(const wire::nspi::QueryRows::Request &request) const;
    wire::nspi::GetMatches::Answer getMatches(const wire::nspi::GetMatches::Request &request) const;
    wire::nspi::DnToMid::Answer dnToMid(const wire::nspi::DnToMid::Request &request) const;
    wire::nspi::GetProps::Answer getProps(const wire::nspi::GetProps::Request &request) const;
    wire::nspi::GetSpecialTable::Answer getSpecialTable(const wire::nspi::GetSpecialTable::Request &request) const;
    wire::nspi::ResolveNamesW::Answer resolveNames(const wire::nspi::ResolveNamesW::Request &request) const;

    Status objectionTo(const wire::nspi::Stat &stat) const;
    wire::nspi::PropertyRow containerRow(std::uint32_t id, const char *title, std::uint32_t flags) const;

    const AddressTable table_;
    const AddressBookPolicy &policy_;
};

} // namespace mailwalk::practice
