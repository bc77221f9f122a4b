#include "wizard/session.h"

#include "wizard/words.h"

namespace mailwalk::wizard {

namespace {

constexpr int pullEvery = 40;            ///< ms
constexpr std::size_t mostChanges = 500; ///< in one pull, so that the window never stalls

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
    if (std::exchange(sharing_, sharing) != sharing)
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
    practised_ = prepared_->practice;
    prepared_->surroundings = surroundings_;
    trip_ = std::make_unique<Trip>(std::move(*prepared_));
    prepared_.reset();
    pull_.start();
    Q_EMIT began();
}

void Session::stop()
{
    if (trip_)
        trip_->stop();
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

void Session::open(const QString &file)
{
    abandon();
    background_ = std::make_unique<Background>([file] { return readFrom(file); });
    pull_.start();
}

// What is under way; the walk that is shown stays.
void Session::abandon()
{
    pull_.stop();
    trip_.reset();
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

// Asks first whether it is over: what comes after the answer is still taken.
void Session::pull()
{
    if (background_) {
        if (background_->isOver())
            show(std::exchange(background_, nullptr)->take());
        return;
    }
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

void Session::finish()
{
    const std::unique_ptr<Trip> trip = std::move(trip_);
    question_.reset();
    const trace::Trace trace = trip->trace();
    if (const std::string trouble = trip->trouble(); !trouble.empty() && trace.hops.empty())
        return show({{}, tr("This program met a fault of its own: %1").arg(shown(trouble))});
    background_ = std::make_unique<Background>([trace] { return diagnosed({trace, {}}); }); // a fault of ours has its hop
}

void Session::show(Outturn outturn)
{
    pull_.stop();
    if (!outturn.told)
        return void(Q_EMIT troubled(outturn.trouble));
    told_ = std::move(outturn.told);
    file_ = outturn.file;
    if (!file_.isEmpty())
        practised_.reset();
    Q_EMIT ended();
}

} // namespace mailwalk::wizard
