#pragma once

#include "report/repeat.h"

#include <QStringList>

/// What the text and the page of repeated walks say alike; translated.
namespace mailwalk::report::repeated {

/// One walk of the series.
struct Line {
    int number{}; ///< from 1
    bool isBad{};
    QString word;     ///< "WORKS", "FAILS"
    QString took;     ///< "812 ms"; may be empty
    QString sentence; ///< of what failed; empty where nothing did
};
std::vector<Line> linesOf(const Repeats &repeats, const diagnosis::Repetition &repetition);

QString cellsOf(const diagnosis::RepeatedHop &hop); ///< a character for each run
QString legend();
QString labelOf(const diagnosis::RepeatedHop &hop); ///< what it is for, and where as far as that was always the same
QStringList placesOfFailures(const diagnosis::RepeatedHop &hop);

QString ratio(const diagnosis::Ratio &ratio); ///< "3 of 10"
QString wordFor(diagnosis::Group group);      ///< "directory server"
QString times(const diagnosis::Percentiles &times);
QString endNote(const Repeats &repeats); ///< why there are fewer walks than were wanted; may be empty

/// The first walk that failed, to be looked at closely; -1 when none did.
int firstBad(const diagnosis::Repetition &repetition);

} // namespace mailwalk::report::repeated
