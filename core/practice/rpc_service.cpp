#include "practice/rpc_service.h"

#include "practice/random.h"

namespace mailwalk::practice {

wire::ndr::ContextHandle Association::issue(std::any state)
{
    if (handles_.size() >= mostHandles)
        return {};
    const wire::ndr::ContextHandle handle{0, randomGuid()};
    handles_.emplace(handle.uuid, std::move(state));
    return handle;
}

} // namespace mailwalk::practice
