#pragma once

#include "diagnosis/verdict.h"

#include <QString>

namespace mailwalk::diagnosis {

/// One entry of the catalogue. Texts are English sources for translation in the context "cause"; {host}, {port}, {name},
/// {address}, {domain} and {inner} (behind an RPC proxy) in them stand for what the hop met. A cause that reads differently from
/// desk to desk has a row for each.
struct Cause {
    const char *id;
    std::optional<trace::Stage> desk; ///< whose row this is; none is every desk's
    std::vector<Fixer> fixers;
    const char *sentence;  ///< what is wrong, for a person
    const char *remedy;    ///< what this person can do
    const char *message;   ///< what to tell the fixer; empty when the person is the fixer
    const char *technical; ///< for an administrator; English
};

const std::vector<Cause> &catalogue();

/// The row for this desk, or the one for every desk, or the first of that id. Null for an unknown id.
const Cause *causeOf(std::string_view id, std::optional<trace::Stage> desk = {});

/// Texts of a finding, translated and filled in.
QString remedyFor(const Finding &finding, const trace::Trace &trace);
QString messageFor(const Finding &finding, const trace::Trace &trace);
std::string technicalFor(const Finding &finding, const trace::Trace &trace);

Finding findingAt(const trace::Trace &trace, const trace::Hop &hop, std::string_view cause);

/// Fills {host} and the like. What a server or a person chose is made fit for one line.
QString filled(const QString &text, const trace::Trace &trace, const trace::Hop &hop);

/// Who can mend it, as a word for a person: "your company's IT". Translated.
QString wordFor(Fixer fixer);

} // namespace mailwalk::diagnosis
