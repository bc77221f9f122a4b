#include "wire/http/body.h"
#include "wire/http/url.h"

using namespace mailwalk;
using namespace mailwalk::wire::http;

static void expect(bool holds)
{
    if (!holds)
        __builtin_trap();
}

// The same body, whatever pieces it comes in. A fault may come before or after more of what stood in front of it.
static void digestBody(const auto &reader, View bytes, std::size_t piece)
{
    auto whole = reader, parts = reader;
    Bytes all(bytes.begin(), bytes.end()), some;
    const bool isBroken = whole.take(all).has_value();
    bool arePartsBroken = parts.take(some).has_value(); // a length over the limit is refused at once
    for (; !arePartsBroken && !bytes.empty(); bytes = bytes.subspan(std::min(piece, bytes.size()))) {
        append(some, bytes.first(std::min(piece, bytes.size())));
        arePartsBroken = parts.take(some).has_value();
    }
    expect(isBroken == arePartsBroken && whole.complete() == parts.complete());
    expect(isBroken || (whole.body() == parts.body() && all == some));
}

static void digestUrl(std::string_view text)
{
    const Url base{true, "a.test", 443, "/b/c?d"};
    for (const auto &url : {urlFrom(text), urlFrom(text, base)})
        expect(!url || (urlFrom(toText(*url)) == url && !url->host.empty() && url->target.starts_with('/')));
}

extern "C" int LLVMFuzzerTestOneInput(const Byte *data, std::size_t size)
{
    const View bytes(data, size);
    digestUrl(textOf(bytes));
    const auto end = headSize(bytes);
    if (!end)
        return 0;
    const View head = bytes.first(*end), body = bytes.subspan(*end);
    if (const auto request = readRequest(head)) {
        expect(bool(readRequest(write(*request))));
        if (const auto reader = BodyReader::of(*request, 1000))
            digestBody(*reader, body, 1 + size % 7);
    }
    if (const auto response = readResponse(head)) {
        expect(bool(readResponse(write(*response))));
        challengesIn(response->headers, "WWW-Authenticate");
        if (const std::string *location = find(response->headers, "Location"))
            digestUrl(*location);
        if (const auto reader = BodyReader::of(*response, "POST", 1000))
            digestBody(*reader, body, 1 + size % 7);
    }
    return 0;
}
