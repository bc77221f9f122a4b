#include "diagnosis/repeated_parts.h"
#include "diagnosis/role.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <unordered_map>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

constexpr std::size_t mostRows = 2000; // a walk has some fifty hops, but a saved one may be anybody's

std::string shownPlace(const Scene &scene)
{
    const Hop *connection = connectionOf(scene);
    const std::string host = scene.host();
    const std::string address = connection ? connection->address.value_or(std::string{}) : std::string{};
    return address.empty() || address == host ? host : host + " [" + address + "]";
}

/// Lays walk upon walk: what a later one has besides comes behind what it follows there.
class Grid
{
public:
    explicit Grid(std::size_t runs) : runs_(runs) {}

    void add(const Trace &walk, std::size_t run)
    {
        const std::vector<std::string> roles = rolesOf(walk);
        const std::vector<bool> isProbe = probesIn(walk);
        auto next = rows_.begin();
        for (const Hop &hop : walk.hops) {
            const bool isAct = !hop.isGroup() || hop.failure; // a group may fail by itself: over what an answer says
            if (!isAct || isProbe[hop.id - 1])
                continue;
            const auto row = rowFor(roles[hop.id - 1], {walk, hop}, next);
            if (row == rows_.end())
                continue;
            row->runs[run] = {hop.id, hop.outcome, shownPlace({walk, hop})};
            if (hop.outcome == Outcome::passed && hop.closed)
                times_[row->role].push_back(*hop.closed - hop.opened);
            next = std::next(row);
        }
    }

    std::vector<RepeatedHop> rows() &&
    {
        for (RepeatedHop &row : rows_) {
            row.times = percentilesOf(std::move(times_[row.role]));
            for (const RepeatedHop::Cell &cell : row.runs) {
                const bool isFailed = cell.outcome == Outcome::failed;
                row.failed.bad += isFailed;
                row.failed.all += isFailed || cell.outcome == Outcome::passed || cell.outcome == Outcome::warned;
            }
        }
        return {std::make_move_iterator(rows_.begin()), std::make_move_iterator(rows_.end())};
    }

private:
    using Row = std::list<RepeatedHop>::iterator;

    Row rowFor(const std::string &role, const Scene &scene, Row before)
    {
        if (const auto known = byRole_.find(role); known != byRole_.end())
            return known->second;
        if (rows_.size() == mostRows)
            return rows_.end();
        const Row row = rows_.insert(
            before, {role, scene.hop.title, scene.transport(), std::vector<RepeatedHop::Cell>(runs_), {}, std::nullopt});
        return byRole_[role] = row;
    }

    std::size_t runs_;
    std::list<RepeatedHop> rows_;
    std::unordered_map<std::string, Row> byRole_;
    std::unordered_map<std::string, std::vector<double>> times_; // by role
};

} // namespace

std::vector<RepeatedHop> gridOf(const std::vector<Trace> &walks)
{
    Grid grid(walks.size());
    for (std::size_t run = 0; run < walks.size(); ++run)
        grid.add(walks[run], run);
    return std::move(grid).rows();
}

// The nearest rank: always a time that was really measured.
std::optional<Percentiles> percentilesOf(std::vector<double> times)
{
    if (times.empty())
        return std::nullopt;
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
        return times[static_cast<std::size_t>(std::ceil(part * static_cast<double>(times.size()))) - 1];
    };
    return Percentiles{at(0.5), at(0.9), times.back()};
}

} // namespace mailwalk::diagnosis
