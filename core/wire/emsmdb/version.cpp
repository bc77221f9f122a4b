#include "wire/emsmdb/version.h"

namespace mailwalk::wire::emsmdb {

constexpr std::uint16_t newPacking = 0x8000;

std::string toText(const Version &version)
{
    return std::to_string(version.major) + '.' + std::to_string(version.minor) + '.' + std::to_string(version.build) + '.' +
           std::to_string(version.revision);
}

std::string_view exchangeOf(const Version &server)
{
    switch (server.major) {
    case 6: return "Exchange 2000 or 2003"; // the old packing has no room for the 5 of 6.5
    case 8: return "Exchange 2007";
    case 14: return "Exchange 2010";
    case 15: break;
    default: return {};
    }
    switch (server.minor) {
    case 0: return "Exchange 2013";
    case 1: return "Exchange 2016";
    case 2: return "Exchange 2019 or Subscription Edition";
    case 20: return "Exchange Online";
    default: return {};
    }
}

VersionWords VersionWords::of(const Version &version)
{
    return {{static_cast<std::uint16_t>(version.major << 8 | (version.minor & 0xff)),
             static_cast<std::uint16_t>(newPacking | version.build), version.revision}};
}

Version VersionWords::version() const
{
    const bool isNew = words[1] & newPacking;
    const auto major = isNew ? words[0] >> 8 : words[0], minor = isNew ? words[0] & 0xff : 0;
    return {static_cast<std::uint16_t>(major), static_cast<std::uint16_t>(minor), static_cast<std::uint16_t>(words[1] & 0x7fff),
            words[2]};
}

} // namespace mailwalk::wire::emsmdb
