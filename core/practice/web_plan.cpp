#include "practice/web_plan.h"

namespace mailwalk::practice {

namespace {

constexpr const char *exchangeBanner = "Microsoft-IIS/7.5", *websiteBanner = "Apache/2.2.22 (Debian)";

CertificatePlan certificateFor(const std::string &host) { return {CertificateFault::none, host, {host}}; }

SignInPlan everyScheme(const std::string &realm)
{
    return {SignInPlan::Manner::honest, {"Negotiate", "NTLM", "Basic realm=\"" + realm + "\""}, {}};
}

WebHost website()
{
    WebHost host{websiteName, websiteBanner, certificateFor(websiteName), {}, {}, {}, {}};
    host.certificate.names.push_back("www.corp.test");
    host.secure.contents["/"] = htmlPage("Corp", "Welcome to our company.");
    host.plain.contents["/"] = redirectTo("https://corp.test/");
    return host;
}

// Exchange's own virtual directories, on the name by which the world knows the server.
WebHost clientAccess()
{
    WebHost host{proxyHost, exchangeBanner, certificateFor(proxyHost), {}, everyScheme(proxyHost), {}, {}};
    host.certificate.names.push_back(autodiscoverName);
    host.secure.contents = {{"/", redirectTo("https://mail.corp.test/owa/")},
                            {"/owa/", htmlPage("Outlook Web App", "Sign in.")},
                            {autodiscoverPath, AutodiscoverDesk{}},
                            {rpcPath, RpcProxyPlan{}}};
    for (const char *path : {"/", autodiscoverPath, rpcPath})
        host.plain.contents[path] = plainPage(403, "Forbidden: SSL is required to view this resource");
    return host;
}

} // namespace

WebHost autodiscoverHost(const std::string &name)
{
    WebHost host{name, exchangeBanner, certificateFor(name), {}, everyScheme(name), {}, {}};
    host.secure.contents[autodiscoverPath] = AutodiscoverDesk{};
    host.plain.contents[autodiscoverPath] = redirectTo("https://" + name + autodiscoverPath);
    return host;
}

AutodiscoverPlan &WebPort::autodiscover()
{
    Content &content = contents[autodiscoverPath];
    if (!std::holds_alternative<AutodiscoverDesk>(content))
        content = AutodiscoverDesk{};
    return std::get<AutodiscoverDesk>(content).answers;
}

RpcProxyPlan &WebPort::rpcProxy()
{
    Content &content = contents[rpcPath];
    if (!std::holds_alternative<RpcProxyPlan>(content))
        content = RpcProxyPlan{};
    return std::get<RpcProxyPlan>(content);
}

std::vector<WebHost> wholeWeb() { return {website(), autodiscoverHost(autodiscoverName), clientAccess()}; }

} // namespace mailwalk::practice
