#include "report/ways.h"

#include "report/paragraph.h"

#include <QCoreApplication>

namespace mailwalk::report {

using diagnosis::LaneVerdict;
using trace::Reason;
using trace::Transport;

namespace {

QString inReport(const char *text) { return QCoreApplication::translate("report", text); }

QString wordFor(Transport transport)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("report", "Directly (port 135 and those behind it)"),
        QT_TRANSLATE_NOOP("report", "RPC over HTTPS (port 443 alone)"),
        QT_TRANSLATE_NOOP("report", "MAPI over HTTPS (port 443 alone)"),
    };
    return inReport(words[static_cast<std::size_t>(transport)]);
}

const char *wordFor(const LaneVerdict &lane)
{
    switch (lane.outcome) {
    case diagnosis::Result::works: return QT_TRANSLATE_NOOP("report", "works.");
    case diagnosis::Result::fails: return QT_TRANSLATE_NOOP("report", "fails at step %1. %2");
    case diagnosis::Result::notOffered: return QT_TRANSLATE_NOOP("report", "not offered here.");
    case diagnosis::Result::cancelled: return QT_TRANSLATE_NOOP("report", "stopped before its end.");
    case diagnosis::Result::notRun: return QT_TRANSLATE_NOOP("report", "not walked.");
    case diagnosis::Result::notProven: break;
    }
    switch (lane.reason.value_or(Reason::notChosen)) {
    case Reason::needsPassword: return QT_TRANSLATE_NOOP("report", "takes a password to be proven.");
    case Reason::wouldRiskLockout: return QT_TRANSLATE_NOOP("report", "not tried, because a sign-in was refused before.");
    case Reason::policy: return QT_TRANSLATE_NOOP("report", "offered, and not walked by this version.");
    case Reason::consent: return QT_TRANSLATE_NOOP("report", "not walked on at step %1, for want of your consent. %2");
    default: return QT_TRANSLATE_NOOP("report", "not proven: it ended at step %1. %2");
    }
}

// The one cause. Where several look the same, and where none is known, the step says more.
QString causeOf(const LaneVerdict &lane)
{
    QStringList texts;
    for (const diagnosis::Finding &finding : lane.findings)
        if (finding.hop == lane.hop)
            texts += fit(finding.text, 300);
    return texts.size() == 1 ? texts.front() : QString();
}

} // namespace

QStringList ways(const diagnosis::Verdict &verdict)
{
    QStringList lines;
    if (verdict.lanes.size() < 2)
        return lines;
    for (const auto &[transport, lane] : verdict.lanes) {
        QString text = inReport(wordFor(lane));
        if (text.contains(QLatin1String("%1")))
            text = text.arg(lane.hop.value_or(0)).arg(causeOf(lane)).trimmed();
        lines += QStringLiteral("%1: %2").arg(wordFor(transport), text);
    }
    return lines;
}

} // namespace mailwalk::report
