#include "base/endpoint.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace mailwalk {
namespace {

std::optional<unsigned> numberFrom(std::string_view text, int base, unsigned most)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > most)
        return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto place = text.find(at);
        parts.push_back(text.substr(0, place));
        if (place == std::string_view::npos)
            return parts;
        text.remove_prefix(place + 1);
    }
}

std::optional<Address> v4From(std::string_view text)
{
    const auto parts = split(text, '.');
    if (parts.size() != 4)
        return std::nullopt;
    Address address;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto part = numberFrom(parts[i], 10, 255);
        if (!part || parts[i].size() > 3)
            return std::nullopt;
        address.bytes[i] = static_cast<Byte>(*part);
    }
    return address;
}

// The groups on one side of "::"; the last of all may be an IPv4 number (RFC 4291 2.2).
std::optional<Bytes> groupsFrom(std::string_view text)
{
    Bytes bytes;
    if (text.empty())
        return bytes;
    const auto parts = split(text, ':');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i + 1 == parts.size() && parts[i].find('.') != std::string_view::npos) {
            const auto tail = v4From(parts[i]);
            if (!tail)
                return std::nullopt;
            bytes.insert(bytes.end(), tail->bytes.begin(), tail->bytes.begin() + 4);
            continue;
        }
        const auto group = numberFrom(parts[i], 16, 0xffff);
        if (!group || parts[i].size() > 4)
            return std::nullopt;
        bytes.push_back(static_cast<Byte>(*group >> 8));
        bytes.push_back(static_cast<Byte>(*group));
    }
    return bytes;
}

std::optional<Address> v6From(std::string_view text)
{
    Address address;
    address.v6 = true;
    if (const auto percent = text.find('%'); percent != std::string_view::npos) {
        const auto scope = numberFrom(text.substr(percent + 1), 10, 0xffffffff);
        if (!scope)
            return std::nullopt;
        address.scope = *scope;
        text = text.substr(0, percent);
    }
    const auto gap = text.find("::");
    const bool v4BeforeGap = gap != std::string_view::npos && text.substr(0, gap).find('.') != std::string_view::npos;
    if (v4BeforeGap)
        return std::nullopt;
    const auto head = groupsFrom(text.substr(0, gap));
    const auto tail = groupsFrom(gap == std::string_view::npos ? std::string_view{} : text.substr(gap + 2));
    if (!head || !tail)
        return std::nullopt;
    const std::size_t size = head->size() + tail->size();
    if (gap == std::string_view::npos ? size != 16 : size > 14)
        return std::nullopt;
    std::copy(head->begin(), head->end(), address.bytes.begin());
    std::copy(tail->begin(), tail->end(), address.bytes.end() - static_cast<std::ptrdiff_t>(tail->size()));
    return address;
}

std::string v6Text(const Address &address)
{
    std::array<unsigned, 8> groups;
    for (std::size_t i = 0; i < 8; ++i)
        groups[i] = unsigned(address.bytes[2 * i]) << 8 | address.bytes[2 * i + 1];
    std::size_t best = 8, length = 1; // RFC 5952 4.2: the longest run of two or more zero groups is left out
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t run = 0;
        while (i + run < 8 && groups[i + run] == 0)
            ++run;
        if (run > length) {
            best = i;
            length = run;
        }
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == best) {
            text += "::";
            i += length - 1;
            continue;
        }
        char group[8];
        std::snprintf(group, sizeof group, "%x", groups[i]);
        if (!text.empty() && text.back() != ':')
            text += ':';
        text += group;
    }
    if (address.scope)
        text += '%' + std::to_string(address.scope);
    return text;
}

} // namespace

std::optional<Address> addressFrom(std::string_view text)
{
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        return v6From(text.substr(1, text.size() - 2));
    if (text.find(':') != std::string_view::npos)
        return v6From(text);
    return v4From(text);
}

std::string toText(const Address &address)
{
    if (address.v6)
        return v6Text(address);
    char text[16];
    std::snprintf(text, sizeof text, "%u.%u.%u.%u", address.bytes[0], address.bytes[1], address.bytes[2], address.bytes[3]);
    return text;
}

bool isPrivate(const Address &address)
{
    const auto &b = address.bytes;
    if (address.v6) {
        const bool mapped =
            std::all_of(b.begin(), b.begin() + 10, [](Byte x) { return x == 0; }) && b[10] == 0xff && b[11] == 0xff;
        if (mapped) {
            Address inner;
            std::copy(b.begin() + 12, b.end(), inner.bytes.begin());
            return isPrivate(inner);
        }
        const bool loopback = std::all_of(b.begin(), b.end() - 1, [](Byte x) { return x == 0; }) && b[15] == 1;
        return loopback || (b[0] & 0xfe) == 0xfc || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80);
    }
    return b[0] == 127 || b[0] == 10 || (b[0] == 172 && (b[1] & 0xf0) == 16) || (b[0] == 192 && b[1] == 168) ||
           (b[0] == 169 && b[1] == 254);
}

bool isHostName(std::string_view text)
{
    if (!text.empty() && text.back() == '.')
        text.remove_suffix(1);
    // What looks like a number is none of the names: RFC 1123 2.1.
    const bool looksLikeANumber =
        text.find_first_not_of("0123456789.") == std::string_view::npos && text.find('.') != std::string_view::npos;
    if (text.empty() || text.size() > 253 || looksLikeANumber)
        return false;
    for (const auto label : split(text, '.')) {
        const bool fits = !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-';
        if (!fits || !std::all_of(label.begin(), label.end(), [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            }))
            return false;
    }
    return true;
}

std::optional<Endpoint> endpointFrom(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const auto port = numberFrom(text.substr(colon + 1), 10, 65535);
    if (!port || *port == 0)
        return std::nullopt;
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed ? !addressFrom(host) : !isHostName(host) && !v4From(host))
        return std::nullopt;
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    return Endpoint{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string toText(const Endpoint &endpoint)
{
    const bool number = endpoint.host.find(':') != std::string::npos;
    return (number ? '[' + endpoint.host + ']' : endpoint.host) + ':' + std::to_string(endpoint.port);
}

std::string sameCase(std::string_view host)
{
    if (!host.empty() && host.back() == '.')
        host.remove_suffix(1);
    std::string text(host);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

} // namespace mailwalk
