#include "report/steps.h"

#include "report/paragraph.h"
#include "report/settings.h"

#include <QCoreApplication>

namespace mailwalk::report {

using namespace trace;

namespace {

QString say(const char *text) { return QCoreApplication::translate("report", text); }
QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString milliseconds(double time) { return say(QT_TRANSLATE_NOOP("report", "%1 ms")).arg(time, 0, 'f', 0); }

// Hops with the groups they lie in, each group's together: what ran side by side is numbered in turns.
std::vector<std::pair<const Hop *, int>> asTree(const Trace &trace)
{
    std::vector<std::vector<const Hop *>> children(trace.hops.size() + 1);
    for (const Hop &hop : trace.hops)
        children[hop.parent < hop.id ? hop.parent : 0].push_back(&hop);
    std::vector<std::pair<const Hop *, int>> tree, open;
    const auto push = [&](HopId parent, int depth) {
        for (auto child = children[parent].rbegin(); child != children[parent].rend(); ++child)
            open.push_back({*child, depth});
    };
    for (push(0, 0); !open.empty();) {
        tree.push_back(open.back());
        open.pop_back();
        push(tree.back().first->id, tree.back().second + 1);
    }
    return tree;
}

// An earlier step is named only when the lane tells which.
QString whyNotRun(const diagnosis::Verdict &verdict, const Hop &hop)
{
    const auto lane = hop.transport ? verdict.lanes.find(*hop.transport) : verdict.lanes.end();
    const diagnosis::LaneVerdict &judged = lane == verdict.lanes.end() ? verdict : lane->second;
    if (hop.reason != Reason::earlierFailure || judged.hop.value_or(hop.id) >= hop.id)
        return qt(nameOf(*hop.reason));
    return say(QT_TRANSLATE_NOOP("report", "(because of step %1)")).arg(*judged.hop);
}

QString lineOf(const diagnosis::Verdict &verdict, const Hop &hop, int depth)
{
    const QString indent(2 * depth, QLatin1Char(' '));
    const QString took = hop.closed && hop.outcome != Outcome::notRun ? milliseconds(*hop.closed - hop.opened) : QString();
    QString lines =
        QStringLiteral("%1  %2 %3  %4%5\n").arg(hop.id, 4).arg(wordFor(hop), -9).arg(took, 9).arg(indent, titleOf(hop));
    const QString below = QString(28, QLatin1Char(' ')) + indent;
    if (hop.failure)
        lines += below + whyOf(*hop.failure) + QLatin1Char('\n');
    if (hop.reason)
        lines += below + whyNotRun(verdict, hop) + QLatin1Char('\n');
    return lines;
}

} // namespace

QString titleOf(const Hop &hop)
{
    QString name = fit(hop.title.empty() ? std::string(trace::nameOf(hop.kind)) : hop.title);
    if (!hop.target.empty() && hop.title.find(hop.target) == std::string::npos)
        name += QStringLiteral(" \u2014 ") + fit(hop.target);
    if (hop.address)
        name += QStringLiteral(" [%1]").arg(fit(*hop.address));
    return name;
}

QString whyOf(const Failure &failure)
{
    QString line = QStringLiteral("%1: %2").arg(qt(nameOf(failure.code)), fit(failure.text, 300));
    if (failure.expected)
        line += say(QT_TRANSLATE_NOOP("report", "; expected %1")).arg(fit(*failure.expected));
    if (failure.got)
        line += say(QT_TRANSLATE_NOOP("report", "; got %1")).arg(fit(*failure.got));
    return line;
}

QString wordFor(const Hop &hop)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("report", "running"), QT_TRANSLATE_NOOP("report", "passed"),  QT_TRANSLATE_NOOP("report", "WARNED"),
        QT_TRANSLATE_NOOP("report", "FAILED"),  QT_TRANSLATE_NOOP("report", "not run"), QT_TRANSLATE_NOOP("report", "cancelled"),
    };
    return say(words[static_cast<std::size_t>(hop.outcome)]);
}

QString steps(const Trace &trace, const diagnosis::Verdict &verdict)
{
    QString lines;
    for (const auto &[hop, depth] : asTree(trace))
        lines += lineOf(verdict, *hop, depth);
    return lines;
}

QString portsUsed(const Trace &trace)
{
    QString lines;
    for (const PortUsed &used : portsUsedIn(trace)) {
        const QString host = used.host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(used.host) : used.host;
        const QString place = host + QLatin1Char(':') + QString::number(used.port);
        const QString carrier = used.carrier == Carrier::udp ? QStringLiteral("UDP") : QStringLiteral("TCP");
        lines +=
            QStringLiteral("  %1 %2  %3  %4\n").arg(carrier, place.leftJustified(32), used.answer.leftJustified(12), used.what);
    }
    return lines;
}

} // namespace mailwalk::report
