#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <string_view>

namespace mailwalk::diagnosis {

/// Plain text, paragraphs apart, for a cause's id, a failure code or a topic; nothing for another word. Translated.
std::optional<QString> explain(std::string_view word);

/// All words that `explain` knows: topics, causes, codes.
QStringList explainable();

} // namespace mailwalk::diagnosis
