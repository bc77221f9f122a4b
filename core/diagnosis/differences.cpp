#include "diagnosis/differences.h"

#include "base/endpoint.h"
#include "diagnosis/hop_difference.h"
#include "diagnosis/scene.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

bool isAtEnd(const Hop &hop) { return hop.outcome == Outcome::passed || hop.outcome == Outcome::warned; }

/// A hop that only one of the walks has, and the group that it would lie in in the other.
struct Single {
    const Couple &couple;
    const Trace &trace, &other;

    const Hop &hop() const { return couple.first ? *couple.first : *couple.second; }

    /// Of the stage, which may hold it in another group.
    const Hop *stageHere() const { return stageIn(trace); }
    const Hop *stageThere() const { return stageIn(other); }
    const Hop *stageIn(const Trace &walk) const
    {
        const Scene mine{trace, hop()};
        const auto isSame = [&](const Hop &each) {
            return each.kind == Kind::stage && each.stage == mine.stage() && Scene{walk, each}.transport() == mine.transport();
        };
        const auto found = std::find_if(walk.hops.rbegin(), walk.hops.rend(), isSame);
        return found == walk.hops.rend() ? nullptr : &*found;
    }
    /// The stage itself tells that the other walk lacks it.
    bool isInMissingStage() const
    {
        const Hop *stage = stageHere();
        return stage && stage != &hop() && !stageThere();
    }
    /// A name that was asked for elsewhere on the way is not asked for again.
    bool isAskedElsewhere() const
    {
        return hop().kind == Kind::resolve && std::any_of(other.hops.begin(), other.hops.end(), [&](const Hop &each) {
                   return each.kind == Kind::resolve && isAtEnd(each) && sameCase(each.target) == sameCase(hop().target);
               });
    }
    bool isLaneThere() const
    {
        const auto lane = Scene{trace, hop()}.transport();
        return !lane ||
               std::any_of(other.hops.begin(), other.hops.end(), [&](const Hop &each) { return each.transport == lane; });
    }
};

class Gathering
{
public:
    Gathering(const std::vector<Couple> &couples, const Trace &first, const Trace &second) : first_(first), second_(second)
    {
        for (const Couple &couple : couples) {
            if (couple.first)
                of_[couple.first] = &couple;
            if (couple.second)
                of_[couple.second] = &couple;
        }
        for (const Couple &couple : couples)
            couple.first &&couple.second ? lookAtBoth(couple) : lookAtOne(couple);
    }

    Comparison result() { return std::move(result_); }

private:
    void lookAtBoth(const Couple &couple)
    {
        if (!isCompared(first_, *couple.first) && !isCompared(second_, *couple.second))
            return;
        const auto found = differencesOf(couple, first_, second_);
        result_.alike += found.empty() && !couple.first->isGroup() ? 1 : 0;
        for (const Difference &difference : found)
            if (isNews(difference, couple))
                result_.differences.push_back(difference);
    }

    bool isNews(const Difference &difference, const Couple &couple)
    {
        if (difference.change == Change::setting)
            return told_.insert({sameCase(difference.before), sameCase(difference.after)}).second;
        if (difference.change != Change::place)
            return true;
        const Whereabout a = whereaboutOf(first_, *couple.first), b = whereaboutOf(second_, *couple.second);
        if (a.host != b.host)
            return told_.insert({a.host, b.host}).second;
        if (a.address != b.address)
            return told_.insert({a.address, b.address}).second;
        return told_.insert({a.line, b.line}).second;
    }

    void lookAtOne(const Couple &couple)
    {
        const bool isFirst = couple.first;
        const Single single{couple, isFirst ? first_ : second_, isFirst ? second_ : first_};
        const Hop &hop = single.hop();
        if (!isCompared(single.trace, hop) || isConsequence(single) || !isFirstOfGroup(single))
            return;
        Difference difference;
        difference.change = isFirst ? Change::onlyFirst : Change::onlySecond;
        difference.role = couple.role;
        if (!single.isLaneThere())
            difference.what = nameOf(*Scene{single.trace, hop}.transport());
        (isFirst ? difference.first : difference.second) = hop.id;
        (isFirst ? difference.before : difference.after) = endingOf(hop);
        result_.differences.push_back(std::move(difference));
    }

    // The other walk had ended before it came here, or it did not need another address of the name.
    bool isConsequence(const Single &single)
    {
        const Hop &hop = single.hop();
        const Hop *here = single.stageHere(), *stage = single.stageThere();
        if (single.isInMissingStage())
            return !hop.failure || isAtEnd(*here);
        if (hop.failure)
            return false;
        const bool isOfRace = single.couple.role.find(" another address") != std::string::npos;
        if (isOfRace || hop.outcome == Outcome::cancelled || single.isAskedElsewhere())
            return true;
        const Hop *group = groupThere(single);
        return (stage && !isAtEnd(*stage)) || (group && !isAtEnd(*group));
    }

    // The innermost group around the hop that the other walk has as well; the walk itself does not count.
    const Hop *groupThere(const Single &single)
    {
        for (const Hop *group = single.trace.hop(single.hop().parent); group; group = single.trace.hop(group->parent)) {
            const Couple *couple = of_[group];
            if (couple->first && couple->second)
                return group->kind == Kind::walk ? nullptr : group == couple->first ? couple->second : couple->first;
        }
        return nullptr;
    }

    // A whole lane, stage or attempt that the other walk lacks is told once, by its first hop.
    bool isFirstOfGroup(const Single &single)
    {
        if (!single.isLaneThere())
            return groupsTold_.insert(nameOf(*Scene{single.trace, single.hop()}.transport())).second;
        std::vector<std::string_view> groups{single.couple.role};
        for (const Hop *group = single.trace.hop(single.hop().parent); group; group = single.trace.hop(group->parent))
            if (const Couple *couple = of_[group]; !couple->first || !couple->second)
                groups.push_back(couple->role);
        const bool isTold = std::any_of(groups.begin(), groups.end(), [&](auto role) { return groupsTold_.contains(role); });
        groupsTold_.insert(groups.begin(), groups.end());
        return !isTold || single.hop().failure;
    }

    const Trace &first_, &second_;
    std::unordered_map<const Hop *, const Couple *> of_;
    std::set<std::pair<std::string, std::string>> told_; // before and after
    std::set<std::string_view> groupsTold_;
    Comparison result_;
};

} // namespace

Comparison gathered(const std::vector<Couple> &couples, const Trace &first, const Trace &second)
{
    return Gathering(couples, first, second).result();
}

} // namespace mailwalk::diagnosis
