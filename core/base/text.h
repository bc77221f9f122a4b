#pragma once

#include "base/bytes.h"

namespace mailwalk {

/// UTF-8 to UTF-16LE and back; what is not valid becomes U+FFFD.
Bytes utf16(std::string_view utf8);
std::string utf8(View utf16le);

/// Unicode simple upper-case mapping of UTF-8, the same in every locale ([MS-NLMP] 3.3.2 UpperCase).
std::string upperCase(std::string_view utf8);

/// Text that a stranger chose, made fit for one line of a terminal or a label: control, format and direction characters become
/// U+FFFD, invalid UTF-8 too, and what is longer than `most` characters is cut with an ellipsis.
std::string oneLine(std::string_view text, std::size_t most = 200);

} // namespace mailwalk
