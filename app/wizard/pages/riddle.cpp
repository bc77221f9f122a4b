#include "wizard/pages/riddle.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/scene.h"

#include <algorithm>
#include <set>

namespace mailwalk::wizard {

using diagnosis::Cause;
using diagnosis::Finding;

namespace {

// The catalogue is in the order of the way, so that neighbours are alike; a row of the same desk alone is alike still more.
class Likeness
{
public:
    Likeness(const Finding &answer, std::optional<trace::Stage> desk) : desk_(desk)
    {
        row_ = diagnosis::causeOf(answer.cause, desk) - diagnosis::catalogue().data();
    }

    bool isAkin(const Cause &cause) const { return !cause.desk || cause.desk == desk_; }
    std::ptrdiff_t distance(const Cause &cause) const
    {
        const std::ptrdiff_t rows = std::abs(&cause - diagnosis::catalogue().data() - row_);
        return cause.desk ? rows / 2 : rows;
    }

private:
    std::optional<trace::Stage> desk_;
    std::ptrdiff_t row_;
};

// Whatever else was found is true as well, and no wrong guess.
std::set<std::string> foundIn(const diagnosis::Verdict &verdict)
{
    std::set<std::string> causes;
    for (const Finding &finding : verdict.findings)
        causes.insert(finding.cause);
    for (const auto &[transport, lane] : verdict.lanes)
        for (const Finding &finding : lane.findings)
            causes.insert(finding.cause);
    return causes;
}

std::vector<const Cause *> othersLike(const Finding &answer, const diagnosis::Scene &scene, std::set<std::string> taken)
{
    const Likeness likeness(answer, scene.desk());
    std::vector<const Cause *> others;
    for (const Cause &cause : diagnosis::catalogue())
        if (likeness.isAkin(cause) && taken.insert(cause.id).second)
            others.push_back(&cause);
    std::stable_sort(others.begin(), others.end(),
                     [&](const Cause *a, const Cause *b) { return likeness.distance(*a) < likeness.distance(*b); });
    return others;
}

bool isSaid(const std::vector<Finding> &guesses, const Finding &guess)
{
    return std::any_of(guesses.begin(), guesses.end(), [&](const Finding &other) { return other.text == guess.text; });
}

} // namespace

const Finding *Riddle::answerIn(const diagnosis::Verdict &verdict)
{
    for (const Finding &finding : verdict.findings)
        if (finding.hop == verdict.hop)
            return &finding;
    if (!verdict.findings.empty())
        return &verdict.findings.front();
    for (const auto &[transport, lane] : verdict.lanes)
        if (lane.outcome == diagnosis::Result::fails && !lane.findings.empty())
            return &lane.findings.front();
    return nullptr;
}

// A few more than are shown are drawn from, so that the same fault does not bring the same list each time.
Riddle Riddle::of(const trace::Trace &trace, const diagnosis::Verdict &verdict, std::mt19937 chance)
{
    Riddle riddle;
    const Finding *answer = answerIn(verdict);
    const trace::Hop *hop = answer ? trace.hop(answer->hop) : nullptr;
    if (!hop || !diagnosis::causeOf(answer->cause))
        return riddle;
    auto others = othersLike(*answer, {trace, *hop}, foundIn(verdict));
    others.resize(std::min(others.size(), 2 * mostGuesses));
    std::shuffle(others.begin(), others.end(), chance);

    riddle.guesses_.push_back(*answer);
    for (const Cause *other : others) {
        Finding guess = diagnosis::findingAt(trace, *hop, other->id);
        if (riddle.guesses_.size() < mostGuesses && !isSaid(riddle.guesses_, guess))
            riddle.guesses_.push_back(std::move(guess));
    }
    std::shuffle(riddle.guesses_.begin(), riddle.guesses_.end(), chance);
    const auto right = std::find_if(riddle.guesses_.begin(), riddle.guesses_.end(),
                                    [answer](const Finding &guess) { return guess.cause == answer->cause; });
    riddle.right_ = std::size_t(right - riddle.guesses_.begin());
    return riddle;
}

} // namespace mailwalk::wizard
