#include "support/pseudo_translator.h"

#include <QRegularExpression>
#include <algorithm>

namespace mailwalk::test {

namespace {

constexpr QChar opens(u'⟦'), closes(u'⟧');

// What lies between the brackets of the outermost texts.
QStringList outside(const QString &text)
{
    QStringList pieces{{}};
    int depth = 0;
    for (const QChar c : text) {
        depth += c == opens;
        if (!depth)
            pieces.back() += c;
        if (c == closes && depth && !--depth)
            pieces += QString();
    }
    return pieces;
}

bool hasLetters(const QString &piece)
{
    return std::any_of(piece.begin(), piece.end(), [](QChar c) { return c.isLetter(); });
}

// Without the mark of the keyboard, the paragraph of a tip, places to break a long name, and what stands around the words.
QString plain(QString text)
{
    static const QRegularExpression tag(QStringLiteral("</?p>")), around(QStringLiteral("^[^\\w<]+|[^\\w>)]+$"));
    text = text.remove(tag).remove(QLatin1Char('&')).remove(QChar(0x200b)).simplified();
    return text.remove(around).remove(around);
}

// Word by word: the window puts names of the record together in its own way.
bool isKnown(const QString &piece, const QString &record)
{
    const QStringList words = plain(piece).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString &word) { return !hasLetters(word) || record.contains(plain(word)); });
}

} // namespace

QString PseudoTranslator::translate(const char *context, const char *source, const char *, int) const
{
    if (qstrcmp(context, "QShortcut") == 0) // names of keys
        return {};
    const QString text = QString::fromUtf8(source);
    QString longer;
    for (qsizetype i = 0; i < text.size() / 2; ++i)
        longer += i % 6 == 0 ? u' ' : u'~';
    return opens + text + longer + closes;
}

std::vector<Spoken> untranslated(const std::vector<Spoken> &texts, const QString &known)
{
    const QString record = plain(known);
    std::vector<Spoken> found;
    for (const Spoken &spoken : texts)
        for (const QString &piece : outside(spoken.text))
            for (const QString &line : piece.split(QLatin1Char('\n')))
                if (!isKnown(line, record))
                    found.push_back({spoken.where, line});
    return found;
}

} // namespace mailwalk::test
