#pragma once

#include "http/consent.h"
#include "trace/trace.h"

#include <set>

namespace mailwalk::evidence {

/// Who may be knocked at or asked for behind a walk, without a question to anybody: whom the walk's own rules of consent let be
/// gone to, or the walk has connected to; never who was declined in it.
class Welcome
{
public:
    Welcome(const http::Consent &consent, const trace::Trace &walked);

    bool isFor(const std::string &host) const;
    bool isGoneTo(const std::string &host) const; ///< connected to, by a detour or not

private:
    const http::Consent &consent_;
    std::set<std::string> goneTo_, declined_;
};

} // namespace mailwalk::evidence
