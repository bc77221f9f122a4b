#pragma once

#include "practice/guard.h"
#include "practice/reassembly.h"
#include "practice/rpc_port.h"

namespace mailwalk::practice {

/// One connection of connection-oriented RPC, the server's side ([C706] 12.6, [MS-RPCE] 3.3.3).
class Conversation
{
public:
    Conversation(const RpcPort &port, Stream &stream) : port_(port), stream_(stream), guard_(port.realm, port.host) {}
    void run();

private:
    enum class Next { goOn, hangUp };

    std::optional<Bytes> receive();
    Next take(Bytes pdu);
    Next bind(View pdu, const wire::dcerpc::Parts &parts);
    Next alterContext(View pdu, const wire::dcerpc::Parts &parts);
    Next auth3(View pdu, const wire::dcerpc::Parts &parts);
    Next request(Bytes pdu, const wire::dcerpc::Parts &parts);
    Next perform(std::uint32_t callId, const wire::dcerpc::Request &request);

    Answer answerOf(RpcService &service, const wire::dcerpc::Request &request);

    wire::dcerpc::ContextAnswer offer(const wire::dcerpc::ContextElement &element);
    std::vector<wire::dcerpc::ContextAnswer> offerAll(const wire::dcerpc::Bind &bind);
    void agreeOnSizes(const wire::dcerpc::Bind &bind);

    Next acknowledge(const wire::dcerpc::Header &asked, const wire::dcerpc::Bind &bind, const Bytes &token);
    Next refuseBind(std::uint32_t callId, wire::dcerpc::NakReason reason);
    Next fault(std::uint32_t callId, std::uint16_t contextId, wire::dcerpc::FaultStatus status, Next next);
    Next respond(std::uint32_t callId, std::uint16_t contextId, View stub);
    Bytes responseFragment(std::uint32_t callId, const wire::dcerpc::Response &response, std::uint8_t flags);
    Next send(View pdu) { return stream_.send(pdu) ? Next::goOn : Next::hangUp; }

    const RpcPort &port_;
    Stream &stream_;
    Guard guard_;
    std::shared_ptr<Association> association_; ///< once bound
    std::map<std::uint16_t, RpcService *> contexts_;
    std::uint16_t largest_{}; ///< fragment, either way
    Reassembly reassembly_;
};

} // namespace mailwalk::practice
