#pragma once

#include "diagnosis/verdict.h"

#include <QString>

/// The path picture as a value: which stations there are, and what became of each. The window and the report draw it.
namespace mailwalk::diagnosis {

enum class Place {
    computer,     ///< this PC
    network,      ///< what lies between: passed as soon as anything has answered
    nameService,  ///< names to addresses
    autodiscover, ///< where the mailbox is
    entrance,     ///< of a lane: the RPC proxy, or for a direct lane the firewall (port 135)
    referral,
    directory,
    mailbox
};
std::string_view nameOf(Place); ///< "computer", "name-service" ...: stable, for files of icons and for tests

enum class State {
    notReached, ///< nothing was asked of it (yet)
    asking,
    passed,
    warned,
    failed,
    notRun,   ///< left out on purpose, with a reason
    notNeeded ///< by the kind of profile that the picture is coloured for
};
std::string_view nameOf(State);
QString wordFor(State); ///< translated: "not reached", "asking", "passed" ...

/// One station. Those before the lanes have no lane.
struct Station {
    Place place = Place::computer;
    std::optional<trace::Transport> lane;
    State state = State::notReached;
    trace::HopId hop{};  ///< that tells most about it: the failing one, the one asked now, the last; 0 for none
    bool isLit{};        ///< the verdict's hop lies here: the connection to it is broken
    QString caption;     ///< translated, without any name of a machine: "Name service", "RPC proxy"
    QString label;       ///< translated, beside the connection to it: "port 49213: no answer"; empty where nothing is to be said
    QString explanation; ///< translated, one or two sentences for a person: what it is for, and what became of it

    bool operator==(const Station &) const = default;
};

enum class Colouring { fresh, finished }; ///< new profile, finished profile

/// Grows with the hops of a walk; `take` costs what is new, so that a window may call it every 40 ms.
class Picture
{
public:
    Picture();
    ~Picture();
    Picture(Picture &&) noexcept;
    Picture &operator=(Picture &&) noexcept;

    void take(const std::vector<trace::Hop> &changes); ///< hops new or changed, parents before children
    /// Lights the hop that stopped it, and each lane's own. Explanations quote the causes: a masked verdict keeps them masked.
    void conclude(const Verdict &verdict);

    /// In the order of the path: the shared stations first, then lane by lane, direct, RPC over HTTPS, MAPI over HTTPS. Before
    /// the first hop: the shared stations and the first two lanes, all notReached.
    std::vector<Station> stations(Colouring colouring) const;

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

/// A finished walk at once.
std::vector<Station> pictureOf(const trace::Trace &trace, const Verdict &verdict, Colouring colouring);

QString captionFor(trace::Transport transport); ///< of a lane, translated: "Directly", "Through HTTPS (RPC over HTTPS)"

} // namespace mailwalk::diagnosis
