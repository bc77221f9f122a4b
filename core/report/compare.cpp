#include "report/compare.h"

#include "report/about.h"
#include "report/paragraph.h"

#include <QCoreApplication>

namespace mailwalk::report {

using diagnosis::Change;
using diagnosis::Difference;

namespace {

QString besides(const char *text) { return QCoreApplication::translate("report", text); }

QString linesOf(const ComparedWalks &walks)
{
    QString lines;
    int number = 0;
    for (const Difference &each : walks.comparison.differences) {
        lines += paragraph(QStringLiteral("%1. %2").arg(++number).arg(each.text), QStringLiteral("  "));
        for (const QString &line : {placeOf(each, walks), changeOf(each)})
            if (!line.isEmpty())
                lines += QStringLiteral("       %1\n").arg(line);
    }
    return lines;
}

QString aboutOne(const QString &which, const trace::Trace &trace)
{
    return paragraph(QStringLiteral("%1: %2; %3").arg(which, whatWasAsked(trace), whoWalked(trace)));
}

} // namespace

QString noteOnMasks(Masking first, Masking second)
{
    if (first == Masking::masked && second == Masking::masked)
        return besides(QT_TRANSLATE_NOOP("report",
                                         "Both walks were saved masked, each by itself: the same word need not stand for "
                                         "the same machine."));
    if (first == Masking::none && second == Masking::none)
        return {};
    return first == Masking::masked
               ? besides(QT_TRANSLATE_NOOP("report", "The first walk was saved masked, the second was not: their names and "
                                                     "addresses differ for that reason alone."))
               : besides(QT_TRANSLATE_NOOP("report", "The second walk was saved masked, the first was not: their names and "
                                                     "addresses differ for that reason alone."));
}

QString placeOf(const Difference &difference, const ComparedWalks &walks)
{
    if (difference.change == Change::verdict)
        return {};
    const trace::Hop *first = walks.first.hop(difference.first), *second = walks.second.hop(difference.second);
    const QString title = fit((first ? first : second)->title);
    const auto step = [](const trace::Hop *hop) { return QString::number(hop->id); };
    if (first && second)
        return besides(QT_TRANSLATE_NOOP("report", "%1 (step %2 of the first walk, %3 of the second)"))
            .arg(title, step(first), step(second));
    return first ? besides(QT_TRANSLATE_NOOP("report", "%1 (step %2 of the first walk)")).arg(title, step(first))
                 : besides(QT_TRANSLATE_NOOP("report", "%1 (step %2 of the second walk)")).arg(title, step(second));
}

QString changeOf(const Difference &difference)
{
    if (difference.change == Change::verdict)
        return {};
    const QString what = difference.what.empty() ? QString() : fit(difference.what) + QLatin1String(": ");
    const auto orNone = [](const std::string &text) { return text.empty() ? QStringLiteral("-") : fit(text); };
    return QStringLiteral("%1%2 -> %3").arg(what, orNone(difference.before), orNone(difference.after));
}

struct Compared {
    Q_DECLARE_TR_FUNCTIONS(compare)
};

QString stepsAlike(const ComparedWalks &walks)
{
    const int count = static_cast<int>(walks.comparison.alike);
    return Compared::tr("%n step(s) are alike.", nullptr, count);
}

std::string text(const ComparedWalks &walks, Masking masking)
{
    const QString alike = stepsAlike(walks);
    const QString lines = linesOf(walks);
    const QString differences =
        lines.isEmpty() ? lines : QStringLiteral("\n%1\n%2").arg(besides(QT_TRANSLATE_NOOP("report", "Differences")), lines);
    const QString about = aboutOne(besides(QT_TRANSLATE_NOOP("report", "First walk")), walks.first) +
                          aboutOne(besides(QT_TRANSLATE_NOOP("report", "Second walk")), walks.second) +
                          paragraph(noteOn(masking));
    const QString all = paragraph(walks.comparison.sentence) + differences + QLatin1Char('\n') + paragraph(alike) +
                        QStringLiteral("\n%1\n%2").arg(besides(QT_TRANSLATE_NOOP("report", "About this report")), about);
    return all.toStdString();
}

} // namespace mailwalk::report
