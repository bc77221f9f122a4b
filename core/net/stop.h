#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace mailwalk::net {

/// Something that can be rung from any thread.
struct Bell {
    virtual ~Bell() = default;
    virtual void ring() const = 0;
};

/// The wish that a walk ends. Every act obeys it at once. A Stop is a Bell, so stops nest: ringing the outer rings the inner.
/// (No std::stop_token: its callbacks hang in libstdc++ for mingw.)
class Stop final : public Bell
{
public:
    void ring() const override; ///< from any thread, any number of times
    bool requested() const { return asked_.load(); }

    /// While it lives, `bell` is rung when `stop` is; at once when it already was.
    class Rings
    {
    public:
        Rings(const Stop &stop, const Bell &bell);
        ~Rings();
        Rings(const Rings &) = delete;
        Rings &operator=(const Rings &) = delete;

    private:
        const Stop &stop_;
        const Bell &bell_;
    };

private:
    // On the heap: thread sanitizer does not see the end of a std::mutex on the stack, and takes the next one there for the same.
    const std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
    mutable std::atomic<bool> asked_{false};
    mutable std::vector<const Bell *> bells_;
};

} // namespace mailwalk::net
