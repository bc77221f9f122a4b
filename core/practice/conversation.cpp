#include "practice/conversation.h"

namespace mailwalk::practice {

using namespace wire::dcerpc;

namespace {

constexpr std::uint16_t mostFragment = 5840, leastFragment = 2048; // what Windows agrees to over TCP
constexpr std::size_t objectSize = 16;

// [MS-RPCE] 3.3.1.5.3: the first half of the pseudo syntax by which a client asks for features.
constexpr std::array<Byte, 8> featureSyntax{0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45};

bool asksForFeatures(const ContextElement &element) // of which there are none here
{
    const auto &offered = element.transferSyntaxes;
    return offered.size() == 1 && std::equal(featureSyntax.begin(), featureSyntax.end(), offered[0].uuid.bytes.begin());
}

std::size_t headSizeOf(const Header &header) { return callHeadSize + (header.flags & flag::objectUuid ? objectSize : 0); }

} // namespace

void Conversation::run()
{
    while (auto pdu = receive())
        if (take(std::move(*pdu)) == Next::hangUp)
            return;
}

std::optional<Bytes> Conversation::receive()
{
    Bytes pdu(headerSize);
    if (!stream_.receive(pdu))
        return std::nullopt;
    const auto header = readHeader(pdu);
    if (!header) {
        refuseBind(0, NakReason::protocolVersionNotSupported);
        return std::nullopt;
    }
    pdu.resize(header->fragLength);
    if (!stream_.receive(std::span(pdu).subspan(headerSize)))
        return std::nullopt;
    return pdu;
}

Conversation::Next Conversation::take(Bytes pdu)
{
    const auto parts = takeApart(pdu);
    if (!parts)
        return refuseBind(0, NakReason::protocolVersionNotSupported);
    const auto &header = parts->header;
    if (header.type == PacketType::bind)
        return bind(pdu, *parts);
    if (!association_)
        return refuseBind(header.callId, NakReason::protocolVersionNotSupported);
    switch (header.type) {
    case PacketType::alterContext: return alterContext(pdu, *parts);
    case PacketType::auth3: return auth3(pdu, *parts);
    case PacketType::request: return request(std::move(pdu), *parts);
    case PacketType::coCancel:
    case PacketType::orphaned: return Next::goOn; // nothing here takes long enough to be given up
    default: return fault(header.callId, 0, FaultStatus::ncaProtoError, Next::hangUp);
    }
}

Conversation::Next Conversation::bind(View pdu, const Parts &parts)
{
    const auto asked = wire::read<Bind>(parts.body(pdu));
    if (!asked || association_ || asked->contexts.empty())
        return refuseBind(parts.header.callId, NakReason::protocolVersionNotSupported);
    association_ = port_.associations.join(asked->group);
    if (!association_)
        return refuseBind(parts.header.callId, NakReason::notSpecified);
    Bytes token;
    if (parts.trailer) {
        const auto begun = guard_.begin(*parts.trailer, parts.token(pdu));
        if (!begun)
            return refuseBind(parts.header.callId, begun.error());
        token = *begun;
    }
    agreeOnSizes(*asked);
    const Next next = acknowledge(parts.header, *asked, token);
    if (port_.manner == RpcPort::Manner::polite)
        return next;
    stream_.sayGoodbye();
    return Next::hangUp;
}

Conversation::Next Conversation::alterContext(View pdu, const Parts &parts)
{
    const auto asked = wire::read<Bind>(parts.body(pdu));
    if (!asked || asked->contexts.empty())
        return fault(parts.header.callId, 0, FaultStatus::ncaProtoError, Next::hangUp);
    Bytes token;
    if (parts.trailer && !guard_.begun()) {
        const auto begun = guard_.begin(*parts.trailer, parts.token(pdu));
        if (!begun)
            return fault(parts.header.callId, 0, FaultStatus::accessDenied, Next::hangUp);
        token = *begun;
    } else if (parts.trailer) {
        const auto answer = guard_.proceed(*parts.trailer, parts.token(pdu));
        if (!answer)
            return fault(parts.header.callId, 0, answer.error(), Next::hangUp);
        token = *answer;
    }
    return acknowledge(parts.header, *asked, token);
}

// [MS-RPCE] 3.3.1.5.2.1: never answered, a failure shows as a fault of the first request.
Conversation::Next Conversation::auth3(View pdu, const Parts &parts)
{
    const auto body = wire::read<Auth3>(parts.body(pdu));
    if (!body || !parts.trailer)
        return fault(parts.header.callId, 0, FaultStatus::ncaProtoError, Next::hangUp);
    [[maybe_unused]] const auto unanswered = guard_.proceed(*parts.trailer, parts.token(pdu));
    return Next::goOn;
}

Conversation::Next Conversation::request(Bytes pdu, const Parts &parts)
{
    const std::size_t head = headSizeOf(parts.header);
    if (parts.trailerAt < head)
        return fault(parts.header.callId, 0, FaultStatus::ncaProtoError, Next::hangUp);
    if (const auto refused = guard_.admit(pdu, parts, head))
        return fault(parts.header.callId, 0, *refused, Next::hangUp);
    auto fragment = wire::read<Request>(parts.body(pdu));
    if (!fragment || fragment->stub.size() < head - callHeadSize)
        return fault(parts.header.callId, 0, FaultStatus::ncaProtoError, Next::hangUp);
    fragment->stub.erase(fragment->stub.begin(), fragment->stub.begin() + static_cast<std::ptrdiff_t>(head - callHeadSize));
    const std::uint16_t contextId = fragment->contextId;
    const auto whole = reassembly_.add(parts.header, std::move(*fragment));
    if (!whole)
        return fault(parts.header.callId, contextId, whole.error(), Next::hangUp);
    return *whole ? perform(parts.header.callId, **whole) : Next::goOn;
}

Conversation::Next Conversation::perform(std::uint32_t callId, const Request &request)
{
    const auto context = contexts_.find(request.contextId);
    if (context == contexts_.end())
        return fault(callId, request.contextId, FaultStatus::ncaUnkIf, Next::goOn);
    const Answer answer = answerOf(*context->second, request);
    return answer ? respond(callId, request.contextId, *answer) : fault(callId, request.contextId, answer.error(), Next::goOn);
}

Answer Conversation::answerOf(RpcService &service, const Request &request)
{
    const Caller caller = guard_.caller();
    const std::lock_guard lock(association_->mutex);
    return service.answer({request.opnum, request.stub, caller, *association_});
}

ContextAnswer Conversation::offer(const ContextElement &element)
{
    if (asksForFeatures(element))
        return {ContextResult::negotiateAck, ContextReason::notSpecified, {}};
    RpcService *service = port_.serviceOf(element.abstractSyntax);
    if (!service)
        return {ContextResult::providerRejection, ContextReason::abstractSyntaxNotSupported, {}};
    if (std::find(element.transferSyntaxes.begin(), element.transferSyntaxes.end(), ndr20) == element.transferSyntaxes.end())
        return {ContextResult::providerRejection, ContextReason::transferSyntaxesNotSupported, {}};
    contexts_[element.contextId] = service;
    return {ContextResult::acceptance, ContextReason::notSpecified, ndr20};
}

std::vector<ContextAnswer> Conversation::offerAll(const Bind &asked)
{
    std::vector<ContextAnswer> answers;
    for (const auto &element : asked.contexts)
        answers.push_back(offer(element));
    return answers;
}

// What Windows does over TCP: one size for both ways, a multiple of 8.
void Conversation::agreeOnSizes(const Bind &asked)
{
    const auto least = std::min({asked.maxXmit, asked.maxRecv, mostFragment});
    largest_ = static_cast<std::uint16_t>(std::max(least, leastFragment) & ~7);
}

Conversation::Next Conversation::acknowledge(const Header &asked, const Bind &bind, const Bytes &token)
{
    BindAck ack{largest_, largest_, association_->id(), {}, offerAll(bind), {}};
    Header header{asked.type == PacketType::bind ? PacketType::bindAck : PacketType::alterContextResp, flag::onlyFragment, 0, 0,
                  asked.callId};
    if (asked.type == PacketType::bind) {
        const std::string number = std::to_string(port_.number);
        ack.address.assign(number.c_str(), number.c_str() + number.size() + 1);
        header.flags |= asked.flags & flag::supportHeaderSign; // NTLM signs the header in any case, [MS-NLMP] 3.4.6.1
    }
    if (token.empty())
        return send(assemble(header, wire::write(ack)));
    Bytes body = wire::write(ack);
    body.resize((body.size() + 3) & ~std::size_t(3)); // the verifier is 4-aligned
    return send(assemble(header, body, guard_.answering(), token));
}

Conversation::Next Conversation::refuseBind(std::uint32_t callId, NakReason reason)
{
    BindNak nak{reason, {5}, {}};
    nak.rest.resize(3); // 24 bytes in all, as Windows pads it
    send(assemble({PacketType::bindNak, flag::onlyFragment, 0, 0, callId}, wire::write(nak)));
    return Next::hangUp;
}

Conversation::Next Conversation::fault(std::uint32_t callId, std::uint16_t contextId, FaultStatus status, Next next)
{
    const bool neverRan = status == FaultStatus::ncaOpRngError || status == FaultStatus::ncaUnkIf;
    const auto flags = static_cast<std::uint8_t>(flag::onlyFragment | (neverRan ? flag::didNotExecute : 0));
    FaultBody body;
    body.allocHint = callHeadSize;
    body.contextId = contextId;
    body.status = status;
    const Next sent = send(assemble({PacketType::fault, flags, 0, 0, callId}, wire::write(body)));
    return sent == Next::hangUp ? sent : next;
}

Conversation::Next Conversation::respond(std::uint32_t callId, std::uint16_t contextId, View stub)
{
    const std::size_t verifier = guard_.trailerFor(0) ? trailerSize + guard_.tokenSize() : 0;
    const std::size_t room = (largest_ - callHeadSize - verifier) & ~std::size_t(15); // only the last fragment needs padding
    std::uint8_t flags = flag::firstFragment;
    do {
        const View part = stub.first(std::min(room, stub.size()));
        if (part.size() == stub.size())
            flags |= flag::lastFragment;
        const Response response{static_cast<std::uint32_t>(stub.size()), contextId, 0, Bytes(part.begin(), part.end())};
        if (send(responseFragment(callId, response, flags)) == Next::hangUp)
            return Next::hangUp;
        stub = stub.subspan(part.size());
        flags = 0;
    } while (!stub.empty());
    return Next::goOn;
}

Bytes Conversation::responseFragment(std::uint32_t callId, const Response &response, std::uint8_t flags)
{
    const auto trailer = guard_.trailerFor(response.stub.size());
    const Bytes token(trailer ? guard_.tokenSize() : 0);
    Bytes pdu = assemble({PacketType::response, flags, 0, 0, callId}, wire::write(response), trailer, token);
    if (trailer)
        guard_.protect(pdu);
    return pdu;
}

} // namespace mailwalk::practice
