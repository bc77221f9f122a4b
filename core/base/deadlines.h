#pragma once

#include <chrono>

namespace mailwalk {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

/// How long one act may take: the one table. `--timeout` sets them all.
struct Deadlines {
    Milliseconds resolve{5000};
    Milliseconds connect{7000};
    Milliseconds secure{10000};
    Milliseconds answer{15000}; ///< map, bind, call, http, channel: until the whole answer is there

    static Deadlines all(Milliseconds each) { return {each, each, each, each}; }
};

} // namespace mailwalk
