#pragma once

#include <string>
#include <vector>

namespace mailwalk {

/// One thing that was observed, as text: "max_xmit_frag" = "5840". A list keeps order and repeats.
struct Fact {
    std::string name;
    std::string value;
    bool operator==(const Fact &) const = default;
};
using Facts = std::vector<Fact>;

} // namespace mailwalk
