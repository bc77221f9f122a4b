#pragma once

#include "http/counsel.h"

namespace mailwalk::http {

/// Which hosts are the user's own, and which others have a consent. All others get nothing, not even a question.
struct Consent {
    std::vector<std::string> domains;           ///< hosts inside them are the user's own
    std::vector<std::string> accepted;          ///< hosts with a consent given in advance
    std::vector<std::string> acceptedDomains{}; ///< the consent was for an address in it: that of every host inside
    std::shared_ptr<Counsel> counsel{};         ///< of whom may be asked while the walk runs; null: nobody

    bool isOwn(const std::string &host) const;
    bool isGivenTo(const std::string &host) const; ///< in advance, by name, own or not

    /// TLS below 1.2 only where a consent was given for the host in advance: nobody was asked about TLS.
    net::OldestTls oldestTls(const std::string &host) const;

    /// Why this host must get nothing at all, not even a question; nothing when it may. Asked before it is gone to.
    std::optional<trace::Failure> objection(const std::string &host) const;

    /// The same, after the person was asked where only that is missing. Fails the step's hop with the objection that stays.
    void demand(const net::Step &step, const std::string &host, const std::string &namedBy) const;
};

} // namespace mailwalk::http
