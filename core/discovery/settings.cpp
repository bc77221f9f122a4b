#include "discovery/settings.h"

#include <algorithm>

namespace mailwalk::discovery {

const Protocol *Settings::first(std::string_view type) const
{
    const auto found = std::find_if(protocols.begin(), protocols.end(), [type](const Protocol &p) { return p.type == type; });
    return found == protocols.end() ? nullptr : &*found;
}

bool isGuidName(std::string_view server) { return server.find('@') != std::string_view::npos; }

} // namespace mailwalk::discovery
