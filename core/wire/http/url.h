#pragma once

#include "base/endpoint.h"

namespace mailwalk::wire::http {

/// An absolute http or https URL (RFC 3986, RFC 9110 4.2).
struct Url {
    bool secure = true; ///< https
    std::string host;   ///< without brackets
    std::uint16_t port = 443;
    std::string target; ///< path and query, never empty: "/autodiscover/autodiscover.xml"
    bool operator==(const Url &) const = default;
};

/// Nothing for another scheme, user information, a host that can be none, a port out of range, control characters or more than
/// 2048 characters. A fragment is left out.
std::optional<Url> urlFrom(std::string_view text);
std::string toText(const Url &url);

/// Where "Location" leads from this URL: absolute, or relative to it (RFC 3986 5.2). Nothing as above.
std::optional<Url> urlFrom(std::string_view location, const Url &base);

} // namespace mailwalk::wire::http
