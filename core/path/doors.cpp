#include "path/doors.h"

#include "exchange/referral.h"
#include "path/stages.h"

namespace mailwalk::path {

using net::Plan;
using net::Step;

namespace {

// One that is shut keeps nobody from trying the others.
void reachDoors(const Step &walk, const std::vector<std::pair<Plan, std::function<void(const Step &)>>> &doors)
{
    std::optional<net::Stopped> first;
    for (const auto &[plan, reach] : doors) {
        const auto reached = walk.attempt(plan, [&reach = reach](const Step &step) {
            reach(step);
            return true;
        });
        if (!reached && !first)
            first = reached.error();
    }
    if (first)
        throw *first;
}

} // namespace

void reachDoorsOf(const Step &walk, const rpc::Place &server)
{
    walk.skip(lookingUp(""), trace::Reason::needsPassword);
    reachDoors(walk, {{referring(server.host),
                       [&](const Step &step) {
                           orAskWhatElse(step, server, [&] { rpc::reach(step, server, exchange::referralDesk); });
                       }},
                      {opening(server.host), [&](const Step &step) { rpc::reach(step, server, exchange::storeDesk); }}});
}

void reachDoorsOf(const Step &walk, Lane &lane, const Remembered &remembered)
{
    std::vector<std::pair<Plan, std::function<void(const Step &)>>> doors{
        {opening(remembered.server),
         [&](const Step &step) { rpc::reach(step, lane.place(step, remembered.server), exchange::storeDesk); }}};
    if (!remembered.directory.empty())
        doors.push_back({askingAgain(remembered.directory), [&](const Step &step) {
                             rpc::reach(step, lane.place(step, remembered.directory), exchange::addressBookDesk);
                         }});
    reachDoors(walk, doors);
}

} // namespace mailwalk::path
