#include "wire/nspi/property_value.h"

#include "wire/io/named.h"

#include <algorithm>

namespace mailwalk::wire::nspi {
namespace {

constexpr std::size_t mostShown = 10, mostBytes = 32;

template <std::unsigned_integral T> std::string shown(T number) { return std::to_string(number); }

std::string shown(const Text &text) { return text ? oneLine(*text) : "NULL"; }

std::string shown(const Binary &bytes)
{
    if (!bytes)
        return "NULL";
    const bool whole = bytes->size() <= mostBytes;
    return toHex(View(*bytes).first(whole ? bytes->size() : mostBytes)) +
           (whole ? "" : "... (" + std::to_string(bytes->size()) + " bytes)");
}

std::string shown(const std::optional<Guid> &guid) { return guid ? mailwalk::toText(*guid) : "NULL"; }

template <class T> std::string shown(const Several<T> &values)
{
    if (!values)
        return "NULL";
    std::string text;
    for (std::size_t i = 0; i < values->size() && i < mostShown; ++i)
        text += (i ? " | " : "") + shown((*values)[i]);
    return values->size() <= mostShown ? text : text + " | ... (" + std::to_string(values->size()) + " values)";
}

} // namespace

std::string toText(const PropertyValue &property)
{
    const auto number = std::get_if<std::uint32_t>(&property.value);
    if (number && mapi::typeOf(property.tag) == mapi::PropertyType::errorCode)
        return describe(static_cast<mapi::Status>(*number));
    if (number && property.tag == mapi::PropertyTag::displayType)
        return describe(static_cast<mapi::DisplayType>(*number));
    return std::visit([](const auto &value) { return shown(value); }, property.value);
}

const PropertyValue *PropertyRow::find(mapi::PropertyTag tag) const
{
    if (!values)
        return nullptr;
    const auto found =
        std::find_if(values->begin(), values->end(), [tag](const PropertyValue &value) { return value.tag == tag; });
    return found == values->end() ? nullptr : &*found;
}

const std::string *PropertyRow::text(mapi::PropertyTag tag) const
{
    for (const auto type : {mapi::PropertyType::string, mapi::PropertyType::string8}) {
        const PropertyValue *found = find(mapi::withType(tag, type));
        const Text *held = found ? std::get_if<Text>(&found->value) : nullptr;
        if (held && *held)
            return &**held;
    }
    return nullptr;
}

std::vector<std::string> PropertyRow::texts(mapi::PropertyTag tag) const
{
    std::vector<std::string> all;
    for (const auto type : {mapi::PropertyType::multipleString, mapi::PropertyType::multipleString8}) {
        const PropertyValue *found = find(mapi::withType(tag, type));
        const auto *held = found ? std::get_if<Several<Text>>(&found->value) : nullptr;
        if (!held || !*held)
            continue;
        for (const Text &each : **held)
            if (each)
                all.push_back(*each);
    }
    return all;
}

Facts PropertyRow::factsOf(const PropertyRow &row)
{
    Facts facts;
    for (std::size_t i = 0; row.values && i < row.values->size() && i <= PrinterCore::mostFacts; ++i) {
        const PropertyValue &value = (*row.values)[i];
        facts.push_back({mapi::toText(value.tag), toText(value)});
    }
    return facts;
}

} // namespace mailwalk::wire::nspi
