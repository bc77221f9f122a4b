#pragma once

#include "rpc/desk.h"

namespace mailwalk::exchange {

/// Asks the mapper of a machine without a referral service what else it has: store, address book, the directory's own interface.
/// Each is a probe in the record; none of them stops anybody.
void askWhatElse(const net::Step &step, const rpc::Place &server);

} // namespace mailwalk::exchange
