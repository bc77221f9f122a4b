#include "diagnosis/certificate.h"

#include "base/endpoint.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

constexpr std::string_view appliances[] = {"fortinet",   "fortigate",  "zscaler",  "bluecoat",   "paloalto",   "sophos",
                                           "netskope",   "forcepoint", "websense", "barracuda",  "watchguard", "sonicwall",
                                           "untangle",   "umbrella",   "iboss",    "lightspeed", "smoothwall", "mcafeewg",
                                           "checkpoint", "securly",    "cyberoam"};
constexpr std::string_view scanners[] = {"kaspersky", "eset",  "avast",     "avg",     "bitdefender",
                                         "norton",    "drweb", "bullguard", "adguard", "gdata"};

// As words apart, or run together: "Blue Coat" is "bluecoat".
bool bears(std::string_view issuer, std::string_view name)
{
    std::string joined;
    for (const char c : sameCase(issuer))
        if (c != ' ' && c != '-' && c != '.')
            joined += c;
    const auto at = joined.find(name);
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    return at != joined.npos && (name.size() > 4 || at == 0 || !isLetter(joined[at - 1]));
}

template <std::size_t N> bool bearsOneOf(std::string_view issuer, const std::string_view (&names)[N])
{
    return std::any_of(std::begin(names), std::end(names), [&](std::string_view name) { return bears(issuer, name); });
}

std::string factOf(const Hop &hop, std::string_view name)
{
    const std::string *value = hop.fact(name);
    return value ? *value : std::string{};
}

bool isTimeFault(const Scene &s) { return s.got("expired") || s.got("not yet valid"); }

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7) as "1994-11-06T08:49:37Z"; empty for another form.
std::string isoFrom(const std::string &date)
{
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day{}, year{}, hour{}, minute{}, second{};
    char month[4]{};
    if (std::sscanf(date.c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d", &day, month, &year, &hour, &minute, &second) != 6)
        return {};
    const auto at = months.find(month);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, static_cast<int>(at / 3) + 1, day, hour, minute,
                  second);
    return at == months.npos ? std::string{} : text;
}

bool isValidAt(const Hop &secure, const std::string &date)
{
    const std::string from = factOf(secure, "not before"), to = factOf(secure, "not after");
    return !date.empty() && !from.empty() && !to.empty() && from <= date && date <= to;
}

// Where the line that this handshake runs in has gone.
const std::string *addressOf(const Trace &trace, const Hop &secure)
{
    for (const Hop &hop : trace.hops)
        if (hop.kind == Kind::connect && hop.outcome == Outcome::passed && hop.target == secure.target && hop.address)
            return &*hop.address;
    return nullptr;
}

bool isAtPrivateAddress(const Trace &trace, const Hop &secure)
{
    const std::string *text = addressOf(trace, secure);
    if (text && text->starts_with("private-address")) // as report/mask writes it
        return true;
    const auto address = text ? addressFrom(*text) : std::nullopt;
    return address && isPrivate(*address) && !text->starts_with("127.") && *text != "::1";
}

} // namespace

bool isClockContradicted(const Scene &s)
{
    return isTimeFault(s) && std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
               return hop.kind == Kind::http && isValidAt(s.hop, isoFrom(factOf(hop, "date")));
           });
}

bool isClockSuspect(const Scene &s)
{
    std::set<std::string> certificates;
    for (const Hop &hop : s.trace.hops) {
        if (hop.kind != Kind::secure || hop.outcome == Outcome::cancelled || hop.outcome == Outcome::running)
            continue;
        if (!hop.failure || hop.failure->got != s.hop.failure->got)
            return false;
        certificates.insert(factOf(hop, "not before") + factOf(hop, "not after") + factOf(hop, "certificate"));
    }
    return isTimeFault(s) && certificates.size() > 1;
}

bool isPortal(const Scene &s)
{
    const std::string mine = factOf(s.hop, "certificate") + factOf(s.hop, "issuer") + factOf(s.hop, "not before");
    if (mine.empty() || !isAtPrivateAddress(s.trace, s.hop))
        return false;
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == Kind::secure && hop.failure && hostIn(hop.target) != s.host() && isAtPrivateAddress(s.trace, hop) &&
               *addressOf(s.trace, hop) == *addressOf(s.trace, s.hop) &&
               factOf(hop, "certificate") + factOf(hop, "issuer") + factOf(hop, "not before") == mine;
    });
}

Inspector inspectorOf(const Hop &secure)
{
    const std::string issuer = factOf(secure, "issuer");
    if (bearsOneOf(issuer, appliances))
        return Inspector::appliance;
    return bearsOneOf(issuer, scanners) ? Inspector::antivirus : Inspector::none;
}

bool isInspectorsWord(std::string_view word)
{
    static constexpr std::string_view parts[] = {"blue", "coat", "palo", "alto", "check", "point", "cisco", "web", "shield"};
    const auto isIn = [&](const auto &names) { return std::find(std::begin(names), std::end(names), word) != std::end(names); };
    return isIn(appliances) || isIn(scanners) || isIn(parts);
}

} // namespace mailwalk::diagnosis
