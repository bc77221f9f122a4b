#pragma once

#include "wire/io/printer.h"

namespace mailwalk::wire::emsmdb {

/// A version of client or server as people write it: 15.0.847.4040.
struct Version {
    std::uint16_t major{}, minor{}, build{}, revision{};
    auto operator<=>(const Version &) const = default;
};
std::string toText(const Version &version);

/// The product behind a server's version: "Exchange 2010"; empty when it is not known.
std::string_view exchangeOf(const Version &server);

/// Three words on the wire, [MS-OXCRPC] 3.1.4.1.3: the high bit of the second says that the first holds major and minor.
struct VersionWords {
    std::array<std::uint16_t, 3> words{};
    bool operator==(const VersionWords &) const = default;

    static VersionWords of(const Version &version); ///< minor and major up to 255, build up to 32767
    Version version() const;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints)
            io.fact("version", toText(m.version()));
        else
            io.numbers("word", m.words);
    }
};

} // namespace mailwalk::wire::emsmdb
