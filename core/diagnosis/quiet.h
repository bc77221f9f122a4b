#pragma once

#include "diagnosis/scene.h"

#include <QStringList>

/// What a connection that was held quiet has shown (evidence/idle.h records it).
namespace mailwalk::diagnosis {

/// A fact of the hop in which nothing was said: "300 s".
inline constexpr const char *quietFact = "quiet for";

/// How long the connection was quiet that this act used as the first; nothing for any other act.
std::optional<std::string> silenceBefore(const Scene &act);

/// The connection was dead, and nobody had said so: not the orderly end that Outlook notices, and mends by connecting again.
bool isForgottenInSilence(const Scene &act);

/// What is proven without blaming anybody, a sentence for each lane: it still worked, or it was ended in an orderly way.
/// Translated.
QStringList notesOnQuiet(const trace::Trace &trace);

} // namespace mailwalk::diagnosis
