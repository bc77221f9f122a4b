#include "practice/fault_rows.h"

namespace mailwalk::practice {

namespace {

using Certificates = CertificateFault;

WebHost &website(Plan &p) { return p.webHost(websiteName); }
WebHost &signpost(Plan &p) { return p.webHost(autodiscoverName); }

Content &at(WebHost &host) { return host.secure.contents[autodiscoverPath]; }
std::string urlAt(const std::string &host) { return "https://" + host + autodiscoverPath; }

void answerEverywhere(Plan &p, AutodiscoverPlan answer)
{
    for (WebHost *host : {&signpost(p), &proxyHostOf(p)})
        host->secure.autodiscover() = answer;
}

AutodiscoverPlan errorDocument(const char *code)
{
    AutodiscoverPlan answer;
    answer.error = code;
    return answer;
}

void withoutSignpost(Plan &p) { signpost(p).listed = false; }

void withPage(Plan &p) { at(website(p)) = htmlPage("Corp", "We did not find that page, but look at our products!"); }

void serviceRecord(Plan &p, const std::string &target, std::uint16_t port)
{
    withoutSignpost(p);
    p.services.push_back({"_autodiscover._tcp.corp.test", {0, 0, port, target}});
}

// As companies do whose mail somebody else keeps: nothing but the plain redirect.
void redirectToHoster(Plan &p)
{
    const std::string host = std::string("autodiscover.") + foreignDomain;
    signpost(p).secure.door = Door::refused;
    signpost(p).plain.contents[autodiscoverPath] = redirectTo(urlAt(host));
    p.web.push_back(autodiscoverHost(host));
}

void redirectInCircle(Plan &p)
{
    at(signpost(p)) = redirectTo(urlAt(proxyHost));
    at(proxyHostOf(p)) = redirectTo(urlAt(autodiscoverName));
}

void logInPage(Plan &p)
{
    at(signpost(p)) = redirectTo("https://mail.corp.test/CookieAuth.dll?GetLogon?curl=Z2FautodiscoverZ2F&reason=0&formdir=1");
    proxyHostOf(p).secure.contents["/cookieauth.dll"] =
        htmlPage("Microsoft Forefront TMG", "Type in your user name and password.");
}

void modernSignInOnly(Plan &p)
{
    for (WebHost *host : {&signpost(p), &proxyHostOf(p)})
        host->signIn.offers = {
            "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", "
            "trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", token_types=\"app_asserted_user_v1\", "
            "authorization_uri=\"https://login.hosting.test/common/oauth2/authorize\""};
}

void withoutAutodiscover(Plan &p)
{
    at(signpost(p)) = at(proxyHostOf(p)) = notFound();
    signpost(p).plain.contents.clear();
}

void asExchange2013(Plan &p)
{
    AutodiscoverPlan answer;
    answer.layout = AutodiscoverPlan::Layout::exchange2013;
    answerEverywhere(p, answer);
    p.referral.tunnelled = ReferralPolicy::Tunnelled::mailbox;
    p.store.version = {15, 0, 1497, 2};
    proxyHostOf(p).secure.rpcProxy().servers = RpcProxyPlan::Servers::byMailbox;
}

} // namespace

// clang-format off
const std::vector<Fault> &discoveryFaults()
{
    static const std::vector<Fault> all{
        // names
        {{"autodiscover-dns-missing", "the name service knows no host and no service for Autodiscover", {}}, withoutSignpost},
        {{"autodiscover-dns-servfail", "the name service answers that it failed, to whoever looks for Autodiscover", {}}, [](Plan &p) { p.nameService = wire::dns::Rcode::servFail; }},
        {{"autodiscover-by-srv-only", "an SRV record alone leads to Autodiscover, and does", {}}, [](Plan &p) { serviceRecord(p, proxyHost, 443); }},
        {{"srv-target-wrong", "the SRV record names a host that does not exist", {}}, [](Plan &p) { serviceRecord(p, "mx9.corp.test", 443); }},
        {{"srv-port-ignored", "the SRV record names a port other than 443", {}}, [](Plan &p) { serviceRecord(p, proxyHost, 8443); }},
        // the web site of the domain
        {{"root-domain-200-html", "the web site answers every question with a page, and Autodiscover cannot be found elsewhere", {}}, [](Plan &p) { withoutSignpost(p), withPage(p); }},
        {{"root-domain-200-html-harmless", "the web site answers every question with a page; Autodiscover is where it belongs", {}}, withPage},
        {{"root-domain-foreign-certificate", "the web site shows the certificate of its hoster, and Autodiscover cannot be found elsewhere", {}}, [](Plan &p) { withoutSignpost(p), website(p).certificate.fault = Certificates::otherName; }},
        // the way to Autodiscover
        {{"autodiscover-cert-expired", "the certificate of the Autodiscover server has run out", {}}, [](Plan &p) { signpost(p).certificate.fault = Certificates::expired; }},
        {{"autodiscover-cert-name-mismatch", "the certificate of the Autodiscover server is for another name", {}}, [](Plan &p) { signpost(p).certificate.fault = Certificates::otherName; }},
        {{"autodiscover-tcp-443-filtered", "nothing comes back from port 443 of the Autodiscover server", {}}, [](Plan &p) { signpost(p).secure.door = Door::swallowed; }},
        {{"autodiscover-tcp-443-refused", "the Autodiscover server refuses port 443", {}}, [](Plan &p) { signpost(p).secure.door = Door::refused; }},
        {{"autodiscover-path-missing", "all web servers answer 404 where Autodiscover should be", {}}, withoutAutodiscover},
        {{"autodiscover-app-pool-stopped", "Autodiscover's part of the web server is stopped", {}}, [](Plan &p) { at(signpost(p)) = serviceUnavailable(); }},
        {{"perimeter-preauth-on-autodiscover", "a gateway shows its log-in page instead of Autodiscover", {}}, logInPage},
        // redirects
        {{"redirect-consent-declined", "Autodiscover is with a hoster, in another domain", {}}, redirectToHoster},
        {{"autodiscover-redirect-loop", "two web servers send each other whoever asks", {}}, redirectInCircle},
        {{"autodiscover-redirect-address-loop", "Autodiscover says to ask for the address that was just asked for", {}}, [](Plan &p) { AutodiscoverPlan a; a.redirectAddress = "alice@corp.test"; answerEverywhere(p, a); }},
        {{"autodiscover-redirect-to-plain-http", "Autodiscover sends people where nothing is encrypted", {}}, [](Plan &p) { at(signpost(p)) = redirectTo("http://mail.corp.test/autodiscover/autodiscover.xml"); }},
        // signing in
        {{"wrong-password-over-https", "the password that is told is not Alice's, and Autodiscover finds it out", {}}, [](Plan &p) { p.mistaken.insert("alice"); }},
        {{"autodiscover-401-forever", "Autodiscover refuses everybody, with the right password too", {}}, [](Plan &p) { signpost(p).signIn.manner = SignInPlan::Manner::refusesEverybody; }},
        {{"modern-auth-required", "the servers take tokens of a cloud only", {}}, modernSignInOnly},
        {{"not-an-exchange-account", "the address that is told is one of a provider for everybody", {}}, [](Plan &p) { p.otherAddress["alice"] = "alice.archer@gmail.com"; }},
        // answers
        {{"autodiscover-address-unknown", "Autodiscover does not know the address (500)", {}}, [](Plan &p) { answerEverywhere(p, errorDocument("500")); }},
        {{"autodiscover-no-configuration", "Autodiscover has nothing for the address (501)", {}}, [](Plan &p) { answerEverywhere(p, errorDocument("501")); }},
        {{"autodiscover-600-invalid-request", "Autodiscover finds the question invalid (600)", {}}, [](Plan &p) { answerEverywhere(p, errorDocument("600")); }},
        {{"autodiscover-601-provider", "Autodiscover lacks the part that answers Outlook (601)", {}}, [](Plan &p) { answerEverywhere(p, errorDocument("601")); }},
        {{"autodiscover-602-bad-address", "Autodiscover finds its directory in disorder (602)", {}}, [](Plan &p) { answerEverywhere(p, errorDocument("602")); }},
        {{"autodiscover-603-internal-error", "Autodiscover failed (603)", {}}, [](Plan &p) { answerEverywhere(p, errorDocument("603")); }},
        {{"hosting-provider-autodiscover", "Autodiscover describes a mailbox of a web hoster, not Exchange", {}}, [](Plan &p) { AutodiscoverPlan a; a.internetMail = true; answerEverywhere(p, a); }},
        {{"exch-block-only", "Autodiscover tells the way inside the company alone", {"--via", "rpc-https"}}, [](Plan &p) { AutodiscoverPlan a; a.outside = false; answerEverywhere(p, a); }},
        {{"expr-wrong-external-host", "Autodiscover names an RPC proxy that nobody knows", {"--via", "rpc-https"}}, [](Plan &p) { AutodiscoverPlan a; a.externalHost = "outlook.corp.test"; answerEverywhere(p, a); }},
        {{"exchange-2013-layout", "servers are called by the number of the mailbox, as since 2013; through the RPC proxy it works", {}}, asExchange2013},
    };
    return all;
}
// clang-format on

} // namespace mailwalk::practice
