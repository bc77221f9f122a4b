#include "wire/http/body.h"

#include "wire/http/text.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::wire::http {

namespace {

constexpr std::size_t mostChunkLine = 4096;

/// The elements of a list header, from all its lines (RFC 9110 5.3).
std::vector<std::string> listOf(const Headers &headers, std::string_view name)
{
    std::vector<std::string> values;
    for (const Header &header : headers) {
        if (!isSame(header.name, name))
            continue;
        std::string_view rest = header.value;
        for (bool more = true; more;) {
            const auto comma = rest.find(',');
            values.emplace_back(trimmed(rest.substr(0, comma)));
            more = comma != std::string_view::npos;
            rest = more ? rest.substr(comma + 1) : std::string_view();
        }
    }
    return values;
}

std::optional<std::uint64_t> numberIn(std::string_view text, int base)
{
    std::uint64_t value{};
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, base);
    if (text.empty() || stop != end || error != std::errc{})
        return std::nullopt;
    return value;
}

// The same length said twice is one length (RFC 9110 8.6).
Result<std::uint64_t> lengthIn(const std::vector<std::string> &values)
{
    const auto first = numberIn(values.front(), 10);
    if (!first)
        return Fault{"Content-Length", "a number", firstWord(values.front()), 0};
    for (const std::string &value : values)
        if (numberIn(value, 10) != first)
            return Fault{"Content-Length", firstWord(values.front()), firstWord(value), 0};
    return *first;
}

// RFC 9112 6.3: 1xx, 204, 304, the answer to HEAD and the tunnel after CONNECT have no body, whatever the headers say.
bool hasNone(const ResponseHead &head, std::string_view method)
{
    return head.status < 200 || head.status == 204 || head.status == 304 || method == "HEAD" ||
           (method == "CONNECT" && head.status < 300);
}

} // namespace

Result<BodyReader::Framing> BodyReader::framingOf(const Headers &headers, Framing otherwise)
{
    const auto codings = listOf(headers, "Transfer-Encoding");
    if (codings.size() == 1 && isSame(codings.front(), "chunked"))
        return Framing(Chunked{});
    if (!codings.empty())
        return Fault{"Transfer-Encoding", "chunked", firstWord(codings.front()), 0};
    const auto lengths = listOf(headers, "Content-Length");
    if (lengths.empty())
        return otherwise;
    const auto length = lengthIn(lengths);
    if (!length)
        return length.error();
    return Framing(Counted{*length});
}

Result<BodyReader> BodyReader::of(const ResponseHead &head, std::string_view method, std::size_t most)
{
    if (hasNone(head, method))
        return BodyReader(Counted{}, most);
    const auto framing = framingOf(head.headers, UntilClose{});
    if (!framing)
        return framing.error();
    return BodyReader(*framing, most);
}

Result<BodyReader> BodyReader::of(const RequestHead &head, std::size_t most)
{
    // Two who read the end of such a request differently are what smugglers look for (RFC 9112 11.2).
    if (find(head.headers, "Transfer-Encoding") && (find(head.headers, "Content-Length") || head.minor == 0))
        return Fault{"Transfer-Encoding", "alone, in HTTP/1.1", "with Content-Length, or in HTTP/1.0", 0};
    const auto framing = framingOf(head.headers, Counted{});
    if (!framing)
        return framing.error();
    return BodyReader(*framing, most);
}

bool BodyReader::complete() const
{
    if (const auto *counted = std::get_if<Counted>(&framing_))
        return counted->left == 0;
    const auto *chunked = std::get_if<Chunked>(&framing_);
    return chunked && chunked->next == Chunked::Next::nothing;
}

std::optional<Fault> BodyReader::take(Bytes &bytes)
{
    View rest(bytes);
    const auto fault = std::visit([&](auto &framing) { return step(framing, rest); }, framing_);
    taken_ += bytes.size() - rest.size();
    bytes.erase(bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(rest.size()));
    return fault;
}

// A length over the limit is refused when it is told, not when it is reached.
std::optional<Fault> BodyReader::keep(std::uint64_t size, View &rest)
{
    if (size > most_ - body_.size())
        return Fault{"body", "at most " + std::to_string(most_) + " bytes", "more", taken_};
    const auto now = static_cast<std::size_t>(std::min<std::uint64_t>(size, rest.size()));
    append(body_, rest.first(now));
    rest = rest.subspan(now);
    return std::nullopt;
}

std::optional<Fault> BodyReader::step(Counted &counted, View &rest)
{
    const std::size_t before = rest.size();
    const auto fault = keep(counted.left, rest);
    counted.left -= before - rest.size();
    return fault;
}

std::optional<Fault> BodyReader::step(UntilClose &, View &rest) { return keep(rest.size(), rest); }

std::optional<Fault> BodyReader::step(Chunked &chunked, View &rest)
{
    while (chunked.next != Chunked::Next::nothing) {
        const std::size_t before = rest.size();
        const bool isData = chunked.next == Chunked::Next::data;
        if (const auto fault = isData ? keep(chunked.left, rest) : line(chunked, rest))
            return fault;
        if (isData && (chunked.left -= before - rest.size()) == 0)
            chunked.next = Chunked::Next::lineEnd;
        if (before == rest.size())
            break; // the rest has not come yet
    }
    return std::nullopt;
}

std::optional<Fault> BodyReader::line(Chunked &chunked, View &rest)
{
    const auto end = std::find(rest.begin(), rest.end(), Byte('\n'));
    const auto size = static_cast<std::size_t>(end - rest.begin());
    if (size > mostChunkLine)
        return Fault{"chunk", "at most " + std::to_string(mostChunkLine) + " bytes in a line", "more", taken_};
    if (end == rest.end())
        return std::nullopt;
    std::string text = textOf(rest.first(size));
    if (text.ends_with('\r'))
        text.pop_back();
    rest = rest.subspan(size + 1);
    return lineIs(chunked, text);
}

std::optional<Fault> BodyReader::lineIs(Chunked &chunked, std::string_view text)
{
    switch (chunked.next) {
    case Chunked::Next::size: return sizeIs(chunked, text);
    case Chunked::Next::lineEnd:
        if (!text.empty())
            return Fault{"chunk", "the end of the chunk", firstWord(text), taken_};
        chunked.next = Chunked::Next::size;
        return std::nullopt;
    default: break;
    }
    if (text.empty())
        chunked.next = Chunked::Next::nothing;
    if ((chunked.overhead += text.size()) > mostHead)
        return Fault{"trailer", "at most " + std::to_string(mostHead) + " bytes", "more", taken_};
    return std::nullopt;
}

// chunk-size [ chunk-ext ], RFC 9112 7.1. No extension is known, so all are passed over.
std::optional<Fault> BodyReader::sizeIs(Chunked &chunked, std::string_view text)
{
    std::string_view digits = text.substr(0, text.find(';'));
    chunked.overhead += text.size() - digits.size();
    digits = digits.substr(0, digits.find_last_not_of(" \t") + 1);
    const auto size = numberIn(digits, 16);
    if (!size)
        return Fault{"chunk", "a size in hexadecimal", firstWord(text), taken_};
    if (chunked.overhead > mostHead)
        return Fault{"chunk", "at most " + std::to_string(mostHead) + " bytes of extensions", "more", taken_};
    chunked.left = *size;
    chunked.next = *size ? Chunked::Next::data : Chunked::Next::trailer;
    return std::nullopt;
}

} // namespace mailwalk::wire::http
