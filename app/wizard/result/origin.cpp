#include "wizard/result/origin.h"

#include "report/json.h"
#include "wizard/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QSet>

namespace mailwalk::wizard {

using report::Masking;

namespace {

class Origin
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

QString dateOf(const std::string &started)
{
    const QDateTime when = QDateTime::fromString(QString::fromStdString(started), Qt::ISODate);
    return when.isValid() ? QLocale().toString(when.toLocalTime(), QLocale::ShortFormat) : Origin::tr("an unknown day");
}

QString versionOf(const std::string &version) { return version.empty() ? Origin::tr("(unknown)") : shown(version, 40); }

// The causes at the step that stopped it.
QSet<QString> causesIn(const QJsonObject &verdict)
{
    QSet<QString> causes;
    for (const QJsonValue finding : verdict.value(QLatin1String("findings")).toArray())
        if (finding[QLatin1String("hop")] == verdict.value(QLatin1String("hop")))
            causes += finding[QLatin1String("cause")].toString();
    return causes;
}

bool isTheSame(const QJsonObject &before, const QJsonObject &now)
{
    for (const QLatin1String member : {QLatin1String("outcome"), QLatin1String("hop"), QLatin1String("code")})
        if (before.value(member) != now.value(member))
            return false;
    return causesIn(before) == causesIn(now);
}

// What the file says stopped it, in its own words where it has any.
QString saidBefore(const QJsonObject &verdict, Masking masking)
{
    for (const QJsonValue finding : verdict.value(QLatin1String("findings")).toArray())
        if (masking == Masking::none && finding[QLatin1String("hop")] == verdict.value(QLatin1String("hop")))
            return shown(finding[QLatin1String("text")].toString().toStdString(), 500);
    return shown(verdict.value(QLatin1String("outcome")).toString().toStdString(), 40);
}

QString compared(const Told &told, Masking masking)
{
    const QJsonObject before = told.document.rest.value(QLatin1String("verdict")).toObject();
    if (before.isEmpty())
        return Origin::tr("The verdict is this version's.");
    if (isTheSame(before, report::toJson(told.verdict)))
        return Origin::tr("This version comes to the same verdict as the one that saved it.");
    return Origin::tr("The verdict is this version's. The one that saved it said: %1").arg(saidBefore(before, masking));
}

} // namespace

QString originOf(const Told &told, const QString &file, Masking masking)
{
    const trace::Trace &trace = told.document.trace;
    const QString walked =
        masking == Masking::masked
            ? Origin::tr("A saved walk, walked on %1 by version %2.").arg(dateOf(trace.started), versionOf(trace.version))
            : Origin::tr("Opened from “%1”, walked on %2 by version %3.")
                  .arg(shown(QFileInfo(file).fileName().toStdString()), dateOf(trace.started), versionOf(trace.version));
    return walked + QLatin1Char(' ') + compared(told, masking);
}

} // namespace mailwalk::wizard
