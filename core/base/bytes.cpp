#include "base/bytes.h"

#include <algorithm>
#include <cstdio>

namespace mailwalk {

std::string toHex(View bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const Byte b : bytes) {
        text += digits[b >> 4];
        text += digits[b & 15];
    }
    return text;
}

static int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<Bytes> fromHex(std::string_view text)
{
    Bytes bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            continue;
        const int digit = hexDigit(c);
        if (digit < 0)
            return std::nullopt;
        if (high < 0) {
            high = digit;
            continue;
        }
        bytes.push_back(static_cast<Byte>(high << 4 | digit));
        high = -1;
    }
    if (high >= 0)
        return std::nullopt;
    return bytes;
}

static constexpr std::string_view base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string toBase64(View bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (; !bytes.empty(); bytes = bytes.subspan(std::min<std::size_t>(3, bytes.size()))) {
        const auto at = [&](std::size_t i) { return i < bytes.size() ? bytes[i] : Byte(0); };
        const unsigned group = unsigned(at(0)) << 16 | unsigned(at(1)) << 8 | at(2);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= bytes.size() ? base64Digits[group >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

// The 1 to 3 bytes of four characters. The bits that padding leaves over must be zero (RFC 4648 3.5): one text for the same
// bytes.
static bool appendGroup(Bytes &bytes, std::string_view digits)
{
    unsigned group = 0;
    for (const char c : digits) {
        const auto value = base64Digits.find(c);
        if (value == std::string_view::npos)
            return false;
        group = group << 6 | unsigned(value);
    }
    group <<= 6 * (4 - digits.size());
    for (std::size_t i = 1; i < digits.size(); ++i, group = group << 8 & 0xffffff)
        bytes.push_back(static_cast<Byte>(group >> 16));
    return group == 0;
}

std::optional<Bytes> fromBase64(std::string_view text)
{
    if (text.size() % 4)
        return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (; !text.empty(); text.remove_prefix(4)) {
        std::string_view digits = text.substr(0, 4);
        for (int pads = 0; pads < 2 && text.size() == 4 && digits.ends_with('='); ++pads)
            digits.remove_suffix(1);
        if (!appendGroup(bytes, digits))
            return std::nullopt;
    }
    return bytes;
}

std::string hexNumber(std::uint64_t value, int digits)
{
    char text[24];
    std::snprintf(text, sizeof text, "0x%0*llx", digits, static_cast<unsigned long long>(value));
    return text;
}

} // namespace mailwalk
