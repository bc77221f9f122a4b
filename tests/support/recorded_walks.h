#pragma once

#include "trace/json.h"

#include <string>
#include <vector>

/// Walks through the practice organisation, kept as files in tests/walks: one for every fault, by its id; one for every account
/// that cannot be set up, "account-" and the cause; and healthy ones. Written by tests/walks/record.cpp.
namespace mailwalk::test::recorded {

std::vector<std::string> names();
QString file(const std::string &name);
trace::Document read(const std::string &name); ///< fails the test, and is empty, when there is none of this name

} // namespace mailwalk::test::recorded
