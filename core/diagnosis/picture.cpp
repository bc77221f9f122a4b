#include "diagnosis/picture.h"

#include "diagnosis/picture_judge.h"
#include "diagnosis/picture_words.h"

#include <QCoreApplication>

namespace mailwalk::diagnosis {

using namespace trace;

struct Picture::Inner {
    Tally tally;
    std::optional<Conclusion> conclusion;

    bool isShown(Transport lane) const;
    bool isShown(const Slot &slot) const;
    Station station(const Slot &slot, Colouring colouring) const;
};

namespace {

QString noteFor(Place place, Colouring colouring, State state)
{
    if (place != Place::directory || colouring == Colouring::fresh || state == State::notNeeded)
        return {};
    return QCoreApplication::translate("picture", "A finished profile needs it only without a local copy of the mailbox.");
}

// Sentences, one behind the other.
QString told(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

// Why a lane was left out is told where it begins.
void sayOnce(std::vector<Station> &stations)
{
    QString before;
    for (Station &station : stations) {
        const QString label = station.state == State::notRun && station.lane ? station.label : QString();
        if (!label.isEmpty() && label == before && station.place != Place::entrance)
            station.label.clear();
        before = label;
    }
}

} // namespace

// Before anything is known about lanes, and where none was walked, the two that everybody knows.
bool Picture::Inner::isShown(Transport lane) const
{
    const bool isAnyKnown =
        tally.isAny(Transport::direct) || tally.isAny(Transport::rpcHttps) || tally.isAny(Transport::mapiHttps);
    return tally.isAny(lane) || (lane != Transport::mapiHttps && !(conclusion && isAnyKnown));
}

// MAPI over HTTPS asks nobody for a referral.
bool Picture::Inner::isShown(const Slot &slot) const
{
    if (!slot.lane)
        return true;
    const bool isUnasked = slot.lane == Transport::mapiHttps && slot.place == Place::referral && !tally.slot(slot).isBegun();
    return isShown(*slot.lane) && !isUnasked;
}

Station Picture::Inner::station(const Slot &slot, Colouring colouring) const
{
    Judgement judgement = judge(slot, tally, conclusion, colouring);
    Station station;
    station.place = slot.place;
    station.lane = slot.lane;
    station.state = judgement.state;
    station.hop = judgement.hop;
    station.isLit = conclusion && conclusion->lit == slot && judgement.state == State::failed;
    station.caption = captionFor(slot.place, slot.lane);
    station.label = judgement.label;
    station.explanation =
        told({purposeOf(slot.place, slot.lane), judgement.sentence, noteFor(slot.place, colouring, judgement.state)});
    return station;
}

Picture::Picture() : inner_(std::make_unique<Inner>()) {}
Picture::~Picture() = default;
Picture::Picture(Picture &&) noexcept = default;
Picture &Picture::operator=(Picture &&) noexcept = default;

void Picture::take(const std::vector<Hop> &changes)
{
    for (const Hop &hop : changes)
        inner_->tally.take(hop);
}

void Picture::conclude(const Verdict &verdict) { inner_->conclusion = conclusionOf(verdict, inner_->tally); }

std::vector<Station> Picture::stations(Colouring colouring) const
{
    std::vector<Station> all;
    for (std::size_t i = 0; i < mostSlots; ++i)
        if (const Slot slot = slotAt(i); inner_->isShown(slot))
            all.push_back(inner_->station(slot, colouring));
    sayOnce(all);
    return all;
}

std::vector<Station> pictureOf(const Trace &trace, const Verdict &verdict, Colouring colouring)
{
    Picture picture;
    picture.take(trace.hops);
    picture.conclude(verdict);
    return picture.stations(colouring);
}

std::string_view nameOf(Place place)
{
    static constexpr std::string_view all[] = {"computer", "network",  "name-service", "autodiscover",
                                               "entrance", "referral", "directory",    "mailbox"};
    return all[static_cast<std::size_t>(place)];
}

std::string_view nameOf(State state)
{
    static constexpr std::string_view all[] = {"not-reached", "asking", "passed", "warned", "failed", "not-run", "not-needed"};
    return all[static_cast<std::size_t>(state)];
}

} // namespace mailwalk::diagnosis
