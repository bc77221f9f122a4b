#pragma once

#include "path/way.h"

namespace mailwalk::path {

/// One lane of a walk: the way to the desks, and what is known before the first is asked.
struct Lane {
    Account &account;
    Way &way;
    std::string server;  ///< of the mailbox, as typed, remembered or told by Autodiscover; may be "guid@domain"
    std::string mailbox; ///< what the address book is asked for: a name or an address
    std::string typed{}; ///< the host that a person typed, to be found first; empty when nobody did
    std::optional<Remembered> remembered{}; ///< for a finished profile
};

/// A new profile: refer, look up, open. A finished one: open, and the address book that it remembers. Without a password as far
/// as that goes.
void follow(const net::Step &walk, Lane &lane);

/// The stages that follow() would go through, to record them as not run.
std::vector<net::Plan> stagesOf(trace::Transport transport, Profile profile);

} // namespace mailwalk::path
