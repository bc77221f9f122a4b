#pragma once

#include "diagnosis/repeated.h"
#include "diagnosis/scene.h"

#include <map>
#include <set>
#include <tuple>

namespace mailwalk::diagnosis {

/// One machine, address or front end. The case of names does not count.
struct Participant {
    Group group{};
    std::string name;    ///< in small letters
    std::string shown{}; ///< as the record has it

    auto operator<=>(const Participant &other) const { return std::tie(group, name) <=> std::tie(other.group, other.name); }
    bool operator==(const Participant &other) const { return (*this <=> other) == 0; }
};

/// Who answered, or should have, in one act.
std::vector<Participant> participantsAt(const Scene &act);

/// Everybody who had a part in a walk, and whether something failed there. Of a lane: its own acts, and those that lanes share.
/// What was merely probed has no part.
using Cast = std::map<Participant, bool>;
Cast castOf(const trace::Trace &walk, std::optional<trace::Transport> lane = {});

/// By host, the addresses that it was connected to at, or tried to be; all in small letters.
using Addresses = std::map<std::string, std::set<std::string>>;
Addresses addressesIn(const trace::Trace &walk);

/// By id - 1: whether the hop lies in a probe, or is one.
std::vector<bool> probesIn(const trace::Trace &walk);

bool hasRun(const trace::Hop &hop); ///< to an end that says something

/// The connection that an act went over, as far as the record tells; null when it does not.
const trace::Hop *connectionOf(const Scene &act);

} // namespace mailwalk::diagnosis
