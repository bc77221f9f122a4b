#pragma once

#include "architecture/sources.h"

#include <functional>
#include <ostream>

/// What the design forbids, one rule each. A rule says what it holds against a source, one line each: nothing when all is well.
namespace mailwalk::architecture {

using Complaints = std::vector<std::string>;

struct Rule {
    std::string name;
    std::function<Complaints(const Source &)> judge;
};

inline void PrintTo(const Rule &rule, std::ostream *out) { *out << rule.name; } // GoogleTest finds it by this name

std::vector<Rule> rulesFor(const Table &table);

} // namespace mailwalk::architecture
