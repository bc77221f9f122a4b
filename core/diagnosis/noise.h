#pragma once

#include "trace/trace.h"

namespace mailwalk::diagnosis {

/// What a hop has told that is worth comparing with another walk: one entry for a name, its values sorted. Left out: what we said
/// ourselves, and what is another each time: times, ids, handles, nonces, counts of bytes, ports given out, DNS TTLs.
Facts lasting(const Facts &facts);

/// A value or a line without what is another each time within it.
std::string lasting(const std::string &value);

} // namespace mailwalk::diagnosis
