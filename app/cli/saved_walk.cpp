#include "cli/saved_walk.h"

#include "base/text.h"
#include "cli/usage.h"
#include "cli/values.h"
#include "trace/json.h"

namespace mailwalk::cli {

trace::Document savedWalk(const std::string &file)
{
    auto document = trace::fromJson(contentOf(file, trace::mostFileBytes));
    if (document)
        return std::move(*document);
    const auto line = [](const QString &text) { return QString::fromStdString(oneLine(text.toStdString())); };
    throw WrongUsage{Cli::tr("%1 is not a walk that can be read: at %2, %3.")
                         .arg(line(QString::fromStdString(file)), line(document.error().place), line(document.error().text))};
}

} // namespace mailwalk::cli
