#include "base/guid.h"

#include <algorithm>

namespace mailwalk {

// Where each printed byte stands on the wire.
static constexpr std::array<std::size_t, 16> wirePlace{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

std::optional<Guid> guidFrom(std::string_view text)
{
    if (text.size() == 38 && text.front() == '{' && text.back() == '}')
        text = text.substr(1, 36);
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return std::nullopt;
    std::string digits(text);
    std::erase(digits, '-');
    const auto bytes = fromHex(digits);
    if (!bytes || bytes->size() != 16)
        return std::nullopt;
    Guid guid;
    for (std::size_t i = 0; i < 16; ++i)
        guid.bytes[wirePlace[i]] = (*bytes)[i];
    return guid;
}

std::string toText(const Guid &guid)
{
    std::array<Byte, 16> printed;
    for (std::size_t i = 0; i < 16; ++i)
        printed[i] = guid.bytes[wirePlace[i]];
    std::string text = toHex(printed);
    for (const std::size_t at : {20u, 16u, 12u, 8u})
        text.insert(at, 1, '-');
    return text;
}

Guid operator""_guid(const char *text, std::size_t size) { return guidFrom({text, size}).value_or(Guid{}); }

} // namespace mailwalk
