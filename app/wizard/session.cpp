#include "wizard/session.h"

#include "report/json.h"
#include "wizard/result/again.h"
#include "wizard/words.h"

namespace mailwalk::wizard {

namespace {

constexpr int pullEvery = 40;            ///< ms
constexpr std::size_t mostChanges = 500; ///< in one pull, so that the window never stalls
constexpr std::size_t mostKept = 8;      ///< walks

// Masked names lead nowhere.
std::optional<Errand> errandIn(const trace::Document &document)
{
    if (report::maskingOf(document) == report::Masking::masked)
        return std::nullopt;
    Errand errand;
    errand.request = sameAgain(document.trace);
    return errand;
}

} // namespace

Session::Session(QObject *parent) : QObject(parent)
{
    qRegisterMetaType<std::vector<trace::Hop>>();
    pull_.setInterval(pullEvery);
    connect(&pull_, &QTimer::timeout, this, &Session::pull);
}

Session::~Session() = default; // ~Trip stops the walk and waits for its end

void Session::choose(Symptom symptom) { symptom_ = symptom; }

void Session::setSharing(Sharing sharing)
{
    if (std::exchange(sharing_, sharing) == sharing)
        return;
    repeating_.setMasking(masking());
    Q_EMIT sharingChanged();
}

void Session::propose(path::Request request)
{
    request.identity.reset();
    proposal_ = std::move(request);
}

void Session::prepare(Errand errand) { prepared_ = std::move(errand); }

void Session::begin()
{
    if (!prepared_)
        return;
    forget();
    repeating_.forget();
    practised_ = prepared_->practice;
    prepared_->surroundings = surroundings_;
    last_ = prepared_->withoutPassword();
    trip_ = std::make_unique<Trip>(std::move(*prepared_));
    prepared_.reset();
    pull_.start();
    Q_EMIT began();
}

void Session::stop()
{
    if (trip_)
        trip_->stop();
    if (measuring_)
        measuring_->stop();
    repeating_.stop();
}

void Session::skip()
{
    if (trip_)
        trip_->skip();
}

double Session::elapsed() const { return trip_ ? trip_->now() : 0; }

void Session::answer(http::Answer answer)
{
    if (!trip_ || !question_)
        return;
    trip_->answer(*std::exchange(question_, std::nullopt), answer);
}

std::optional<Errand> Session::again() const { return last_ ? std::optional(last_->withoutPassword()) : std::nullopt; }

void Session::repeat(Errand errand, std::size_t times)
{
    errand.surroundings = surroundings_;
    last_ = errand.withoutPassword();
    repeating_.begin(std::move(errand), times);
}

void Session::showWalk(trace::Trace walked)
{
    abandon();
    file_.clear();
    practised_ = last_ ? last_->practice : std::nullopt;
    background_ = std::make_unique<Background>([walked = std::move(walked)] { return diagnosed({walked, {}}); });
    pull_.start();
}

void Session::keep(Outturn outturn)
{
    std::erase_if(lately_, [&](const Outturn &kept) { return !outturn.file.isEmpty() && kept.file == outturn.file; });
    if (lately_.size() == mostKept)
        lately_.erase(lately_.begin());
    lately_.push_back(std::move(outturn));
}

void Session::open(const QString &file)
{
    trip_.reset();
    question_.reset();
    background_ = std::make_unique<Background>([file] { return readFrom(file); }); // what is shown stays until it is there
    pull_.start();
}

// What is under way; the walk that is shown stays.
void Session::abandon()
{
    pull_.stop();
    trip_.reset();
    measuring_.reset();
    supplement_.reset();
    background_.reset();
    question_.reset();
}

void Session::forget()
{
    abandon();
    told_.reset();
    practised_.reset();
    file_.clear();
}

void Session::pull()
{
    if (background_ && background_->isOver())
        show(std::exchange(background_, nullptr)->take());
    else if (trip_)
        pullTrip();
    else if (!background_)
        pullMeasured();
    if (!background_ && !trip_ && !isMeasuring())
        pull_.stop();
}

// Asks first whether it is over: what comes after the answer is still taken.
void Session::pullTrip()
{
    const bool over = trip_->isOver();
    const auto changes = trip_->takeChanges(mostChanges);
    if (!changes.empty())
        Q_EMIT grew(changes);
    if (!trip_) // somebody who saw them has ended it
        return;
    if (over && changes.empty())
        return finish();
    if (const auto question = trip_->question(); question != question_) { // a new one, or the walk does not wait for it any more
        question_ = question;
        Q_EMIT asked();
    }
}

void Session::pullMeasured()
{
    if (supplement_ && supplement_->isOver())
        return complete(std::exchange(supplement_, nullptr)->take());
    if (!measuring_ || !measuring_->isMeasured())
        return;
    const auto companion = std::exchange(measuring_, nullptr)->companion();
    if (!companion)
        return void(Q_EMIT measured());
    supplement_ = std::make_unique<Background>([document = told_->document, companion]() mutable {
        document.companion = companion;
        return diagnosed(std::move(document));
    });
}

void Session::finish()
{
    measuring_ = std::move(trip_);
    question_.reset();
    const trace::Trace trace = measuring_->trace();
    if (const std::string trouble = measuring_->trouble(); !trouble.empty() && trace.hops.empty())
        return show({{}, tr("This program met a fault of its own: %1").arg(shown(trouble))});
    background_ = std::make_unique<Background>([trace] { return diagnosed({trace, {}}); }); // a fault of ours has its hop
}

void Session::show(Outturn outturn)
{
    if (outturn.repeats)
        return showRepeats(*outturn.repeats);
    if (!outturn.told)
        return void(Q_EMIT troubled(outturn.trouble));
    told_ = outturn.told;
    file_ = outturn.file;
    if (!file_.isEmpty()) {
        measuring_.reset();
        supplement_.reset();
        repeating_.forget();
        practised_.reset();
        last_ = errandIn(told_->document);
    }
    keep(std::move(outturn));
    Q_EMIT ended();
}

void Session::showRepeats(const report::Repeats &repeats)
{
    last_ = repeats.walks.empty() ? std::nullopt : errandIn(repeats.walks.front());
    repeating_.show(repeats);
    Q_EMIT repeatsOpened();
}

// The same walk, with more to tell of it.
void Session::complete(const Outturn &outturn)
{
    if (!outturn.told)
        return void(Q_EMIT measured());
    for (Outturn &kept : lately_)
        if (kept.told == told_)
            kept.told = outturn.told;
    told_ = outturn.told;
    Q_EMIT measured();
}

} // namespace mailwalk::wizard
