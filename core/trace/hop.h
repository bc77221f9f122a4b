#pragma once

#include "base/fact.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailwalk::trace {

/// What a hop is: an act on the network, or a group of hops.
enum class Kind { walk, stage, attempt, probe, resolve, connect, proxy, secure, http, channel, map, bind, call };

/// The lanes of the picture. A hop that several lanes share has none.
enum class Transport { direct, rpcHttps, mapiHttps };

/// The four desks.
enum class Stage { discover, refer, lookUp, open };

enum class Outcome { running, passed, warned, failed, notRun, cancelled };

/// Which profiles need this hop.
enum class Needed { setUp, both, bothUnlessCached };

/// Why a hop was not run.
enum class Reason { earlierFailure, notChosen, policy, wouldRiskLockout, needsPassword, consent, notOffered };

/// What went wrong, sorted so that different repairs have different codes.
enum class Code {
    nameNotFound,
    nameNoData,
    nameServerFailure,
    timeout,
    refused,
    unreachable,
    permission,
    reset,
    closed,
    otherProtocol,
    certificate,
    tlsAlert,
    tls,
    httpStatus,
    authRejected,
    authUnsupported,
    rpcRejected,
    rpcFault,
    status,
    malformed,
    tooLarge,
    consent,
    internal
};

struct Failure {
    Code code = Code::internal;
    std::string text; ///< one technical line, English
    std::optional<std::string> expected, got;
    bool operator==(const Failure &) const = default;
};

using HopId = std::uint32_t; ///< 1, 2, 3 ... in the order of opening; 0 is no hop

/// One act on the network, or a group of them. Times in milliseconds since the walk began, monotonic.
struct Hop {
    HopId id{};
    HopId parent{};
    Kind kind = Kind::walk;
    std::optional<Transport> transport;
    std::optional<Stage> stage;
    std::string title;  ///< English, one line
    std::string target; ///< "gc1.corp.test:49155" or the name asked for; may be empty
    std::optional<std::string> address;
    std::optional<std::uint16_t> port;
    std::optional<Needed> needed;
    double opened{};
    std::optional<double> closed;
    Outcome outcome = Outcome::running;
    std::optional<Reason> reason;
    std::optional<Failure> failure;
    Facts facts;
    std::uint64_t sent{}, received{}; ///< bytes
    std::optional<std::string> excerpt;

    const std::string *fact(std::string_view name) const; ///< the first of that name, or null
    bool isGroup() const { return kind <= Kind::probe; }
};

std::string_view nameOf(Kind);
std::string_view nameOf(Transport);
std::string_view nameOf(Stage);
std::string_view nameOf(Outcome);
std::string_view nameOf(Needed);
std::string_view nameOf(Reason);
std::string_view nameOf(Code);

/// The value with this name, for all of the enumerations above.
template <class E> std::optional<E> valueOf(std::string_view name);

} // namespace mailwalk::trace
