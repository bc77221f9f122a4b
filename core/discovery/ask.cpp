#include "discovery/ask.h"

#include "discovery/answer.h"

namespace mailwalk::discovery {

using net::Step;

// Web servers keep an idle connection for five seconds or more. Whoever is judged late may find it closed, and that would look
// like a refusal.
static bool isFresh(const Found &found)
{
    return found.connection.isReusable() && Clock::now() - found.since < Milliseconds(3000);
}

// [MS-OXDSCLI] 2.2.1, 2.2.3. No X-MapiHttpCapability: whoever sends it gets no settings for anything else.
http::Request Asker::request(const Url &url, const Trail &trail) const
{
    return {"POST",
            url.target,
            {{"User-Agent", userAgent_},
             {"Content-Type", "text/xml; charset=utf-8"},
             {"X-AnchorMailbox", trail.address()},
             {"X-ClientCanHandle", "Negotiate, ExHttpInfo"}},
            writeRequest(trail.address())};
}

http::Connection Asker::open(const Step &step, const Url &url, const std::vector<Address> &addresses) const
{
    return http::Connection::open(step, url, addresses, consent_.oldestTls(url.host));
}

Found Asker::askOnce(const Step &step, const Url &url, Trail trail) const
{
    auto addresses = step.resolve(url.host);
    auto connection = open(step, url, addresses);
    Lead lead = step.run(connection.plan("POST", url.target),
                         [&](const Step &hop) { return leadIn(hop, connection.exchange(hop, request(url, trail)), url, trail); });
    return {url, std::move(addresses), std::move(connection), Clock::now(), std::move(trail), std::move(lead)};
}

Found Asker::ask(const Step &step, Url url, Trail trail) const
{
    for (;;) { // as long as the trail allows
        trail.demandConsent(step);
        Found found = askOnce(step, url, std::move(trail));
        const Url *next = std::get_if<Url>(&found.lead);
        if (!next) {
            found.trail.demandConsent(step);
            return found;
        }
        url = *next;
        trail = std::move(found.trail);
    }
}

Found Asker::askForRedirect(const Step &step, const Url &url, Trail trail) const
{
    auto connection = open(step, url, step.resolve(url.host));
    const http::Request question{"GET", url.target, {{"User-Agent", userAgent_}}, {}};
    const Url next = step.run(connection.plan("GET", url.target),
                              [&](const Step &hop) { return redirectIn(hop, connection.exchange(hop, question), url, trail); });
    return ask(step, next, std::move(trail));
}

Found Asker::signIn(const Step &step, Found found, http::SignIn &signIn) const
{
    const Url &url = found.url;
    const auto scheme = http::choose(step, std::get<http::Offer>(found.lead), signIn.rules().schemes, signIn, url.host);
    auto connection = isFresh(found) ? std::move(found.connection) : open(step, url, found.addresses);
    const auto read = [&](const Step &hop, const http::Response &answer) { found.lead = leadIn(hop, answer, url, found.trail); };
    http::exchangeSignedIn(step, connection, request(url, found.trail), scheme, signIn, read);
    found.connection = std::move(connection);
    if (const Url *next = std::get_if<Url>(&found.lead))
        return ask(step, *next, std::move(found.trail));
    found.trail.demandConsent(step);
    return found;
}

} // namespace mailwalk::discovery
