#pragma once

#include "discovery/ask.h"

namespace mailwalk::discovery {

constexpr const char *expectedSettings = "settings";            ///< of an Autodiscover document
constexpr const char *expectedRedirect = "a redirect to https"; ///< of plain HTTP, where nothing else counts

/// Where the "Location" of this answer leads. Fails the hop when it is not followed.
Url redirectIn(const net::Step &hop, const http::Response &answer, const Url &from, Trail &trail);

/// What an answer leads to. Fails the hop when that is nothing.
Lead leadIn(const net::Step &hop, const http::Response &answer, const Url &from, Trail &trail);

} // namespace mailwalk::discovery
