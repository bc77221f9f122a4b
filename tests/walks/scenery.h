#pragma once

#include "trace/trace.h"

namespace mailwalk::test {

/// The same walk in a company instead of on one computer: each machine at an address of its own (servers at private ones, web
/// servers at those of RFC 5737), no detours, the ports that were asked, and dynamic ports as Windows gives them.
trace::Trace inACompany(trace::Trace trace);

/// On this computer, but always at the same addresses: an organisation takes any free ones.
trace::Trace atFixedAddresses(trace::Trace trace);

} // namespace mailwalk::test
