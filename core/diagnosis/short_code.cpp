#include "diagnosis/short_code.h"

#include "diagnosis/short_code_numbers.h"

#include <algorithm>
#include <cstdio>

namespace mailwalk::diagnosis {
namespace {

constexpr std::size_t digits = 6; // three of what, two of where, one to check

// Damm's check: a quasigroup of ten, totally anti-symmetric, with zeros on its diagonal. The check of a number with its check
// digit behind it is 0.
constexpr char quasigroup[10][11] = {"0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
                                     "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"};

char checkOf(std::string_view number)
{
    char interim = '0';
    for (const char digit : number)
        interim = quasigroup[interim - '0'][digit - '0'];
    return interim;
}

std::optional<unsigned> numberOf(std::span<const Numbered> table, std::string_view word)
{
    const auto row = std::find_if(table.begin(), table.end(), [&](const Numbered &each) { return each.word == word; });
    return row == table.end() ? std::nullopt : std::optional(row->number);
}

std::string_view wordOf(std::span<const Numbered> table, unsigned number)
{
    const auto row = std::find_if(table.begin(), table.end(), [&](const Numbered &each) { return each.number == number; });
    return row == table.end() ? std::string_view{} : row->word;
}

unsigned valueOf(std::string_view number)
{
    unsigned value = 0;
    for (const char digit : number)
        value = 10 * value + static_cast<unsigned>(digit - '0');
    return value;
}

// The cause where it stopped, or what else is known of it.
std::optional<unsigned> whatStopped(const Verdict &verdict)
{
    for (const Finding &finding : verdict.findings)
        if (isCause(finding, verdict))
            if (const auto number = numberOf(numberedCauses(), finding.cause))
                return number;
    const bool isStopped = verdict.outcome == Result::fails || verdict.outcome == Result::notProven;
    return isStopped && verdict.code ? numberOf(numberedFailures(), nameOf(*verdict.code)) : std::nullopt;
}

// What may stand between the digits when somebody writes down what is read out.
bool isBetween(char c) { return c == ' ' || c == '.' || c == '-'; }

} // namespace

std::string shortCode(const Verdict &verdict, const trace::Trace &trace)
{
    const trace::Hop *hop = trace.hop(verdict.hop.value_or(0));
    const auto what = whatStopped(verdict);
    const auto where = hop ? numberOf(numberedKinds(), nameOf(hop->kind)) : std::nullopt;
    if (!what || !where)
        return {};
    char number[digits];
    std::snprintf(number, sizeof number, "%03u%02u", *what % 1000, *where % 100);
    const std::string_view all(number, digits - 1);
    return std::string(all.substr(0, 3)) + ' ' + std::string(all.substr(3)) + checkOf(all);
}

std::optional<Spelled> fromShortCode(std::string_view text)
{
    std::string number;
    for (const char c : text) {
        if (isBetween(c))
            continue;
        if (c < '0' || c > '9' || number.size() == digits)
            return std::nullopt;
        number += c;
    }
    if (number.size() != digits || checkOf(number) != '0')
        return std::nullopt;
    const unsigned what = valueOf(number.substr(0, 3));
    const std::string_view cause = wordOf(numberedCauses(), what);
    const std::string_view word = cause.empty() ? wordOf(numberedFailures(), what) : cause;
    const auto kind = trace::valueOf<trace::Kind>(wordOf(numberedKinds(), valueOf(number.substr(3, 2))));
    if (word.empty() || !kind)
        return std::nullopt;
    return Spelled{std::string(word), *kind};
}

} // namespace mailwalk::diagnosis
