#include "http/veil.h"

#include <algorithm>

namespace mailwalk::http {

// A shorter one would be told by where it is cut out.
static constexpr std::size_t leastHidden = 4;

Veil::Veil(const Secret &authorization)
{
    const View value = authorization.reveal();
    const auto space = std::find(value.begin(), value.end(), Byte(' '));
    const auto size = static_cast<std::size_t>(space - value.begin());
    if (value.size() < size + 1 + leastHidden)
        return;
    const View token = value.subspan(size + 1);
    hidden_.emplace_back(Bytes(token.begin(), token.end()));
    if (textOf(value.first(size)) != "Basic")
        return;
    const Secret both(fromBase64({reinterpret_cast<const char *>(token.data()), token.size()}).value_or(Bytes()));
    const View pair = both.reveal();
    const auto colon = std::find(pair.begin(), pair.end(), Byte(':'));
    if (static_cast<std::size_t>(pair.end() - colon) > leastHidden)
        hidden_.emplace_back(Bytes(colon + 1, pair.end()));
}

static std::string without(std::string_view secret, std::string_view text)
{
    std::string rest;
    for (std::size_t at; (at = text.find(secret)) != std::string_view::npos; text.remove_prefix(at + secret.size()))
        rest.append(text.substr(0, at)).append("[cut]");
    return rest.append(text);
}

std::string Veil::over(std::string text) const
{
    for (const Secret &secret : hidden_) {
        const View bytes = secret.reveal();
        text = without({reinterpret_cast<const char *>(bytes.data()), bytes.size()}, text);
    }
    return text;
}

} // namespace mailwalk::http
