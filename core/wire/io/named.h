#pragma once

#include "wire/io/printer.h"

namespace mailwalk::wire {

/// "ecWrongServer (0x00000478)"; the number alone when the value is not known.
template <Named E> std::string describe(E value)
{
    const std::string number = hexNumber(static_cast<std::uint64_t>(value), sizeof(E) * 2);
    const std::string_view known = nameOf(value);
    return known.empty() ? number : std::string(known) + " (" + number + ")";
}

/// A code that people look up: printed with its name and its number.
template <Named E> void code(auto &io, std::string_view name, E &value)
{
    if constexpr (std::remove_reference_t<decltype(io)>::prints)
        io.fact(name, describe(value));
    else
        io.number(name, value);
}

} // namespace mailwalk::wire
