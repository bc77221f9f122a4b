#pragma once

#include "net/stop.h"
#include "trace/hop.h"

#include <chrono>
#include <string>

namespace mailwalk::http {

/// What only the person at the screen can decide.
enum class Doubt {
    foreignHost,    ///< a redirect, an SRV record or a referral names a host outside the user's own domain
    unprovenServer, ///< a direct connection cannot prove who answers, and the address is a public one
    certificate     ///< the certificate does not fit: go on and look, but never sign in there
};

struct Question {
    Doubt doubt{};
    std::string host;   ///< that is to be gone to: "autodiscover.elsewhere.test"
    std::string from;   ///< who named it: a host or URL; of an unproven server its address; may be empty
    std::string detail; ///< of a certificate: its faults, names and issuer, one line each; else empty
    trace::HopId hop{}; ///< in which it is asked; no two questions of a walk have the same
    bool operator==(const Question &) const = default;
};

enum class Answer { no, yes };

constexpr std::chrono::minutes longestThought{10}; ///< no answer until then is a no

/// Somebody who can be asked while the walk runs. Called on the walk's threads, one question at a time. Nobody is asked twice
/// about the same host and doubt: whoever implements `decide` need not remember.
class Person
{
public:
    virtual ~Person() = default;
    /// Waits for the answer; a stop, or longestThought, is a no.
    virtual Answer decide(const Question &question, const net::Stop &stop) = 0;
};

} // namespace mailwalk::http
