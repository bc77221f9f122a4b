#include "wire/http/url.h"

#include "wire/http/message.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::wire::http {

namespace {

constexpr std::size_t mostUrl = 2048;

std::uint16_t defaultPort(bool secure) { return secure ? 443 : 80; }

// What no URL has (RFC 3986 2); braces and bars are met in the wild and harm nobody.
bool isVisible(char c) { return c > 0x20 && c < 0x7f && std::string_view("\"<>\\^`").find(c) == std::string_view::npos; }

std::optional<std::uint16_t> portIn(std::string_view digits)
{
    std::uint16_t port{};
    const char *end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, port);
    if (stop != end || error != std::errc{} || port == 0)
        return std::nullopt;
    return port;
}

// Brackets around an IPv6 number and nothing else; a scope means nothing to anybody but its own machine (RFC 3986 3.2.2).
std::optional<std::string> hostIn(std::string_view text)
{
    const bool isBracketed = text.starts_with('[') && text.ends_with(']');
    const std::string_view host = isBracketed ? text.substr(1, text.size() - 2) : text;
    const auto address = addressFrom(host);
    const bool isNumber = address && address->v6 == isBracketed && host.find('%') == std::string_view::npos;
    if (!isNumber && (isBracketed || !isHostName(host)))
        return std::nullopt;
    return sameCase(host);
}

// host [ ":" port ]; user information is a lure: https://bank.test@evil.test/
std::optional<Url> authorityIn(std::string_view text, bool secure)
{
    const auto close = text.find(']');
    const auto colon = text.find(':', close == std::string_view::npos ? 0 : close);
    const auto host = hostIn(text.substr(0, colon));
    if (!host)
        return std::nullopt;
    Url url{secure, *host, defaultPort(secure), "/"};
    if (colon == std::string_view::npos || colon + 1 == text.size()) // an empty port is the usual one
        return url;
    const auto port = portIn(text.substr(colon + 1));
    if (!port)
        return std::nullopt;
    url.port = *port;
    return url;
}

std::string_view withoutFragment(std::string_view text) { return text.substr(0, text.find('#')); }

bool hasScheme(std::string_view text)
{
    const auto end = text.find_first_of(":/?#");
    return end != std::string_view::npos && text[end] == ':';
}

// RFC 3986 5.2.4, on the path alone
std::string withoutDots(std::string_view target)
{
    const auto query = std::min(target.find('?'), target.size());
    std::vector<std::string_view> kept;
    std::string_view path = target.substr(1, query - 1);
    for (bool more = true; more;) {
        const auto slash = path.find('/');
        const std::string_view segment = path.substr(0, slash);
        more = slash != std::string_view::npos;
        path.remove_prefix(more ? slash + 1 : path.size());
        const bool isDots = segment == "." || segment == "..";
        if (segment == ".." && !kept.empty())
            kept.pop_back();
        if (!isDots)
            kept.push_back(segment);
        else if (!more)
            kept.push_back({}); // "a/.." leads to a folder
    }
    std::string clean;
    for (const std::string_view segment : kept)
        clean.append("/").append(segment);
    return clean.append(target.substr(query));
}

// The path of the base up to its last slash, and what comes after it (RFC 3986 5.2.3).
std::string merged(std::string_view reference, std::string_view base)
{
    const std::string_view path = base.substr(0, base.find('?'));
    if (reference.empty())
        return std::string(base);
    if (reference.starts_with('?'))
        return std::string(path) + std::string(reference);
    if (reference.starts_with('/'))
        return std::string(reference);
    return std::string(path.substr(0, path.rfind('/') + 1)) + std::string(reference);
}

} // namespace

std::optional<Url> urlFrom(std::string_view text)
{
    if (text.size() > mostUrl || !std::all_of(text.begin(), text.end(), isVisible))
        return std::nullopt;
    const auto colon = text.find("://");
    const std::string_view scheme = text.substr(0, colon);
    if (colon == std::string_view::npos || (!isSame(scheme, "https") && !isSame(scheme, "http")))
        return std::nullopt;
    const std::string_view rest = withoutFragment(text.substr(colon + 3));
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    auto url = authorityIn(rest.substr(0, end), isSame(scheme, "https"));
    if (url && end < rest.size())
        url->target = (rest[end] == '?' ? "/" : "") + std::string(rest.substr(end));
    return url;
}

std::optional<Url> urlFrom(std::string_view location, const Url &base)
{
    const std::string scheme = base.secure ? "https:" : "http:";
    std::optional<Url> url;
    if (hasScheme(location))
        url = urlFrom(location);
    else if (location.starts_with("//"))
        url = urlFrom(scheme + std::string(location));
    else
        url = urlFrom(toText(Url{base.secure, base.host, base.port, merged(withoutFragment(location), base.target)}));
    if (url)
        url->target = withoutDots(url->target);
    return url;
}

std::string toText(const Url &url)
{
    const bool isNumber6 = url.host.find(':') != std::string::npos;
    const std::string host = isNumber6 ? "[" + url.host + "]" : url.host;
    const std::string port = url.port == defaultPort(url.secure) ? "" : ":" + std::to_string(url.port);
    return (url.secure ? "https://" : "http://") + host + port + url.target;
}

} // namespace mailwalk::wire::http
