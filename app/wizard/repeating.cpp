#include "wizard/repeating.h"

namespace mailwalk::wizard {

namespace {

constexpr int pullEvery = 40;            ///< ms
constexpr std::size_t mostChanges = 500; ///< in one pull, so that the window never stalls

} // namespace

Repeating::Repeating(QObject *parent) : QObject(parent)
{
    pull_.setInterval(pullEvery);
    connect(&pull_, &QTimer::timeout, this, &Repeating::pull);
}

Repeating::~Repeating() = default; // ~Series stops the walks and waits for their end

void Repeating::begin(Errand errand, std::size_t times)
{
    clear();
    walked_.wanted = std::min(times, evidence::mostRepeats);
    series_ = std::make_unique<Series>(std::move(errand), walked_.wanted);
    pull_.start();
    Q_EMIT began();
}

void Repeating::show(report::Repeats series)
{
    clear();
    walked_ = std::move(series);
    isStale_ = true;
    pull_.start();
    Q_EMIT began();
}

void Repeating::stop()
{
    if (series_)
        series_->stop();
}

void Repeating::forget()
{
    clear();
    Q_EMIT grew(); // to nothing
}

void Repeating::clear()
{
    pull_.stop();
    series_.reset();
    summing_.reset();
    question_.reset();
    glance_ = {};
    walked_ = {};
    repeats_.reset();
    isStale_ = false;
    trouble_.clear();
}

void Repeating::setMasking(report::Masking masking)
{
    if (std::exchange(masking_, masking) == masking || walked_.walks.empty())
        return;
    isStale_ = true;
    pull_.start();
    Q_EMIT grew(); // with nothing that must not be seen
}

void Repeating::answer(http::Answer answer)
{
    if (series_ && question_)
        series_->answer(*std::exchange(question_, std::nullopt), answer);
}

void Repeating::pull()
{
    if (series_)
        pullSeries();
    sumUp();
    if (!series_ && !summing_ && !isStale_)
        pull_.stop();
}

// Asks first whether it is over: what comes after the answer is still taken.
void Repeating::pullSeries()
{
    const bool isOver = series_->isOver();
    auto walks = series_->takeWalks();
    if (!walks.empty()) {
        for (trace::Trace &walk : walks)
            walked_.walks.push_back({std::move(walk), {}});
        isStale_ = true;
        Q_EMIT grew();
    }
    if (!series_) // somebody who saw them has ended it
        return;
    if (isOver)
        return finish();
    glance_ = series_->glance(mostChanges);
    Q_EMIT glanced();
    if (const auto question = series_ ? series_->question() : std::nullopt; question != question_) {
        question_ = question;
        Q_EMIT asked();
    }
}

void Repeating::finish()
{
    walked_.ended = nameOf(series_->end());
    trouble_ = series_->trouble();
    series_.reset();
    question_.reset();
    Q_EMIT over();
}

// One sum at a time: what ends meanwhile is in the next.
void Repeating::sumUp()
{
    if (summing_ && summing_->isOver()) {
        repeats_ = std::exchange(summing_, nullptr)->take();
        Q_EMIT grew();
    }
    if (summing_ || !isStale_)
        return;
    isStale_ = false;
    summing_ = std::make_unique<Task<std::shared_ptr<const Repeats>>>(
        [walked = walked_, masking = masking_] { return std::make_shared<const Repeats>(Repeats::of(walked, masking)); });
}

} // namespace mailwalk::wizard
