#pragma once

#include "base/bytes.h"

namespace mailwalk::wire::mapi
{

/// What referral, address book and store return: HRESULTs and the store's own small numbers ([MS-OXCDATA] 2.4, [MS-NSPI] 2.2.2,
/// [MS-OXCRPC] 3.1.4.1). One number often has a name in each of the three; the one that people search for stands here.
enum class Status : std::uint32_t {
    ok = 0,
    profileNotConfigured = 0x0000011c,
    unknownUser = 0x000003eb,
    shuttingDown = 0x000003ed,
    badConfiguration = 0x000003ee,
    unknownCodePage = 0x000003ef,
    outOfMemory = 0x000003f0,
    loginPerm = 0x000003f2,
    wrongServer = 0x00000478,
    bufferTooSmall = 0x0000047d,
    serverPaused = 0x0000047f,
    serverBusy = 0x00000480,
    noSuchLogon = 0x00000481,
    rpcFormat = 0x000004b6,
    nullObject = 0x000004b9,
    rpcAuthentication = 0x000004bc,
    clientVersionDisallowed = 0x000004df,
    rpcHttpDisallowed = 0x000004e0,
    cachedModeRequired = 0x000004e1,
    destinationNullObject = 0x00000503,
    mailboxInTransit = 0x0000050c,
    wrongMailbox = 0x00000648,
    protocolDisabled = 0x000007d8,
    directoryUnavailable = 0x0000096e,
    mailboxDisabled = 0x0000096c,
    notEncrypted = 0x00000970,
    rpcServerBusy = 0x00000973,
    rpcOutOfMemory = 0x00000974,
    rpcServerOutOfMemory = 0x00000975,
    rpcOutOfResources = 0x00000976,
    rpcServerUnavailable = 0x00000977,
    errorsReturned = 0x00040380,
    interfaceNotSupported = 0x80004002,
    error = 0x80004005,
    notSupported = 0x80040102,
    invalidEntryId = 0x80040107,
    invalidObject = 0x80040108,
    outOfResources = 0x8004010e,
    notFound = 0x8004010f,
    version = 0x80040110,
    logonFailed = 0x80040111,
    networkError = 0x80040115,
    tooComplex = 0x80040117,
    unconfigured = 0x8004011c,
    failOneProvider = 0x8004011d,
    unknownCodepage = 0x8004011e,
    unknownLocale = 0x8004011f,
    tooBig = 0x80040305,
    tableTooBig = 0x80040403,
    invalidBookmark = 0x80040405,
    corruptStore = 0x80040600,
    ambiguousRecipient = 0x80040700,
    accessDenied = 0x80070005,
    notEnoughMemory = 0x8007000e,
    invalidParameter = 0x80070057,
};
std::string_view nameOf(Status);

} // namespace mailwalk::wire::mapi
