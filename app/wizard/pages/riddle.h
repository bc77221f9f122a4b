#pragma once

#include "diagnosis/verdict.h"

#include <QString>
#include <optional>
#include <random>

namespace mailwalk::wizard {

/// For practice with a surprise: which cause is it? The one that was found, among others that might look like it at the same hop.
class Riddle
{
public:
    static constexpr std::size_t mostGuesses = 5;

    /// The thing to be found out; null when nothing was found, for instance because the fault healed by itself.
    static const diagnosis::Finding *answerIn(const diagnosis::Verdict &verdict);
    static Riddle of(const trace::Trace &trace, const diagnosis::Verdict &verdict, std::mt19937 chance);

    const std::vector<diagnosis::Finding> &guesses() const { return guesses_; } ///< in a random order; each with its sentence
    bool isRight(std::size_t guess) const { return guess == right_; }
    const diagnosis::Finding &answer() const { return guesses_[right_]; }

private:
    std::vector<diagnosis::Finding> guesses_;
    std::size_t right_{};
};

} // namespace mailwalk::wizard
