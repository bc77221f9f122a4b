#pragma once

#include "report/masking.h"
#include "trace/hop.h"

#include <QString>
#include <map>

namespace mailwalk::wizard {

/// What is asked at this moment and not answered yet, for a person. Fed with the changes of a walk; keeps only what runs.
class NowSentence
{
public:
    void clear() { running_.clear(); }
    void take(const std::vector<trace::Hop> &changes);

    bool isWaiting() const { return longest() != nullptr; }
    double waited(double now) const; ///< ms, by what waits longest; `now` in ms since the walk began

    /// "Looking up where mail.corp.test is …", of what waits longest. Masked: without the name. Empty when nothing is asked.
    QString text(report::Masking masking) const;
    /// "No answer yet, for 3 s." Empty within the first second.
    QString patience(double now) const;

private:
    const trace::Hop *longest() const;

    std::map<trace::HopId, trace::Hop> running_; // acts alone, in the order of opening
};

} // namespace mailwalk::wizard
