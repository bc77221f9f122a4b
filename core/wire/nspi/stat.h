#pragma once

#include "wire/mapi/property.h"
#include "wire/ndr/layer.h"

namespace mailwalk::wire::nspi {

constexpr std::uint32_t westernCodePage = 1252; ///< CP_WINUNICODE (1200) is forbidden, [MS-NSPI] 2.2.7
constexpr std::uint32_t teletexCodePage = 20261;
constexpr std::uint32_t englishLocale = 0x409;

/// [MS-NSPI] 2.2.4
enum class SortType : std::uint32_t { displayName = 0, phonetic = 3, displayNameReadOnly = 0x3e8, displayNameWritable = 0x3e9 };
std::string_view nameOf(SortType);

/// STAT, [MS-NSPI] 2.3.7: where in which table.
struct Stat {
    SortType sortType{};
    std::uint32_t containerId{}; ///< in GetMatches without a filter: the property that is read
    std::uint32_t currentRec{};  ///< a MId: 0 the beginning, 2 the end
    std::int32_t delta{};
    std::uint32_t numPos{};
    std::uint32_t totalRecs{};
    std::uint32_t codePage = westernCodePage;
    std::uint32_t templateLocale = englishLocale;
    std::uint32_t sortLocale = englishLocale;
    bool operator==(const Stat &) const = default;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("position", toText(m));
            return;
        }
        io.number("SortType", m.sortType);
        io.number("ContainerID", m.containerId);
        io.number("CurrentRec", m.currentRec);
        io.number("Delta", m.delta);
        io.number("NumPos", m.numPos);
        io.number("TotalRecs", m.totalRecs);
        io.number("CodePage", m.codePage);
        io.number("TemplateLocale", m.templateLocale);
        io.number("SortLocale", m.sortLocale);
    }

    static std::string toText(const Stat &stat);
};

/// PropertyTagArray_r, [MS-NSPI] 2.3.1.1: of size cValues + 1, of length cValues. MIds and results travel in it as well.
template <class T> struct NumberArray {
    std::vector<T> values;
    bool operator==(const NumberArray &) const = default;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("values", toText(m));
        } else {
            std::uint64_t most{}, offset{}, size = m.values.size();
            number32(io, "max_count", most = size + 1);
            number32(io, "cValues", size);
            number32(io, "offset", offset);
            io.template count<std::uint32_t>("actual_count", m.values, arrayLimit, 4);
            io.require(most == size + 1, "max_count", std::to_string(size + 1), std::to_string(most));
            io.require(offset == 0, "offset", "0", std::to_string(offset));
            io.require(m.values.size() == size, "actual_count", std::to_string(size), std::to_string(m.values.size()));
            io.numbers("value", m.values);
        }
    }

    static constexpr Limit arrayLimit{"property tags", 100001};

private:
    static void number32(auto &io, std::string_view name, std::uint64_t &value)
    {
        auto narrow = static_cast<std::uint32_t>(value);
        io.number(name, narrow);
        value = narrow;
    }

    static std::string shown(mapi::PropertyTag tag) { return mapi::toText(tag); }
    static std::string shown(auto other)
    {
        if constexpr (Named<T>)
            if (const std::string_view name = nameOf(other); !name.empty())
                return std::string(name);
        return hexNumber(static_cast<std::uint32_t>(other));
    }

    static std::string toText(const NumberArray &array)
    {
        constexpr std::size_t mostShown = 30;
        std::string text;
        for (std::size_t i = 0; i < array.values.size() && i < mostShown; ++i)
            text += (i ? ", " : "") + shown(array.values[i]);
        return array.values.size() <= mostShown ? text : text + ", ... (" + std::to_string(array.values.size()) + ")";
    }
};

using PropertyTags = NumberArray<mapi::PropertyTag>;

/// A MId names an object for as long as the server keeps the GUID that Bind gave; 0 is "not known".
using Mids = NumberArray<std::uint32_t>;

/// What became of a name, [MS-NSPI] 2.2.10.
enum class Resolved : std::uint32_t { unresolved = 0, ambiguous = 1, resolved = 2 };
std::string_view nameOf(Resolved);
using ResolvedNames = NumberArray<Resolved>;

/// StringsArray_r and WStringsArray_r, [MS-NSPI] 2.3.8
enum class Encoding { ascii, utf16 };
template <Encoding encoding> struct Strings {
    std::vector<std::optional<std::string>> strings;

    static void fields(auto &m, auto &io)
    {
        auto count = static_cast<std::uint32_t>(m.strings.size());
        io.conformance("Count", m.strings, stringsLimit, 4);
        if constexpr (!std::remove_reference_t<decltype(io)>::prints)
            io.number("Count", count);
        io.require(count == m.strings.size(), "Count", "max_count " + std::to_string(m.strings.size()), std::to_string(count));
        for (auto &each : m.strings)
            io.embedded("string", each, [](auto &inner, auto &text) {
                if constexpr (encoding == Encoding::ascii)
                    inner.string("string", text, stringLimit);
                else
                    inner.wideString("string", text, stringLimit);
            });
    }

    static constexpr Limit stringsLimit{"strings", 100000};
    static constexpr Limit stringLimit{"characters of a string", 65536};
};

} // namespace mailwalk::wire::nspi
