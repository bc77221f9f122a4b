#include "wire/mapi/property.h"

#include <algorithm>
#include <iterator>

namespace mailwalk::wire::mapi {
namespace {

struct Name {
    PropertyTag tag;
    std::string_view text;
};

constexpr Name names[] = {
    {PropertyTag::displayName, "PidTagDisplayName"},
    {PropertyTag::addressType, "PidTagAddressType"},
    {PropertyTag::emailAddress, "PidTagEmailAddress"},
    {PropertyTag::smtpAddress, "PidTagSmtpAddress"},
    {PropertyTag::account, "PidTagAccount"},
    {PropertyTag::primaryTelephone8, "PidTagPrimaryTelephoneNumber"},
    {PropertyTag::department8, "PidTagDepartmentName"},
    {PropertyTag::officeLocation8, "PidTagOfficeLocation"},
    {PropertyTag::objectType, "PidTagObjectType"},
    {PropertyTag::displayType, "PidTagDisplayType"},
    {PropertyTag::entryId, "PidTagEntryId"},
    {PropertyTag::instanceKey, "PidTagInstanceKey"},
    {PropertyTag::containerFlags, "PidTagContainerFlags"},
    {PropertyTag::depth, "PidTagDepth"},
    {PropertyTag::containerId, "PidTagAddressBookContainerId"},
    {PropertyTag::parentEntryId, "PidTagAddressBookParentEntryId"},
    {PropertyTag::isMaster, "PidTagAddressBookIsMaster"},
    {PropertyTag::homeMessageDatabase, "PidTagAddressBookHomeMessageDatabase"},
    {PropertyTag::proxyAddresses, "PidTagAddressBookProxyAddresses"},
    {PropertyTag::networkAddress, "PidTagAddressBookNetworkAddress"},
    {PropertyTag::objectDistinguishedName, "PidTagAddressBookObjectDistinguishedName"},
    {PropertyTag::objectGuid, "PidTagAddressBookObjectGuid"},
    {PropertyTag::homeServerAddresses8, "PidTagProfileHomeServerAddrs"},
    {PropertyTag::anr, "PidTagAnr"},
};

} // namespace

std::string_view nameOf(PropertyTag tag)
{
    const auto found =
        std::find_if(std::begin(names), std::end(names), [tag](const Name &n) { return sameIdentifier(n.tag, tag); });
    return found == std::end(names) ? std::string_view{} : found->text;
}

std::string toText(PropertyTag tag)
{
    const std::string_view name = nameOf(tag);
    return name.empty() ? hexNumber(static_cast<std::uint32_t>(tag), 8) : std::string(name);
}

std::string_view nameOf(PropertyType type)
{
    switch (type) {
    case PropertyType::unspecified: return "PtypUnspecified";
    case PropertyType::null: return "PtypNull";
    case PropertyType::integer16: return "PtypInteger16";
    case PropertyType::integer32: return "PtypInteger32";
    case PropertyType::errorCode: return "PtypErrorCode";
    case PropertyType::boolean: return "PtypBoolean";
    case PropertyType::embeddedTable: return "PtypEmbeddedTable";
    case PropertyType::string8: return "PtypString8";
    case PropertyType::string: return "PtypString";
    case PropertyType::time: return "PtypTime";
    case PropertyType::guid: return "PtypGuid";
    case PropertyType::binary: return "PtypBinary";
    case PropertyType::multipleInteger16: return "PtypMultipleInteger16";
    case PropertyType::multipleInteger32: return "PtypMultipleInteger32";
    case PropertyType::multipleString8: return "PtypMultipleString8";
    case PropertyType::multipleString: return "PtypMultipleString";
    case PropertyType::multipleTime: return "PtypMultipleTime";
    case PropertyType::multipleGuid: return "PtypMultipleGuid";
    case PropertyType::multipleBinary: return "PtypMultipleBinary";
    }
    return {};
}

std::string_view nameOf(DisplayType type)
{
    switch (type) {
    case DisplayType::mailUser: return "mail user";
    case DisplayType::distributionList: return "distribution list";
    case DisplayType::forum: return "public folder";
    case DisplayType::agent: return "agent";
    case DisplayType::organization: return "organization";
    case DisplayType::privateList: return "private distribution list";
    case DisplayType::remoteMailUser: return "remote mail user";
    case DisplayType::container: return "container";
    case DisplayType::displayTemplate: return "display template";
    case DisplayType::addressTemplate: return "address creation template";
    case DisplayType::search: return "search dialog";
    }
    return {};
}

} // namespace mailwalk::wire::mapi
