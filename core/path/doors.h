#pragma once

#include "path/lane.h"

/// Without a password: whether the doors are open.
namespace mailwalk::path {

/// Referral and store at the server that was typed; the directory server is known only to whoever signs in.
void reachDoorsOf(const net::Step &walk, const rpc::Place &server);

/// Store and directory server that a finished profile remembers.
void reachDoorsOf(const net::Step &walk, Lane &lane, const Remembered &remembered);

} // namespace mailwalk::path
