#pragma once

#include "discovery/ask.h"

#include <atomic>

/// The four places where Outlook looks ([MS-OXDISCO] 3.1.5), and which of them it takes.
namespace mailwalk::discovery {

constexpr const char *autodiscoverPath = "/autodiscover/autodiscover.xml";

struct Candidate {
    net::Plan plan;
    std::function<Found(const net::Step &)> walk;
    std::optional<Found> found{};
    std::optional<net::Stopped> failure{};
};

class Candidates
{
public:
    /// Root domain, autodiscover., plain-HTTP redirect, SRV: in this order. None is above the address's own domain.
    Candidates(const Asker &asker, const Trail &start);

    /// Walks, side by side and each in an attempt of its own, those that have no end yet: until the first that is usable is
    /// known, or to the end of all. Gives that one, or null when there is none.
    enum class Until { firstUsable, end };
    Candidate *walk(const net::Step &step, Until until);

    /// The failure that says most about why nobody has answered.
    const net::Stopped &mostTelling() const;

private:
    enum class State { walking, usable, failed };
    std::vector<State> states() const;
    static bool isDecided(const std::vector<State> &states);
    Trail trailFor(std::size_t place, const Trail &start);
    bool isNeeded(const net::Step &step, std::size_t place) const;

    std::vector<Candidate> all_;
    std::vector<std::atomic<State>> now_; // of those that are walked side by side
};

} // namespace mailwalk::discovery
