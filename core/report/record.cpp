#include "report/record.h"

#include "report/paragraph.h"
#include "report/steps.h"

#include <QCoreApplication>
#include <QStringList>

namespace mailwalk::report {

using trace::Hop;
using trace::Reason;

namespace {

constexpr std::size_t longestValue = 1000;
constexpr std::size_t longestExcerpt = 4096;

QString inRecord(const char *text) { return QCoreApplication::translate("report", text); }

QString wordIn(std::string_view name) { return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())); }

QString whereOf(const Hop &hop)
{
    const QString address = hop.address ? fit(*hop.address) : QString();
    const bool isTold = hop.target.empty() || hop.title.find(hop.target) != std::string::npos;
    if (isTold)
        return address;
    return address.isEmpty() ? fit(hop.target) : QStringLiteral("%1 [%2]").arg(fit(hop.target), address);
}

const char *wordFor(Reason reason)
{
    switch (reason) {
    case Reason::earlierFailure: return QT_TRANSLATE_NOOP("report", "because of an earlier step");
    case Reason::notChosen: return QT_TRANSLATE_NOOP("report", "not chosen");
    case Reason::policy: return QT_TRANSLATE_NOOP("report", "this program does not do that");
    case Reason::wouldRiskLockout: return QT_TRANSLATE_NOOP("report", "another wrong sign-in could lock the account");
    case Reason::needsPassword: return QT_TRANSLATE_NOOP("report", "it takes a password");
    case Reason::consent: return QT_TRANSLATE_NOOP("report", "for want of your consent");
    case Reason::notOffered: break;
    }
    return QT_TRANSLATE_NOOP("report", "not offered");
}

// An earlier step is named only when the lane tells which.
QString whyNotRun(const diagnosis::Verdict &verdict, const Hop &hop)
{
    const auto lane = hop.transport ? verdict.lanes.find(*hop.transport) : verdict.lanes.end();
    const diagnosis::LaneVerdict &judged = lane == verdict.lanes.end() ? verdict : lane->second;
    if (hop.reason != Reason::earlierFailure || judged.hop.value_or(hop.id) >= hop.id)
        return inRecord(wordFor(*hop.reason));
    return inRecord(QT_TRANSLATE_NOOP("report", "because of step %1")).arg(*judged.hop);
}

QString whyOf(const diagnosis::Verdict &verdict, const Hop &hop)
{
    if (hop.failure)
        return QStringLiteral("%1: %2").arg(wordIn(nameOf(hop.failure->code)), fit(hop.failure->text, 300));
    return hop.reason ? whyNotRun(verdict, hop) : QString();
}

const char *wordFor(trace::Needed needed)
{
    switch (needed) {
    case trace::Needed::setUp: return QT_TRANSLATE_NOOP("report", "new profile only");
    case trace::Needed::both: return QT_TRANSLATE_NOOP("report", "new and finished profile");
    case trace::Needed::bothUnlessCached: break;
    }
    return QT_TRANSLATE_NOOP("report", "new profile, and a finished one without cached mode");
}

QString asideOf(const Hop &hop)
{
    QStringList parts;
    if (hop.isGroup() || hop.outcome == trace::Outcome::notRun)
        return {};
    parts += inRecord(QT_TRANSLATE_NOOP("report", "began at %1 ms")).arg(hop.opened, 0, 'f', 1);
    if (hop.needed)
        parts += inRecord(wordFor(*hop.needed));
    if (hop.sent || hop.received)
        parts += inRecord(QT_TRANSLATE_NOOP("report", "%1 bytes sent, %2 received")).arg(hop.sent).arg(hop.received);
    return parts.join(QLatin1String(", "));
}

std::vector<Fact> factsOf(const Hop &hop)
{
    std::vector<Fact> facts;
    const auto add = [&](const char *name, const std::optional<std::string> &value) {
        if (value)
            facts.push_back({inRecord(name), fit(*value, longestValue)});
    };
    if (hop.failure) {
        add(QT_TRANSLATE_NOOP("report", "expected"), hop.failure->expected);
        add(QT_TRANSLATE_NOOP("report", "got"), hop.failure->got);
    }
    for (const auto &[name, value] : hop.facts)
        facts.push_back({fit(name), fit(value, longestValue)});
    return facts;
}

} // namespace

std::vector<std::pair<const Hop *, int>> inOrder(const trace::Trace &trace)
{
    std::vector<std::vector<const Hop *>> children(trace.hops.size() + 1);
    for (const Hop &hop : trace.hops)
        children[hop.parent < hop.id ? hop.parent : 0].push_back(&hop);
    std::vector<std::pair<const Hop *, int>> tree, open;
    const auto push = [&](trace::HopId parent, int depth) {
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

Entry entryOf(const diagnosis::Verdict &verdict, const Hop &hop, int depth)
{
    const bool hasRun = hop.closed && hop.outcome != trace::Outcome::notRun;
    Entry entry{&hop, depth, wordFor(hop)};
    if (hasRun)
        entry.took = inRecord(QT_TRANSLATE_NOOP("report", "%1 ms")).arg(*hop.closed - hop.opened, 0, 'f', 0);
    entry.title = fit(hop.title.empty() ? std::string(nameOf(hop.kind)) : hop.title);
    entry.where = whereOf(hop);
    entry.aside = asideOf(hop);
    entry.why = whyOf(verdict, hop);
    entry.facts = factsOf(hop);
    if (hop.excerpt)
        entry.excerpt = fit(*hop.excerpt, longestExcerpt);
    return entry;
}

} // namespace mailwalk::report
