#pragma once

#include "wire/mapi/property.h"
#include "wire/mapi/status.h"
#include "wire/nspi/counted.h"

#include <variant>

namespace mailwalk::wire::nspi {

using Text = std::optional<std::string>; ///< 8-bit or UTF-16 on the wire, as the tag's type says
using Binary = std::optional<Bytes>;
template <class T> using Several = std::optional<std::vector<T>>;

/// What a property can hold, by its type: 16 bits for PtypInteger16 and PtypBoolean; 32 for PtypInteger32, PtypErrorCode and the
/// reserved arms; 64 for PtypTime (100 ns since 1601).
using Value =
    std::variant<std::uint32_t, std::uint16_t, std::uint64_t, Text, Binary, std::optional<Guid>, Several<std::uint16_t>,
                 Several<std::uint32_t>, Several<std::uint64_t>, Several<Text>, Several<Binary>, Several<std::optional<Guid>>>;

/// PropertyValue_r, [MS-NSPI] 2.3.1.11 and 2.3.1.12. A value that does not fit the tag's type is written as an empty one.
struct PropertyValue {
    mapi::PropertyTag tag{};
    Value value;
    bool operator==(const PropertyValue &) const = default;

    static void fields(auto &m, auto &io)
    {
        std::uint32_t reserved{};
        io.number("ulPropTag", m.tag);
        io.number("ulReserved", reserved);
        auto selector = static_cast<std::uint32_t>(mapi::typeOf(m.tag));
        const std::uint32_t type = selector;
        io.number("switch", selector);
        io.require(selector == type, "switch", hexNumber(type, 8), hexNumber(selector, 8));
        arm(m, io);
    }

private:
    template <class T> static auto &slot(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::reads) {
            return m.value.template emplace<T>();
        } else {
            static const T none{};
            const T *held = std::get_if<T>(&m.value);
            return held ? *held : none;
        }
    }

    static void arm(auto &m, auto &io)
    {
        using mapi::PropertyType;
        switch (mapi::typeOf(m.tag)) {
        case PropertyType::integer16:
        case PropertyType::boolean: // 16 bits in the IDL
            return io.number("i", slot<std::uint16_t>(m, io));
        case PropertyType::integer32:
        case PropertyType::errorCode:
        case PropertyType::null:
        case PropertyType::embeddedTable: return io.number("l", slot<std::uint32_t>(m, io));
        case PropertyType::time: return fileTime(io, slot<std::uint64_t>(m, io));
        case PropertyType::string8: return textPointer(io, slot<Text>(m, io));
        case PropertyType::string: return wideTextPointer(io, slot<Text>(m, io));
        case PropertyType::binary: return binary(io, slot<Binary>(m, io));
        case PropertyType::guid: return guidPointer(io, slot<std::optional<Guid>>(m, io));
        default: return severalArm(m, io);
        }
    }

    static void severalArm(auto &m, auto &io)
    {
        using mapi::PropertyType;
        switch (mapi::typeOf(m.tag)) {
        case PropertyType::multipleInteger16:
            return counted(io, "MVi", slot<Several<std::uint16_t>>(m, io), valueLimit, 2,
                           [](auto &in, auto &v) { in.number("i", v); });
        case PropertyType::multipleInteger32:
            return counted(io, "MVl", slot<Several<std::uint32_t>>(m, io), valueLimit, 4,
                           [](auto &in, auto &v) { in.number("l", v); });
        case PropertyType::multipleTime:
            return counted(io, "MVft", slot<Several<std::uint64_t>>(m, io), valueLimit, 8,
                           [](auto &in, auto &v) { fileTime(in, v); });
        case PropertyType::multipleString8:
            return counted(io, "MVszA", slot<Several<Text>>(m, io), valueLimit, 4, [](auto &in, auto &v) { textPointer(in, v); });
        case PropertyType::multipleString:
            return counted(io, "MVszW", slot<Several<Text>>(m, io), valueLimit, 4,
                           [](auto &in, auto &v) { wideTextPointer(in, v); });
        case PropertyType::multipleBinary:
            return counted(io, "MVbin", slot<Several<Binary>>(m, io), valueLimit, 8, [](auto &in, auto &v) { binary(in, v); });
        case PropertyType::multipleGuid:
            return counted(io, "MVguid", slot<Several<std::optional<Guid>>>(m, io), valueLimit, 4,
                           [](auto &in, auto &v) { guidPointer(in, v); });
        default:
            io.require(false, "switch", "a type that NSPI has", hexNumber(static_cast<std::uint16_t>(mapi::typeOf(m.tag)), 4));
        }
    }

    // FlatUID_r is 16 single bytes: no alignment.
    static void guidPointer(auto &io, auto &guid)
    {
        io.embedded("lpguid", guid, [](auto &inner, auto &content) { inner.raw("lpguid", content.bytes); });
    }
};

/// Readable and bounded: "Alice", MAPI_E_NOT_FOUND (0x8004010f), "one" | "two".
std::string toText(const PropertyValue &value);

/// PropertyRow_r, [MS-NSPI] 2.3.1.13
struct PropertyRow {
    Several<PropertyValue> values;
    bool operator==(const PropertyRow &) const = default;

    /// The value with exactly this tag; an error column has another type, so it is not found.
    const PropertyValue *find(mapi::PropertyTag tag) const;
    /// The text under the identifier of this tag, in whichever of the two string types it came.
    const std::string *text(mapi::PropertyTag tag) const;
    /// As text(), for properties of several values; those without a value are left out.
    std::vector<std::string> texts(mapi::PropertyTag tag) const;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            for (const Fact &fact : factsOf(m))
                io.fact(fact.name, fact.value);
        } else {
            std::uint32_t reserved{};
            io.number("Reserved", reserved);
            counted(io, "lpProps", m.values, columnLimit, 16, [](auto &inner, auto &each) { inner.object("value", each); });
        }
    }

    static Facts factsOf(const PropertyRow &row);
    static constexpr Limit columnLimit{"columns of a row", 100000};
};

/// PropertyRowSet_r, [MS-NSPI] 2.3.1.14
struct PropertyRowSet {
    std::vector<PropertyRow> rows;
    bool operator==(const PropertyRowSet &) const = default;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("rows", std::to_string(m.rows.size()));
            for (std::size_t i = 0; i < m.rows.size(); ++i)
                for (const Fact &fact : PropertyRow::factsOf(m.rows[i]))
                    io.fact("row " + std::to_string(i + 1) + ' ' + fact.name, fact.value);
        } else {
            auto count = static_cast<std::uint32_t>(m.rows.size());
            io.conformance("max_count", m.rows, rowLimit, 12);
            io.number("cRows", count);
            io.require(count == m.rows.size(), "cRows", "max_count " + std::to_string(m.rows.size()), std::to_string(count));
            io.list("row", m.rows);
        }
    }

    static constexpr Limit rowLimit{"rows", 100000};
};

} // namespace mailwalk::wire::nspi
