#pragma once

#include "practice/practised.h"
#include "report/repeat.h"

/// Walks through the practice organisation that are kept as files: tests/walks/NAME.json, and resources/walks.
namespace mailwalk::test {

struct Take {
    std::string name; ///< of the file: a fault, "account-" and a cause, or what is healthy about it
    std::vector<std::string> faults;
    std::function<path::Request(const practice::Organisation &)> request; ///< its passwords are those of this organisation
};

/// One for every fault, one for every account that cannot be set up, and the healthy ones.
std::vector<Take> takes();

/// The walk as it is kept: begun at a fixed time, times in whole microseconds.
trace::Trace recordOf(const Take &take);

/// The same walk again and again through one organisation, kept in tests/walks/repeated: one for each fault that not every walk
/// meets, by its name.
struct Series {
    Take take;
    std::size_t times{};
};
std::vector<Series> series();
report::Repeats recordOf(const Series &series);

/// What "Show me how it connects" shows: both ways of Exchange 2007 with a directory server of its own, seen by Outlook 2007.
/// The detours to loopback are taken out: each machine has an address of its own, private or for documentation (RFC 5737), and
/// every port is the one that was asked.
trace::Trace howItConnects();

} // namespace mailwalk::test
