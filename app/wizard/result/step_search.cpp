#include "wizard/result/step_search.h"

#include "wizard/words.h"

#include <QElapsedTimer>

namespace mailwalk::wizard {

namespace {

constexpr qint64 sliceLength = 10; ///< ms

bool holds(std::string_view hay, const QString &needle)
{
    return QString::fromUtf8(hay.data(), qsizetype(hay.size())).contains(needle, Qt::CaseInsensitive);
}

bool mayHold(const std::optional<std::string> &hay, const QString &needle) { return hay && holds(*hay, needle); }

bool isProblem(const trace::Hop &hop) { return hop.outcome == trace::Outcome::failed || hop.outcome == trace::Outcome::warned; }

bool holdsFact(const trace::Hop &hop, const QString &needle)
{
    return std::any_of(hop.facts.begin(), hop.facts.end(),
                       [&](const Fact &fact) { return holds(fact.name, needle) || holds(fact.value, needle); });
}

bool holdsFailure(const trace::Hop &hop, const QString &needle)
{
    return hop.failure && (holds(nameOf(hop.failure->code), needle) || holds(hop.failure->text, needle) ||
                           mayHold(hop.failure->expected, needle) || mayHold(hop.failure->got, needle));
}

bool holdsAnywhere(const trace::Hop &hop, const QString &needle)
{
    return QString::number(hop.id) == needle || holds(hop.title, needle) || holds(hop.target, needle) ||
           mayHold(hop.address, needle) || stateOf(hop).contains(needle, Qt::CaseInsensitive) || holdsFailure(hop, needle) ||
           holdsFact(hop, needle) || mayHold(hop.excerpt, needle);
}

} // namespace

bool isWanted(const trace::Hop &hop, const Wanted &wanted)
{
    return (!wanted.problems || isProblem(hop)) && (wanted.text.isEmpty() || holdsAnywhere(hop, wanted.text));
}

StepSearch::StepSearch(QObject *parent) : QObject(parent) { connect(&slices_, &QTimer::timeout, this, &StepSearch::look); }

void StepSearch::begin(const trace::Trace &trace, Wanted wanted)
{
    trace_ = &trace;
    wanted_ = std::move(wanted);
    found_.clear();
    found_.reserve(trace.hops.size());
    slices_.start(0);
}

void StepSearch::look()
{
    QElapsedTimer time;
    time.start();
    while (found_.size() < trace_->hops.size()) {
        if (time.elapsed() >= sliceLength)
            return;
        found_.push_back(isWanted(trace_->hops[found_.size()], wanted_));
    }
    slices_.stop();
    Q_EMIT found(found_);
}

} // namespace mailwalk::wizard
