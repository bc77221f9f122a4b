#include "wire/http/message.h"
#include "wire/http/text.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::wire::http {

namespace {

enum class Side { request, response };

bool isToken(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar); }

/// The lines of a head, one after the other. An end of line is LF with or without CR; any other CR or NUL is a fault (RFC
/// 9110 5.5).
class Lines
{
public:
    explicit Lines(View head) : text_(reinterpret_cast<const char *>(head.data()), head.size()) {}

    std::size_t offset() const { return at_; }
    bool atEnd() const { return at_ == text_.size(); }

    Result<std::string_view> next()
    {
        const auto end = text_.find('\n', at_);
        if (end == std::string_view::npos)
            return Fault{"line", "an end of line", firstWord(text_.substr(at_)), at_};
        std::string_view line = text_.substr(at_, end - at_);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (const auto bad = line.find_first_of(std::string_view("\r\0", 2)); bad != std::string_view::npos)
            return Fault{"line", "neither NUL nor a lone CR", hexNumber(Byte(line[bad]), 2), at_ + bad};
        at_ = end + 1;
        return line;
    }

private:
    std::string_view text_;
    std::size_t at_{};
};

Result<Header> headerFrom(std::string_view line, std::size_t at, Side side)
{
    const auto colon = line.find(':');
    std::string_view name = line.substr(0, colon);
    // Blanks before the colon: a server must refuse them, a client drops them (RFC 9112 5.1).
    if (side == Side::response)
        name = name.substr(0, name.find_last_not_of(" \t") + 1);
    if (colon == std::string_view::npos || !isToken(name))
        return Fault{"header", "name: value", firstWord(line), at};
    return Header{std::string(name), std::string(trimmed(line.substr(colon + 1)))};
}

// obs-fold: a client joins it with a blank, a server refuses it (RFC 9112 5.2).
std::optional<Fault> join(Headers &headers, std::string_view line, std::size_t at, Side side)
{
    if (side == Side::request || headers.empty())
        return Fault{"header", "name: value", "a line that begins with a blank", at};
    const std::string_view more = trimmed(line);
    std::string &value = headers.back().value;
    if (!value.empty() && !more.empty())
        value += ' ';
    value += more;
    return std::nullopt;
}

Result<Headers> readHeaders(Lines &lines, Side side)
{
    Headers headers;
    for (;;) {
        const std::size_t at = lines.offset();
        const auto line = lines.next();
        if (!line)
            return line.error();
        if (line->empty())
            break;
        if (isBlank(line->front())) {
            if (const auto fault = join(headers, *line, at, side))
                return *fault;
            continue;
        }
        if (headers.size() == mostHeaders)
            return Fault{"header", "at most " + std::to_string(mostHeaders) + " headers", "more", at};
        auto header = headerFrom(*line, at, side);
        if (!header)
            return header.error();
        headers.push_back(std::move(*header));
    }
    if (!lines.atEnd())
        return Fault{"end", "the end of the head", "more bytes", lines.offset()};
    return headers;
}

std::optional<Fault> tooLarge(View head)
{
    if (head.size() <= mostHead)
        return std::nullopt;
    return Fault{"head", "at most " + std::to_string(mostHead) + " bytes", std::to_string(head.size()), mostHead};
}

// "HTTP/1." DIGIT: what is of another major version is not read by these rules (RFC 9112 2.3).
std::optional<int> minorOf(std::string_view version)
{
    if (version.size() != 8 || !version.starts_with("HTTP/1.") || version[7] < '0' || version[7] > '9')
        return std::nullopt;
    return version[7] - '0';
}

Result<RequestHead> requestLine(std::string_view line, std::size_t at)
{
    const auto first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return Fault{"request line", "method target HTTP/1.x", firstWord(line), at};
    const std::string_view method = line.substr(0, first), target = line.substr(first + 1, last - first - 1);
    const auto minor = minorOf(line.substr(last + 1));
    if (!minor)
        return Fault{"version", "HTTP/1.x", firstWord(line.substr(last + 1)), at + last + 1};
    if (!isToken(method))
        return Fault{"method", "a token", firstWord(method), at};
    if (target.empty() || target.find_first_of(" \t") != std::string_view::npos)
        return Fault{"target", "one word", firstWord(target), at + first + 1};
    return RequestHead{std::string(method), std::string(target), *minor, {}};
}

Result<ResponseHead> statusLine(std::string_view line)
{
    const auto minor = minorOf(line.substr(0, 8));
    if (!minor)
        return Fault{"version", "HTTP/1.x", firstWord(line), 0};
    const std::string_view code = line.substr(std::min<std::size_t>(8, line.size()));
    int status{};
    const bool isSpaced = code.size() >= 4 && code[0] == ' ' && (code.size() == 4 || code[4] == ' ');
    if (!isSpaced || std::from_chars(code.data() + 1, code.data() + 4, status).ptr != code.data() + 4 || status < 100)
        return Fault{"status", "three digits", firstWord(trimmed(code)), 8};
    return ResponseHead{*minor, status, std::string(trimmed(code.substr(4))), {}};
}

} // namespace

Result<RequestHead> readRequest(View head)
{
    if (const auto fault = tooLarge(head))
        return *fault;
    Lines lines(head);
    auto line = lines.next();
    if (line && line->empty())
        line = lines.next();
    if (!line)
        return line.error();
    auto request = requestLine(*line, 0);
    if (!request)
        return request;
    auto headers = readHeaders(lines, Side::request);
    if (!headers)
        return headers.error();
    request->headers = std::move(*headers);
    return request;
}

Result<ResponseHead> readResponse(View head)
{
    if (const auto fault = tooLarge(head))
        return *fault;
    if (const auto fault = otherThanResponse(head))
        return *fault;
    Lines lines(head);
    const auto line = lines.next();
    if (!line)
        return line.error();
    auto response = statusLine(*line);
    if (!response)
        return response;
    auto headers = readHeaders(lines, Side::response);
    if (!headers)
        return headers.error();
    response->headers = std::move(*headers);
    return response;
}

} // namespace mailwalk::wire::http
