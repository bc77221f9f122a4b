#include "report/escape.h"

namespace mailwalk::report {
namespace {

// Embeddings, overrides and isolates reach over what follows; a single mark, as translations use it, does not.
bool turnsDirection(char16_t c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

bool isForbidden(QChar c)
{
    const char16_t unit = c.unicode();
    const bool isControl = c.category() == QChar::Other_Control && c != QLatin1Char('\n');
    return isControl || turnsDirection(unit) || unit == 0x2028 || unit == 0x2029 || (unit & 0xfffe) == 0xfffe;
}

} // namespace

QString escaped(const QString &text)
{
    QString result;
    result.reserve(text.size() + text.size() / 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        switch (c.unicode()) {
        case u'&': result += QLatin1String("&amp;"); break;
        case u'<': result += QLatin1String("&lt;"); break;
        case u'>': result += QLatin1String("&gt;"); break;
        case u'"': result += QLatin1String("&quot;"); break;
        case u'\'': result += QLatin1String("&#39;"); break;
        default:
            if (isPair)
                (result += c) += text[++i];
            else
                result += isForbidden(c) || c.isSurrogate() ? QChar(QChar::ReplacementCharacter) : c;
        }
    }
    return result;
}

QString named(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<bdi dir=\"ltr\">%1</bdi>").arg(escaped(text));
}

} // namespace mailwalk::report
