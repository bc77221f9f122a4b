#pragma once

#include "wizard/repeats.h"
#include "wizard/series.h"
#include "wizard/task.h"

#include <QObject>
#include <QTimer>

namespace mailwalk::wizard {

/// The series of walks that the repeat page shows, while it runs and afterwards. Lives on the window's thread; walks and sums are
/// done on threads of their own.
class Repeating final : public QObject
{
    Q_OBJECT

public:
    explicit Repeating(QObject *parent = nullptr);
    ~Repeating() override; ///< stops the series and waits for its end

    void begin(Errand errand, std::size_t times); ///< the series before it is forgotten
    void show(report::Repeats series);            ///< that was read from a file
    void stop();                                  ///< at once; what has been walked stays
    void forget();
    void setMasking(report::Masking masking); ///< of what is summed up

    bool isWalking() const { return bool(series_); }
    const report::Repeats &series() const { return walked_; } ///< so far
    const std::string &trouble() const { return trouble_; }   ///< why there was no walk at all; empty when there was

    /// What the runs come to that have ended; null before the first has, and while what may be shown has changed.
    std::shared_ptr<const Repeats> repeats() const { return repeats_ && repeats_->masking == masking_ ? repeats_ : nullptr; }

    const Series::Glance &glance() const { return glance_; } ///< of the run that is under way
    std::optional<http::Question> question() const { return question_; }
    void answer(http::Answer answer);

Q_SIGNALS:
    void began();
    void glanced(); ///< glance() is new
    void asked();   ///< question() is there, or gone without an answer
    void grew();    ///< repeats() is new, or a run has ended
    void over();    ///< isWalking() is false

private:
    void clear();
    void pull();
    void pullSeries();
    void finish();
    void sumUp();

    QTimer pull_;
    report::Masking masking_ = report::Masking::none;
    std::unique_ptr<Series> series_;
    Series::Glance glance_;
    std::optional<http::Question> question_;
    report::Repeats walked_;
    std::string trouble_;
    std::shared_ptr<const Repeats> repeats_;
    bool isStale_{}; ///< repeats_ is behind walked_ or masking_
    std::unique_ptr<Task<std::shared_ptr<const Repeats>>> summing_;
};

} // namespace mailwalk::wizard
