#include "path/walk.h"

#include <algorithm>
#include <array>

namespace mailwalk::path {
namespace {

template <class E, std::size_t N> using Names = std::array<std::pair<E, std::string_view>, N>;

constexpr Names<Profile, 2> profiles{{{Profile::fresh, "new"}, {Profile::finished, "finished"}}};
constexpr Names<Outlook, 7> outlooks{{{Outlook::v2003, "2003"},
                                      {Outlook::v2007, "2007"},
                                      {Outlook::v2010, "2010"},
                                      {Outlook::v2013, "2013"},
                                      {Outlook::v2016, "2016"},
                                      {Outlook::v2019, "2019"},
                                      {Outlook::v365, "365"}}};
constexpr Names<Scheme, 4> schemes{
    {{Scheme::any, "any"}, {Scheme::basic, "basic"}, {Scheme::ntlm, "ntlm"}, {Scheme::negotiate, "negotiate"}}};

template <class E, std::size_t N> std::string_view nameIn(const Names<E, N> &names, E value)
{
    return std::find_if(names.begin(), names.end(), [value](const auto &n) { return n.first == value; })->second;
}

template <class E, std::size_t N> std::optional<E> valueIn(const Names<E, N> &names, std::string_view name)
{
    const auto found = std::find_if(names.begin(), names.end(), [name](const auto &n) { return n.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

} // namespace

std::string_view nameOf(Profile value) { return nameIn(profiles, value); }
std::string_view nameOf(Outlook value) { return nameIn(outlooks, value); }
std::string_view nameOf(Scheme value) { return nameIn(schemes, value); }
std::optional<Profile> profileFrom(std::string_view name) { return valueIn(profiles, name); }
std::optional<Outlook> outlookFrom(std::string_view name) { return valueIn(outlooks, name); }
std::optional<Scheme> schemeFrom(std::string_view name) { return valueIn(schemes, name); }

void apply(const std::vector<std::string> &options, Request &request)
{
    for (std::size_t at = 0; at + 1 < options.size(); at += 2) {
        const std::string &option = options[at], &value = options[at + 1];
        if (option == "--server")
            request.server = value;
        else if (option == "--mailbox")
            request.mailbox = value;
        else if (option == "--rpc-proxy")
            request.rpcProxy = value;
        else if (option == "--principal")
            request.principal = value;
        else if (option == "--via")
            request.via = trace::valueOf<trace::Transport>(value);
        else if (option == "--outlook")
            request.outlook = outlookFrom(value).value_or(request.outlook);
        else if (option == "--auth")
            request.scheme = schemeFrom(value).value_or(request.scheme);
        else if (option == "--accept")
            request.accepted.push_back(value);
    }
}

trace::Asked askedOf(const Request &request)
{
    trace::Asked asked;
    asked.address = request.address;
    asked.mailbox = request.mailbox;
    asked.server = request.server;
    asked.profile = nameOf(request.profile);
    asked.outlook = nameOf(request.outlook);
    asked.signedIn = request.identity.has_value();
    return asked;
}

} // namespace mailwalk::path
