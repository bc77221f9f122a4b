#include "wire/mapi/dn.h"

#include "base/endpoint.h"

#include <algorithm>

namespace mailwalk::wire::mapi {
namespace {

constexpr std::string_view serversPart = "/cn=configuration/cn=servers/cn=";
constexpr std::string_view databases[] = {"/cn=microsoft private mdb", "/cn=microsoft public mdb"};
constexpr std::string_view tcp = "ncacn_ip_tcp:";

// Only ASCII letters have a case here; sameCase would also drop a final dot, so one is put behind.
std::string lower(std::string_view text) { return sameCase(std::string(text) + '.'); }

bool endsIn(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace

std::optional<std::string> serverDnOf(std::string_view homeDatabase)
{
    const std::string folded = lower(homeDatabase);
    for (const auto database : databases)
        if (endsIn(folded, database))
            homeDatabase.remove_suffix(database.size());
    if (homeDatabase.empty() || homeDatabase.front() != '/' || !serverNameOf(homeDatabase))
        return std::nullopt;
    const auto name = lower(homeDatabase).rfind(serversPart) + serversPart.size();
    if (homeDatabase.find('/', name) != std::string_view::npos)
        return std::nullopt;
    return std::string(homeDatabase);
}

std::optional<std::string> serverNameOf(std::string_view dn)
{
    const auto part = lower(dn).rfind(serversPart);
    if (part == std::string::npos)
        return std::nullopt;
    const std::string_view rest = dn.substr(part + serversPart.size());
    const std::string_view name = rest.substr(0, rest.find('/'));
    if (name.empty())
        return std::nullopt;
    return std::string(name);
}

std::optional<std::string> tcpHostIn(const std::vector<std::string> &networkAddresses)
{
    for (const std::string &address : networkAddresses) {
        if (lower(address).rfind(tcp, 0) != 0)
            continue;
        std::string host = address.substr(tcp.size());
        host.resize(std::min(host.find('['), host.size())); // an end point may stand in brackets behind it
        if (isHostName(host) || addressFrom(host))
            return host;
    }
    return std::nullopt;
}

} // namespace mailwalk::wire::mapi
