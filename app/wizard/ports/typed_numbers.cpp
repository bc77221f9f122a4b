#include "wizard/ports/typed_numbers.h"

#include "diagnosis/ports/adviser.h"

#include <QRegularExpression>
#include <QStringList>

namespace mailwalk::wizard {

namespace {

bool isDigits(const QString &text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
}

} // namespace

std::optional<std::uint16_t> portFrom(const QString &text)
{
    bool isShort = false;
    const std::uint16_t port = text.toUShort(&isShort);
    return isShort && port && isDigits(text) ? std::optional(port) : std::nullopt;
}

std::optional<std::vector<std::string>> addressesFrom(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    std::vector<std::string> found;
    for (const QString &word : text.split(between, Qt::SkipEmptyParts)) {
        const auto place = diagnosis::ports::placeFrom(word.toStdString());
        if (!place)
            return std::nullopt;
        found.push_back(*place);
    }
    return found;
}

} // namespace mailwalk::wizard
