#include "wire/nspi/restriction.h"

namespace mailwalk::wire::nspi {
namespace {

std::string joined(const Compound &compound, std::string_view word)
{
    std::string text = "(";
    for (std::size_t i = 0; compound.parts && i < compound.parts->size() && text.size() < 500; ++i)
        text += (i ? std::string(word) : "") + Restriction::toText((*compound.parts)[i]);
    return text + ')';
}

std::string compared(const Comparison &comparison, std::string_view relation)
{
    const std::string value = comparison.value ? toText(*comparison.value) : "NULL";
    return mapi::toText(comparison.tag) + ' ' + std::string(relation) + ' ' + value;
}

} // namespace

std::string_view nameOf(Relation relation)
{
    static constexpr std::string_view names[] = {"<", "<=", ">", ">=", "=", "!=", "matches"};
    const auto place = static_cast<std::size_t>(relation);
    return place < std::size(names) ? names[place] : std::string_view{};
}

std::string Restriction::toText(const Restriction &restriction)
{
    if (const auto *existence = std::get_if<Existence>(&restriction.arm))
        return mapi::toText(existence->tag) + " exists";
    if (const auto *comparison = std::get_if<Comparison>(&restriction.arm)) {
        const bool content = restriction.kind == RestrictionKind::content;
        const auto relation = nameOf(static_cast<Relation>(comparison->how));
        return compared(*comparison, content ? "contains" : relation.empty() ? "?" : relation);
    }
    const auto &compound = std::get<Compound>(restriction.arm);
    if (restriction.kind == RestrictionKind::negation)
        return "not " + joined(compound, "");
    return joined(compound, restriction.kind == RestrictionKind::all ? " and " : " or ");
}

Restriction ambiguousName(const std::string &name)
{
    const auto tag = mapi::PropertyTag::anr;
    const auto equal = static_cast<std::uint32_t>(Relation::equal);
    return {RestrictionKind::property, Comparison{equal, tag, PropertyValue{tag, Text(name)}}};
}

} // namespace mailwalk::wire::nspi
