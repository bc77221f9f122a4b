#include "wizard/compare/compared.h"

#include "report/compare.h"
#include "report/json.h"
#include "report/mask.h"
#include "wizard/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace mailwalk::wizard {

using report::Masking;

namespace {

class Walk
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard::compare)
};

QString whoIn(const Outturn &walk, Masking masking)
{
    const trace::Asked &asked = walk.told->document.trace.asked;
    if (masking == Masking::masked)
        return walk.file.isEmpty() ? Walk::tr("Walked here") : Walk::tr("A saved walk");
    const QString whom = shown(asked.address.value_or(asked.mailbox.value_or("")), 80);
    return walk.file.isEmpty() ? whom : Walk::tr("%1 (%2)").arg(whom, shown(QFileInfo(walk.file).fileName().toStdString(), 60));
}

QString whenOf(const trace::Trace &trace)
{
    const QDateTime when = QDateTime::fromString(QString::fromStdString(trace.started), Qt::ISODate);
    return when.isValid() ? QLocale().toString(when.toLocalTime(), QLocale::ShortFormat) : Walk::tr("an unknown day");
}

} // namespace

Compared Compared::of(const Told &first, const Told &second, Masking masking)
{
    std::vector<trace::Trace> both{first.document.trace, second.document.trace};
    if (masking == Masking::masked)
        both = report::masked(std::move(both));
    Compared made{std::move(both.front()), std::move(both.back()), {}, masking};
    made.comparison = diagnosis::compare(made.first, made.second);
    const QString note = report::noteOnMasks(report::maskingOf(first.document), report::maskingOf(second.document));
    if (!note.isEmpty())
        made.comparison.sentence += QLatin1Char(' ') + note;
    return made;
}

QString titleOf(const Outturn &walk, Masking masking)
{
    return Walk::tr("%1, %2, %3")
        .arg(whoIn(walk, masking), whenOf(walk.told->document.trace), wordFor(walk.told->verdict.outcome));
}

} // namespace mailwalk::wizard
