#include "diagnosis/compare_words.h"

#include "base/text.h"
#include "diagnosis/hop_difference.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

struct Compare {
    Q_DECLARE_TR_FUNCTIONS(compare)
};

QString asLine(const std::string &text) { return QString::fromStdString(oneLine(text)); }

QString wordFor(std::string_view result)
{
    static constexpr std::pair<Result, const char *> all[] = {
        {Result::works, QT_TRANSLATE_NOOP("compare", "works")},
        {Result::fails, QT_TRANSLATE_NOOP("compare", "fails")},
        {Result::notOffered, QT_TRANSLATE_NOOP("compare", "not offered")},
        {Result::notProven, QT_TRANSLATE_NOOP("compare", "not proven")},
        {Result::notRun, QT_TRANSLATE_NOOP("compare", "not walked")},
        {Result::cancelled, QT_TRANSLATE_NOOP("compare", "stopped")},
    };
    const auto found =
        std::find_if(std::begin(all), std::end(all), [&](const auto &each) { return nameOf(each.first) == result; });
    return found == std::end(all) ? QString() : Compare::tr(found->second);
}

QString wordFor(Outcome outcome)
{
    static constexpr const char *all[] = {
        QT_TRANSLATE_NOOP("compare", "unfinished"), QT_TRANSLATE_NOOP("compare", "passed"),
        QT_TRANSLATE_NOOP("compare", "warned"),     QT_TRANSLATE_NOOP("compare", "failed"),
        QT_TRANSLATE_NOOP("compare", "not run"),    QT_TRANSLATE_NOOP("compare", "broken off"),
    };
    return Compare::tr(all[static_cast<std::size_t>(outcome)]);
}

QString wayOf(Transport transport)
{
    switch (transport) {
    case Transport::direct: return Compare::tr("the direct way");
    case Transport::rpcHttps: return Compare::tr("the way through HTTPS (RPC)");
    case Transport::mapiHttps: break;
    }
    return Compare::tr("the way through HTTPS (MAPI)");
}

QString titleOf(const Hop &hop) { return asLine(hop.title.empty() ? std::string(nameOf(hop.kind)) : hop.title); }

QString textOfVerdict(const Difference &difference)
{
    const QString before = wordFor(difference.before), after = wordFor(difference.after);
    if (const auto lane = valueOf<Transport>(difference.what))
        return Compare::tr("What became of %1: first walk: %2; second walk: %3").arg(wayOf(*lane), before, after);
    return Compare::tr("What became of the walk: first walk: %1; second walk: %2").arg(before, after);
}

/// A hop in both walks, the one that failed and the one that passed.
struct Fallen {
    const Trace &trace, &other;
    const Hop &failed, &passed;
    bool isSecond;
};

QString textOfFall(const Fallen &fall)
{
    const QString seen = observationAt(fall.trace, fall.failed);
    const Whereabout here = whereaboutOf(fall.trace, fall.failed), there = whereaboutOf(fall.other, fall.passed);
    if (here.host == there.host && here.address == there.address)
        return (fall.isSecond ? Compare::tr("In the second walk %1; in the first walk this step passed.")
                              : Compare::tr("In the first walk %1; in the second walk this step passed."))
            .arg(seen);
    const QString with = here.host == there.host ? asLine(there.address) : asLine(there.host);
    const QString form = fall.isSecond
                             ? Compare::tr("In the second walk %1; the first walk had to do with %2 in this step, and passed.")
                             : Compare::tr("In the first walk %1; the second walk had to do with %2 in this step, and passed.");
    return form.arg(seen, with);
}

QString textOfOutcome(const Hop &one, const Hop &other, const Trace &first, const Trace &second)
{
    const auto passed = [](const Hop &hop) { return hop.outcome == Outcome::passed || hop.outcome == Outcome::warned; };
    if (other.outcome == Outcome::failed && passed(one))
        return textOfFall({second, first, other, one, true});
    if (one.outcome == Outcome::failed && passed(other))
        return textOfFall({first, second, one, other, false});
    return Compare::tr("%1: first walk: %2; second walk: %3").arg(titleOf(one), wordFor(one.outcome), wordFor(other.outcome));
}

QString textOfFailure(const Hop &one, const Hop &other, const Trace &first, const Trace &second)
{
    if (one.failure && other.failure)
        return Compare::tr("Both walks fail in this step. First walk: %1. Second walk: %2.")
            .arg(observationAt(first, one), observationAt(second, other));
    return Compare::tr("%1: it ended otherwise in the second walk").arg(titleOf(one));
}

// A sentence about one name is wrong where each walk had another.
bool isOfOneName(std::string_view what) { return what == "dns address" || what == "x-feserver"; }

// By what the codecs, the discovery and the stages call it.
const char *formOf(std::string_view what)
{
    static constexpr std::pair<std::string_view, const char *> all[] = {
        {"address", QT_TRANSLATE_NOOP("compare", "The first walk was for %1, the second for %2.")},
        {"mailbox", QT_TRANSLATE_NOOP("compare", "Mailbox: first walk: %1; second walk: %2")},
        {"server", QT_TRANSLATE_NOOP("compare", "Server: first walk: %1; second walk: %2")},
        {"profile", QT_TRANSLATE_NOOP("compare", "Kind of profile: first walk: %1; second walk: %2")},
        {"outlook", QT_TRANSLATE_NOOP("compare", "Outlook version: first walk: %1; second walk: %2")},
        {"signed in", QT_TRANSLATE_NOOP("compare", "Signed in with a password: first walk: %1; second walk: %2")},
        {"out.ppszServer", QT_TRANSLATE_NOOP("compare", "The first walk was sent to the directory server %1, the second to %2.")},
        {"directory server",
         QT_TRANSLATE_NOOP("compare", "The first walk was sent to the directory server %1, the second to %2.")},
        {"home server", QT_TRANSLATE_NOOP("compare", "The mailbox of the first walk is on %1, that of the second on %2.")},
        {"dns address", QT_TRANSLATE_NOOP("compare", "The name %3 led the first walk to %1, the second to %2.")},
        {"x-feserver", QT_TRANSLATE_NOOP("compare", "Behind the same name %1 answered the first walk, %2 the second.")},
        {"winner", QT_TRANSLATE_NOOP("compare", "The settings came from %1 in the first walk, from %2 in the second.")},
    };
    const auto found = std::find_if(std::begin(all), std::end(all), [&](const auto &each) { return each.first == what; });
    return found == std::end(all) ? nullptr : found->second;
}

QString textOfSetting(const Difference &difference, const Whereabout &here, const Whereabout &there)
{
    const QString what = asLine(difference.what), nothing = Compare::tr("(nothing)");
    const QString before = difference.before.empty() ? nothing : asLine(difference.before);
    const QString after = difference.after.empty() ? nothing : asLine(difference.after);
    if (difference.role != "walk" && (difference.before.empty() || difference.after.empty()))
        return (difference.after.empty() ? Compare::tr("Only the first walk was told %1: %2")
                                         : Compare::tr("Only the second walk was told %1: %2"))
            .arg(what, difference.after.empty() ? before : after);
    const bool isTold = here.host == there.host || !isOfOneName(difference.what);
    if (const char *known = isTold ? formOf(difference.what) : nullptr) {
        const QString form = Compare::tr(known);
        return form.contains(QLatin1String("%3")) ? form.arg(before, after, asLine(here.host)) : form.arg(before, after);
    }
    return Compare::tr("%1: first walk: %2; second walk: %3").arg(what, before, after);
}

QString textOfSingle(const Difference &difference, const Trace &trace, const Hop &hop)
{
    const bool isFirst = difference.change == Change::onlyFirst;
    if (const auto lane = valueOf<Transport>(difference.what))
        return (isFirst ? Compare::tr("Only the first walk took %1.") : Compare::tr("Only the second walk took %1."))
            .arg(wayOf(*lane));
    if (hop.failure)
        return (isFirst ? Compare::tr("Only in the first walk %1.") : Compare::tr("Only in the second walk %1."))
            .arg(observationAt(trace, hop));
    return (isFirst ? Compare::tr("Only the first walk has this step: %1")
                    : Compare::tr("Only the second walk has this step: %1"))
        .arg(titleOf(hop));
}

} // namespace

QString textFor(const Difference &difference, const Trace &first, const Trace &second)
{
    const Hop *one = first.hop(difference.first), *other = second.hop(difference.second);
    switch (difference.change) {
    case Change::verdict: return textOfVerdict(difference);
    case Change::outcome: return textOfOutcome(*one, *other, first, second);
    case Change::failure: return textOfFailure(*one, *other, first, second);
    case Change::place:
        return Compare::tr("%1: the first walk went to %2, the second to %3")
            .arg(titleOf(*one), asLine(difference.before), asLine(difference.after));
    case Change::setting: return textOfSetting(difference, whereaboutOf(first, *one), whereaboutOf(second, *other));
    case Change::onlyFirst: return textOfSingle(difference, first, *one);
    case Change::onlySecond: return textOfSingle(difference, second, *other);
    }
    return {};
}

} // namespace mailwalk::diagnosis
