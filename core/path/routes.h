#pragma once

#include "discovery/settings.h"
#include "path/way.h"

namespace mailwalk::path {

/// A lane that can be walked: what was typed, remembered, or told by Autodiscover.
struct Route {
    trace::Transport transport;
    std::string server;
    std::string mailbox;
    std::string typed{}; ///< the host that a person typed, to be found first
    std::optional<ProxyWay::Entrance> entrance{};
    std::optional<Remembered> remembered{}; ///< for a finished profile
};

/// The lanes to what was typed or remembered. A server that no name service knows is recorded as not offered directly.
std::vector<Route> routesFrom(const net::Step &walk, const Request &typed);

/// The lanes that the settings offer. One that they do not offer, or that this program cannot walk, is recorded as not run.
std::vector<Route> routesFrom(const net::Step &walk, const Request &request, const discovery::Settings &settings);

bool isChosen(const Request &request, trace::Transport transport);

} // namespace mailwalk::path
