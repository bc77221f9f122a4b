#pragma once

#include "wire/ntlm/layer.h"

#include <optional>

namespace mailwalk::wire::ntlm {

enum class AvId : std::uint16_t {
    eol = 0,
    nbComputerName = 1,
    nbDomainName = 2,
    dnsComputerName = 3,
    dnsDomainName = 4,
    dnsTreeName = 5,
    flags = 6,
    timestamp = 7,
    singleHost = 8,
    targetName = 9,
    channelBindings = 10,
};
std::string_view nameOf(AvId);

inline constexpr std::uint32_t avFlagMicPresent = 2;

struct AvPair { // [MS-NLMP] 2.2.2.1
    AvId id{};
    Bytes value;

    static void fields(auto &m, auto &io)
    {
        auto size = static_cast<std::uint16_t>(m.value.size());
        io.number("AvId", m.id);
        io.number("AvLen", size);
        io.raw("Value", m.value, size, {"value of an AV pair", 4096});
    }
};

/// The value as a person reads it: a name, a time in UTC, flags in hexadecimal.
std::string valueText(const AvPair &pair);

/// A list that ends in MsvAvEOL, which is not kept. The first of a repeated id counts.
struct AvPairs {
    static constexpr std::size_t most = 32;
    std::vector<AvPair> pairs;

    const AvPair *find(AvId id) const;
    std::string text(AvId id) const;                    ///< empty when it is not there
    std::optional<std::uint64_t> number(AvId id) const; ///< MsvAvFlags and MsvAvTimestamp; nothing when absent or of another size
    void add(AvId id, View value);                      ///< replaces one that is there
    void addText(AvId id, std::string_view utf8) { add(id, utf16(utf8)); }
    void addNumber(AvId id, std::uint64_t value, std::size_t size);

    static void fields(auto &m, auto &io)
    {
        using Io = std::remove_reference_t<decltype(io)>;
        if constexpr (Io::reads) {
            AvPair pair;
            for (io.object("AvPair", pair); io.good() && pair.id != AvId::eol; io.object("AvPair", pair)) {
                if (!io.withinLimit("AvPairs", m.pairs.size() + 1, {"AV pairs", most}))
                    return;
                m.pairs.push_back(std::move(pair));
                pair = {};
            }
            io.require(pair.value.empty(), "MsvAvEOL", "no value", std::to_string(pair.value.size()) + " bytes");
        } else if constexpr (Io::writes) {
            io.list("AvPair", m.pairs);
            io.number("MsvAvEOL", std::uint32_t(0));
        } else {
            for (const AvPair &pair : m.pairs)
                io.fact(nameOf(pair.id).empty() ? "AvPair " + std::to_string(unsigned(pair.id)) : std::string(nameOf(pair.id)),
                        valueText(pair));
        }
    }
};

} // namespace mailwalk::wire::ntlm
