#pragma once

#include "trace/trace.h"

/// Where on the way a port is blocked: read from what a closer look found. Certain, or nothing.
namespace mailwalk::diagnosis {

/// Who runs the part of the way in question.
enum class Party { home, provider, company }; ///< the company: the machine itself too

/// Whose part it may be where connections to the port of this failed hop end, nearest first; nobody without evidence.
///
/// A packet dies at a router before the router's rules see it. So whatever drops it is the last router that still answers, or the
/// next one, by a rule for what comes in. The way to another port of the same machine shows that next one. The company begins at
/// the last router before the machine; where private addresses follow public ones, at the last public one.
std::vector<Party> suspectsOf(const trace::Trace &trace, const trace::Hop &failed);

} // namespace mailwalk::diagnosis
