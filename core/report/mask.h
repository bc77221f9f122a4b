#pragma once

#include "trace/trace.h"

namespace mailwalk::report {

/// The same walk with names and addresses replaced, each everywhere by the same word: host-1, domain-1.invalid, user-1, name-1,
/// private-address-1, public-address-1 (an IPv6 one ends in -v6). Excerpts and long byte strings are dropped. What diagnosis
/// reads is kept: whether an address is private, whether a name has a domain and an in-house ending.
trace::Trace masked(const trace::Trace &trace);

/// Several walks that are read side by side: a name has the same word in all of them.
std::vector<trace::Trace> masked(std::vector<trace::Trace> walks);

} // namespace mailwalk::report
