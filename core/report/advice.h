#pragma once

#include "diagnosis/verdict.h"

#include <QString>
#include <QStringList>

namespace mailwalk::report {

/// What to tell one fixer: a message that can be sent as it is.
struct Letter {
    diagnosis::Fixer to{};
    QString toWord; ///< translated: "your company's IT"
    QString text;   ///< translated; ends with the step, the short code and the time of the walk
};

/// The verdict in a person's words, all translated: what every output (text, HTML, PDF, window) says, in this order.
struct Advice {
    QString outcome;  ///< "FAILS": a word that needs no colour
    QString sentence; ///< what happened and where
    QStringList meaning;
    QStringList remedies; ///< what this person can do
    QStringList fixers;   ///< who can mend it, as words
    std::vector<Letter> letters;
    QStringList ways;    ///< what became of each lane; empty where there was no more than one
    QStringList noticed; ///< also noticed
    trace::HopId step{}; ///< where it stopped; 0 for nowhere
    QString shortCode;   ///< to be read out; empty when nothing stopped it
};

Advice adviceOf(const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::report
