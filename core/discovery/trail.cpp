#include "discovery/trail.h"

#include "base/text.h"
#include "discovery/discover.h"

#include <QUrl>
#include <algorithm>

namespace mailwalk::discovery {

using trace::Code;
using trace::Failure;

namespace {

Failure notFollowed(const std::string &text, const std::string &expected, const std::string &got)
{
    return {Code::status, text, expected, got};
}

bool isSame(const Url &a, const Url &b)
{
    return a.secure == b.secure && sameCase(a.host) == sameCase(b.host) && a.port == b.port && a.target == b.target;
}

} // namespace

std::string domainOf(const std::string &address)
{
    const auto at = address.rfind('@');
    if (at == std::string::npos || at == 0)
        return {};
    const std::string ascii = QUrl::toAce(QString::fromStdString(address.substr(at + 1))).toStdString(); // RFC 5890
    return isHostName(ascii) && !addressFrom(ascii) ? sameCase(ascii) : std::string();
}

std::string Trail::domain() const { return domainOf(address()); }

std::optional<Failure> Trail::objection(const std::string &host, const std::string &namedBy)
{
    const auto objection = consent_.objection(host);
    if (!objection || !consent_.counsel)
        return objection;
    open_ = Open{host, namedBy, false};
    return std::nullopt;
}

void Trail::demandConsent(const net::Step &step)
{
    const auto open = std::exchange(open_, std::nullopt);
    if (!open)
        return;
    const auto objection = consent_.objection(open->host);
    if (objection && patience_ && !patience_(step))
        step.fail(*objection);
    consent_.demand(step, open->host, open->namedBy);
    if (open->isDomain)
        consent_.acceptedDomains.push_back(open->host);
}

std::optional<Failure> Trail::begin(const Url &url, const std::string &namedBy)
{
    urls_.push_back(url);
    return objection(url.host, namedBy);
}

std::optional<Failure> Trail::count()
{
    if (++redirects_ <= mostRedirects)
        return {};
    return notFollowed("one redirect too many", "at most " + std::to_string(mostRedirects) + " redirects", "too many redirects");
}

Result<Url, Failure> Trail::follow(const std::string &location, const Url &from)
{
    const auto url = wire::http::urlFrom(location, from);
    if (!url)
        return Failure{Code::malformed, "a redirect that leads nowhere", "an https URL", oneLine(location)};
    if (!url->secure)
        return notFollowed("the redirect leads to " + oneLine(toText(*url)), "an https URL", plainHttp);
    if (std::any_of(urls_.begin(), urls_.end(), [&](const Url &seen) { return isSame(seen, *url); }))
        return notFollowed("the redirect leads back to " + oneLine(toText(*url)), "a URL not asked before", "redirect loop");
    if (const auto failure = count())
        return *failure;
    if (const auto objection = begin(*url, oneLine(toText(from))))
        return *objection;
    return *url;
}

std::optional<Failure> Trail::readdress(const std::string &address)
{
    const std::string domain = domainOf(address);
    if (domain.empty())
        return Failure{Code::malformed, "a redirect to what is no address", "an e-mail address", oneLine(address)};
    if (std::any_of(addresses_.begin(), addresses_.end(),
                    [&](const auto &seen) { return upperCase(seen) == upperCase(address); }))
        return notFollowed("redirected back to " + oneLine(address), "an address not asked for before", "redirect loop");
    if (auto failure = count())
        return failure;
    if (auto objection = this->objection(domain, oneLine(addresses_.back())))
        return objection;
    if (open_)
        open_->isDomain = true;
    else
        consent_.acceptedDomains.push_back(domain);
    addresses_.push_back(address);
    urls_.clear();
    return {};
}

} // namespace mailwalk::discovery
