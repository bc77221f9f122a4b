#pragma once

#include "wire/ndr/layer.h"

namespace mailwalk::wire::ndr {

/// ndr_context_handle, [C706] 14.3.14 and appendix N: 20 bytes that only their maker understands. All zero is NULL.
struct ContextHandle {
    std::uint32_t attributes{};
    Guid uuid;
    bool operator==(const ContextHandle &) const = default;
    bool isNull() const { return *this == ContextHandle{}; }

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("uuid", m.isNull() ? "NULL" : toText(m.uuid));
            return;
        }
        io.hex("attributes", m.attributes);
        io.uuid("uuid", m.uuid);
    }
};

} // namespace mailwalk::wire::ndr
