#include "evidence/repeat.h"

#include "diagnosis/repeated.h"

#include <algorithm>

namespace mailwalk::evidence {

namespace {

bool isNoted(const trace::Trace &walk, std::string_view what)
{
    const trace::Hop *whole = walk.hop(1);
    const std::string *fact = whole ? whole->fact(path::passwordFact) : nullptr;
    return fact && *fact == what;
}

EarlyEnd endAfter(const std::vector<trace::Trace> &walks, const net::Stop &stop)
{
    const trace::Trace &last = walks.back();
    const bool isKnownGood = std::any_of(walks.begin(), walks.end(), [](const auto &walk) { return isNoted(walk, "accepted"); });
    if (stop.requested())
        return EarlyEnd::stopped;
    if (diagnosis::isPasswordRefused(last) || isNoted(last, "refused"))
        return EarlyEnd::passwordRefused;
    return isNoted(last, "no answer to it") && !isKnownGood ? EarlyEnd::signInUnanswered : EarlyEnd::none;
}

} // namespace

Series repeat(std::size_t times, const Walker &walker, const net::Stop &stop,
              const std::function<void(const trace::Trace &)> &done)
{
    Series series;
    for (std::size_t run = 0; run < std::min(times, mostRepeats) && series.end == EarlyEnd::none; ++run) {
        series.walks.push_back(walker(run));
        if (done)
            done(series.walks.back());
        series.end = endAfter(series.walks, stop);
    }
    return series;
}

} // namespace mailwalk::evidence
