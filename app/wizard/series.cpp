#include "wizard/series.h"

namespace mailwalk::wizard {

Series::Series(Errand errand, std::size_t times) : errand_(std::move(errand))
{
    errand_.request.person = &answers_;
    thread_ = std::thread([this, times] { run(times); });
}

Series::~Series()
{
    stop();
    thread_.join();
}

std::vector<trace::Trace> Series::takeWalks()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(ended_, {});
}

Series::Glance Series::glance(std::size_t most)
{
    const std::lock_guard lock(mutex_);
    return current_ ? Glance{run_, current_->now(), current_->takeChanges(most)} : Glance{};
}

void Series::run(std::size_t times)
{
    try {
        const Ground ground(errand_);
        const auto walker = [&](std::size_t run) { return walk(ground, run); };
        end_ = evidence::repeat(times, walker, stop_, [this](const trace::Trace &walk) { keep(walk); }).end;
    } catch (const std::exception &exception) {
        trouble_ = exception.what();
    }
    errand_.request.identity.reset(); // the password is not needed any more
    over_ = true;
}

trace::Trace Series::walk(const Ground &ground, std::size_t run)
{
    const auto recorder = std::make_shared<trace::Recorder>(path::askedOf(errand_.request));
    {
        const std::lock_guard lock(mutex_);
        current_ = recorder;
        run_ = run;
    }
    ground.visit(*recorder, nullptr, [&](net::Journey &journey) {
        path::walk(errand_.request, journey, stop_);
        look(*recorder, journey, run);
        beQuiet(*recorder, journey);
    });
    return path::recordOf(*recorder);
}

// Once because the symptom asks for it, and once more at the first walk that fails.
void Series::look(const trace::Recorder &recorder, net::Journey &journey, std::size_t run)
{
    if (run == 0)
        lookCloser(errand_.request, recorder, evidence::Wish::always, journey, stop_);
    else if (!hasLooked_)
        hasLooked_ = lookCloser(errand_.request, recorder, evidence::Wish::whenItFailed, journey, stop_);
}

// Once, behind the first walk that works.
void Series::beQuiet(const trace::Recorder &recorder, net::Journey &journey)
{
    if (errand_.quiet && holdQuiet(errand_.request, recorder, *errand_.quiet, journey, stop_))
        errand_.quiet.reset();
}

void Series::keep(const trace::Trace &walk)
{
    const std::lock_guard lock(mutex_);
    ended_.push_back(walk);
}

} // namespace mailwalk::wizard
