#pragma once

#include "wire/nspi/property_value.h"

namespace mailwalk::wire::nspi {

constexpr Limit restrictionLimit{"parts of a restriction", 1000};

/// [MS-NSPI] 2.3.9.8 has more kinds; what is not here is refused by its number.
enum class RestrictionKind : std::uint32_t { all = 0, any = 1, negation = 2, content = 3, property = 4, exists = 8 };

/// [MS-OXCDATA] 2.12.5.1
enum class Relation : std::uint32_t {
    less = 0,
    lessOrEqual = 1,
    greater = 2,
    greaterOrEqual = 3,
    equal = 4,
    notEqual = 5,
    matches = 6
};
std::string_view nameOf(Relation);

struct Restriction;

/// AndRestriction_r, OrRestriction_r; NotRestriction_r, which has exactly one part.
struct Compound {
    Several<Restriction> parts;
};

/// ContentRestriction_r, where `how` is the fuzzy level, and PropertyRestriction_r, where it is a Relation.
struct Comparison {
    std::uint32_t how{};
    mapi::PropertyTag tag{};
    std::optional<PropertyValue> value;
};

/// ExistRestriction_r
struct Existence {
    mapi::PropertyTag tag{};
};

/// Restriction_r, [MS-NSPI] 2.3.9.9. Nested at most as deep as NDR pointers may be.
struct Restriction {
    RestrictionKind kind{};
    std::variant<Compound, Comparison, Existence> arm;

    static void fields(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::prints) {
            io.fact("restriction", toText(m));
        } else {
            auto selector = m.kind;
            io.number("rt", m.kind);
            io.number("switch", selector);
            io.require(selector == m.kind, "switch", hexNumber(static_cast<std::uint32_t>(m.kind)),
                       hexNumber(static_cast<std::uint32_t>(selector)));
            armOf(m, io);
        }
    }

    static std::string toText(const Restriction &restriction);

private:
    template <class T> static auto &slot(auto &m, auto &io)
    {
        if constexpr (std::remove_reference_t<decltype(io)>::reads) {
            return m.arm.template emplace<T>();
        } else {
            static const T none{};
            const T *held = std::get_if<T>(&m.arm);
            return held ? *held : none;
        }
    }

    static void armOf(auto &m, auto &io)
    {
        switch (m.kind) {
        case RestrictionKind::all:
        case RestrictionKind::any:
            return counted(io, "lpRes", slot<Compound>(m, io).parts, restrictionLimit, 20,
                           [](auto &inner, auto &part) { inner.object("lpRes", part); });
        case RestrictionKind::negation: return single(io, slot<Compound>(m, io).parts);
        case RestrictionKind::content:
        case RestrictionKind::property: return comparison(io, slot<Comparison>(m, io));
        case RestrictionKind::exists: return existence(io, slot<Existence>(m, io));
        }
        io.require(false, "rt", "and, or, not, content, property or exist", hexNumber(static_cast<std::uint32_t>(m.kind)));
    }

    static void single(auto &io, auto &parts)
    {
        io.embedded("lpRes", parts, [](auto &inner, auto &list) {
            if constexpr (std::remove_reference_t<decltype(inner)>::reads)
                list.resize(1);
            for (auto &part : list)
                inner.object("lpRes", part);
        });
        io.require(bool(parts), "lpRes", "a restriction", "NULL");
    }

    static void comparison(auto &io, auto &c)
    {
        io.number("relop", c.how);
        io.number("ulPropTag", c.tag);
        io.embedded("lpProp", c.value);
    }

    static void existence(auto &io, auto &e)
    {
        std::uint32_t before{}, after{};
        io.number("ulReserved1", before);
        io.number("ulPropTag", e.tag);
        io.number("ulReserved2", after);
    }
};

/// What the address book is searched by when a name is typed: PidTagAnr equals it.
Restriction ambiguousName(const std::string &name);

} // namespace mailwalk::wire::nspi
