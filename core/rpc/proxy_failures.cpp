#include "rpc/proxy_failures.h"

#include "base/text.h"
#include "wire/eeinfo/eeinfo.h"

#include <algorithm>

namespace mailwalk::rpc {

using trace::Code;
using trace::Failure;

namespace {

constexpr std::string_view hexDigits = "0123456789abcdefABCDEF";
constexpr std::string_view base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

// What follows the label, compared without case; spaces between them are passed over.
std::optional<std::string_view> after(std::string_view text, std::string_view label)
{
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const auto at = std::search(text.begin(), text.end(), label.begin(), label.end(), same);
    if (at == text.end())
        return std::nullopt;
    const std::string_view rest = text.substr(static_cast<std::size_t>(at - text.begin()) + label.size());
    return rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
}

std::optional<Bytes> decodedAfter(std::string_view text, std::string_view label)
{
    const auto rest = after(text, label);
    if (!rest)
        return std::nullopt;
    const auto coded = rest->substr(0, rest->find_first_not_of(base64Digits));
    return coded.empty() ? std::nullopt : fromBase64(coded);
}

// "403.4 - Forbidden: SSL is required" stands in the pages of IIS, never in the status line.
std::optional<std::string> finerStatusIn(int status, std::string_view body)
{
    const std::string prefix = std::to_string(status) + '.';
    for (auto at = body.find(prefix); at != body.npos; at = body.find(prefix, at + 1)) {
        const auto digits = body.substr(at + prefix.size(), 2);
        const auto size = std::min(digits.find_first_not_of("0123456789"), digits.size());
        const bool alone = at == 0 || hexDigits.find(body[at - 1]) == hexDigits.npos;
        if (size > 0 && alone)
            return prefix + std::string(digits.substr(0, size));
    }
    return std::nullopt;
}

// What cannot be read is a fact as well, and no reason to hide the error itself.
void recordExtended(const net::Step &hop, std::string_view reason, std::string_view body)
{
    const auto pickled = extendedErrorIn(reason, body);
    if (!pickled)
        return;
    const auto records = wire::eeinfo::readRecords(*pickled);
    if (records)
        hop.facts(wire::eeinfo::factsOf(*records));
    else
        hop.fact("eeinfo", "unreadable: " + oneLine(wire::toText(records.error())));
}

Failure rpcErrorFailure(const net::Step &hop, int status, std::uint32_t error)
{
    hop.fact("rpc error", hexNumber(error, 8));
    const std::string got = std::to_string(status) + " RPC Error: " + hexNumber(error).substr(2);
    return {Code::httpStatus, "the RPC proxy answered with the RPC error " + hexNumber(error, 8), "200 Success", got};
}

std::string contentTypeOf(const http::ResponseHead &head)
{
    const auto *type = find(head.headers, "Content-Type");
    return type ? oneLine(type->substr(0, type->find_first_of("; "))) : "no content type";
}

} // namespace

std::optional<std::uint32_t> rpcErrorIn(std::string_view reason)
{
    const auto rest = after(reason, "RPC Error:");
    if (!rest)
        return std::nullopt;
    const auto digits = rest->substr(0, std::min<std::size_t>(std::min(rest->find_first_not_of(hexDigits), rest->size()), 8));
    if (digits.empty())
        return std::nullopt;
    return static_cast<std::uint32_t>(std::stoul(std::string(digits), nullptr, 16));
}

std::optional<Bytes> extendedErrorIn(std::string_view reason, std::string_view body)
{
    auto ofBody = decodedAfter(body, "EEInfo:");
    return ofBody ? ofBody : decodedAfter(reason, "EEInfo:");
}

bool opensChannel(const http::ResponseHead &head)
{
    return head.status == 200 && wire::http::isSame(contentTypeOf(head), "application/rpc");
}

Failure refusedBy(const net::Step &hop, const http::Response &answer)
{
    const auto &head = answer.head;
    const std::string body = textOf(answer.body);
    if (const auto finer = finerStatusIn(head.status, body))
        hop.fact("sub-status", *finer);
    recordExtended(hop, head.reason, body);
    if (head.status == 200)
        return {Code::otherProtocol, "what answers here is no RPC proxy", "application/rpc", contentTypeOf(head)};
    if (const auto error = rpcErrorIn(head.reason))
        return rpcErrorFailure(hop, head.status, *error);
    return {Code::httpStatus, "the RPC proxy does not open a channel", "200 Success", http::statusLine(head)};
}

} // namespace mailwalk::rpc
