#pragma once

#include "path/profile.h"

/// Without a password: whether the doors are open.
namespace mailwalk::path {

/// Referral and store at the lane's server; the directory server is known only to whoever signs in.
void reachDoorsOf(const net::Step &walk, Lane &lane);

/// Store and directory server that a finished profile remembers.
void reachDoorsOf(const net::Step &walk, Lane &lane, const Remembered &remembered);

} // namespace mailwalk::path
