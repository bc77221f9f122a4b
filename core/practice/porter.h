#pragma once

#include "practice/sockets.h"

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <thread>

namespace mailwalk::practice {

/// Opens the doors of an organisation: one thread watches all listeners, each visitor is served on a thread of its own.
class Porter
{
public:
    using Visit = std::function<void(Stream &)>;
    static constexpr std::size_t mostVisitors = 256;

    explicit Porter(QuietPolicy quiet = {}) : quiet_(quiet) {}
    ~Porter() { close(); }
    Porter(const Porter &) = delete;

    void attend(Listener listener, Visit visit);                           ///< before open()
    void keep(Listener listener) { kept_.push_back(std::move(listener)); } ///< a port that is only held
    void work(std::function<void()> task);                                 ///< a thread that ends when the bell rings
    void open();
    void close(); ///< rings, and waits for every thread

    const Bell &bell() const { return bell_; }

private:
    struct Door {
        Listener listener;
        Visit visit;
    };
    struct Visitor {
        std::thread thread;
        std::atomic<bool> gone{false};
    };

    void watch();
    void receive(Stream stream, const Visit &visit);
    void sweep();

    const QuietPolicy quiet_; ///< for every visitor
    Bell bell_;
    std::vector<Door> doors_;
    std::vector<Listener> kept_;
    std::list<Visitor> visitors_; ///< touched by the watching thread alone, and by close() after it
    std::vector<std::thread> workers_;
};

} // namespace mailwalk::practice
