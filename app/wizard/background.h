#pragma once

#include "report/repeat.h"
#include "wizard/told.h"

#include <QString>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace mailwalk::wizard {

/// What comes of work that a window must not wait for: a walk to be shown, or one sentence on why there is none.
struct Outturn {
    std::shared_ptr<const Told> told;
    QString trouble;
    QString file{};                                   ///< that it was read from; empty for a walk of our own
    std::shared_ptr<const report::Repeats> repeats{}; ///< many, instead of a walk; `trouble` is for who needs one
};

/// One piece of such work on a thread of its own. The destructor waits for its end.
class Background
{
public:
    explicit Background(std::function<Outturn()> work);
    ~Background();

    bool isOver() const { return over_.load(); }
    Outturn take() { return std::move(outturn_); } ///< once it is over

private:
    Outturn outturn_; // written before over_
    std::atomic<bool> over_{false};
    std::thread thread_; // last: it uses all of the above
};

Outturn diagnosed(trace::Document walked);
Outturn readFrom(const QString &file); ///< read and diagnosed anew; the trouble names what is wrong with the file

} // namespace mailwalk::wizard
