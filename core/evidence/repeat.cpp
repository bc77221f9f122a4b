#include "evidence/repeat.h"

#include <algorithm>

namespace mailwalk::evidence {

static bool isPasswordRefused(const trace::Trace &walk)
{
    return std::any_of(walk.hops.begin(), walk.hops.end(),
                       [](const trace::Hop &hop) { return hop.failure && hop.failure->code == trace::Code::authRejected; });
}

Series repeat(std::size_t times, const Walker &walker, const net::Stop &stop,
              const std::function<void(const trace::Trace &)> &done)
{
    Series series;
    for (std::size_t run = 0; run < std::min(times, mostRepeats) && series.end == EarlyEnd::none; ++run) {
        series.walks.push_back(walker(run));
        if (done)
            done(series.walks.back());
        if (stop.requested())
            series.end = EarlyEnd::stopped;
        else if (isPasswordRefused(series.walks.back()))
            series.end = EarlyEnd::passwordRefused;
    }
    return series;
}

} // namespace mailwalk::evidence
