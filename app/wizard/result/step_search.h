#pragma once

#include "trace/trace.h"

#include <QString>
#include <QTimer>

namespace mailwalk::wizard {

/// Which hops of a walk are looked for.
struct Wanted {
    QString text; ///< somewhere in what was recorded of the hop, whatever its case; empty for all
    bool problems{};
    bool isEverything() const { return text.isEmpty() && !problems; }
};
bool isWanted(const trace::Hop &hop, const Wanted &wanted);

/// Looks through a long walk a little at a time, so that the window never stalls. A new search ends the one before it.
class StepSearch final : public QObject
{
    Q_OBJECT

public:
    explicit StepSearch(QObject *parent = nullptr);

    void begin(const trace::Trace &trace, Wanted wanted);
    void stop() { slices_.stop(); }

Q_SIGNALS:
    void found(const std::vector<bool> &wanted); ///< by id - 1

private:
    void look();

    QTimer slices_;
    const trace::Trace *trace_ = nullptr;
    Wanted wanted_;
    std::vector<bool> found_;
};

} // namespace mailwalk::wizard
