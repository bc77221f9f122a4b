#include "report/symbol.h"

namespace mailwalk::report {

using diagnosis::State;
using trace::Outcome;

std::vector<std::vector<QPointF>> symbolOf(State state)
{
    switch (state) {
    case State::passed: return {{{-7, 0}, {-2, 6}, {8, -6}}};
    case State::warned: return {{{0, -8}, {0, 2}}, {{0, 7}, {0, 8}}};
    case State::failed: return {{{-6, -6}, {6, 6}}, {{-6, 6}, {6, -6}}};
    case State::asking: return {{{-7, 0}, {-6, 0}}, {{0, 0}, {1, 0}}, {{6, 0}, {7, 0}}};
    case State::notRun: return {{{-7, 0}, {7, 0}}};
    case State::notNeeded: return {{{-6, 6}, {6, -6}}};
    case State::notReached: break;
    }
    return {};
}

QChar symbolFor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::running: return QChar(0x2026);
    case Outcome::passed: return QChar(0x2713);
    case Outcome::warned: return QLatin1Char('!');
    case Outcome::failed: return QChar(0x2717);
    case Outcome::notRun: return QChar(0x2013);
    case Outcome::cancelled: break;
    }
    return QChar(0x25a1);
}

} // namespace mailwalk::report
