#include "rpc/failures.h"

namespace mailwalk::rpc {

using trace::Code;
using trace::Failure;
using namespace wire::dcerpc;

namespace {

template <class E> std::string words(E value, int digits)
{
    const auto known = nameOf(value);
    return known.empty() ? hexNumber(std::uint64_t(value), digits) : std::string(known);
}

} // namespace

Failure malformed(const wire::Fault &fault)
{
    return {Code::malformed, "the answer is malformed: " + wire::toText(fault), fault.expected, fault.got};
}

Failure rejected(const BindNak &nak)
{
    const std::string got = "bind_nak " + std::to_string(unsigned(nak.reason)) + " " + words(nak.reason, 4);
    switch (nak.reason) {
    case NakReason::authenticationTypeNotRecognized:
        return {Code::authUnsupported, "the server does not know this kind of sign-in", "bind_ack", got};
    case NakReason::invalidChecksum: // the security package failed for good, [MS-RPCE] 2.2.2.5
        return {Code::authRejected, "the server did not accept the sign-in", "bind_ack", got};
    default: return {Code::rpcRejected, "the server rejected the bind", "bind_ack", got};
    }
}

Failure rejected(const ContextAnswer &answer)
{
    return {Code::rpcRejected, "the server does not offer this interface here", "acceptance",
            words(answer.result, 4) + " " + words(answer.reason, 4)};
}

Failure faulted(FaultStatus status)
{
    const std::string number = hexNumber(std::uint64_t(status), 8);
    const auto known = nameOf(status);
    return {Code::rpcFault, "the server answered with the fault " + number + (known.empty() ? "" : " " + std::string(known)),
            "response", number};
}

Failure statusFailure(std::uint32_t status, std::string_view name, std::string_view method)
{
    const std::string number = hexNumber(status, 8);
    return {Code::status, std::string(method) + " returned " + number + (name.empty() ? "" : " " + std::string(name)),
            "0x00000000", number};
}

bool refusesSignIn(FaultStatus status)
{
    switch (status) {
    case FaultStatus::accessDenied:
    case FaultStatus::secPkgError:
    case FaultStatus::ncaProtoError: // one independent directory server answers so to a wrong password at privacy
        return true;
    default: return false;
    }
}

} // namespace mailwalk::rpc
