#include "practice/fault_rows.h"

#include <algorithm>
#include <stdexcept>

namespace mailwalk::practice {

namespace {

const std::vector<Fault> &table()
{
    static const auto all = [] {
        std::vector<Fault> list = directFaults();
        for (const auto *more : {&discoveryFaults(), &proxyFaults(), &fleetingFaults()})
            list.insert(list.end(), more->begin(), more->end());
        return list;
    }();
    return all;
}

} // namespace

const std::vector<FaultInfo> &faults()
{
    static const auto infos = [] {
        std::vector<FaultInfo> list;
        for (const Fault &fault : table())
            list.push_back(fault.info);
        return list;
    }();
    return infos;
}

void applyFault(std::string_view fault, Plan &plan)
{
    const auto found = std::find_if(table().begin(), table().end(), [fault](const Fault &each) { return each.info.id == fault; });
    if (found == table().end())
        throw std::invalid_argument("no such fault: " + std::string(fault));
    found->change(plan);
}

} // namespace mailwalk::practice
