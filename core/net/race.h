#pragma once

#include "net/step.h"

namespace mailwalk::net {

/// Connecting to several addresses, side by side: what Step::connect does. Each attempt is a hop.
class Race
{
public:
    static constexpr Milliseconds headStart{250}; ///< RFC 8305 5: "Connection Attempt Delay"

    Race(const Step &step, Endpoint target, std::uint16_t port, std::vector<Address> addresses, std::string note);
    Stream winner();

private:
    struct Attempt {
        Attempt(const Step &parent, const Plan &plan) : step(parent, parent.stop_, plan) {}
        const Step step;
        Address address;
        std::unique_ptr<Dial> dial;
        std::optional<Failure> failure;
        bool pending = true;
    };

    bool mayStart() const;
    void start();
    void wait();
    std::unique_ptr<Wire> judge(Attempt &attempt);
    void failed(Attempt &attempt, Failure failure);
    void cancel();
    void letGo(); ///< throws for the attempt that was waited for
    void broke();
    bool anyPending() const;
    [[noreturn]] void lost() const;

    const Step &step_;
    Endpoint target_;
    std::uint16_t port_;
    std::vector<Address> waiting_; // the next one last
    std::string note_;
    std::vector<std::unique_ptr<Attempt>> attempts_;
    Clock::time_point nextStart_{};
};

} // namespace mailwalk::net
