#pragma once

#include <string>
#include <string_view>

/// What the readers of HTTP share.
namespace mailwalk::wire::http {

inline bool isBlank(char c) { return c == ' ' || c == '\t'; }

inline bool isLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// tchar, RFC 9110 5.6.2
inline bool isTokenChar(char c)
{
    return isLetterOrDigit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

inline std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// What of a foreign line goes into a fault: no more, because some servers send back what they were asked, credentials too.
inline std::string firstWord(std::string_view line)
{
    return std::string(line.substr(0, line.find_first_of(" \t:;,\r\n")).substr(0, 40));
}

} // namespace mailwalk::wire::http
