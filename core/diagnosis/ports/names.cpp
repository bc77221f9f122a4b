#include "base/endpoint.h"
#include "diagnosis/ports/adviser.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mailwalk::diagnosis::ports {

template <class E> struct Named {
    E value;
    std::string_view name;
};

static constexpr std::array exchangeNames{
    Named{Exchange::v2003, "2003"}, Named{Exchange::v2007, "2007"},    Named{Exchange::v2010, "2010"},
    Named{Exchange::v2013, "2013"}, Named{Exchange::v2016, "2016"},    Named{Exchange::v2019, "2019"},
    Named{Exchange::se, "se"},      Named{Exchange::online, "online"},
};
static constexpr std::array outlookNames{
    Named{Outlook::v2003, "2003"}, Named{Outlook::v2007, "2007"}, Named{Outlook::v2010, "2010"}, Named{Outlook::v2013, "2013"},
    Named{Outlook::v2016, "2016"}, Named{Outlook::v2019, "2019"}, Named{Outlook::v365, "365"},
};
static constexpr std::array whereNames{
    Named{Where::internet, "internet"},
    Named{Where::vpn, "vpn"},
    Named{Where::lan, "lan"},
    Named{Where::dmz, "dmz"},
};
static constexpr std::array windowsNames{Named{Windows::v2003, "2003"}, Named{Windows::v2008, "2008"}};
static constexpr std::array partyNames{
    Named{Party::client, "client"},
    Named{Party::exchange, "exchange"},
    Named{Party::directory, "directory"},
    Named{Party::publicFolders, "public-folders"},
    Named{Party::proxy, "proxy"},
    Named{Party::mailbox, "mailbox-server"},
    Named{Party::autodiscover, "autodiscover"},
    Named{Party::domainController, "domain-controller"},
    Named{Party::nameServer, "name-server"},
};

template <class Table, class E> static std::string_view nameIn(const Table &table, E value)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto &row) { return row.value == value; });
    return found == table.end() ? std::string_view{} : found->name;
}

template <class Table> static auto valueIn(const Table &table, std::string_view name)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto &row) { return row.name == name; });
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

std::string_view nameOf(Exchange value) { return nameIn(exchangeNames, value); }
std::string_view nameOf(Outlook value) { return nameIn(outlookNames, value); }
std::string_view nameOf(Where value) { return nameIn(whereNames, value); }
std::string_view nameOf(Windows value) { return nameIn(windowsNames, value); }
std::string_view nameOf(Party value) { return nameIn(partyNames, value); }
std::optional<Exchange> exchangeFrom(std::string_view name) { return valueIn(exchangeNames, name); }
std::optional<Outlook> outlookFrom(std::string_view name) { return valueIn(outlookNames, name); }
std::optional<Where> whereFrom(std::string_view name) { return valueIn(whereNames, name); }
std::optional<Windows> windowsFrom(std::string_view name) { return valueIn(windowsNames, name); }

static std::optional<unsigned> lengthIn(std::string_view text, unsigned most)
{
    unsigned length{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size();
    return isNumber && length <= most ? std::optional(length) : std::nullopt;
}

static void cutTo(Address &address, unsigned length)
{
    for (unsigned bit = length; bit < (address.v6 ? 128u : 32u); ++bit)
        address.bytes[bit / 8] &= static_cast<Byte>(~(0x80u >> bit % 8));
}

// Written anew from its number: nothing of the text as it came gets any further.
std::optional<std::string> placeFrom(std::string_view text)
{
    const auto slash = text.find('/');
    auto address = addressFrom(text.substr(0, slash));
    if (!address || address->scope || text.starts_with('['))
        return std::nullopt;
    if (slash == text.npos)
        return toText(*address);
    const auto length = lengthIn(text.substr(slash + 1), address->v6 ? 128 : 32);
    if (!length)
        return std::nullopt;
    cutTo(*address, *length);
    return toText(*address) + '/' + std::to_string(*length);
}

// Whoever names a proxy and no other machine for Autodiscover has both on one, as Exchange is set up: and so on.
static const std::vector<std::string> &firstGiven(const std::vector<std::string> &own, const std::vector<std::string> &other)
{
    return own.empty() ? other : own;
}

const std::vector<std::string> &addressesOf(Party party, const Places &places)
{
    switch (party) {
    case Party::client: return places.client;
    case Party::exchange: return places.exchange;
    case Party::directory: return places.directory;
    case Party::publicFolders: return firstGiven(places.publicFolders, places.exchange);
    case Party::proxy: return places.proxy;
    case Party::mailbox: return places.mailbox;
    case Party::autodiscover: return firstGiven(places.autodiscover, places.proxy);
    case Party::domainController: return firstGiven(places.domainController, places.directory);
    case Party::nameServer: return firstGiven(places.nameServer, places.domainController);
    }
    return places.client;
}

} // namespace mailwalk::diagnosis::ports
