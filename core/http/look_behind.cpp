#include "http/look_behind.h"

#include "http/offer.h"

#include <algorithm>

namespace mailwalk::http {

namespace {

// What a person can hold against what they know: one line each.
std::string detailOf(const trace::Hop &refused)
{
    static constexpr std::string_view shown[] = {"certificate fault", "certificate", "names", "issuer",
                                                 "not before",        "not after"};
    std::string detail;
    for (const Fact &fact : refused.facts)
        if (std::find(std::begin(shown), std::end(shown), fact.name) != std::end(shown))
            detail += (detail.empty() ? "" : "\n") + fact.name + ": " + fact.value;
    return detail;
}

void look(const net::Step &probe, const Url &url)
{
    auto connection = Connection::openUnproven(probe, url, probe.resolve(url.host));
    probe.run(connection.plan("GET", url.target), [&](const net::Step &hop) {
        const Response answer = connection.exchange(hop, {"GET", url.target, {}, {}});
        probe.fact("answer", statusLine(answer.head));
        if (answer.status() == 401)
            offerIn(hop, answer);
    });
}

} // namespace

void lookBehind(const net::Step &step, const Consent &consent, const net::Stopped &why, const std::string &path)
{
    if (!consent.counsel || why.isWished() || why.failure.code != trace::Code::certificate)
        return;
    const trace::Hop refused = step.recorded(why.hop);
    const auto place = endpointFrom(refused.target);
    if (refused.kind != trace::Kind::secure || !place)
        return;
    const net::Plan plan{trace::Kind::probe, "Look behind the certificate of " + place->host, refused.target};
    (void)step.attempt(plan, [&](const net::Step &probe) {
        const Question question{Doubt::certificate, place->host, {}, detailOf(refused), {}};
        const bool isWanted = consent.counsel->ask(probe, question) == Answer::yes;
        if (isWanted)
            look(probe, {true, place->host, place->port, path});
        else
            probe.leaveOut(trace::Reason::consent);
        return isWanted;
    });
}

} // namespace mailwalk::http
