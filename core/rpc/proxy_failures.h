#pragma once

#include "http/connection.h"

/// What an RPC proxy, or something that stands in for one, says instead of opening a channel ([MS-RPCH] 2.1.2.1.3).
namespace mailwalk::rpc {

/// "RPC Error: 6ba" in a reason phrase, in whatever case and wherever it stands; the code is a Win32 one.
std::optional<std::uint32_t> rpcErrorIn(std::string_view reason);

/// The extended error information of the body ("RPC EEInfo:..."), or else of the reason phrase; not read yet. Nothing also when
/// it is no Base64.
std::optional<Bytes> extendedErrorIn(std::string_view reason, std::string_view body);

/// Whether the answer opens a channel: 200 with "application/rpc".
bool opensChannel(const http::ResponseHead &head);

/// What the answer comes to as a failure. The RPC error, the extended error information and IIS's own finer status become facts
/// of the hop; whoever has received the answer has recorded the rest.
trace::Failure refusedBy(const net::Step &hop, const http::Response &answer);

} // namespace mailwalk::rpc
