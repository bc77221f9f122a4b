#pragma once

#include "path/walk.h"

namespace mailwalk::path {

/// The lane `direct`: RPC over TCP, names typed by hand. Straight down: discover, refer, look up, open.
void direct(const net::Step &walk, const Request &request);

} // namespace mailwalk::path
