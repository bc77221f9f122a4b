#pragma once

#include "net/stop.h"

namespace mailwalk::net {

/// The wish to let go of what is being waited for, and to go on with what comes after it. One ring lets go of what waits at that
/// moment, and of nothing that comes later.
class Skip final : public Bell
{
public:
    void ring() const override; ///< from any thread, any number of times

    /// A wait that can be let go: `bell` is rung when it is.
    class Wait
    {
    public:
        Wait(const Skip &skip, const Bell &bell);
        ~Wait();
        Wait(const Wait &) = delete;
        Wait &operator=(const Wait &) = delete;
        bool isLetGo() const { return letGo_.load(); }

    private:
        friend class Skip;
        const Skip &skip_;
        const Bell &bell_;
        mutable std::atomic<bool> letGo_{false};
    };

private:
    const std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>(); // on the heap as that of Stop
    mutable std::vector<const Wait *> waits_;
};

} // namespace mailwalk::net
