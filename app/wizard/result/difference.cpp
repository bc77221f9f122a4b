#include "wizard/result/difference.h"

#include "wizard/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::wizard {

using diagnosis::Colouring;
using diagnosis::Result;
using trace::Needed;

namespace {

class Difference
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

bool wentAsFinished(const trace::Trace &trace) { return trace.asked.profile == "finished"; }

// A desk was reached and gave what it is asked for.
bool hasPassed(const trace::Trace &trace, trace::Stage stage)
{
    return std::any_of(trace.hops.begin(), trace.hops.end(), [&](const trace::Hop &hop) {
        return hop.kind == trace::Kind::stage && hop.stage == stage &&
               (hop.outcome == trace::Outcome::passed || hop.outcome == trace::Outcome::warned);
    });
}

QString whenItWorks(const trace::Trace &trace, Colouring colouring)
{
    if (!wentAsFinished(trace))
        return colouring == Colouring::fresh ? Difference::tr("A new profile can be set up.")
                                             : Difference::tr("A finished profile needs less, and all of that has passed.");
    return colouring == Colouring::finished
               ? Difference::tr("A finished profile works.")
               : Difference::tr("What only a new profile needs was not walked: this says nothing of setting one up.");
}

QString forFinished(const trace::Trace &trace, const trace::Hop &hop)
{
    switch (hop.needed.value_or(Needed::both)) {
    case Needed::setUp:
        return hasPassed(trace, trace::Stage::open)
                   ? Difference::tr("A finished profile does not need step %1, and the mailbox opened: it may go on working.")
                         .arg(hop.id)
                   : Difference::tr(
                         "A finished profile does not need step %1. What it needs instead was not walked, so this does "
                         "not prove that one works.")
                         .arg(hop.id);
    case Needed::bothUnlessCached:
        return Difference::tr("A finished profile needs step %1 only if it keeps no copy of the mailbox on this computer.")
            .arg(hop.id);
    case Needed::both: break;
    }
    return Difference::tr("A finished profile needs step %1 as well: it stops there too.").arg(hop.id);
}

QString forFresh(const trace::Trace &trace, const trace::Hop &hop)
{
    if (wentAsFinished(trace))
        return Difference::tr("This walk went the way of a finished profile. What only a new profile needs was not walked.");
    return Difference::tr("A new profile cannot be set up without step %1.").arg(hop.id);
}

} // namespace

QString differenceFor(const trace::Trace &trace, const diagnosis::Verdict &verdict, Colouring colouring)
{
    if (verdict.outcome == Result::works)
        return whenItWorks(trace, colouring);
    const trace::Hop *hop = trace.hop(verdict.hop.value_or(0));
    if (verdict.outcome != Result::fails || !hop)
        return Difference::tr("This walk did not come far enough to tell a new profile from a finished one.");
    return colouring == Colouring::fresh ? forFresh(trace, *hop) : forFinished(trace, *hop);
}

QString measuredFor(const Told &told, report::Masking masking, Colouring colouring)
{
    const Counterpart &other = *told.counterpartFor(masking);
    const diagnosis::Verdict &own = told.verdictFor(masking);
    const diagnosis::Verdict &chosen = other.colouring == colouring ? other.verdict : own;
    const diagnosis::Verdict &fresh = other.colouring == Colouring::fresh ? other.verdict : own;
    const diagnosis::Verdict &finished = other.colouring == Colouring::finished ? other.verdict : own;
    const QString both = Difference::tr("Both were walked. New profile: %1. Finished profile: %2.")
                             .arg(wordFor(fresh.outcome), wordFor(finished.outcome));
    return chosen.outcome == Result::works ? both : both + QLatin1Char(' ') + shown(chosen.sentence, 500);
}

QString comparedProfiles(const Counterpart &counterpart)
{
    const int count = int(counterpart.comparison.differences.size());
    return count ? Difference::tr(
                       "Where a finished profile (second walk) differs from a new one (first walk), %n point(s):", nullptr, count)
                 : Difference::tr("A finished profile asks the same, and gets the same answers.");
}

} // namespace mailwalk::wizard
