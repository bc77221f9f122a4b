#pragma once

#include "auth/context.h"
#include "wire/dcerpc/call.h"
#include "wire/dcerpc/interface.h"
#include "wire/ndr/context_handle.h"

#include <any>
#include <map>
#include <mutex>

namespace mailwalk::practice {

/// Who makes a call, and how well it is protected.
struct Caller {
    std::string user; ///< the account's name in the directory; empty when nobody signed in
    auth::Level level = auth::Level::none;

    bool signedIn() const { return !user.empty(); }
};

/// What the connections of one client share ([MS-RPCE] 3.3.1.5.7): context handles are good here and nowhere else
/// ([MS-RPCE] 3.3.1.4.1). Whoever calls these holds `mutex`.
class Association
{
public:
    static constexpr std::size_t mostHandles = 200;

    explicit Association(std::uint32_t id) : id_(id) {}
    std::uint32_t id() const { return id_; }

    wire::ndr::ContextHandle issue(std::any state); ///< NULL when there are too many
    void revoke(const wire::ndr::ContextHandle &handle) { handles_.erase(handle.uuid); }

    /// Nothing for a handle that was not issued here, or for another interface's.
    template <class State> State *find(const wire::ndr::ContextHandle &handle)
    {
        const auto found = handles_.find(handle.uuid);
        return found == handles_.end() || handle.attributes ? nullptr : std::any_cast<State>(&found->second);
    }

    std::mutex mutex;

private:
    std::uint32_t id_;
    std::map<Guid, std::any> handles_;
};

/// One request, reassembled and decrypted.
struct Call {
    std::uint16_t opnum{};
    View stub;
    const Caller &caller;
    Association &association;
};

/// The stub of a response, or a fault.
using Answer = mailwalk::Result<Bytes, wire::dcerpc::FaultStatus>;

/// The same before it is written.
template <class Operation> using Reply = mailwalk::Result<typename Operation::Answer, wire::dcerpc::FaultStatus>;

/// What stands behind an interface.
class RpcService
{
public:
    virtual ~RpcService() = default;
    virtual const wire::dcerpc::Interface &interfaceOf() const = 0;
    virtual Answer answer(const Call &call) = 0; ///< from several threads at once
};

/// One operation: the request read as strictly as a server compiled for consistency level 6 does ([MS-NSPI] 2.1), the answer
/// written.
template <class Operation, class Handler> Answer serve(const Call &call, Handler handler)
{
    const auto request = wire::ndr::read<typename Operation::Request>(call.stub);
    if (!request)
        return wire::dcerpc::FaultStatus::badStubData;
    const Reply<Operation> answer = handler(*request);
    if (!answer)
        return answer.error();
    return wire::ndr::write(*answer);
}

} // namespace mailwalk::practice
