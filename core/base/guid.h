#pragma once

#include "base/bytes.h"

#include <array>

namespace mailwalk {

/// A UUID in its wire form: first three fields little-endian ([MS-DTYP] 2.3.4.2).
struct Guid {
    std::array<Byte, 16> bytes{};
    bool operator==(const Guid &) const = default;
    auto operator<=>(const Guid &) const = default;
    bool isNull() const { return *this == Guid{}; }
};

/// "a4f1db00-ca47-1067-b31f-00dd010662da"; braces and upper case are accepted.
std::optional<Guid> guidFrom(std::string_view text);
std::string toText(const Guid &guid);

/// For the constants of this program: a mistyped one is a null Guid, which a test looks for.
Guid operator""_guid(const char *text, std::size_t size);

} // namespace mailwalk
