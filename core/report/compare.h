#pragma once

#include "diagnosis/compare.h"
#include "report/masking.h"

#include <QJsonObject>

/// Two walks beside each other, in every format. The comparison is that of these walks. Nothing that a server chose can leave
/// its line, its cell or its string.
namespace mailwalk::report {

struct ComparedWalks {
    const trace::Trace &first, &second;
    const diagnosis::Comparison &comparison;
};

/// Plain UTF-8 text, translated: what it comes to, then each difference with its technical line, the explaining one first.
std::string text(const ComparedWalks &walks, Masking masking);

/// One self-contained, printable HTML 5 file with the same.
std::string html(const ComparedWalks &walks, Masking masking);

/// `mailwalk-compare`, version 1.
QJsonObject toJson(const ComparedWalks &walks, Masking masking);

/// How far names can be compared in walks that were saved like this, translated; empty where they can. For the sentence.
QString noteOnMasks(Masking first, Masking second);

/// Where a difference was found, for an expert: "Connect to gc1.corp.test:135 (steps 12 and 9)". One line.
QString placeOf(const diagnosis::Difference &difference, const ComparedWalks &walks);

/// What it was before and is now, for an expert; empty where the text says it all. One line.
QString changeOf(const diagnosis::Difference &difference);

/// How many steps both have without a difference, as a sentence.
QString stepsAlike(const ComparedWalks &walks);

/// The table of all differences, as a part of an HTML page.
QString tableOf(const ComparedWalks &walks);

} // namespace mailwalk::report
