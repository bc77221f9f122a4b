#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mailwalk {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using View = std::span<const Byte>;

inline View viewOf(std::string_view text) { return {reinterpret_cast<const Byte *>(text.data()), text.size()}; }

inline std::string textOf(View bytes) { return {reinterpret_cast<const char *>(bytes.data()), bytes.size()}; }

inline void append(Bytes &to, View what) { to.insert(to.end(), what.begin(), what.end()); }

/// Lower-case hexadecimal without separators.
std::string toHex(View bytes);

/// Reads hexadecimal; white space between pairs is passed over. Nothing when a character is not hexadecimal or a pair is half.
std::optional<Bytes> fromHex(std::string_view text);

/// Base64 with padding (RFC 4648 4).
std::string toBase64(View bytes);

/// Nothing when a character, the padding or the length is not Base64's. White space is not allowed.
std::optional<Bytes> fromBase64(std::string_view text);

/// A number as C writes it in hexadecimal, at least `digits` long: 0x0000000a.
std::string hexNumber(std::uint64_t value, int digits = 1);

} // namespace mailwalk
