#pragma once

#include <cstdint>
#include <string>

namespace mailwalk::wire::ntlm {

/// FILETIME ([MS-DTYP] 2.3.3), 100 ns since 1601 in UTC, as "2026-11-22T12:46:03Z"; in hexadecimal when it is after the year
/// 9999.
std::string fileTimeText(std::uint64_t fileTime);

} // namespace mailwalk::wire::ntlm
