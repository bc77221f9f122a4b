#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "wire/io/fault.h"

/// Heads of HTTP/1.x messages (RFC 9112), as bytes and as values.
namespace mailwalk::wire::http {

struct Header {
    std::string name, value;
};
using Headers = std::vector<Header>;

/// Names of headers, schemes and the like are compared without case.
bool isSame(std::string_view a, std::string_view b);

/// The first of that name; or null.
const std::string *find(const Headers &headers, std::string_view name);

struct RequestHead {
    std::string method, target; ///< "POST", "/autodiscover/autodiscover.xml"
    int minor = 1;              ///< HTTP/1.minor
    Headers headers;
};

struct ResponseHead {
    int minor = 1;
    int status{};
    std::string reason; ///< may be empty
    Headers headers;
};

constexpr std::size_t mostHead = 64 * 1024, mostHeaders = 200;

/// A value with a line end in it is cut there: it never becomes a header of its own.
Bytes write(const RequestHead &head);
Bytes write(const ResponseHead &head);

/// How long the head at the start of these bytes is, its empty line included; nothing when it has not ended yet.
std::optional<std::size_t> headSize(View bytes);

/// Why bytes that begin so never become an answer of HTTP/1.x, for a server that speaks first or never ends a line; nothing while
/// they may.
std::optional<Fault> otherThanResponse(View start);

/// Whole heads, as headSize() measures them. A bare LF ends a line too (RFC 9112 2.2). A fault of the field "version" means that
/// this is not HTTP/1.x at all. A folded line is joined in an answer and refused in a request (RFC 9112 5.2).
Result<RequestHead> readRequest(View head);
Result<ResponseHead> readResponse(View head);

/// One scheme that a server offers (RFC 9110 11.6.1). Several may share a line, and one may be on several.
struct Challenge {
    std::string scheme; ///< as sent: "Basic", "NTLM", "Negotiate", "Bearer"
    std::string token;  ///< token68: of NTLM and Negotiate, Base64
    Headers parameters; ///< realm="..." and the like
};
/// `name`: "WWW-Authenticate" or "Proxy-Authenticate".
std::vector<Challenge> challengesIn(const Headers &headers, std::string_view name);

} // namespace mailwalk::wire::http
