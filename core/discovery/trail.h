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
    std::optional<trace::Failure> begin(const Url &url, const std::string &namedBy = {});

    /// Where a "Location" or RedirectUrl leads to, or why it is not followed: plain HTTP, a loop, too many, no consent.
    Result<Url, trace::Failure> follow(const std::string &location, const Url &from);

    /// Goes on with another address, or says why not: a loop, too many, no consent for its domain. With consent the hosts inside
    /// that domain may be asked.
    std::optional<trace::Failure> readdress(const std::string &address);

    /// Where a person can be asked, the three above leave the consent open. This asks, before anything goes there; fails the
    /// step's hop without it. Candidates side by side ask in Outlook's order: `patience` waits for those before, and says whether
    /// the answer is of use to anybody.
    void demandConsent(const net::Step &step);
    using Patience = std::function<bool(const net::Step &)>;
    void setPatience(Patience patience) { patience_ = std::move(patience); }

private:
    std::optional<trace::Failure> count();
    std::optional<trace::Failure> objection(const std::string &host, const std::string &namedBy);

    struct Open {
        std::string host, namedBy;
        bool isDomain{}; ///< all hosts inside it
    };

    std::vector<std::string> addresses_; // the last is asked for now
    std::vector<Url> urls_;              // asked for that address
    std::size_t redirects_{};
    http::Consent consent_;
    std::optional<Open> open_; // the consent that the next step takes
    Patience patience_;
};

} // namespace mailwalk::discovery
