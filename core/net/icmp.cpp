#include "net/icmp.h"

namespace mailwalk::net {
namespace {

struct Meaning {
    bool v6;
    std::uint8_t type, code;
    std::string_view name;
};

constexpr Meaning meanings[] = {
    {false, 3, 0, "network unreachable"},
    {false, 3, 1, "host unreachable"},
    {false, 3, 2, "protocol unreachable"},
    {false, 3, 3, "port unreachable"},
    {false, 3, 4, "fragmentation needed"},
    {false, 3, 5, "source route failed"},
    {false, 3, 6, "destination network unknown"},
    {false, 3, 7, "destination host unknown"},
    {false, 3, 8, "source host isolated"},
    {false, 3, 9, "network administratively prohibited"},
    {false, 3, 10, "host administratively prohibited"},
    {false, 3, 11, "network unreachable for this type of service"},
    {false, 3, 12, "host unreachable for this type of service"},
    {false, 3, 13, "communication administratively prohibited"},
    {false, 3, 14, "host precedence violation"},
    {false, 3, 15, "precedence cutoff in effect"},
    {false, 11, 0, "time to live exceeded"},
    {false, 12, 0, "parameter problem"},
    {true, 1, 0, "no route to destination"},
    {true, 1, 1, "communication administratively prohibited"},
    {true, 1, 2, "beyond the scope of the source address"},
    {true, 1, 3, "address unreachable"},
    {true, 1, 4, "port unreachable"},
    {true, 1, 5, "source address failed the policy"},
    {true, 1, 6, "route rejected"},
    {true, 2, 0, "packet too big"},
    {true, 3, 0, "hop limit exceeded"},
    {true, 4, 1, "unrecognised next header"},
};

} // namespace

std::string_view nameOf(const Icmp &message)
{
    for (const Meaning &row : meanings)
        if (row.v6 == message.v6 && row.type == message.type && row.code == message.code)
            return row.name;
    return {};
}

bool isTimeExceeded(const Icmp &message) { return message.type == (message.v6 ? 3 : 11) && message.code == 0; }

std::string toText(const Icmp &message)
{
    std::string text = message.v6 ? "ICMPv6 " : "ICMP ";
    text += std::to_string(message.type) + '/' + std::to_string(message.code);
    if (const auto name = nameOf(message); !name.empty())
        text += " (" + std::string(name) + ')';
    if (message.from)
        text += " from " + toText(*message.from);
    return text;
}

} // namespace mailwalk::net
