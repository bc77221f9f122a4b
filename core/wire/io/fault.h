#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>

namespace mailwalk::wire {

/// The first thing that is wrong with a message: where, what the specification asks, what stood there.
struct Fault {
    std::string field;
    std::string expected;
    std::string got;
    std::size_t offset{};
};

std::string toText(const Fault &fault);

template <class T> using Result = mailwalk::Result<T, Fault>;

/// The most of something that is taken from the wire, with a name for whoever reads the fault.
struct Limit {
    const char *name;
    std::size_t most;
};

} // namespace mailwalk::wire
