#pragma once

#include <span>
#include <string_view>

namespace mailwalk::diagnosis {

/// What a short code says of a word. Never changed, never used again.
struct Numbered {
    unsigned number;
    std::string_view word;
};

std::span<const Numbered> numberedCauses();   ///< ids of the catalogue, from 1 on
std::span<const Numbered> numberedFailures(); ///< names of failure codes, from 901 on
std::span<const Numbered> numberedKinds();    ///< names of kinds of hops, 0 to 99

} // namespace mailwalk::diagnosis
