#include "diagnosis/compare.h"

#include "diagnosis/compare_words.h"
#include "diagnosis/differences.h"
#include "diagnosis/explanation.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

Difference verdictDifference(const LaneVerdict &first, const LaneVerdict &second, std::string_view lane)
{
    Difference difference;
    difference.change = Change::verdict;
    difference.first = first.hop.value_or(0);
    difference.second = second.hop.value_or(0);
    difference.what = lane;
    difference.before = nameOf(first.outcome);
    difference.after = nameOf(second.outcome);
    return difference;
}

std::vector<Difference> verdictDifferences(const Verdict &first, const Verdict &second)
{
    std::vector<Difference> all;
    if (first.outcome != second.outcome)
        all.push_back(verdictDifference(first, second, {}));
    for (const auto &[transport, lane] : first.lanes)
        if (const auto other = second.lanes.find(transport); other != second.lanes.end() && lane.outcome != other->second.outcome)
            all.push_back(verdictDifference(lane, other->second, nameOf(transport)));
    return all;
}

// Lines that are opened side by side to one door find it in the same state: the first of them says it.
void dropEchoes(std::vector<Difference> &differences, const Trace &first, const Trace &second)
{
    std::set<std::tuple<Kind, std::string, std::string, std::string>> told;
    std::erase_if(differences, [&](const Difference &each) {
        const Hop *hop = each.second ? second.hop(each.second) : first.hop(each.first);
        const bool isOfEnding = each.change == Change::outcome || each.change == Change::failure;
        return isOfEnding && !hop->isGroup() && !told.insert({hop->kind, hop->target, each.before, each.after}).second;
    });
}

} // namespace

std::string_view nameOf(Change change)
{
    static constexpr std::array<std::string_view, 7> all{"verdict", "outcome",    "failure",    "place",
                                                         "setting", "only-first", "only-second"};
    const auto at = static_cast<std::size_t>(change);
    return at < all.size() ? all[at] : std::string_view{};
}

// What became of the walks stands behind the difference that explains it.
Comparison compare(const Trace &first, const Trace &second)
{
    const auto couples = beside(first, second);
    const Verdict verdict = diagnose(first), other = diagnose(second);
    Comparison comparison = gathered(couples, first, second);
    const auto stop = stopOf(couples, verdict, other);
    const auto parting = stop ? explain(comparison.differences, *stop, first, second) : std::nullopt;
    dropEchoes(comparison.differences, first, second);
    const auto verdicts = verdictDifferences(verdict, other);
    const bool isExplained = stop && !comparison.differences.empty();
    const auto behindExplanation = comparison.differences.begin() + (isExplained ? 1 : 0);
    comparison.differences.insert(behindExplanation, verdicts.begin(), verdicts.end());
    for (Difference &difference : comparison.differences)
        difference.text = textFor(difference, first, second);
    comparison.sentence = sentenceFor({first, second, verdict, other}, comparison, stop, parting);
    return comparison;
}

Comparison compareProfiles(const Trace &fresh, const Trace &finished)
{
    Comparison comparison = compare(fresh, finished);
    std::erase_if(comparison.differences, [&](const Difference &each) {
        const Hop *hop = fresh.hop(each.first);
        return each.change == Change::setting && hop && hop->kind == Kind::walk &&
               (each.what == "profile" || each.what == "mailbox");
    });
    return comparison;
}

} // namespace mailwalk::diagnosis
