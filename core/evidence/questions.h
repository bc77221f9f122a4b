#pragma once

#include "diagnosis/verdict.h"
#include "net/step.h"

namespace mailwalk::evidence {

/// A port of a machine that does not let in, and another port of the same machine: the way there is to show what the way to the
/// first one hides.
struct Blocked {
    Endpoint target;
    Address address;
    std::uint16_t compared{};
};

/// What a walk leaves open, each once and bounded in number.
struct Questions {
    std::vector<net::Knock> unasked;      ///< addresses of names that were connected to, which no connection has tried
    std::vector<std::string> directories; ///< servers that were referred to, and not gone to
    std::vector<Blocked> blocked;
    bool isEmpty() const { return unasked.empty() && directories.empty() && blocked.empty(); }
};
Questions questionsOf(const trace::Trace &walked, const diagnosis::Verdict &verdict);

} // namespace mailwalk::evidence
