#pragma once

#include <chrono>

namespace mailwalk::practice {

/// What firewalls and balancers do with a connection on which nobody has said anything for a while.
struct QuietPolicy {
    enum class Manner {
        closes,  ///< as a server does that is tired of waiting
        forgets, ///< whatever comes later is not answered any more
        resets,  ///< says so at once
    } manner{};
    std::chrono::milliseconds after = std::chrono::minutes(10); ///< a real server allows 15, [MS-RPCE] 3.3.2.1.5
};

} // namespace mailwalk::practice
