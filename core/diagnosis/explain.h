#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <string_view>

namespace mailwalk::diagnosis {

/// Plain text, paragraphs apart, for a cause's id, a failure code, a topic or a short code ("017 054"); nothing for another word.
/// Translated.
std::optional<QString> explain(std::string_view word);

/// What may be wrong with a short code that was heard or typed, in one sentence; nothing for a text that is none, or a good one.
std::optional<QString> complaintAboutCode(std::string_view text);

/// All words that `explain` knows: topics, causes, codes.
QStringList explainable();

} // namespace mailwalk::diagnosis
