#pragma once

#include "http/person.h"
#include "wizard/background.h"
#include "wizard/repeating.h"
#include "wizard/trip.h"

#include <QObject>
#include <QTimer>
#include <memory>

namespace mailwalk::wizard {

/// What brings the person here: an entry of the first page.
enum class Symptom { newProfile, usedToWork, onlySometimes, oneAccount, portsOnly, howItConnects, openSaved, practise };

/// Whether somebody else sees the screen: large type, names and addresses masked, numbers of steps.
enum class Sharing { off, on };

/// What the pages share: the choice, the running walk, the finished one. Lives on the window's thread; walks, files and diagnosis
/// work on threads of their own, and it never waits for them but in its destructor.
class Session final : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override; ///< stops the walk and waits for its end

    Symptom symptom() const { return symptom_; }
    void choose(Symptom symptom);

    Sharing sharing() const { return sharing_; }
    void setSharing(Sharing sharing);
    report::Masking masking() const { return sharing_ == Sharing::on ? report::Masking::masked : report::Masking::none; }

    /// For another walk: what the account page is filled with when it is entered next. Never with a password.
    void propose(path::Request request);
    std::optional<path::Request> takeProposal() { return std::exchange(proposal_, std::nullopt); }

    void setSurroundings(Surroundings surroundings) { surroundings_ = std::move(surroundings); } ///< of all walks to come
    void prepare(Errand errand); ///< what the walking page begins when it is entered
    bool isPrepared() const { return bool(prepared_); }
    void begin(); ///< begins what was prepared; the walk before it is forgotten
    void stop();  ///< at once
    void skip();  ///< lets go of what is being waited for, and goes on with what comes after it
    bool isWalking() const { return trip_ || repeating_.isWalking(); }
    bool isBusy() const { return isWalking() || background_; }     ///< walking, or reading or judging what is to be shown next
    bool isMeasuring() const { return measuring_ || supplement_; } ///< the other kind of profile, for the walk that is shown
    double elapsed() const;                                        ///< ms of the running walk

    std::optional<http::Question> question() const { return question_; } ///< that the walk waits for
    void answer(http::Answer answer);

    /// What was walked last, or asked for in the file that is shown, to be walked many times. Never with a password. Nothing when
    /// its names are masked.
    std::optional<Errand> again() const;
    std::optional<Errand> takePrepared() { return std::exchange(prepared_, std::nullopt); }
    void repeat(Errand errand, std::size_t times);
    Repeating &repeating() { return repeating_; }

    /// Reads a saved walk and diagnoses it anew. `ended` or `troubled` comes later.
    void open(const QString &file);

    const Told *told() const { return told_.get(); }            ///< the walk that is shown; null before the first has ended
    std::shared_ptr<const Told> share() const { return told_; } ///< the same, for work that may outlast it
    const std::optional<Errand::Practice> &practised() const
    {
        return practised_;
    }                                      ///< what was broken in it, when it was practice
    QString file() const { return file_; } ///< that it was opened from; empty for a walk of our own
    void showWalk(trace::Trace walked);    ///< as if it had just been walked; `ended` comes later

    /// The walks that were shown lately, the last one last.
    const std::vector<Outturn> &shownLately() const { return lately_; }
    void keep(Outturn outturn); ///< one that was read to be compared

    /// The walk that is shown, to be compared with the next one.
    void setAside() { aside_ = told_; }
    bool isSetAside() const { return bool(aside_); }
    std::shared_ptr<const Told> takeAside() { return std::exchange(aside_, nullptr); }

Q_SIGNALS:
    void began();
    void grew(const std::vector<mailwalk::trace::Hop> &changes); ///< at most 500 every 40 ms, parents first
    void asked();                                                ///< question() is there, or gone without an answer
    void ended();                                                ///< told() is there
    void measured();                                             ///< told() has its counterpart, or there will be none
    void repeatsOpened();                                        ///< repeating() shows them
    void troubled(const QString &sentence);                      ///< no walk came of it; for a person
    void sharingChanged();

private:
    void pull();
    void pullTrip();
    void pullMeasured();
    void finish();
    void show(Outturn outturn);
    void complete(const Outturn &outturn);
    void showRepeats(const report::Repeats &repeats);
    void abandon();
    void forget();

    Symptom symptom_ = Symptom::newProfile;
    Sharing sharing_ = Sharing::off;
    QTimer pull_;
    Surroundings surroundings_;
    std::optional<path::Request> proposal_;
    std::optional<Errand> prepared_;
    std::optional<Errand> last_; ///< that was begun, or that a file tells of; without a password
    std::optional<Errand::Practice> practised_;
    std::unique_ptr<Trip> trip_;
    std::optional<http::Question> question_;
    std::shared_ptr<const Told> told_;
    QString file_;
    std::vector<Outturn> lately_;
    std::shared_ptr<const Told> aside_;
    std::unique_ptr<Background> background_; ///< reads or diagnoses what is to be shown next
    std::unique_ptr<Trip> measuring_;        ///< has walked what is shown, and walks as the other kind of profile
    std::unique_ptr<Background> supplement_; ///< diagnoses both
    Repeating repeating_;
};

} // namespace mailwalk::wizard
