#include "wire/dcerpc/bind.h"

#include "base/text.h"

namespace mailwalk::wire::dcerpc {

std::string BindAck::addressText(const Bytes &address)
{
    const bool terminated = !address.empty() && address.back() == 0;
    return oneLine(textOf(View(address).first(address.size() - (terminated ? 1 : 0))));
}

std::string_view nameOf(ContextResult result)
{
    switch (result) {
    case ContextResult::acceptance: return "acceptance";
    case ContextResult::userRejection: return "user_rejection";
    case ContextResult::providerRejection: return "provider_rejection";
    case ContextResult::negotiateAck: return "negotiate_ack";
    }
    return {};
}

std::string_view nameOf(ContextReason reason)
{
    switch (reason) {
    case ContextReason::notSpecified: return "reason_not_specified";
    case ContextReason::abstractSyntaxNotSupported: return "abstract_syntax_not_supported";
    case ContextReason::transferSyntaxesNotSupported: return "proposed_transfer_syntaxes_not_supported";
    case ContextReason::localLimitExceeded: return "local_limit_exceeded";
    }
    return {};
}

std::string_view nameOf(NakReason reason)
{
    switch (reason) {
    case NakReason::notSpecified: return "reason_not_specified";
    case NakReason::temporaryCongestion: return "temporary_congestion";
    case NakReason::localLimitExceeded: return "local_limit_exceeded";
    case NakReason::protocolVersionNotSupported: return "protocol_version_not_supported";
    case NakReason::authenticationTypeNotRecognized: return "authentication_type_not_recognized";
    case NakReason::invalidChecksum: return "invalid_checksum";
    }
    return {};
}

} // namespace mailwalk::wire::dcerpc
