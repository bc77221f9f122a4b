#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace mailwalk::wizard {

/// One piece of work that a window must not wait for, on a thread of its own. The destructor waits for its end.
template <class T> class Task
{
public:
    explicit Task(std::function<T()> work) : thread_([this, work = std::move(work)] { run(work); }) {}
    ~Task() { thread_.join(); }
    Task(const Task &) = delete;
    Task &operator=(const Task &) = delete;

    bool isOver() const { return over_.load(); }
    T take() { return std::move(made_); } ///< once it is over

private:
    void run(const std::function<T()> &work)
    {
        made_ = work();
        over_ = true;
    }

    T made_{}; // written before over_
    std::atomic<bool> over_{false};
    std::thread thread_; // last: it uses all of the above
};

} // namespace mailwalk::wizard
