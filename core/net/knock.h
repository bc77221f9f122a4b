#pragma once

#include "net/step.h"

namespace mailwalk::net {

/// Where a knock really goes.
struct Way {
    Address address;
    std::uint16_t port{};
    std::string note{}; ///< of the detour that it takes
};

/// Knocking at several addresses at once: what Step::knock does. Each attempt is a hop, opened in their order.
class Knocking
{
public:
    Knocking(const Step &step, const std::vector<Knock> &knocks);
    std::vector<Knocked> answers();

private:
    struct Attempt {
        Attempt(const Step &parent, const Plan &plan, const Knock &at, const Way &over)
            : step(parent, parent.stop_, plan), knock(at), way(over)
        {
        }
        const Step step;
        const Knock &knock;
        const Way way;
        std::unique_ptr<Dial> dial{};
        Knocked answer = Knocked::silent;
        bool isPending = true;
    };

    void start(Attempt &attempt);
    void wait();
    void judge(Attempt &attempt);
    void failed(Attempt &attempt, const Failure &failure);
    bool anyPending() const;
    std::vector<Knocked> known() const;

    const Step &step_;
    std::vector<std::unique_ptr<Attempt>> attempts_;
};

} // namespace mailwalk::net
