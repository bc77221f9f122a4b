#include "discovery/settings.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::discovery {

const Protocol *Settings::first(std::string_view type) const
{
    const auto found = std::find_if(protocols.begin(), protocols.end(), [type](const Protocol &p) { return p.type == type; });
    return found == protocols.end() ? nullptr : &*found;
}

bool isGuidName(std::string_view server) { return server.find('@') != std::string_view::npos; }

// Four bits say how the rest is laid out; six are the major, six the minor version, one says that the build has fifteen.
std::optional<std::string> versionFrom(std::string_view serverVersion)
{
    std::uint32_t bits{};
    const char *const end = serverVersion.data() + serverVersion.size();
    const auto read = std::from_chars(serverVersion.data(), end, bits, 16);
    if (serverVersion.size() != 8 || read.ec != std::errc() || read.ptr != end)
        return {};
    return std::to_string(bits >> 22 & 0x3f) + '.' + std::to_string(bits >> 16 & 0x3f) + '.' + std::to_string(bits & 0x7fff);
}

} // namespace mailwalk::discovery
