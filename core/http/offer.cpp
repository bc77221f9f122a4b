#include "http/offer.h"

#include "base/text.h"

#include <algorithm>

namespace mailwalk::http {

using trace::Code;
using wire::http::Challenge;
using wire::http::isSame;

namespace {

// Without the token: it is for one connection, and says nothing to a reader.
std::string toText(const Challenge &challenge)
{
    std::string text = challenge.scheme;
    for (const auto &[name, value] : challenge.parameters)
        text += (text.size() == challenge.scheme.size() ? " " : ", ") + name + "=\"" + value + '"';
    return oneLine(text);
}

std::string namesOf(const Offer &offer)
{
    std::vector<std::string> names;
    for (const Challenge &each : offer.challenges)
        if (std::none_of(names.begin(), names.end(), [&](const std::string &name) { return isSame(name, each.scheme); }))
            names.push_back(each.scheme);
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "nothing" : oneLine(text);
}

std::string namesOf(const std::vector<Scheme> &wanted) // "Negotiate, NTLM or Basic"
{
    std::string text;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i > 0)
            text += i + 1 < wanted.size() ? ", " : " or ";
        text += nameOf(wanted[i]);
    }
    return text;
}

// What a server asks for by its settings is no wish of the person's: Basic outside the own domain takes "--auth basic".
bool isAllowed(Scheme scheme, const SignIn &signIn, const std::string &host)
{
    return scheme != Scheme::basic || signIn.rules().schemes == std::vector{Scheme::basic} || signIn.rules().consent.isOwn(host);
}

} // namespace

bool Offer::has(Scheme scheme) const
{
    return std::any_of(challenges.begin(), challenges.end(),
                       [&](const Challenge &each) { return isSame(each.scheme, nameOf(scheme)); });
}

Offer offerIn(const net::Step &hop, const ResponseHead &unauthorized)
{
    constexpr std::size_t most = 32;
    Offer offer{challengesIn(unauthorized.headers, "WWW-Authenticate")};
    offer.challenges.resize(std::min(offer.challenges.size(), most));
    for (const Challenge &each : offer.challenges)
        hop.fact("offers", toText(each));
    return offer;
}

trace::Failure noCommonScheme(const Offer &offer, const std::vector<Scheme> &wanted)
{
    return {Code::authUnsupported, "no way of signing in that both sides allow", namesOf(wanted), namesOf(offer)};
}

Scheme choose(const net::Step &hop, const Offer &offer, const std::vector<Scheme> &wanted, const SignIn &signIn,
              const std::string &host)
{
    for (const Scheme each : wanted)
        if (offer.has(each) && isAllowed(each, signIn, host))
            return each;
    const bool isWithheld = offer.has(Scheme::basic) && std::find(wanted.begin(), wanted.end(), Scheme::basic) != wanted.end();
    if (isWithheld)
        hop.fact("withheld", "Basic, on a host outside the user's own domain");
    hop.fail(noCommonScheme(offer, wanted));
}

} // namespace mailwalk::http
