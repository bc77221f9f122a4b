#include "wire/mapi/status.h"

#include <algorithm>
#include <iterator>

namespace mailwalk::wire::mapi {
namespace {

struct Name {
    Status status;
    std::string_view text;
};

constexpr Name names[] = {
    {Status::ok, "ok"},
    {Status::profileNotConfigured, "ecProfileNotConfigured"},
    {Status::unknownUser, "ecUnknownUser"},
    {Status::shuttingDown, "ecExiting"},
    {Status::badConfiguration, "ecBadConfig"},
    {Status::unknownCodePage, "ecUnknownCodePage"},
    {Status::outOfMemory, "ecServerOOM"},
    {Status::loginPerm, "ecLoginPerm"},
    {Status::wrongServer, "ecWrongServer"},
    {Status::bufferTooSmall, "ecBufferTooSmall"},
    {Status::serverPaused, "ecServerPaused"},
    {Status::serverBusy, "ecServerBusy"},
    {Status::noSuchLogon, "ecNoSuchLogon"},
    {Status::rpcFormat, "ecRpcFormat or ecRpcAuthentication"}, // the lists disagree: [MS-OXCRPC] calls it the latter
    {Status::nullObject, "ecNullObject"},
    {Status::rpcAuthentication, "ecRpcAuthentication"},
    {Status::clientVersionDisallowed, "ecClientVerDisallowed"},
    {Status::rpcHttpDisallowed, "ecRpcHttpDisallowed"},
    {Status::cachedModeRequired, "ecCachedModeRequired"},
    {Status::destinationNullObject, "ecDstNullObject"},
    {Status::mailboxInTransit, "ecMailboxInTransit"},
    {Status::wrongMailbox, "ecWrongMailbox"},
    {Status::protocolDisabled, "ecProtocolDisabled"},
    {Status::directoryUnavailable, "ecADUnavailable"},
    {Status::mailboxDisabled, "ecMailboxDisabled"},
    {Status::notEncrypted, "ecNotEncrypted"},
    {Status::rpcServerBusy, "ecRpcServerTooBusy"},
    {Status::rpcOutOfMemory, "ecRpcOutOfMemory"},
    {Status::rpcServerOutOfMemory, "ecRpcServerOutOfMemory"},
    {Status::rpcOutOfResources, "ecRpcOutOfResources"},
    {Status::rpcServerUnavailable, "ecRpcServerUnavailable"},
    {Status::errorsReturned, "MAPI_W_ERRORS_RETURNED"},
    {Status::interfaceNotSupported, "ecInterfaceNotSupported"},
    {Status::error, "MAPI_E_CALL_FAILED"},
    {Status::notSupported, "MAPI_E_NO_SUPPORT"},
    {Status::invalidEntryId, "MAPI_E_INVALID_ENTRYID"},
    {Status::invalidObject, "MAPI_E_INVALID_OBJECT"},
    {Status::outOfResources, "MAPI_E_NOT_ENOUGH_RESOURCES"},
    {Status::notFound, "MAPI_E_NOT_FOUND"},
    {Status::version, "MAPI_E_VERSION"},
    {Status::logonFailed, "MAPI_E_LOGON_FAILED"},
    {Status::networkError, "MAPI_E_NETWORK_ERROR"},
    {Status::tooComplex, "MAPI_E_TOO_COMPLEX"},
    {Status::unconfigured, "MAPI_E_UNCONFIGURED"},
    {Status::failOneProvider, "MAPI_E_FAILONEPROVIDER"},
    {Status::unknownCodepage, "MAPI_E_UNKNOWN_CPID"},
    {Status::unknownLocale, "MAPI_E_UNKNOWN_LCID"},
    {Status::tooBig, "MAPI_E_TOO_BIG"},
    {Status::tableTooBig, "MAPI_E_TABLE_TOO_BIG"},
    {Status::invalidBookmark, "MAPI_E_INVALID_BOOKMARK"},
    {Status::corruptStore, "MAPI_E_CORRUPT_STORE"},
    {Status::ambiguousRecipient, "MAPI_E_AMBIGUOUS_RECIP"},
    {Status::accessDenied, "MAPI_E_NO_ACCESS"},
    {Status::notEnoughMemory, "MAPI_E_NOT_ENOUGH_MEMORY"},
    {Status::invalidParameter, "MAPI_E_INVALID_PARAMETER"},
};

} // namespace

std::string_view nameOf(Status status)
{
    const auto found = std::find_if(std::begin(names), std::end(names), [status](const Name &n) { return n.status == status; });
    return found == std::end(names) ? std::string_view{} : found->text;
}

} // namespace mailwalk::wire::mapi
