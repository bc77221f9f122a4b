#pragma once

#include "trace/hop.h"
#include "wire/dcerpc/bind.h"
#include "wire/dcerpc/call.h"
#include "wire/io/fault.h"

/// How what a peer answered becomes the failure of a hop.
namespace mailwalk::rpc {

trace::Failure malformed(const wire::Fault &fault);
trace::Failure rejected(const wire::dcerpc::BindNak &nak);
trace::Failure rejected(const wire::dcerpc::ContextAnswer &answer);
trace::Failure faulted(wire::dcerpc::FaultStatus status);

/// A return code of the interface itself: got is eight hexadecimal digits.
trace::Failure statusFailure(std::uint32_t status, std::string_view name, std::string_view method);

/// A server that does not let us in: a wrong password, a locked account, or a right that is missing all look like these.
bool refusesSignIn(wire::dcerpc::FaultStatus status);

} // namespace mailwalk::rpc
