#include "diagnosis/rules.h"

#include "diagnosis/candidate.h"
#include "diagnosis/limits.h"
#include "diagnosis/whereabouts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using enum trace::Kind;
using trace::Code;
using trace::Hop;
using trace::Stage;

namespace {

bool inDiscovery(const Scene &s) { return s.stage() == Stage::discover && !s.transport(); }
bool isCandidate(const Scene &s, Candidate candidate) { return inDiscovery(s) && candidateOf(s) == candidate; }
bool atWebsite(const Scene &s) { return isCandidate(s, Candidate::website); }
bool atSubdomain(const Scene &s) { return isCandidate(s, Candidate::subdomain); }
bool atPlainRedirect(const Scene &s) { return isCandidate(s, Candidate::plainRedirect) && s.port() == 80; }
bool isServiceRecord(const Scene &s) { return s.hop.target.starts_with("_autodiscover."); }
bool atServiceTarget(const Scene &s) { return isCandidate(s, Candidate::service) && !isServiceRecord(s); }
bool isSpecialPort(const Scene &s) { return isCandidate(s, Candidate::service) && s.hop.failure->expected == "port 443"; }
bool isFreeMail(const Scene &s) { return inDiscovery(s) && s.got("free-mail provider"); }
bool isCircle(const Scene &s) { return inDiscovery(s) && (s.got("redirect loop") || s.got("too many redirects")); }
bool isToPlainHttp(const Scene &s) { return inDiscovery(s) && s.got("redirect to plain HTTP"); }
bool isAboutOldMailbox(const Scene &s) { return inDiscovery(s) && s.got("Exchange 2007 or later"); }
bool isOtherName(const Scene &s) { return s.got("other name"); }
bool isForeignWebsite(const Scene &s) { return atWebsite(s) && isOtherName(s); }
bool isForeignServiceTarget(const Scene &s) { return atServiceTarget(s) && isOtherName(s); }
bool isPage(const Scene &s) { return s.hop.failure->expected == "an Autodiscover document"; }
bool isWebsitesPage(const Scene &s) { return atWebsite(s) && isPage(s); }
bool isToldInside(const Scene &s)
{
    return s.isByAddress() && s.transport() == trace::Transport::direct && s.stage() == Stage::refer;
}
bool isToldInsideUnknownInside(const Scene &s) { return isToldInside(s) && isInside(s); }

// The ends of URLs at which gateways ask people for their password: ISA and TMG, F5, NetScaler, Outlook Web App, AD FS.
bool namesLogInPage(std::string_view url)
{
    static constexpr std::string_view pages[] = {"cookieauth.dll", "my.policy", "/vpn/", "auth/logon",
                                                 "logon.aspx",     "adfs/ls",   "login"};
    std::string lower(url);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return std::any_of(std::begin(pages), std::end(pages), [&](std::string_view page) { return lower.find(page) != lower.npos; });
}

// Here or on the way here.
bool isLogInPage(const Scene &s)
{
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        const std::string *location = hop.fact("location");
        return hop.kind == http && hop.parent == s.hop.parent && hop.id <= s.hop.id &&
               (namesLogInPage(hop.target) || (location && namesLogInPage(*location)));
    });
}
bool isLogInPageForMail(const Scene &s) { return inDiscovery(s) && !atWebsite(s) && isLogInPage(s); }
bool isLogInPageAtProxy(const Scene &s)
{
    return s.transport() == trace::Transport::rpcHttps && isLogInPage(s) && s.status().value_or(0) / 100 == 3;
}

} // namespace

// clang-format off
const std::vector<Rule> &discoveryRules()
{
    static const std::vector<Code> noName{Code::nameNotFound, Code::nameNoData}, status{Code::status}, httpStatus{Code::httpStatus};
    static const std::vector<Code> noLine{Code::timeout, Code::refused, Code::unreachable, Code::nameNotFound, Code::nameNoData};
    static const std::vector<Rule> all{
        {{}, status, {}, isFreeMail, {"not-an-exchange-account"}},
        {{}, {Code::consent}, {}, inDiscovery, {"redirect-consent-declined"}},
        // names
        {{resolve}, noName, {}, isServiceRecord, {}}, // most domains have none, and need none
        {{resolve}, noName, {}, atServiceTarget, {"srv-target-wrong"}},
        {{resolve}, noName, {}, atSubdomain, {"autodiscover-dns-missing"}},
        {{resolve}, noName, {}, inDiscovery, {}},
        {{resolve}, {Code::nameServerFailure}, {}, inDiscovery, {"autodiscover-dns-servfail"}},
        {{resolve}, noName, {}, isToldInsideUnknownInside, {"directory-names-unknown-server"}},
        {{resolve}, noName, {}, isToldInside, {"dns-internal-name-only"}},
        {{}, status, {}, isSpecialPort, {"srv-port-ignored"}},
        // what the website says is said before the mail server is asked
        {{connect}, noLine, {}, atWebsite, {}},
        {{connect}, noLine, {}, atPlainRedirect, {}},
        {{http}, httpStatus, {}, atPlainRedirect, {}},
        {{http}, httpStatus, {}, atWebsite, {}},
        {{secure}, {Code::certificate}, {}, isForeignWebsite, {"root-domain-foreign-certificate"}},
        {{http}, {Code::otherProtocol}, {}, isWebsitesPage, {"root-domain-200-html"}},
        // the SRV record's target
        {{secure}, {Code::certificate}, {}, isForeignServiceTarget, {"srv-target-wrong"}},
        {{http}, {Code::otherProtocol}, {}, atServiceTarget, {"srv-target-wrong"}},
        {{http}, httpStatus, {404, 405, 410, 501}, atServiceTarget, {"srv-target-wrong"}},
        // answers of Autodiscover
        {{}, {Code::otherProtocol, Code::httpStatus, Code::status}, {}, isLogInPageForMail, {"perimeter-preauth-on-autodiscover"}},
        {{http, channel}, httpStatus, {}, isLogInPageAtProxy, {"perimeter-preauth-on-autodiscover"}},
        {{}, status, {}, isCircle, {"autodiscover-redirect-loop"}},
        {{}, status, {}, isToPlainHttp, {"autodiscover-redirect-to-plain-http"}},
        {{}, status, {}, isAboutOldMailbox, {"autodiscover-mailbox-too-old"}},
        {{}, status, {500}, inDiscovery, {"autodiscover-address-unknown"}},
        {{}, status, {501}, inDiscovery, {"autodiscover-no-configuration"}},
        {{}, status, {600}, inDiscovery, {"autodiscover-600-invalid-request"}},
        {{}, status, {601}, inDiscovery, {"autodiscover-601-provider"}},
        {{}, status, {602}, inDiscovery, {"autodiscover-602-bad-address"}},
        {{}, status, {603}, inDiscovery, {"autodiscover-603-internal-error"}},
        {{http}, httpStatus, {404, 405, 410, 501}, inDiscovery, {"autodiscover-path-missing"}},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::diagnosis
