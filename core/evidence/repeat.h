#pragma once

#include "path/walk.h"

#include <functional>

namespace mailwalk::evidence {

inline constexpr std::size_t mostRepeats = 100;

/// Walks once: makes the journey, walks, and gives the record. `run` counts from 0.
using Walker = std::function<trace::Trace(std::size_t run)>;

/// Why a series ended before its last run.
enum class EarlyEnd {
    none,
    stopped,
    passwordRefused,
    signInUnanswered ///< the password's proof has left, nobody has said anything to it, and nobody took it before either
};

struct Series {
    std::vector<trace::Trace> walks;
    EarlyEnd end = EarlyEnd::none;
};

/// Walks up to `times`, one after the other. The first refusal of a password ends it: another try could lock the account. So does
/// a proof without an answer while nobody has ever accepted the password: it may have been counted as a wrong one.
/// `done` is called after each walk, on the calling thread.
Series repeat(std::size_t times, const Walker &walker, const net::Stop &stop,
              const std::function<void(const trace::Trace &)> &done = {});

} // namespace mailwalk::evidence
