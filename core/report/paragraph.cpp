#include "report/paragraph.h"

#include "base/text.h"

#include <QStringList>

namespace mailwalk::report {

static constexpr qsizetype width = 78;

QString fit(const std::string &text, std::size_t most) { return QString::fromStdString(oneLine(text, most)); }

QString paragraph(const QString &text, const QString &indent)
{
    QString result, line;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && indent.size() + line.size() + 1 + word.size() > width) {
            result += indent + line + QLatin1Char('\n');
            line.clear();
        }
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
    }
    return line.isEmpty() ? result : result + indent + line + QLatin1Char('\n');
}

} // namespace mailwalk::report
