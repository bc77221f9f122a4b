#include "diagnosis/verdict.h"

#include <array>

namespace mailwalk::diagnosis {

template <class E, std::size_t N> static std::string_view nameIn(const std::array<std::string_view, N> &all, E value)
{
    const auto at = static_cast<std::size_t>(value);
    return at < N ? all[at] : std::string_view{};
}

std::string_view nameOf(Fixer value)
{
    static constexpr std::array<std::string_view, 6> all{"you",        "home-network",   "internet-provider",
                                                         "company-it", "exchange-admin", "directory-admin"};
    return nameIn(all, value);
}

std::string_view nameOf(Result value)
{
    static constexpr std::array<std::string_view, 6> all{"works", "fails", "not-offered", "not-proven", "not-run", "cancelled"};
    return nameIn(all, value);
}

bool isCause(const Finding &finding, const Verdict &verdict)
{
    const bool isStopped = verdict.outcome == Result::fails || verdict.outcome == Result::notProven;
    return isStopped && finding.hop == verdict.hop;
}

} // namespace mailwalk::diagnosis
