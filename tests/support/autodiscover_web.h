#pragma once

#include "discovery/discover.h"
#include "support/golden.h"
#include "support/scripted_network.h"
#include "support/scripted_web.h"

/// What dialogues with Autodiscover are made of: answers, and a walk of alice@corp.test.
namespace mailwalk::test::autodiscover {

using Answer = ScriptedWeb::Answer;
using Asked = ScriptedWeb::Asked;

inline std::string answered(const std::string &status, const std::string &headers, const std::string &body)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline Answer says(const std::string &status, const std::string &headers = {}, const std::string &body = {})
{
    return [=](const Asked &) { return answered(status, headers, body); };
}
inline Answer saysDocument(const std::string &body) { return says("200 OK", "Content-Type: text/xml\r\n", body); }
inline Answer redirects(const std::string &location, const std::string &status = "302 Found")
{
    return says(status, "Location: " + location + "\r\n");
}

inline std::string document(const std::string &response)
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover "
           "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response "
           "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">" +
           response + "</Response></Autodiscover>";
}
inline std::string settings()
{
    return document("<User><DisplayName>Alice</DisplayName><LegacyDN>/o=X/cn=alice</LegacyDN></User><Account><AccountType>email"
                    "</AccountType><Action>settings</Action><Protocol><Type>EXCH</Type><Server>ex1.corp.test</Server>"
                    "<ServerVersion>738180DA</ServerVersion></Protocol><Protocol><Type>EXPR</Type><Server>mail.corp.test</Server>"
                    "<SSL>On</SSL><AuthPackage>Basic</AuthPackage><CertPrincipalName>msstd:mail.corp.test</CertPrincipalName>"
                    "</Protocol></Account>");
}
inline std::string error(const std::string &code)
{
    return document("<Error Time=\"12:00:00\" Id=\"42\"><ErrorCode>" + code + "</ErrorCode><Message>no</Message></Error>");
}
inline std::string redirectAddress(const std::string &address)
{
    return document("<Account><Action>redirectAddr</Action><RedirectAddr>" + address + "</RedirectAddr></Account>");
}
inline std::string redirectUrl(const std::string &url)
{
    return document("<Account><Action>redirectUrl</Action><RedirectUrl>" + url + "</RedirectUrl></Account>");
}

/// Asks whoever comes without credentials for them.
inline Answer challenges(const std::string &challenge, Answer then)
{
    return [=](const Asked &asked) {
        const bool isKnown = asked.header("Authorization");
        return isKnown ? then(asked) : answered("401 Unauthorized", "WWW-Authenticate: " + challenge + "\r\n", {});
    };
}
inline Answer asksBasic(Answer then) { return challenges("Basic realm=\"mail\"", std::move(then)); }
inline Answer healthy() { return asksBasic(saysDocument(settings())); }

constexpr const char *rootSite = "192.0.2.1:443", *site = "192.0.2.2:443", *plainSite = "192.0.2.2:80",
                     *mailSite = "192.0.2.3:443";

/// corp.test has a web site that knows nothing of mail; autodiscover.corp.test and mail.corp.test exist.
inline void addHosts(ScriptedWeb &web)
{
    web.host("corp.test", "192.0.2.1");
    web.host("autodiscover.corp.test", "192.0.2.2");
    web.host("mail.corp.test", "192.0.2.3");
    web.site(rootSite, says("404 Not Found", "Content-Type: text/html\r\n", "<html>no</html>"));
}

inline http::SignIn alice(const http::Consent &consent = {{"corp.test"}, {}})
{
    return {auth::identityFrom("alice@corp.test", Secret(std::string("marker-password"))),
            {{auth::Mechanism::ntlm},
             auth::Level::privacy,
             consent,
             {http::Scheme::negotiate, http::Scheme::ntlm, http::Scheme::basic}}};
}

struct Discovered {
    trace::Trace trace;
    std::optional<net::Stopped> stopped;
    std::optional<discovery::Settings> settings;

    const trace::Hop *attempt(std::string_view title) const
    {
        const trace::Hop *found = nullptr; // the last: an attempt that was stopped may be made again
        for (const trace::Hop &hop : trace.hops)
            if (hop.kind == trace::Kind::attempt && hop.title == title)
                found = &hop;
        return found;
    }
    trace::Outcome outcome(std::string_view title) const
    {
        const trace::Hop *hop = attempt(title);
        EXPECT_TRUE(hop) << title;
        return hop ? hop->outcome : trace::Outcome::running;
    }
    const trace::Hop &stage() const { return trace.hops.at(1); }
    trace::Code code() const { return stopped ? stopped->failure.code : trace::Code::internal; }
    std::string got() const { return stopped ? stopped->failure.got.value_or("") : "it did not fail"; }
    const trace::Hop &failedHop() const { return trace.hops.at(stopped ? stopped->hop - 1 : 0); }
};

/// `each`: how long one act may take.
inline Discovered discover(net::Network &web, http::SignIn *signIn, const std::string &address = "alice@corp.test",
                           const http::Consent &consent = {{"corp.test"}, {}}, const net::Stop &stop = {},
                           Milliseconds each = Milliseconds(150))
{
    Discovered result;
    auto walked = walkOver(
        web,
        [&](const net::Step &walk) {
            walk.run({trace::Kind::stage, "Ask Autodiscover", "corp.test", trace::Stage::discover}, [&](const net::Step &stage) {
                result.settings = discovery::discover(stage, {address, "Microsoft Office/16.0", consent, signIn});
            });
        },
        stop, Deadlines::all(each));
    expectAllClosed(walked.trace);
    result.trace = std::move(walked.trace);
    result.stopped = std::move(walked.stopped);
    return result;
}

constexpr const char *rootTitle = "https://corp.test/autodiscover/autodiscover.xml";
constexpr const char *siteTitle = "https://autodiscover.corp.test/autodiscover/autodiscover.xml";
constexpr const char *plainTitle = "http://autodiscover.corp.test/autodiscover/autodiscover.xml (redirect)";
constexpr const char *serviceTitle = "_autodiscover._tcp.corp.test (SRV)";

inline Discovered discoverWithin(Milliseconds each, net::Network &web, http::SignIn *signIn)
{
    return discover(web, signIn, "alice@corp.test", {{"corp.test"}, {}}, {}, each);
}

/// Where credentials came to, each place once.
inline std::vector<std::string> credentialsAt(const ScriptedWeb &web)
{
    std::vector<std::string> places;
    for (const Asked &asked : web.asked()) {
        if (!asked.header("Authorization"))
            continue;
        EXPECT_FALSE(asked.host.empty()) << "outside TLS";
        const std::string place = asked.host + " at " + asked.place;
        if (std::find(places.begin(), places.end(), place) == places.end())
            places.push_back(place);
    }
    return places;
}

} // namespace mailwalk::test::autodiscover
