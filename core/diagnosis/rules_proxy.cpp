#include "diagnosis/rules.h"

#include "base/endpoint.h"
#include "diagnosis/certificate.h"
#include "diagnosis/limits.h"
#include "diagnosis/proxy.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using enum trace::Kind;
using trace::Code;
using trace::Hop;
using trace::Transport;

namespace {

bool throughProxy(const Scene &s) { return s.transport() == Transport::rpcHttps; }
bool asksToWait(const Scene &s) { return s.hop.fact("retry-after"); }
bool onChannel(const Scene &s, std::string_view name)
{
    const std::string *channel = s.hop.fact("channel");
    return channel && *channel == name;
}
bool onIn(const Scene &s) { return onChannel(s, "IN"); }
bool onOut(const Scene &s) { return onChannel(s, "OUT"); }

bool isInCloud(const Scene &s)
{
    static constexpr std::string_view clouds[] = {".outlook.com", ".office365.com", ".office365.us", ".partner.outlook.cn"};
    const std::string host = '.' + sameCase(s.host());
    return throughProxy(s) &&
           std::any_of(std::begin(clouds), std::end(clouds), [&](std::string_view cloud) { return host.ends_with(cloud); });
}

bool isFirstContact(const Scene &s) { return throughProxy(s) && s.hop.title.ends_with("(first contact)"); }
bool isNotHere(const Scene &s) { return throughProxy(s) && !isDoorKnown(s); }
bool saysTooLong(const Scene &s)
{
    const std::string *finer = s.hop.fact("sub-status");
    return throughProxy(s) && finer && *finer == "404.13";
}
bool isOnTheLongOne(const Scene &s) { return throughProxy(s) && onIn(s); }

// Extended information of the proxy, where it sends any ([MS-EERR]; Winsock's numbers).
bool saysUnknownName(const Scene &s) { return tellsExtended(s, {11001, 11004}); }
bool saysNoConnection(const Scene &s) { return tellsExtended(s, {10060, 10061}); }
bool saysNoAnswer(const Scene &s) { return tellsExtended(s, {10060}); }

bool isOnePortShut(const Scene &s, std::uint16_t port)
{
    return innerPort(s) == port && !saysUnknownName(s) && !saysNoAnswer(s) && isAnotherPortOpen(s);
}
bool isReferralPortShut(const Scene &s) { return isOnePortShut(s, 6002); }
bool isBookPortShut(const Scene &s) { return isOnePortShut(s, 6004); }
bool isStorePortShut(const Scene &s) { return isOnePortShut(s, 6001); }
bool isReferredElsewhere(const Scene &s) { return innerPort(s) == 6004 && isAnotherMachineOpen(s); }

bool isHalfJoined(const Scene &s) { return s.got("CONN/A3 and"); }
bool isAtTwoServers(const Scene &s) { return isHalfJoined(s) && answeredByDifferentServers(s); }

bool isWrongWay(const Scene &s) { return isWantedByAutodiscover(s); }
bool isCutInSignIn(const Scene &s) { return s.got("closed after the challenge") || s.got("does not remember"); }

// Autodiscover took the same password in this walk.
bool isAcceptedElsewhere(const Scene &s)
{
    return throughProxy(s) && std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [](const Hop &hop) {
               return hop.kind == attempt && hop.title.starts_with("Sign in at ") && hop.outcome == trace::Outcome::passed;
           });
}
bool isBasic(const Scene &s)
{
    const std::string *scheme = s.hop.fact("auth_type");
    return scheme && *scheme == "Basic";
}
bool isBoundProofRefused(const Scene &s) { return isAcceptedElsewhere(s) && !isBasic(s); }
bool isOpenedOnTheWay(const Scene &s)
{
    return !isBasic(s) && s.transport() != Transport::direct &&
           std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [](const Hop &hop) {
               return hop.kind == secure && hop.outcome == trace::Outcome::passed && inspectorOf(hop) != Inspector::none;
           });
}

} // namespace

// clang-format off
const std::vector<Rule> &proxyRules()
{
    static const std::vector<trace::Kind> web{http, channel};
    static const std::vector<Code> httpStatus{Code::httpStatus}, cut{Code::closed, Code::reset}, rejected{Code::authRejected};
    static const std::vector<Rule> all{
        // signing in
        {{}, {Code::httpStatus, Code::authUnsupported, Code::closed, Code::reset}, {}, isInCloud, {"rpchttp-retired-in-cloud"}},
        {{}, {Code::authUnsupported}, {}, offersOnlyModernSignIn, {"modern-auth-required"}},
        {{}, {Code::authUnsupported}, {}, isCutInSignIn, {"reverse-proxy-breaks-ntlm"}},
        {{}, {Code::authUnsupported}, {}, isWrongWay, {"basic-ntlm-mismatch"}},
        {web, rejected, {}, isBoundProofRefused, {"extended-protection-mismatch", "reverse-proxy-breaks-ntlm", "logon-restriction"}},
        {web, rejected, {}, isOpenedOnTheWay, {"wrong-password", "account-locked", "extended-protection-mismatch"}},
        // what the proxy cannot reach: 0x6ba is RPC_S_SERVER_UNAVAILABLE for each of these
        {web, httpStatus, {0x6ba}, isReferralPortShut, {"rfr-6002-not-listening"}},
        {web, httpStatus, {0x6ba}, isBookPortShut, {"dsproxy-6004-not-listening"}},
        {web, httpStatus, {0x6ba}, isStorePortShut, {"store-6001-not-listening"}},
        {web, httpStatus, {0x6ba}, saysUnknownName, {"proxy-cannot-resolve-backend"}},
        {web, httpStatus, {0x6ba}, saysNoConnection, {"proxy-cannot-reach-backend-port"}},
        {web, httpStatus, {0x6ba}, isReferredElsewhere, {"gc-nspi-http-not-configured", "validports-missing", "proxy-cannot-resolve-backend", "proxy-cannot-reach-backend-port"}},
        {web, httpStatus, {0x6ba}, throughProxy, {"validports-missing", "proxy-cannot-resolve-backend", "proxy-cannot-reach-backend-port"}},
        {web, httpStatus, {0x5}, throughProxy, {"rpc-layer-access-denied"}},
        {web, httpStatus, {0x6b9, 0x6bb, 429}, always, {"server-too-busy-throttled"}}, // RPC_S_OUT_OF_RESOURCES, RPC_S_SERVER_TOO_BUSY
        // statuses
        {web, httpStatus, {511}, always, {"captive-portal"}}, // RFC 6585 6
        {web, httpStatus, {503}, asksToWait, {"server-too-busy-throttled"}},
        {web, httpStatus, {503}, always, {"app-pool-stopped"}},
        {web, httpStatus, {502, 504}, always, {"gateway-cannot-reach-server"}},
        {web, httpStatus, {413}, throughProxy, {"request-size-limit"}},
        {web, httpStatus, {404}, saysTooLong, {"request-size-limit"}},
        {web, httpStatus, {404}, isOnTheLongOne, {"rpc-remote-name-rejected", "request-size-limit"}}, // OUT may have got the same, unheard
        {web, httpStatus, {404}, isNotHere, {"rpc-proxy-not-installed"}},
        {web, httpStatus, {404}, throughProxy, {"rpc-remote-name-rejected"}},
        {web, httpStatus, {400, 405, 501}, throughProxy, {"front-end-rejects-rpc-verbs"}},
        {web, httpStatus, {403}, always, {"publishing-rule-denies-path"}},
        // channels
        {{channel}, {Code::timeout}, {}, isAtTwoServers, {"lb-no-affinity-channels"}},
        {{channel}, {Code::timeout}, {}, isHalfJoined, {"lb-no-affinity-channels", "reverse-proxy-buffers-body"}},
        {{channel}, {Code::timeout}, {}, always, {"proxy-silent", "reverse-proxy-buffers-body"}},
        {{http}, {Code::timeout}, {}, isFirstContact, {"proxy-silent"}},
        {{http}, {Code::timeout}, {}, throughProxy, {"proxy-silent", "reverse-proxy-buffers-body"}},
        {{http}, {Code::timeout}, {}, always, {"proxy-silent"}},
        {{}, cut, {}, onIn, {"in-channel-cut"}},
        {{}, cut, {}, onOut, {"out-channel-cut"}},
        {web, cut, {}, always, {"server-closes-early"}},
        {{bind}, {Code::reset}, {}, throughProxy, {"server-closes-early"}},
        {{http, channel, proxy}, {Code::malformed, Code::tooLarge}, {}, always, {"answer-malformed"}},
        // the mailbox
        {{call}, {Code::status}, {0x4e0}, always, {"rpchttp-blocked-for-user"}},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::diagnosis
