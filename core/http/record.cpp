#include "http/record.h"

#include "base/text.h"
#include "http/connection.h"

#include <algorithm>

namespace mailwalk::http {

using trace::Code;
using wire::http::isSame;

namespace {

constexpr std::size_t mostExcerpt = 1000, mostFacts = 40;

// Who answered, on whose behalf, and why not.
constexpr std::string_view telling[] = {
    "Server",     "Location",         "Content-Type",  "Retry-After",      "Date",
    "Via",        "Content-Encoding", "X-FEServer",    "X-BEServer",       "X-CalculatedBETarget",
    "X-DiagInfo", "X-Powered-By",     "X-OWA-Version", "X-MS-Diagnostics", "X-AutoDiscovery-Error",
    "request-id"};

std::string inLowerCase(std::string_view name)
{
    std::string text(name);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool isTelling(std::string_view name)
{
    return std::any_of(std::begin(telling), std::end(telling), [&](std::string_view each) { return isSame(each, name); });
}

bool isText(View start)
{
    return std::none_of(start.begin(), start.end(), [](Byte byte) { return byte < '\t'; });
}

std::string_view protocolOf(View first)
{
    static constexpr struct {
        std::string_view start, name;
    } rows[] = {
        {"220", "SMTP or FTP"},
        {"* OK", "IMAP"},
        {"+OK", "POP3"},
        {"SSH-", "SSH"},
        {"HTTP/", "HTTP of another version"},
        {"PRI * HTTP/2", "HTTP/2"},
        {"ncacn_http/", "an RPC server's port for its proxy"},
    };
    for (const auto &row : rows)
        if (textOf(first.first(std::min(first.size(), row.start.size()))) == row.start)
            return row.name;
    if (first.size() >= 2 && (first[0] == 0x15 || first[0] == 0x16) && first[1] == 3)
        return "TLS";
    if (first.size() >= 4 && first[0] == 0 && first[3] == 4) // a SETTINGS frame, RFC 9113 6.5
        return "HTTP/2";
    return {};
}

} // namespace

void record(const net::Step &hop, const wire::http::ResponseHead &head, const Veil &veil)
{
    Facts facts{{"status", statusLine(head)}};
    for (const auto &[name, value] : head.headers) {
        if (facts.size() >= mostFacts)
            break;
        if (isTelling(name))
            facts.push_back({inLowerCase(name), oneLine(veil.over(value))});
        else if (isSame(name, "Set-Cookie"))
            facts.push_back({"set-cookie", oneLine(veil.over(value.substr(0, value.find_first_of("=;"))), 60)});
    }
    hop.facts(facts);
}

void recordText(const net::Step &hop, View body, const Veil &veil)
{
    const std::string text = veil.over(textOf(body)); // before it is cut, or the beginning of a secret could stay
    const View start = viewOf(text).first(std::min(text.size(), mostExcerpt));
    if (!start.empty() && isText(start))
        hop.excerpt(oneLine(textOf(start), mostExcerpt));
}

void failOtherProtocol(const net::Step &hop, View first, const Veil &veil)
{
    hop.excerpt(oneLine(veil.over(textOf(first))));
    if (const auto name = protocolOf(first); !name.empty())
        hop.fact("looks like", std::string(name));
    hop.fail({Code::otherProtocol, "what answers here does not speak HTTP/1.1", "HTTP/1.1",
              toHex(first.first(std::min<std::size_t>(first.size(), 4)))});
}

trace::Failure failureOf(const wire::Fault &fault)
{
    const bool isLimit = fault.expected.starts_with("at most");
    return {isLimit ? Code::tooLarge : Code::malformed,
            (isLimit ? "the answer is too large: " : "the answer is malformed: ") + oneLine(wire::toText(fault)),
            oneLine(fault.expected), oneLine(fault.got)};
}

} // namespace mailwalk::http
