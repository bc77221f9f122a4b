#pragma once

#include "diagnosis/picture.h"

#include <set>

/// How Outlook connects, told from the record of a walk that really took place.
namespace mailwalk::wizard {

/// One step of a lane, in plain words and as an expert says it; both translated and filled in.
struct HowStep {
    trace::HopId hop{};
    QString plain;     ///< "It knocks at port 135 of ex1.corp.test: the receptionist, the same on every machine."
    QString technical; ///< "TCP: ex1.corp.test:135"
    bool isDynamic{};  ///< the port was chosen by the server when the service started
};

/// The steps of a new profile in this lane, in the order in which they depend on one another. None that the record does not have.
std::vector<HowStep> stepsOf(const trace::Trace &trace, trace::Transport lane);

/// The picture of this lane when that step has just been taken; the other lane is not begun.
std::vector<diagnosis::Station> pictureAfter(const trace::Trace &trace, const trace::Hop &step, trace::Transport lane);

/// What a lane's connections went to, as the record has them.
struct Doors {
    std::size_t connections{};
    std::size_t toMapper{}; ///< to port 135
    std::set<std::uint16_t> ports;
};
Doors doorsOf(const trace::Trace &trace, trace::Transport lane);

QString portsAnswer(const trace::Trace &trace); ///< Q1: which ports of which machines the direct way needed in this walk, and why
QString httpsAnswer(const trace::Trace &trace); ///< Q3: what the way through HTTPS was made of
QString mapperAnswer(const trace::Trace &trace); ///< Q4: whether it needed port 135, counted

} // namespace mailwalk::wizard
