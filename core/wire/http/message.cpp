#include "wire/http/message.h"

#include <algorithm>

namespace mailwalk::wire::http {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A line end in what we write would begin a header of its own; a NUL would end the line for some.
void put(Bytes &to, std::string_view text)
{
    append(to, viewOf(text.substr(0, text.find_first_of(std::string_view("\r\n\0", 3)))));
}

void put(Bytes &to, const Headers &headers)
{
    for (const Header &header : headers) {
        put(to, header.name);
        append(to, viewOf(": "));
        put(to, header.value);
        append(to, viewOf("\r\n"));
    }
    append(to, viewOf("\r\n"));
}

// The first line of whoever speaks another protocol; what follows may be our own question, sent back.
std::string greeting(View start)
{
    const std::string text = textOf(start.first(std::min<std::size_t>(start.size(), 60)));
    return text.substr(0, text.find_first_of("\r\n"));
}

} // namespace

bool isSame(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

const std::string *find(const Headers &headers, std::string_view name)
{
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const Header &header) { return isSame(header.name, name); });
    return at == headers.end() ? nullptr : &at->value;
}

Bytes write(const RequestHead &head)
{
    Bytes bytes;
    put(bytes, head.method);
    append(bytes, viewOf(" "));
    put(bytes, head.target);
    append(bytes, viewOf(" HTTP/1." + std::to_string(head.minor) + "\r\n"));
    put(bytes, head.headers);
    return bytes;
}

Bytes write(const ResponseHead &head)
{
    Bytes bytes;
    append(bytes, viewOf("HTTP/1." + std::to_string(head.minor) + " " + std::to_string(head.status) + " "));
    put(bytes, head.reason);
    append(bytes, viewOf("\r\n"));
    put(bytes, head.headers);
    return bytes;
}

std::optional<std::size_t> headSize(View bytes)
{
    const std::string_view text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    // An empty line before it is left over from the message before (RFC 9112 2.2).
    std::size_t at = text.starts_with("\r\n") ? 2 : text.starts_with("\n") ? 1 : 0;
    while ((at = text.find('\n', at)) != std::string_view::npos) {
        const std::string_view next = text.substr(++at);
        if (next.starts_with("\n"))
            return at + 1;
        if (next.starts_with("\r\n"))
            return at + 2;
    }
    return std::nullopt;
}

std::optional<Fault> otherThanResponse(View start)
{
    constexpr std::string_view begin = "HTTP/1.";
    const std::string text = textOf(start.first(std::min(start.size(), begin.size())));
    if (text == begin.substr(0, text.size()))
        return std::nullopt;
    return Fault{"version", "HTTP/1.x", greeting(start), 0};
}

} // namespace mailwalk::wire::http
