#include "practice/rpc_port.h"

#include "practice/conversation.h"
#include "practice/random.h"

namespace mailwalk::practice {

std::shared_ptr<Association> Associations::join(std::uint32_t group)
{
    const std::lock_guard guard(mutex_);
    std::erase_if(living_, [](const auto &entry) { return entry.second.expired(); });
    if (group) {
        const auto found = living_.find(group);
        return found == living_.end() ? nullptr : found->second.lock();
    }
    do
        group = randomNumber(1, 0x7fffffff);
    while (living_.contains(group));
    auto association = std::make_shared<Association>(group);
    living_[group] = association;
    return association;
}

// A client may ask for a lower minor version of the same major one, [C706] 13.3.2.
RpcService *RpcPort::serviceOf(const wire::dcerpc::SyntaxId &syntax) const
{
    for (RpcService *service : services) {
        const auto &own = service->interfaceOf();
        if (own.uuid == syntax.uuid && own.major == syntax.major && own.minor >= syntax.minor)
            return service;
    }
    return nullptr;
}

void RpcPort::converse(Stream &stream) const { Conversation(*this, stream).run(); }

} // namespace mailwalk::practice
