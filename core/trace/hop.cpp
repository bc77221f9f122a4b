#include "trace/hop.h"

#include <algorithm>
#include <array>

namespace mailwalk::trace {
namespace {

template <class E> struct Names;
template <> struct Names<Kind> {
    static constexpr std::array<std::string_view, 13> all{"walk",   "stage", "attempt", "probe", "resolve", "connect", "proxy",
                                                          "secure", "http",  "channel", "map",   "bind",    "call"};
};
template <> struct Names<Transport> {
    static constexpr std::array<std::string_view, 3> all{"direct", "rpc-https", "mapi-https"};
};
template <> struct Names<Stage> {
    static constexpr std::array<std::string_view, 4> all{"discover", "refer", "look-up", "open"};
};
template <> struct Names<Outcome> {
    static constexpr std::array<std::string_view, 6> all{"running", "passed", "warned", "failed", "not-run", "cancelled"};
};
template <> struct Names<Needed> {
    static constexpr std::array<std::string_view, 3> all{"set-up", "both", "both-unless-cached"};
};
template <> struct Names<Reason> {
    static constexpr std::array<std::string_view, 7> all{"earlier-failure", "not-chosen", "policy",     "would-risk-lockout",
                                                         "needs-password",  "consent",    "not-offered"};
};
template <> struct Names<Code> {
    static constexpr std::array<std::string_view, 23> all{
        "name-not-found", "name-no-data",     "name-server-failure", "timeout",     "refused",   "unreachable", "permission",
        "reset",          "closed",           "other-protocol",      "certificate", "tls-alert", "tls",         "http-status",
        "auth-rejected",  "auth-unsupported", "rpc-rejected",        "rpc-fault",   "status",    "malformed",   "too-large",
        "consent",        "internal"};
};

template <class E> std::string_view nameFrom(E value)
{
    const auto at = static_cast<std::size_t>(value);
    return at < Names<E>::all.size() ? Names<E>::all[at] : std::string_view{};
}

} // namespace

std::string_view nameOf(Kind value) { return nameFrom(value); }
std::string_view nameOf(Transport value) { return nameFrom(value); }
std::string_view nameOf(Stage value) { return nameFrom(value); }
std::string_view nameOf(Outcome value) { return nameFrom(value); }
std::string_view nameOf(Needed value) { return nameFrom(value); }
std::string_view nameOf(Reason value) { return nameFrom(value); }
std::string_view nameOf(Code value) { return nameFrom(value); }

template <class E> std::optional<E> valueOf(std::string_view name)
{
    const auto &all = Names<E>::all;
    const auto found = std::find(all.begin(), all.end(), name);
    if (found == all.end())
        return std::nullopt;
    return static_cast<E>(found - all.begin());
}

template std::optional<Kind> valueOf<Kind>(std::string_view);
template std::optional<Transport> valueOf<Transport>(std::string_view);
template std::optional<Stage> valueOf<Stage>(std::string_view);
template std::optional<Outcome> valueOf<Outcome>(std::string_view);
template std::optional<Needed> valueOf<Needed>(std::string_view);
template std::optional<Reason> valueOf<Reason>(std::string_view);
template std::optional<Code> valueOf<Code>(std::string_view);

const std::string *Hop::fact(std::string_view name) const
{
    const auto found = std::find_if(facts.begin(), facts.end(), [name](const Fact &f) { return f.name == name; });
    return found == facts.end() ? nullptr : &found->value;
}

} // namespace mailwalk::trace
