#include "practice/fault_rows.h"

namespace mailwalk::practice {

namespace {

using Certificates = CertificateFault;
using Manner = RpcProxyPlan::Manner;

RpcProxyPlan &proxy(Plan &p) { return proxyHostOf(p).secure.rpcProxy(); }
Content &pageAt(Plan &p) { return proxyHostOf(p).secure.contents[rpcPath]; }
AutodiscoverPlan &toldSettings(Plan &p) { return p.webHost(autodiscoverName).secure.autodiscover(); }

// Over the other lane the mailbox opens in spite of all these.
const std::vector<std::string> throughProxy{"--via", "rpc-https"};

void certify(Plan &p, Certificates fault) { proxyHostOf(p).certificate.fault = fault; }

Page methodNotAllowed()
{
    Page page = plainPage(405, "Method Not Allowed");
    page.headers.push_back({"Allow", "GET, HEAD, POST, OPTIONS"});
    page.headers.push_back({"Server", "nginx/1.2.1"});
    return page;
}

void offerOtherThanToldOf(Plan &p)
{
    toldSettings(p).authPackage = "Basic";
    proxyHostOf(p).signIn.offers = {"Negotiate", "NTLM"};
}

void withWildcard(Plan &p)
{
    proxyHostOf(p).certificate.commonName = "*.corp.test";
    proxyHostOf(p).certificate.names = {"*.corp.test"};
}

void separateChannels(Plan &p)
{
    proxy(p).manner = Manner::separatesChannels;
    proxyHostOf(p).frontEnds = {{"CAS1", {}}, {"CAS2", {}}};
}

void swallowBackEnd(Plan &p)
{
    for (auto &[port, service] : p.machine(typedServer).tunnelled)
        service.door = Door::swallowed;
}

ServicePlan &tunnelled(Plan &p, std::uint16_t port) { return p.machine(typedServer).tunnelled.at(port); }

} // namespace

// clang-format off
const std::vector<Fault> &proxyFaults()
{
    static const std::vector<Fault> all{
        // the line
        {{"tcp-443-filtered", "nothing comes back from port 443 of the RPC proxy", throughProxy}, [](Plan &p) { proxyHostOf(p).secure.door = Door::swallowed; }},
        {{"tcp-443-refused", "the RPC proxy refuses port 443", throughProxy}, [](Plan &p) { proxyHostOf(p).secure.door = Door::refused; }},
        {{"another-program-on-443", "a mail relay speaks on port 443 of the RPC proxy", throughProxy}, [](Plan &p) { proxyHostOf(p).secure.door = Door::greets; }},
        {{"server-silent-on-443", "port 443 of the RPC proxy accepts and never answers", throughProxy}, [](Plan &p) { proxyHostOf(p).secure.door = Door::silent; }},
        // its certificate
        {{"cert-expired", "the certificate of the RPC proxy has run out", throughProxy}, [](Plan &p) { certify(p, Certificates::expired); }},
        {{"cert-not-yet-valid", "the certificate of the RPC proxy is not valid yet", throughProxy}, [](Plan &p) { certify(p, Certificates::notYetValid); }},
        {{"cert-name-mismatch", "the certificate of the RPC proxy is for another name", throughProxy}, [](Plan &p) { certify(p, Certificates::otherName); }},
        {{"cert-untrusted-ca", "the certificate of the RPC proxy is from an authority that nobody knows", throughProxy}, [](Plan &p) { certify(p, Certificates::untrusted); }},
        {{"cert-self-signed", "the RPC proxy has signed its certificate itself", throughProxy}, [](Plan &p) { certify(p, Certificates::selfSigned); }},
        {{"cert-missing-intermediate", "the RPC proxy sends its certificate without the one between", throughProxy}, [](Plan &p) { certify(p, Certificates::withoutIntermediate); }},
        {{"msstd-mismatch", "Autodiscover expects another name in the certificate of the RPC proxy", throughProxy}, [](Plan &p) { toldSettings(p).principal = "msstd:outlook.corp.test"; }},
        {{"msstd-wildcard-or-xp-cn", "the RPC proxy has a certificate for all hosts, Autodiscover expects one for it alone", throughProxy}, withWildcard},
        // its TLS
        {{"tls-server-too-old", "the RPC proxy knows TLS 1.0 only", throughProxy}, [](Plan &p) { proxyHostOf(p).tls.versions = TlsPlan::Versions::only10; }},
        {{"tls-no-common-cipher", "the RPC proxy has no cipher suite that anybody takes", throughProxy}, [](Plan &p) { proxyHostOf(p).tls.versions = TlsPlan::Versions::only12WithoutEncryption; }},
        {{"client-certificate-demanded", "the RPC proxy wants a certificate from Outlook", throughProxy}, [](Plan &p) { proxyHostOf(p).tls.clientCertificate = TlsPlan::ClientCertificate::demanded; }},
        // signing in
        {{"basic-ntlm-mismatch", "Autodiscover says to sign in with Basic, the RPC proxy wants NTLM", throughProxy}, offerOtherThanToldOf},
        {{"extended-protection-mismatch", "a gateway has taken the encryption apart, and the server notices", throughProxy}, [](Plan &p) { proxyHostOf(p).signIn.binding = SignInPlan::Binding::ofAnother; }},
        {{"reverse-proxy-breaks-ntlm", "a gateway ends the connection in the middle of the sign-in", throughProxy}, [](Plan &p) { proxyHostOf(p).signIn.manner = SignInPlan::Manner::hangsUpAfterChallenge; }},
        {{"rpc-proxy-401-forever", "the RPC proxy refuses everybody, with the right password too", throughProxy}, [](Plan &p) { proxyHostOf(p).signIn.manner = SignInPlan::Manner::refusesEverybody; }},
        // instead of an RPC proxy
        {{"rpc-proxy-not-installed", "where the RPC proxy should be, the web server has nothing", throughProxy}, [](Plan &p) { pageAt(p) = notFound(); }},
        {{"app-pool-stopped", "the RPC proxy's part of the web server is stopped", throughProxy}, [](Plan &p) { pageAt(p) = serviceUnavailable(); }},
        {{"gateway-cannot-reach-server", "the gateway in front of the RPC proxy cannot reach it", throughProxy}, [](Plan &p) { pageAt(p) = plainPage(502, "Bad Gateway"); }},
        {{"publishing-rule-denies-path", "the gateway lets nobody through to the RPC proxy (403.4)", throughProxy}, [](Plan &p) { pageAt(p) = plainPage(403, "Forbidden ( The page must be viewed over a secure channel. )"); }},
        {{"front-end-rejects-rpc-verbs", "the gateway does not know the methods of RPC over HTTP", throughProxy}, [](Plan &p) { pageAt(p) = methodNotAllowed(); }},
        {{"request-size-limit", "the gateway takes no long request", throughProxy}, [](Plan &p) { proxy(p).mostBody = 10 << 20; }},
        // behind it
        {{"proxy-cannot-reach-backend-port", "nothing comes back to the RPC proxy from the Exchange server", throughProxy}, swallowBackEnd},
        {{"proxy-cannot-resolve-backend", "the RPC proxy's name service does not know the Exchange server", throughProxy}, [](Plan &p) { proxy(p).unresolvable.insert(typedServer); }},
        {{"validports-missing", "the RPC proxy may not connect to the Exchange server", throughProxy}, [](Plan &p) { proxy(p).forbidden.insert(typedServer); }},
        {{"rfr-6002-not-listening", "the referral service does not listen for the RPC proxy", throughProxy}, [](Plan &p) { tunnelled(p, referralPort).door = Door::refused; }},
        {{"dsproxy-6004-not-listening", "the address book does not listen for the RPC proxy", throughProxy}, [](Plan &p) { tunnelled(p, addressBookPort).door = Door::refused; }},
        {{"store-6001-not-listening", "the store does not listen for the RPC proxy", throughProxy}, [](Plan &p) { tunnelled(p, storePort).door = Door::refused; }},
        {{"gc-nspi-http-not-configured", "the referral names a directory server, where nobody listens for the RPC proxy", throughProxy}, [](Plan &p) { p.referral.tunnelled = ReferralPolicy::Tunnelled::directoryServer; }},
        {{"rpc-remote-name-rejected", "the RPC proxy knows servers by the number of the mailbox, Autodiscover tells their names", throughProxy}, [](Plan &p) { proxy(p).servers = RpcProxyPlan::Servers::byMailbox; }},
        {{"rpc-layer-access-denied", "the RPC proxy lets nobody further (RPC Error 5)", throughProxy}, [](Plan &p) { proxy(p).error = 0x5; }},
        {{"rpc-proxy-too-busy", "the RPC proxy is too busy (RPC Error 6bb)", throughProxy}, [](Plan &p) { proxy(p).error = 0x6bb; }},
        {{"rpchttp-blocked-for-user", "Alice may use Outlook, but not through the RPC proxy", throughProxy}, [](Plan &p) { p.directory.change("alice").onConnectThroughProxy = wire::mapi::Status(0x4e0); }}, // ecRpcHttpDisallowed
        // channels
        {{"lb-no-affinity-channels", "the two halves of a connection come to different servers", throughProxy}, separateChannels},
        {{"in-channel-cut", "something cuts the channel to the server", throughProxy}, [](Plan &p) { proxy(p).manner = Manner::cutsIn; }},
        {{"out-channel-cut", "something cuts the channel from the server", throughProxy}, [](Plan &p) { proxy(p).manner = Manner::cutsOut; }},
        {{"proxy-silent", "the RPC proxy takes the request and never answers", throughProxy}, [](Plan &p) { proxy(p).manner = Manner::silent; }},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::practice
