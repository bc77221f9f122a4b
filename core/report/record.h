#pragma once

#include "diagnosis/verdict.h"

#include <QString>
#include <vector>

/// The full record in words, for the outputs that show every hop with all that is known of it.
namespace mailwalk::report {

struct Fact {
    QString name, value; ///< one line each, fit to be shown
};

/// One hop. Texts are translated; what was chosen by a server or a specification stays as it is.
struct Entry {
    const trace::Hop *hop = nullptr;
    int depth = 0;             ///< groups around it
    QString word{};            ///< "FAILED"
    QString took{};            ///< "7000 ms"; empty for what was not run
    QString title{};           ///< "Connect"
    QString where{};           ///< "gc1.corp.test:49155 [192.0.2.7]"; may be empty
    QString aside{};           ///< "began at 12.3 ms, new profile only, 120 bytes sent, 96 received"; empty for groups
    QString why{};             ///< what went wrong, or why it was not run; may be empty
    std::vector<Fact> facts{}; ///< what was expected and what came first
    QString excerpt{};         ///< the start of what came back; may be empty
};

/// Hops with the number of groups around them, each group's together: what ran side by side is numbered in turns.
std::vector<std::pair<const trace::Hop *, int>> inOrder(const trace::Trace &trace);

Entry entryOf(const diagnosis::Verdict &verdict, const trace::Hop &hop, int depth);

} // namespace mailwalk::report
