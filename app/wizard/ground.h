#pragma once

#include "evidence/closer_look.h"
#include "net/skip.h"
#include "net/system_network.h"
#include "path/walk.h"
#include "trace/recorder.h"

#include <functional>
#include <memory>
#include <optional>

namespace mailwalk::practice {
class Organisation;
}

namespace mailwalk::wizard {

/// Where names, trust and connections differ from what this system is set to: a company for tests, run by somebody else.
struct Surroundings {
    net::NameSettings names;
    net::TrustSettings trust;
    std::vector<net::Detour> detours;
};

/// What to walk, and where: a real network, or a practice organisation that lives as long as the walks.
struct Errand {
    path::Request request;
    struct Practice {
        std::size_t account{};            ///< of Organisation::accounts()
        std::optional<std::string> fault; ///< of practice::faults(); none leaves it whole
    };
    std::optional<Practice> practice;
    Surroundings surroundings{}; ///< of a real network
    Deadlines deadlines{};
    std::string user{};                  ///< who would sign in, as typed, when the password is not there; empty: the address
    std::optional<Milliseconds> quiet{}; ///< a series holds a connection for so long without a word, once

    Errand withoutPassword() const;
};

/// The ground that an errand's walks stand on. Several walks one after the other meet the same company.
class Ground
{
public:
    explicit Ground(Errand &errand); ///< practice fills in the account; std::runtime_error when there is no port for it
    ~Ground();

    /// A journey over it, as long as `walk` lasts.
    void visit(trace::Recorder &recorder, const net::Skip *skip, const std::function<void(net::Journey &)> &walk) const;

private:
    std::unique_ptr<practice::Organisation> organisation_;
    Surroundings surroundings_;
    Deadlines deadlines_;
};

/// Behind a walk, in the same record: after a failure, or because the symptom asks for it. False when there was no reason to.
bool lookCloser(const path::Request &request, const trace::Recorder &walked, evidence::Wish wish, net::Journey &journey,
                const net::Stop &stop);

/// Behind a walk that works, in the same record: connections on which nothing is said for so long. False when it did not work.
bool holdQuiet(const path::Request &request, const trace::Recorder &walked, Milliseconds silence, net::Journey &journey,
               const net::Stop &stop);

} // namespace mailwalk::wizard
