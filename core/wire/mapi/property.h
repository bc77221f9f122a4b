#pragma once

#include "base/bytes.h"

namespace mailwalk::wire::mapi {

/// Property types, [MS-OXCDATA] 2.11.1; those that NSPI knows, [MS-NSPI] 2.2.1.
enum class PropertyType : std::uint16_t {
    unspecified = 0x0000,
    null = 0x0001,
    integer16 = 0x0002,
    integer32 = 0x0003,
    errorCode = 0x000a,
    boolean = 0x000b,
    embeddedTable = 0x000d,
    string8 = 0x001e,
    string = 0x001f,
    time = 0x0040,
    guid = 0x0048,
    binary = 0x0102,
    multipleInteger16 = 0x1002,
    multipleInteger32 = 0x1003,
    multipleString8 = 0x101e,
    multipleString = 0x101f,
    multipleTime = 0x1040,
    multipleGuid = 0x1048,
    multipleBinary = 0x1102,
};
std::string_view nameOf(PropertyType);

/// Identifier (high half) and type (low half), [MS-OXPROPS]. The type asked for is part of the tag: `withType` changes it.
enum class PropertyTag : std::uint32_t {
    displayName = 0x3001001f,
    displayName8 = 0x3001001e,
    addressType = 0x3002001e,
    emailAddress = 0x3003001f, ///< the legacyDN
    emailAddress8 = 0x3003001e,
    smtpAddress = 0x39fe001f,
    account = 0x3a00001f,
    primaryTelephone8 = 0x3a1a001e,
    department8 = 0x3a18001e,
    officeLocation8 = 0x3a19001e,
    objectType = 0x0ffe0003,
    displayType = 0x39000003,
    entryId = 0x0fff0102,
    instanceKey = 0x0ff60102,
    containerFlags = 0x36000003,
    depth = 0x30050003,
    containerId = 0xfffd0003,
    parentEntryId = 0xfffc0102,
    isMaster = 0xfffb000b,
    homeMessageDatabase = 0x8006001f, ///< comes as a table unless asked as a string
    homeMessageDatabase8 = 0x8006001e,
    proxyAddresses = 0x800f101f,
    proxyAddresses8 = 0x800f101e,
    networkAddress = 0x8170101f, ///< of a server: "ncacn_ip_tcp:host", "netbios:NAME"
    networkAddress8 = 0x8170101e,
    objectDistinguishedName = 0x803c001e,
    objectGuid = 0x8c6d0102,
    homeServerAddresses8 = 0x6613101e,
    anr = 0x360c001f, ///< only in restrictions
};

/// The name in [MS-OXPROPS], whatever the type; empty for an unknown identifier.
std::string_view nameOf(PropertyTag);

constexpr PropertyType typeOf(PropertyTag tag) { return static_cast<PropertyType>(static_cast<std::uint32_t>(tag) & 0xffff); }

constexpr PropertyTag withType(PropertyTag tag, PropertyType type)
{
    return static_cast<PropertyTag>((static_cast<std::uint32_t>(tag) & 0xffff0000) | static_cast<std::uint32_t>(type));
}

constexpr bool sameIdentifier(PropertyTag a, PropertyTag b)
{
    return withType(a, PropertyType::unspecified) == withType(b, PropertyType::unspecified);
}

/// PidTagDisplayType, [MS-NSPI] 2.2.3
enum class DisplayType : std::uint32_t {
    mailUser = 0,
    distributionList = 1,
    forum = 2,
    agent = 3,
    organization = 4,
    privateList = 5,
    remoteMailUser = 6,
    container = 0x100,
    displayTemplate = 0x101,
    addressTemplate = 0x102,
    search = 0x200,
};
std::string_view nameOf(DisplayType);

/// "PidTagDisplayName", or the tag in hexadecimal.
std::string toText(PropertyTag tag);

} // namespace mailwalk::wire::mapi
