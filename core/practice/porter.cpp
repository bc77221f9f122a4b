#include "practice/porter.h"

#include <system_error>

namespace mailwalk::practice {

constexpr int breather = 20; // milliseconds, when the system has no descriptor left for a visitor

void Porter::attend(Listener listener, Visit visit) { doors_.push_back({std::move(listener), std::move(visit)}); }

void Porter::work(std::function<void()> task) { workers_.emplace_back(std::move(task)); }

void Porter::open()
{
    work([this] { watch(); });
}

void Porter::close()
{
    bell_.ring();
    for (auto &worker : workers_)
        worker.join();
    workers_.clear();
    for (auto &visitor : visitors_)
        visitor.thread.join();
    visitors_.clear();
}

void Porter::watch()
{
    std::vector<const Listener *> listeners;
    for (const Door &door : doors_)
        listeners.push_back(&door.listener);
    while (const auto at = waitForVisitor(listeners, bell_)) {
        const Door &door = doors_[*at];
        sweep();
        auto stream = door.listener.accept(bell_, quiet_);
        if (!stream)
            bell_.rungWithin(breather);
        else if (visitors_.size() < mostVisitors)
            receive(std::move(*stream), door.visit);
    }
}

void Porter::receive(Stream stream, const Visit &visit)
{
    Visitor &visitor = visitors_.emplace_back();
    auto serve = [&visitor, &visit, held = std::make_shared<Stream>(std::move(stream))]() mutable {
        try {
            visit(*held);
        } catch (const std::exception &) { // out of memory: this visitor goes, the organisation stays
        }
        held.reset();
        visitor.gone = true;
    };
    try {
        visitor.thread = std::thread(std::move(serve));
    } catch (const std::system_error &) { // out of threads: likewise
        visitors_.pop_back();
    }
}

void Porter::sweep()
{
    std::erase_if(visitors_, [](Visitor &visitor) {
        const bool gone = visitor.gone; // once: it may become true between two looks
        if (gone)
            visitor.thread.join();
        return gone;
    });
}

} // namespace mailwalk::practice
