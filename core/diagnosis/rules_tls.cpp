#include "diagnosis/rules.h"

#include "base/endpoint.h"
#include "diagnosis/certificate.h"
#include "diagnosis/whereabouts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using enum trace::Kind;
using trace::Code;
using trace::Hop;
using trace::Transport;

namespace {

bool onTheWeb(const Scene &s) { return s.transport() != Transport::direct && s.port() != 80; }
bool isRejectedOnTheWeb(const Scene &s) { return onTheWeb(s) && isRejected(s); }
// Autodiscover named it: whatever is asked on the web after the search is the proxy.
bool isAtProxy(const Scene &s)
{
    const bool isAfterSearch = !s.transport() && s.stage() != trace::Stage::discover;
    return s.isByAddress() && (s.transport() == Transport::rpcHttps || isAfterSearch);
}

// Autodiscover was reached on the internet, and what it names is not there.
bool isOnlyInside(const Scene &s)
{
    const bool isOutside = std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        return hop.kind == connect && hop.outcome == trace::Outcome::passed && isPublicAddress({s.trace, hop});
    });
    return isAtProxy(s) && s.isPrivateAddress() && isOutside && !isInside(s);
}

bool hasExpired(const Scene &s) { return s.got("expired"); }
bool isNotYetValid(const Scene &s) { return s.got("not yet valid"); }
bool hasExpiredByThisClock(const Scene &s) { return hasExpired(s) && isClockSuspect(s); }
bool isNotYetValidByThisClock(const Scene &s)
{
    const auto &hops = s.trace.hops;
    return isNotYetValid(s) && std::none_of(hops.begin(), hops.end(), [](const Hop &hop) {
               return hop.kind == secure && hop.outcome == trace::Outcome::passed;
           });
}
bool isForAnotherName(const Scene &s) { return s.got("other name"); }
bool isSelfSigned(const Scene &s) { return s.got("self-signed"); }
bool lacksIntermediate(const Scene &s) { return s.got("missing intermediate"); }
bool isFromUnknownAuthority(const Scene &s) { return s.got("unknown authority"); }
bool isUntrusted(const Scene &s) { return isSelfSigned(s) || lacksIntermediate(s) || isFromUnknownAuthority(s); }
bool isInspected(const Scene &s) { return isUntrusted(s) && inspectorOf(s.hop) == Inspector::appliance; }
bool isScanned(const Scene &s) { return isUntrusted(s) && inspectorOf(s.hop) == Inspector::antivirus; }

bool isTooOld(const Scene &s) { return s.got("too old a protocol"); }
bool hasNothingInCommon(const Scene &s) { return s.got("no common cipher"); }
bool wantsClientCertificate(const Scene &s) { return s.got("client certificate demanded"); }

// Whether the certificate that was shown carries the expected name somewhere, or stands for it by a wildcard.
bool isNamedOtherwise(const Scene &s)
{
    if (s.got("*."))
        return true;
    const std::string name = sameCase(s.hop.failure->expected.value_or(std::string{}));
    const auto colon = name.find(':');
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        const std::string *names = hop.kind == secure ? hop.fact("names") : nullptr;
        return names && colon != name.npos &&
               (", " + sameCase(*names) + ',').find(", " + name.substr(colon + 1) + ',') != std::string::npos;
    });
}

} // namespace

// clang-format off
const std::vector<Rule> &tlsRules()
{
    static const std::vector<Code> certificate{Code::certificate}, broken{Code::tls, Code::tlsAlert};
    static const std::vector<Rule> all{
        // names and lines of port 443
        {{resolve}, {Code::nameNotFound, Code::nameNoData}, {}, isAtProxy, {"expr-wrong-external-host"}},
        {{connect}, {Code::timeout, Code::unreachable}, {}, isOnlyInside, {"expr-wrong-external-host"}},
        {{connect}, {Code::timeout}, {}, onTheWeb, {"tcp-443-filtered"}},
        {{connect}, {Code::unreachable}, {}, isRejectedOnTheWeb, {"tcp-443-filtered"}},
        {{connect}, {Code::refused}, {}, onTheWeb, {"tcp-443-refused"}},
        // certificates
        {{proxy}, certificate, {}, isNamedOtherwise, {"msstd-wildcard-or-xp-cn"}},
        {{proxy}, certificate, {}, always, {"msstd-mismatch"}},
        {{secure}, certificate, {}, isPortal, {"captive-portal"}},
        {{secure}, certificate, {}, isClockContradicted, {"client-clock-wrong"}},
        {{secure}, certificate, {}, hasExpiredByThisClock, {"cert-expired", "client-clock-wrong"}},
        {{secure}, certificate, {}, hasExpired, {"cert-expired"}},
        {{secure}, certificate, {}, isNotYetValidByThisClock, {"cert-not-yet-valid", "client-clock-wrong"}},
        {{secure}, certificate, {}, isNotYetValid, {"cert-not-yet-valid"}},
        {{secure}, certificate, {}, isForAnotherName, {"cert-name-mismatch"}},
        {{secure}, certificate, {}, isInspected, {"tls-inspection-appliance"}},
        {{secure}, certificate, {}, isScanned, {"antivirus-tls-scan"}},
        {{secure}, certificate, {}, isSelfSigned, {"cert-self-signed"}},
        {{secure}, certificate, {}, lacksIntermediate, {"cert-missing-intermediate"}},
        {{secure}, certificate, {}, isFromUnknownAuthority, {"cert-untrusted-ca"}},
        // handshakes
        {{}, broken, {}, isTooOld, {"tls-server-too-old"}},
        {{}, broken, {}, hasNothingInCommon, {"tls-no-common-cipher"}},
        {{}, broken, {}, wantsClientCertificate, {"client-certificate-demanded"}}, // of TLS 1.3, after the handshake
        {{secure}, {Code::timeout}, {}, always, {"server-silent"}},
        {{secure}, {Code::closed, Code::reset}, {}, always, {"server-closes-early"}},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::diagnosis
