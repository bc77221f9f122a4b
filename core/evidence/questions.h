#pragma once

#include "diagnosis/verdict.h"
#include "evidence/welcome.h"
#include "net/step.h"

namespace mailwalk::evidence {

/// A port of a machine that does not let in, and another port of the same machine: the way there is to show what the way to the
/// first one hides.
struct Blocked {
    Endpoint target;
    Address address;
    std::uint16_t compared{};
};

/// What a walk leaves open, each once and bounded in number. Nothing of a host that is not welcome.
struct Questions {
    std::vector<net::Knock> unasked;      ///< addresses of names that were connected to, which no connection has tried
    std::vector<std::string> directories; ///< servers that were referred to, and not gone to
    std::vector<Blocked> blocked;
    std::vector<net::Knock> hung;      ///< where TLS came to no end
    std::optional<std::string> forest; ///< whose directory servers the name service knows: one of them did not let in
    bool isEmpty() const { return unasked.empty() && directories.empty() && blocked.empty() && hung.empty() && !forest; }
};
constexpr std::size_t mostDirectories = 6;
Questions questionsOf(const trace::Trace &walked, const diagnosis::Verdict &verdict, const Welcome &welcome);

} // namespace mailwalk::evidence
