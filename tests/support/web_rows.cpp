#include "support/web_rows.h"

namespace mailwalk::test {

using namespace trace;

namespace {

constexpr auto atSubdomain = "https://autodiscover.corp.test/autodiscover/autodiscover.xml";
constexpr auto atWebsite = "https://corp.test/autodiscover/autodiscover.xml";
constexpr auto mail = "mail.corp.test:443";
constexpr auto outside = "192.0.2.3";
constexpr auto prohibited = "ICMP 3/13 (communication administratively prohibited) from 192.0.2.254";

TraceBuilder &asCandidate(TraceBuilder &b, const char *title)
{
    b.attempt().last().title = title;
    return b;
}

} // namespace

void byAddress(TraceBuilder &b)
{
    b.trace().asked.address = "alice@corp.test";
    b.trace().asked.mailbox.reset();
    b.trace().asked.server.reset();
}

TraceBuilder &search(TraceBuilder &b)
{
    byAddress(b);
    b.stage(Stage::discover, std::nullopt).last().target = "corp.test";
    return b;
}

TraceBuilder &website(TraceBuilder &b) { return asCandidate(b, atWebsite); }
TraceBuilder &subdomain(TraceBuilder &b) { return asCandidate(b, atSubdomain); }
TraceBuilder &plainRedirect(TraceBuilder &b)
{
    return asCandidate(b, "http://autodiscover.corp.test/autodiscover/autodiscover.xml (redirect)");
}
TraceBuilder &service(TraceBuilder &b) { return asCandidate(b, "_autodiscover._tcp.corp.test (SRV)"); }
TraceBuilder &signIn(TraceBuilder &b)
{
    asCandidate(b, "Sign in at https://autodiscover.corp.test/autodiscover/autodiscover.xml").last().target = atSubdomain;
    return b;
}

TraceBuilder &behindProxy(TraceBuilder &b, Stage stage)
{
    byAddress(b);
    return b.stage(stage, Transport::rpcHttps);
}

TraceBuilder &post(TraceBuilder &b, const char *url) { return b.act(Kind::http, std::string("POST ") + url, url); }

TraceBuilder &firstContact(TraceBuilder &b, const char *inner)
{
    const std::string url = std::string("https://mail.corp.test/rpc/rpcproxy.dll?") + inner;
    return b.act(Kind::http, "RPC_OUT_DATA " + url + " (first contact)", url);
}

TraceBuilder &channel(TraceBuilder &b, const char *inner)
{
    return b.act(Kind::channel, "Open the virtual connection through mail.corp.test", inner);
}

TraceBuilder &secure(TraceBuilder &b, const char *target) { return b.act(Kind::secure, std::string("Secure ") + target, target); }

namespace {

using B = TraceBuilder;

// A search in which only the subdomain gets as far as this.
B &atTheSubdomain(B &b) { return subdomain(search(b)); }
B &postAtSubdomain(B &b) { return post(atTheSubdomain(b), atSubdomain); }
B &signedInAtSubdomain(B &b) { return post(signIn(search(b)), atSubdomain); }
B &noneBefore(B &b)
{
    search(b);
    website(b).resolve("corp.test").failsAlone(Code::nameNotFound).groupFails();
    return b;
}

B &atProxy(B &b) { return behindProxy(b, Stage::refer); }
B &secureAtProxy(B &b) { return secure(atProxy(b).connect(mail, outside), mail); }
B &principal(B &b)
{
    b.act(Kind::proxy, "Compare the principal name", mail);
    b.fact("principal", "msstd:mail.corp.test");
    return b;
}
B &openChannelTo(B &b, const char *inner) { return channel(firstContact(atProxy(b), inner).fact("offers", "NTLM"), inner); }
void dated(B &b, const char *from, const char *to, const char *certificate = "CN=mail.corp.test")
{
    b.fact("certificate", certificate).fact("issuer", "CN=Corp CA").fact("not before", from).fact("not after", to);
}
void expects(B &b, const char *expected) { b.last().failure = Failure{{}, {}, expected, {}}; }

} // namespace

// clang-format off
const std::vector<WebRow> &rowsOfSearch()
{
    static const std::vector<WebRow> all{
        {"free-mail", [](B &b) { search(b).attempt().last().title = "Check the address"; }, Code::status, "free-mail provider", {"not-an-exchange-account"}},
        // names
        {"no signpost", [](B &b) { atTheSubdomain(b).resolve("autodiscover.corp.test"); }, Code::nameNotFound, "", {"autodiscover-dns-missing"}},
        {"a signpost without an address", [](B &b) { atTheSubdomain(b).resolve("autodiscover.corp.test"); }, Code::nameNoData, "", {"autodiscover-dns-missing"}},
        {"name service fails", [](B &b) { atTheSubdomain(b).resolve("autodiscover.corp.test"); }, Code::nameServerFailure, "", {"autodiscover-dns-servfail"}},
        {"name service silent", [](B &b) { atTheSubdomain(b).resolve("autodiscover.corp.test"); }, Code::timeout, "", {"name-server-not-answering"}},
        {"SRV target unknown", [](B &b) { service(noneBefore(b)).resolve("_autodiscover._tcp.corp.test").resolve("gone.corp.test"); }, Code::nameNotFound, "", {"srv-target-wrong"}},
        {"SRV target unknown, and no other signpost", [](B &b) { subdomain(search(b)).resolve("autodiscover.corp.test").failsAlone(Code::nameNotFound).groupFails(); service(b).resolve("gone.corp.test"); }, Code::nameNotFound, "", {"srv-target-wrong"}},
        {"SRV target of another name", [](B &b) { secure(service(noneBefore(b)), "box.corp.test:443"); }, Code::certificate, "other name", {"srv-target-wrong"}},
        {"SRV target without Autodiscover", [](B &b) { post(service(noneBefore(b)), "https://box.corp.test/autodiscover/autodiscover.xml"); }, Code::httpStatus, "404 Not Found", {"srv-target-wrong"}},
        {"SRV port", [](B &b) { service(noneBefore(b)).last(); expects(b, "port 443"); }, Code::status, "mail.corp.test:8443", {"srv-port-ignored"}},
        {"SRV target elsewhere", [](B &b) { service(noneBefore(b)); }, Code::consent, "none", {"redirect-consent-declined"}},
        // lines
        {"443 swallowed", [](B &b) { atTheSubdomain(b).connect("autodiscover.corp.test:443", outside); }, Code::timeout, "", {"tcp-443-filtered"}},
        {"443 prohibited", [](B &b) { atTheSubdomain(b).connect("autodiscover.corp.test:443", outside).fact("said by", prohibited); }, Code::unreachable, "", {"tcp-443-filtered"}},
        {"443 refused", [](B &b) { atTheSubdomain(b).connect("autodiscover.corp.test:443", outside); }, Code::refused, "", {"tcp-443-refused"}},
        {"443 not allowed here", [](B &b) { atTheSubdomain(b).connect("autodiscover.corp.test:443", outside); }, Code::permission, "", {"home-security-software-blocks"}},
        {"no way", [](B &b) { atTheSubdomain(b).connect("autodiscover.corp.test:443", outside).fact("said by", "this machine, no ICMP message"); }, Code::unreachable, "", {"no-route-to-server"}},
        // answers
        {"page at the subdomain", [](B &b) { postAtSubdomain(b); expects(b, "an Autodiscover document"); }, Code::otherProtocol, "text/html", {"another-program-on-port"}},
        {"log-in form", [](B &b) { postAtSubdomain(b).fact("location", "https://autodiscover.corp.test/CookieAuth.dll?GetLogon"); post(b, "https://autodiscover.corp.test/CookieAuth.dll?GetLogon"); expects(b, "an Autodiscover document"); }, Code::otherProtocol, "text/html", {"perimeter-preauth-on-autodiscover"}},
        {"no such path", [](B &b) { postAtSubdomain(b); }, Code::httpStatus, "404 Not Found", {"autodiscover-path-missing"}},
        {"no such method", [](B &b) { postAtSubdomain(b); }, Code::httpStatus, "405 Method Not Allowed", {"autodiscover-path-missing"}},
        {"forbidden", [](B &b) { postAtSubdomain(b); }, Code::httpStatus, "403 Forbidden", {"publishing-rule-denies-path"}},
        {"stopped", [](B &b) { postAtSubdomain(b); }, Code::httpStatus, "503 Service Unavailable", {"app-pool-stopped"}},
        {"busy", [](B &b) { postAtSubdomain(b).fact("retry-after", "120"); }, Code::httpStatus, "503 Service Unavailable", {"server-too-busy-throttled"}},
        {"gateway alone", [](B &b) { postAtSubdomain(b); }, Code::httpStatus, "502 Bad Gateway", {"gateway-cannot-reach-server"}},
        {"network's own page", [](B &b) { postAtSubdomain(b); }, Code::httpStatus, "511 Network Authentication Required", {"captive-portal"}},
        {"silent", [](B &b) { postAtSubdomain(b); }, Code::timeout, "", {"proxy-silent"}},
        {"hangs up", [](B &b) { postAtSubdomain(b); }, Code::closed, "", {"server-closes-early"}},
        {"damaged", [](B &b) { postAtSubdomain(b); }, Code::malformed, "<", {"answer-malformed"}},
        {"circle", [](B &b) { signedInAtSubdomain(b); }, Code::status, "redirect loop", {"autodiscover-redirect-loop"}},
        {"too long a way", [](B &b) { postAtSubdomain(b); }, Code::status, "too many redirects", {"autodiscover-redirect-loop"}},
        {"to plain HTTP", [](B &b) { postAtSubdomain(b); }, Code::status, "redirect to plain HTTP", {"autodiscover-redirect-to-plain-http"}},
        {"to another company", [](B &b) { postAtSubdomain(b); }, Code::consent, "none", {"redirect-consent-declined"}},
        {"address unknown", [](B &b) { signedInAtSubdomain(b); }, Code::status, "500", {"autodiscover-address-unknown"}},
        {"no settings", [](B &b) { signedInAtSubdomain(b); }, Code::status, "501", {"autodiscover-no-configuration"}},
        {"invalid request", [](B &b) { signedInAtSubdomain(b); }, Code::status, "600", {"autodiscover-600-invalid-request"}},
        {"no provider", [](B &b) { signedInAtSubdomain(b); }, Code::status, "601", {"autodiscover-601-provider"}},
        {"bad address", [](B &b) { signedInAtSubdomain(b); }, Code::status, "602", {"autodiscover-602-bad-address"}},
        {"internal error", [](B &b) { signedInAtSubdomain(b); }, Code::status, "603", {"autodiscover-603-internal-error"}},
        {"old mailbox", [](B &b) { signedInAtSubdomain(b); }, Code::status, "mailbox must be on Exchange 2007 or later", {"autodiscover-mailbox-too-old"}},
        // signing in
        {"refused", [](B &b) { signedInAtSubdomain(b).fact("auth_type", "NTLM"); }, Code::authRejected, "401 Unauthorized", {"wrong-password", "account-locked"}},
        {"refused without a domain", [](B &b) { signedInAtSubdomain(b).fact("user_domain", ""); }, Code::authRejected, "401 Unauthorized", {"wrong-password", "account-locked", "username-format"}},
        {"refused behind an inspected line", [](B &b) { secure(search(b), "autodiscover.corp.test:443").fact("issuer", "CN=Kaspersky Anti-Virus Personal Root Certificate"); post(signIn(b), atSubdomain).fact("auth_type", "NTLM"); }, Code::authRejected, "401 Unauthorized", {"wrong-password", "account-locked", "extended-protection-mismatch"}},
        {"modern sign-in", [](B &b) { signIn(search(b)); }, Code::authUnsupported, "Bearer", {"modern-auth-required"}},
        {"line cut in the sign-in", [](B &b) { signedInAtSubdomain(b); }, Code::authUnsupported, "connection closed after the challenge", {"reverse-proxy-breaks-ntlm"}},
    };
    return all;
}

const std::vector<WebRow> &rowsOfProxy()
{
    static const std::vector<WebRow> all{
        // names and lines
        {"proxy unknown", [](B &b) { atProxy(b).resolve("mial.corp.test"); }, Code::nameNotFound, "", {"expr-wrong-external-host"}},
        {"proxy inside alone", [](B &b) { secure(subdomain(search(b)).connect("autodiscover.corp.test:443", outside), "autodiscover.corp.test:443"); atProxy(b).connect(mail, "10.0.0.1"); }, Code::timeout, "", {"expr-wrong-external-host"}},
        {"proxy silent inside", [](B &b) { atProxy(b).connect(mail, "10.0.0.1"); }, Code::timeout, "", {"tcp-443-filtered"}},
        {"proxy's port swallowed", [](B &b) { atProxy(b).connect(mail, outside); }, Code::timeout, "", {"tcp-443-filtered"}},
        {"proxy's port refused", [](B &b) { atProxy(b).connect(mail, outside); }, Code::refused, "", {"tcp-443-refused"}},
        // certificates
        {"expired", [](B &b) { secureAtProxy(b); }, Code::certificate, "expired", {"cert-expired"}},
        {"not yet valid, and nothing else to see", [](B &b) { secureAtProxy(b); }, Code::certificate, "not yet valid", {"cert-not-yet-valid", "client-clock-wrong"}},
        {"not yet valid, and another is", [](B &b) { secure(search(b), "corp.test:443"); secureAtProxy(b); }, Code::certificate, "not yet valid", {"cert-not-yet-valid"}},
        {"two have expired", [](B &b) { secure(atProxy(b), "a.corp.test:443"); dated(b, "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z", "CN=a"); b.failsAlone(Code::certificate, "expired"); secure(b, mail); dated(b, "2020-02-01T00:00:00Z", "2021-02-01T00:00:00Z"); }, Code::certificate, "expired", {"cert-expired", "client-clock-wrong"}},
        {"one has expired twice", [](B &b) { secure(atProxy(b), "a.corp.test:443"); dated(b, "2020-02-01T00:00:00Z", "2021-02-01T00:00:00Z"); b.failsAlone(Code::certificate, "expired"); secure(b, mail); dated(b, "2020-02-01T00:00:00Z", "2021-02-01T00:00:00Z"); }, Code::certificate, "expired", {"cert-expired"}},
        {"another clock", [](B &b) { post(atProxy(b), "http://autodiscover.corp.test/").fact("date", "Sun, 22 Nov 2026 18:00:00 GMT"); secure(b, mail); dated(b, "2026-02-01T00:00:00Z", "2027-02-01T00:00:00Z"); }, Code::certificate, "not yet valid", {"client-clock-wrong"}},
        {"the same clock", [](B &b) { post(atProxy(b), "http://autodiscover.corp.test/").fact("date", "Sun, 22 Nov 2026 18:00:00 GMT"); secure(b, mail); dated(b, "2020-02-01T00:00:00Z", "2021-02-01T00:00:00Z"); }, Code::certificate, "expired", {"cert-expired"}},
        {"other name", [](B &b) { secureAtProxy(b); }, Code::certificate, "other name", {"cert-name-mismatch"}},
        {"unknown authority", [](B &b) { secureAtProxy(b).fact("issuer", "CN=Corp Root CA"); }, Code::certificate, "unknown authority", {"cert-untrusted-ca"}},
        {"self-signed", [](B &b) { secureAtProxy(b); }, Code::certificate, "self-signed", {"cert-self-signed"}},
        {"leaf alone", [](B &b) { secureAtProxy(b); }, Code::certificate, "missing intermediate", {"cert-missing-intermediate"}},
        {"inspected", [](B &b) { secureAtProxy(b).fact("issuer", "CN=FG100E Fortinet CA SSL,O=Fortinet"); }, Code::certificate, "unknown authority", {"tls-inspection-appliance"}},
        {"inspected by two words", [](B &b) { secureAtProxy(b).fact("issuer", "O=Blue Coat ProxySG"); }, Code::certificate, "unknown authority", {"tls-inspection-appliance"}},
        {"scanned", [](B &b) { secureAtProxy(b).fact("issuer", "CN=ESET SSL Filter CA,O=ESET\\, spol. s r. o."); }, Code::certificate, "unknown authority", {"antivirus-tls-scan"}},
        {"like a scanner's name", [](B &b) { secureAtProxy(b).fact("issuer", "CN=Preset Root,O=Reset"); }, Code::certificate, "unknown authority", {"cert-untrusted-ca"}},
        {"portal", [](B &b) { for (const char *host : {"corp.test:443", "mail.corp.test:443"}) { if (b.trace().hops.size() == 1) atProxy(b); else b.failsAlone(Code::certificate, "other name"); secure(b.connect(host, "192.168.1.1"), host).fact("certificate", "CN=hotspot.example"); } }, Code::certificate, "other name", {"captive-portal"}},
        {"one host for two names on the internet", [](B &b) { for (const char *host : {"corp.test:443", "mail.corp.test:443"}) { if (b.trace().hops.size() == 1) atProxy(b); else b.failsAlone(Code::certificate, "other name"); secure(b.connect(host, outside), host).fact("certificate", "CN=hoster.example"); } }, Code::certificate, "other name", {"cert-name-mismatch"}},
        {"client's own", [](B &b) { secureAtProxy(b); }, Code::tlsAlert, "client certificate demanded", {"client-certificate-demanded"}},
        {"silent handshake", [](B &b) { secureAtProxy(b); }, Code::timeout, "", {"server-silent"}},
        {"cut handshake", [](B &b) { secureAtProxy(b); }, Code::reset, "", {"server-closes-early"}},
        {"no TLS", [](B &b) { secureAtProxy(b); }, Code::otherProtocol, "32323020", {"another-program-on-port"}},
        {"too old", [](B &b) { secureAtProxy(b); }, Code::tls, "too old a protocol", {"tls-server-too-old"}},
        {"nothing in common", [](B &b) { secureAtProxy(b); }, Code::tlsAlert, "no common cipher", {"tls-no-common-cipher"}},
        // principal name
        {"another principal", [](B &b) { principal(secureAtProxy(b)); }, Code::certificate, "owa.corp.test, www.corp.test", {"msstd-mismatch"}},
        {"wildcard", [](B &b) { principal(secureAtProxy(b)); }, Code::certificate, "*.corp.test", {"msstd-wildcard-or-xp-cn"}},
        {"principal elsewhere in the certificate", [](B &b) { principal(secureAtProxy(b).fact("names", "www.corp.test, Mail.corp.test")); expects(b, "msstd:mail.corp.test"); }, Code::certificate, "www.corp.test", {"msstd-wildcard-or-xp-cn"}},
        // who signs in
        {"cloud", [](B &b) { post(atProxy(b), "https://outlook.office365.com/rpc/rpcproxy.dll?x:6002"); }, Code::httpStatus, "404 Not Found", {"rpchttp-retired-in-cloud"}},
        {"modern sign-in", [](B &b) { firstContact(atProxy(b)); }, Code::authUnsupported, "Bearer", {"modern-auth-required"}},
        {"Autodiscover says Basic", [](B &b) { search(b).fact("EXPR", "mail.corp.test, Basic, msstd:mail.corp.test"); firstContact(atProxy(b)); expects(b, "Basic"); }, Code::authUnsupported, "Negotiate, NTLM", {"basic-ntlm-mismatch"}},
        {"Autodiscover says Ntlm", [](B &b) { search(b).fact("EXHTTP", "mail.corp.test, Ntlm"); firstContact(atProxy(b)); expects(b, "NTLM"); }, Code::authUnsupported, "Basic", {"basic-ntlm-mismatch"}},
        {"wanted by AuthPackage", [](B &b) { firstContact(atProxy(b)).fact("wanted by", "AuthPackage"); expects(b, "Basic"); }, Code::authUnsupported, "NTLM", {"basic-ntlm-mismatch"}},
        {"line cut in the sign-in", [](B &b) { firstContact(atProxy(b)); }, Code::authUnsupported, "connection closed after the challenge", {"reverse-proxy-breaks-ntlm"}},
        {"refused", [](B &b) { firstContact(atProxy(b)).fact("auth_type", "Basic"); }, Code::authRejected, "401 Unauthorized", {"wrong-password", "account-locked"}},
        {"refused here, accepted there", [](B &b) { signIn(search(b)); firstContact(atProxy(b)).fact("auth_type", "NTLM"); }, Code::authRejected, "401 Unauthorized", {"extended-protection-mismatch", "reverse-proxy-breaks-ntlm", "logon-restriction"}},
        // the RPC proxy
        {"not installed", [](B &b) { firstContact(atProxy(b)); }, Code::httpStatus, "404 Not Found", {"rpc-proxy-not-installed"}},
        {"name not accepted", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("channel", "OUT"); }, Code::httpStatus, "404 Not Found", {"rpc-remote-name-rejected"}},
        {"long request refused", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("channel", "IN"); }, Code::httpStatus, "404 Not Found", {"rpc-remote-name-rejected", "request-size-limit"}},
        {"long request refused, and said so", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("channel", "IN").fact("sub-status", "404.13"); }, Code::httpStatus, "404 Not Found", {"request-size-limit"}},
        {"client's own after the handshake", [](B &b) { firstContact(atProxy(b)); }, Code::tlsAlert, "client certificate demanded", {"client-certificate-demanded"}},
        {"too long", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("channel", "IN"); }, Code::httpStatus, "413 Request Entity Too Large", {"request-size-limit"}},
        {"unknown method", [](B &b) { firstContact(atProxy(b)); }, Code::httpStatus, "501 Not Implemented", {"front-end-rejects-rpc-verbs"}},
        {"method not allowed", [](B &b) { firstContact(atProxy(b)); }, Code::httpStatus, "405 Method Not Allowed", {"front-end-rejects-rpc-verbs"}},
        {"SSL required", [](B &b) { firstContact(atProxy(b)).fact("sub-status", "403.4"); }, Code::httpStatus, "403 Forbidden", {"publishing-rule-denies-path"}},
        {"stopped", [](B &b) { firstContact(atProxy(b)); }, Code::httpStatus, "503 Service Unavailable", {"app-pool-stopped"}},
        {"log-in form", [](B &b) { firstContact(atProxy(b)).fact("location", "/my.policy"); }, Code::httpStatus, "302 Found", {"perimeter-preauth-on-autodiscover"}},
        {"another page", [](B &b) { firstContact(atProxy(b)); expects(b, "application/rpc"); }, Code::otherProtocol, "text/html", {"another-program-on-port"}},
        {"denied", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("rpc error", "0x00000005"); }, Code::httpStatus, "503 RPC Error: 5", {"rpc-layer-access-denied"}},
        {"overloaded", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("rpc error", "0x000006bb"); }, Code::httpStatus, "503 RPC Error: 6bb", {"server-too-busy-throttled"}},
        {"does not get through", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("rpc error", "0x000006ba"); }, Code::httpStatus, "503 RPC Error: 6ba", {"validports-missing", "proxy-cannot-resolve-backend", "proxy-cannot-reach-backend-port"}},
        {"does not get through to another", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); openChannelTo(b, "gc7.corp.test:6004").fact("rpc error", "0x000006ba"); }, Code::httpStatus, "503 RPC Error: 6ba", {"gc-nspi-http-not-configured", "validports-missing", "proxy-cannot-resolve-backend", "proxy-cannot-reach-backend-port"}},
        {"does not know the name", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("rpc error", "0x000006ba").fact("eeinfo.0.Status", "11001"); }, Code::httpStatus, "503 RPC Error: 6ba", {"proxy-cannot-resolve-backend"}},
        {"gets no answer", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("rpc error", "0x000006ba").fact("eeinfo.1.status", "0x0000274c"); }, Code::httpStatus, "503 RPC Error: 6ba", {"proxy-cannot-reach-backend-port"}},
        {"gets no answer at one port", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); openChannelTo(b, "ex1.corp.test:6004").fact("rpc error", "0x000006ba").fact("eeinfo.1.status", "10060"); }, Code::httpStatus, "503 RPC Error: 6ba", {"proxy-cannot-reach-backend-port"}},
        {"6002 alone", [](B &b) { openChannelTo(b, "ex1.corp.test:6001"); openChannelTo(b, "ex1.corp.test:6002").fact("rpc error", "0x000006ba"); }, Code::httpStatus, "503 RPC Error: 6ba", {"rfr-6002-not-listening"}},
        {"6004 alone", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); openChannelTo(b, "ex1.corp.test:6004").fact("rpc error", "0x000006ba").fact("eeinfo.0.Status", "10061"); }, Code::httpStatus, "503 RPC Error: 6ba", {"dsproxy-6004-not-listening"}},
        {"6001 alone", [](B &b) { openChannelTo(b, "EX1.corp.test:6004"); openChannelTo(b, "ex1.corp.test:6001").fact("rpc error", "0x000006ba"); }, Code::httpStatus, "503 RPC Error: 6ba", {"store-6001-not-listening"}},
        // channels
        {"half joined", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); }, Code::timeout, "CONN/A3 and no CONN/C2", {"lb-no-affinity-channels", "reverse-proxy-buffers-body"}},
        {"two servers", [](B &b) { firstContact(atProxy(b)).fact("x-feserver", "FE1"); firstContact(b).fact("x-feserver", "FE2"); channel(b); }, Code::timeout, "CONN/A3 and no CONN/C2", {"lb-no-affinity-channels"}},
        {"never answered", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); }, Code::timeout, "nothing", {"proxy-silent", "reverse-proxy-buffers-body"}},
        {"answered, and no more", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); }, Code::timeout, "200 Success and no CONN/A3", {"proxy-silent", "reverse-proxy-buffers-body"}},
        {"never says a word", [](B &b) { firstContact(atProxy(b)); }, Code::timeout, "", {"proxy-silent"}},
        {"IN cut", [](B &b) { openChannelTo(b, "ex1.corp.test:6002").fact("channel", "IN"); }, Code::closed, "", {"in-channel-cut"}},
        {"OUT cut later", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); b.call("RfrGetNewDSA", "ex1.corp.test:6002").fact("channel", "OUT"); }, Code::reset, "", {"out-channel-cut"}},
        {"cut", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); }, Code::closed, "", {"server-closes-early"}},
        {"cut at the bind", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); b.bind("RFR", "ex1.corp.test:6002"); }, Code::reset, "", {"server-closes-early"}},
        {"unreadable", [](B &b) { openChannelTo(b, "ex1.corp.test:6002"); }, Code::malformed, "7", {"answer-malformed"}},
        // behind it
        {"not from outside", [](B &b) { behindProxy(b, Stage::open).call("EcDoConnectEx", "ex1.corp.test:6001"); }, Code::status, "0x000004e0", {"rpchttp-blocked-for-user"}},
        {"mailbox of another", [](B &b) { behindProxy(b, Stage::open).call("RopLogon", "ex1.corp.test:6001"); }, Code::status, "0x000003f2", {"login-permission"}},
        {"session faults", [](B &b) { behindProxy(b, Stage::lookUp).call("NspiBind", "ex1.corp.test:6004"); }, Code::rpcFault, "0x1c000009", {"gc-nspi-service-dead"}},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::test
