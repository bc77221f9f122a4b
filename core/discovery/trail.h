#pragma once

#include "base/result.h"
#include "http/consent.h"
#include "wire/http/url.h"

/// The rules for redirects ([MS-OXDSCLI] 3.1.5, [MS-OXDISCO] 3.1.5).
namespace mailwalk::discovery {

using wire::http::Url;

constexpr const char *plainHttp = "redirect to plain HTTP"; ///< what was got instead of an https URL

/// What is asked for, where one candidate has been already, and where it may go next. A value: every candidate has its own.
class Trail
{
public:
    Trail(std::string address, http::Consent consent) : addresses_{std::move(address)}, consent_(std::move(consent)) {}

    const std::string &address() const { return addresses_.back(); }
    std::string domain() const; ///< behind the @, as it is asked for in DNS; empty when it cannot be a host's name

    /// Where a candidate begins, or why it may not: no consent for that host.
    std::optional<trace::Failure> begin(const Url &url);

    /// Where a "Location" or RedirectUrl leads to, or why it is not followed: plain HTTP, a loop, too many, no consent.
    Result<Url, trace::Failure> follow(const std::string &location, const Url &from);

    /// Goes on with another address, or says why not: a loop, too many, no consent for its domain. With consent the hosts inside
    /// that domain may be asked.
    std::optional<trace::Failure> readdress(const std::string &address);

private:
    std::optional<trace::Failure> count();

    std::vector<std::string> addresses_; // the last is asked for now
    std::vector<Url> urls_;              // asked for that address
    std::size_t redirects_{};
    http::Consent consent_;
};

} // namespace mailwalk::discovery
