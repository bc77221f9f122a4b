#pragma once

#include "practice/autodiscover.h"
#include "practice/door.h"
#include "practice/page.h"
#include "practice/tls.h"

#include <map>
#include <set>
#include <variant>

/// The web servers as they will be built.
namespace mailwalk::practice {

/// How web pages want a person to sign in.
struct SignInPlan {
    enum class Manner {
        honest,
        refusesEverybody,
        hangsUpAfterChallenge, ///< as a gateway does that mixes the connections of several people
    } manner{};
    std::vector<std::string> offers; ///< WWW-Authenticate, one a line
    /// Extended protection (RFC 5929): what the server takes for its own certificate.
    enum class Binding { ofThisServer, ofAnother } binding{};
};

struct RpcProxyPlan {
    std::uint32_t lifetime = 1u << 30;                            ///< bytes of an OUT channel; near its end it is replaced
    std::uint32_t window = 64 * 1024;                             ///< for what the client sends
    std::uint32_t connectionTimeout = 120'000;                    ///< milliseconds, told to the client
    std::uint32_t pingInterval = 30'000;                          ///< milliseconds without a word on the OUT channel
    std::uint32_t mostBody = 0x80000000;                          ///< a longer announced body is refused with 413
    enum class Recycling { sameProxy, anotherProxy } recycling{}; ///< OUT_R2 or OUT_R1, [MS-RPCH] 3.2.5.5.7
    std::set<std::string> unresolvable;                           ///< hosts that the proxy's own name service does not know
    std::set<std::string> forbidden;                              ///< hosts that are not among the proxy's ValidPorts
    std::uint32_t error{};                                        ///< "RPC Error" to everybody who has signed in
    enum class Servers { byAnyName, byMailbox } servers{};        ///< Exchange 2013 knows "guid@domain" only
    enum class Manner {
        honest,
        separatesChannels, ///< the two channels of one connection never meet
        cutsIn,            ///< the IN channel, once it has been used
        cutsOut,
        silent, ///< takes the request, and never answers
    } manner{};
};

struct AutodiscoverDesk {
    AutodiscoverPlan answers;
};

/// What is to be found under a path. Nobody signs in for a Page.
using Content = std::variant<Page, AutodiscoverDesk, RpcProxyPlan>;

/// One port of a web server.
struct WebPort {
    Door door = Door::open;
    std::map<std::string, Content> contents; ///< by path, in lower case

    AutodiscoverPlan &autodiscover(); ///< what is answered under its path; from now on something is
    RpcProxyPlan &rpcProxy();         ///< likewise
};

/// One of several web servers behind a load balancer, which sends each connection to the next one.
struct FrontEnd {
    std::string name; ///< it tells in X-FEServer
    enum class State { running, stopped } state{};
};

struct WebHost {
    std::string host, banner;
    CertificatePlan certificate;
    TlsPlan tls;
    SignInPlan signIn;
    WebPort secure, plain;
    bool listed = true;                ///< in the name service
    std::vector<FrontEnd> frontEnds{}; ///< none where it is one server that keeps its name to itself
    std::size_t deadAddresses{};       ///< which the name service tells first, and from which nothing comes back
};

constexpr const char *autodiscoverPath = "/autodiscover/autodiscover.xml", *rpcPath = "/rpc/rpcproxy.dll";
constexpr const char *autodiscoverName = "autodiscover.corp.test", *websiteName = "corp.test", *proxyHost = "mail.corp.test";

/// A web server with Exchange's Autodiscover and nothing else.
WebHost autodiscoverHost(const std::string &host);

/// The web servers of a whole corp.test.
std::vector<WebHost> wholeWeb();

} // namespace mailwalk::practice
