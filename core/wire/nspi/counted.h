#pragma once

#include "wire/ndr/layer.h"

namespace mailwalk::wire::nspi {

constexpr Limit valueLimit{"values of a property", 100000};      // [MS-NSPI] 2.3.1.4 and following
constexpr Limit binaryLimit{"bytes of a binary value", 2097152}; // [MS-NSPI] 2.3.1.2
constexpr Limit textLimit{"characters of a string", 65536};

/// {count, [size_is(count)] pointer}: the count here must be the array's max_count, and NULL goes with 0 only. `element(io,
/// each)`.
void counted(auto &io, std::string_view name, auto &values, Limit limit, std::size_t leastSize, auto element)
{
    auto count = values ? static_cast<std::uint32_t>(values->size()) : 0u;
    io.number(name, count);
    io.withinLimit(name, count, limit);
    io.embedded(name, values, [=](auto &inner, auto &list) {
        inner.conformance(name, list, limit, leastSize);
        inner.require(list.size() == count, name, "max_count " + std::to_string(count), std::to_string(list.size()));
        for (auto &each : list)
            element(inner, each);
    });
    io.require(values || !count, name, std::to_string(count) + " elements", "NULL");
}

/// Binary_r, [MS-NSPI] 2.3.1.2
void binary(auto &io, auto &bytes)
{
    auto size = bytes ? static_cast<std::uint32_t>(bytes->size()) : 0u;
    io.number("cb", size);
    io.embedded("lpb", bytes, [size](auto &inner, auto &content) {
        inner.conformantBytes("lpb", content, binaryLimit);
        inner.require(content.size() == size, "lpb", "max_count " + std::to_string(size), std::to_string(content.size()));
    });
    io.require(bytes || !size, "lpb", std::to_string(size) + " bytes", "NULL");
}

/// Pointers to [string] char and to [string] wchar_t.
void textPointer(auto &io, auto &text)
{
    io.embedded("lpszA", text, [](auto &inner, auto &content) { inner.string("lpszA", content, textLimit); });
}

void wideTextPointer(auto &io, auto &text)
{
    io.embedded("lpszW", text, [](auto &inner, auto &content) { inner.wideString("lpszW", content, textLimit); });
}

/// FILETIME: two longs, so aligned as one.
void fileTime(auto &io, auto &time)
{
    auto low = static_cast<std::uint32_t>(time), high = static_cast<std::uint32_t>(time >> 32);
    io.number("dwLowDateTime", low);
    io.number("dwHighDateTime", high);
    if constexpr (std::remove_reference_t<decltype(io)>::reads)
        time = std::uint64_t(high) << 32 | low;
}

} // namespace mailwalk::wire::nspi
