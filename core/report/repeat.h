#pragma once

#include "diagnosis/repeated.h"
#include "report/masking.h"
#include "trace/json.h"

/// Walks that were repeated, in every format. The file is `mailwalk-repeat`, version 1; described by
/// resources/mailwalk-repeat.schema.json.
namespace mailwalk::report {

/// What a saved series may hold at most; the whole file is as large as a single walk may be.
inline constexpr qsizetype mostWalks = 100;

/// A series as it is saved and read.
struct Repeats {
    std::vector<trace::Document> walks;
    std::size_t wanted{}; ///< how many there were to be
    std::string ended{};  ///< why there are fewer: "stopped", "password-refused", "sign-in-unanswered"; empty when there are not
    QJsonObject rest{};   ///< members of the file that this version does not know: they are written back
};

std::vector<trace::Trace> tracesOf(const Repeats &repeats);

/// The same with names and addresses replaced, each by the same word in all walks. What this version does not know cannot be
/// masked, so it stays behind.
Repeats masked(const Repeats &repeats);

/// Whether the names were replaced before the file was written.
Masking maskingOf(const Repeats &repeats);

// The repetition is that of these walks: diagnosis::summarise(tracesOf(repeats)).

/// Plain UTF-8 text, translated: the result, each walk in a line, every step of all walks as a grid, the machines, worst first,
/// and what is to be done about the first walk that failed. Nothing that a server chose can leave its line.
std::string text(const Repeats &repeats, const diagnosis::Repetition &repetition, Masking masking);

/// One self-contained, printable HTML 5 file with the same.
std::string html(const Repeats &repeats, const diagnosis::Repetition &repetition, Masking masking);

QJsonObject toJson(const Repeats &repeats, const diagnosis::Repetition &repetition, Masking masking);
mailwalk::Result<Repeats, trace::Broken> repeatsFromJson(const QByteArray &bytes);

/// Whether a file says of itself that it holds repeated walks.
bool isOfRepeats(const QByteArray &bytes);

} // namespace mailwalk::report
