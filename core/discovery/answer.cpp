#include "discovery/answer.h"

#include "base/text.h"

#include <algorithm>

namespace mailwalk::discovery {

using trace::Code;
using trace::Failure;

namespace {

Url followed(const net::Step &hop, const std::string &location, const Url &from, Trail &trail)
{
    const auto url = trail.follow(location, from);
    if (!url)
        hop.fail(url.error());
    return *url;
}

// Each turn of a document: what it leads to.
struct Reader {
    const net::Step &hop;
    const Url &from;
    Trail &trail;

    Lead operator()(Settings &settings) const { return std::move(settings); }
    Lead operator()(RedirectUrl &redirect) const
    {
        hop.fact("redirectUrl", oneLine(redirect.url));
        return followed(hop, redirect.url, from, trail);
    }
    Lead operator()(RedirectAddress &redirect) const
    {
        hop.fact("redirectAddr", oneLine(redirect.address));
        if (const auto failure = trail.readdress(redirect.address))
            hop.fail(*failure);
        return redirect;
    }
    Lead operator()(const ErrorAnswer &error) const
    {
        const Fact facts[] = {{"error code", error.code},
                              {"error message", error.message},
                              {"error debug data", error.debugData},
                              {"error time", error.time},
                              {"error id", error.id}};
        for (const Fact &fact : facts)
            if (!fact.value.empty())
                hop.fact(fact.name, oneLine(fact.value));
        const std::string code = oneLine(error.code, 20);
        hop.fail(
            {Code::status, "Autodiscover answers with error " + code + ": " + oneLine(error.message), expectedSettings, code});
    }
};

Lead documentIn(const net::Step &hop, const http::Response &answer, const Url &from, Trail &trail)
{
    const std::string *type = answer.header("Content-Type");
    auto document = readDocument(answer.body, type ? *type : std::string_view());
    if (!document)
        hop.fail(document.error());
    return std::visit(Reader{hop, from, trail}, *document);
}

[[noreturn]] void failFor(const net::Step &hop, const http::Response &answer, const std::string &expected)
{
    const std::string got = http::statusLine(answer.head);
    hop.fail({Code::httpStatus, "the web server answers " + got, expected, got});
}

bool isRedirect(const http::Response &answer)
{
    constexpr int redirects[] = {301, 302, 303, 307, 308};
    return std::find(std::begin(redirects), std::end(redirects), answer.status()) != std::end(redirects) &&
           answer.header("Location");
}

} // namespace

Url redirectIn(const net::Step &hop, const http::Response &answer, const Url &from, Trail &trail)
{
    if (!isRedirect(answer))
        failFor(hop, answer, expectedRedirect);
    return followed(hop, *answer.header("Location"), from, trail);
}

Lead leadIn(const net::Step &hop, const http::Response &answer, const Url &from, Trail &trail)
{
    if (isRedirect(answer))
        return redirectIn(hop, answer, from, trail);
    if (answer.status() == 200)
        return documentIn(hop, answer, from, trail);
    if (answer.status() == 401)
        if (http::Offer offer = http::offerIn(hop, answer); !offer.challenges.empty())
            return offer;
    failFor(hop, answer, "200 or 401");
}

} // namespace mailwalk::discovery
