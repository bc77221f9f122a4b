#include "path/doors.h"

#include "exchange/address_book.h"
#include "exchange/referral.h"
#include "path/stages.h"

namespace mailwalk::path {

using net::Plan;
using net::Step;

namespace {

struct Door {
    Plan stage;
    std::string server;
    rpc::Desk desk;
};

// One that is shut keeps nobody from trying the others.
void reachDoors(const Step &walk, Lane &lane, const std::vector<Door> &doors)
{
    std::optional<net::Stopped> first;
    for (const Door &door : doors) {
        const auto reached = walk.attempt(door.stage, [&](const Step &step) {
            lane.way.reach(step, door.server, door.desk);
            return true;
        });
        if (!reached && !first)
            first = reached.error();
    }
    if (first)
        throw *first;
}

// Behind an RPC proxy all desks have one door, and it is tried once.
void reachProxy(const Step &walk, Lane &lane)
{
    const Stages stages{lane.way.transport()};
    walk.skip(stages.lookingUp(""), trace::Reason::needsPassword);
    walk.skip(stages.opening(""), trace::Reason::needsPassword);
    reachDoors(walk, lane, {{stages.referring(lane.server), lane.server, exchange::referralDesk}});
}

} // namespace

void reachDoorsOf(const Step &walk, Lane &lane)
{
    if (lane.way.transport() != trace::Transport::direct)
        return reachProxy(walk, lane);
    const Stages stages{lane.way.transport()};
    walk.skip(stages.lookingUp(""), trace::Reason::needsPassword);
    reachDoors(walk, lane,
               {{stages.referring(lane.server), lane.server, exchange::referralDesk},
                {stages.opening(lane.server), lane.server, exchange::storeDesk}});
}

void reachDoorsOf(const Step &walk, Lane &lane, const Remembered &remembered)
{
    const Stages stages{lane.way.transport()};
    std::vector<Door> doors{{stages.opening(remembered.server), remembered.server, exchange::storeDesk}};
    if (!remembered.directory.empty())
        doors.push_back({stages.askingAgain(remembered.directory), remembered.directory, exchange::addressBookDesk});
    reachDoors(walk, lane, doors);
}

} // namespace mailwalk::path
