#pragma once

#include "practice/realm.h"
#include "practice/rpc_service.h"
#include "practice/sockets.h"

namespace mailwalk::practice {

/// The associations of one machine, alive as long as one of their connections.
class Associations
{
public:
    /// A new one for group 0; nothing for a group that does not live.
    std::shared_ptr<Association> join(std::uint32_t group);

private:
    std::mutex mutex_;
    std::map<std::uint32_t, std::weak_ptr<Association>> living_;
};

/// One listening port of a machine and the interfaces behind it.
struct RpcPort {
    enum class Manner { polite, hangsUpAfterBind };

    std::string_view host;
    std::vector<RpcService *> services;
    Associations &associations;
    Realm &realm;
    std::uint16_t number{};
    Manner manner = Manner::polite;

    RpcService *serviceOf(const wire::dcerpc::SyntaxId &syntax) const;
    void converse(Stream &stream) const; ///< serves one connection to its end
};

} // namespace mailwalk::practice
