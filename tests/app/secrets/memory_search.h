#pragma once

#include <string>
#include <vector>

namespace mailwalk::test {

/// Where in the memory of a running process a password lies, in whatever dress: "UTF-16LE at [heap]+1234". The password itself is
/// in no message. Throws when the memory cannot be read.
std::vector<std::string> secretsInMemoryOf(long process, const std::string &password);

} // namespace mailwalk::test
