#pragma once

#include "practice/authority.h"
#include "practice/plan.h"

/// The organisation on machines of its own, for the firewall laboratory: each host at given addresses with the ports that
/// everybody knows, part of it served by each of several programs. What people practise with (organisation.h) is on loopback.
namespace mailwalk::practice {

struct Placement {
    std::map<std::string, std::vector<Address>> addresses; ///< by host; a host without one is nowhere
    std::set<std::string> served; ///< hosts that are here; of the others the RPC proxy knows the addresses
    PortRange dynamic;            ///< for the ports that only the mapper tells
};

/// A port that is served here.
struct Served {
    std::string host, what; ///< "ex1.corp.test", "EMSMDB"
    Address address;
    std::uint16_t port{};
};

/// Listens from construction to destruction. Throws std::system_error when it cannot, std::invalid_argument for a placement of
/// hosts that the plan does not have.
class PlacedOrganisation
{
public:
    /// Both plan and authority are those of all programs that serve a part of it.
    PlacedOrganisation(const Plan &plan, const Placement &placement, const Authority &authority);
    ~PlacedOrganisation();

    const std::vector<Served> &served() const;

    PlacedOrganisation(const PlacedOrganisation &) = delete;
    PlacedOrganisation &operator=(const PlacedOrganisation &) = delete;

private:
    struct Machinery;
    std::unique_ptr<Machinery> machinery_;
};

} // namespace mailwalk::practice
