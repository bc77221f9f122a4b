#include "practice/conversation.h"

namespace mailwalk::practice {

using namespace wire::dcerpc;

namespace {

constexpr std::uint16_t mostFragment = 5840, leastFragment = 2048; // what Windows agrees to over TCP
constexpr std::size_t stubLimit = 4 * 1024 * 1024;                 // [MS-RPCE] 3.3.3.5.4
constexpr std::size_t objectSize = 16;
constexpr std::size_t longestVerificationTrailer = 256;

// [MS-RPCE] 3.3.1.5.3: the first half of the pseudo syntax by which a client asks for features.
constexpr std::array<Byte, 8> featureSyntax{0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45};
constexpr std::array<Byte, 8> verificationMagic{0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71}; // [MS-RPCE] 2.2.2.13.1

bool asksForFeatures(const SyntaxId &syntax)
{
    return std::equal(featureSyntax.begin(), featureSyntax.end(), syntax.uuid.bytes.begin());
}

// [MS-RPCE] 2.2.2.13: clients append it to the stub, 4-aligned; what it repeats is checked by nobody here.
void cutVerificationTrailer(Bytes &stub)
{
    const std::size_t from = stub.size() > longestVerificationTrailer ? stub.size() - longestVerificationTrailer : 0;
    for (std::size_t at = (from + 3) & ~std::size_t(3); at + verificationMagic.size() <= stub.size(); at += 4)
        if (std::equal(verificationMagic.begin(), verificationMagic.end(), stub.begin() + static_cast<std::ptrdiff_t>(at)))
            return stub.resize(at);
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
    return collect(parts.header, std::move(*fragment));
}

Conversation::Next Conversation::collect(const Header &header, Request fragment)
{
    const bool first = header.flags & flag::firstFragment, last = header.flags & flag::lastFragment;
    const bool continues =
        pending_ && pending_->header.callId == header.callId && pending_->request.contextId == fragment.contextId;
    if (first ? pending_.has_value() : !continues)
        return fault(header.callId, fragment.contextId, FaultStatus::ncaProtoError, Next::hangUp);
    if (first)
        pending_ = Pending{header, std::move(fragment)};
    else
        append(pending_->request.stub, fragment.stub);
    if (pending_->request.stub.size() > stubLimit)
        return fault(header.callId, pending_->request.contextId, FaultStatus::accessDenied, Next::hangUp);
    if (!last)
        return Next::goOn;
    Pending whole = std::move(*pending_);
    pending_.reset();
    cutVerificationTrailer(whole.request.stub);
    return perform(whole);
}

Conversation::Next Conversation::perform(const Pending &whole)
{
    const std::uint32_t callId = whole.header.callId;
    const std::uint16_t contextId = whole.request.contextId;
    const auto context = contexts_.find(contextId);
    if (context == contexts_.end())
        return fault(callId, contextId, FaultStatus::ncaUnkIf, Next::goOn);
    const Caller caller = guard_.caller();
    const std::lock_guard lock(association_->mutex);
    const Answer answer = context->second->answer({whole.request.opnum, whole.request.stub, caller, *association_});
    return answer ? respond(callId, contextId, *answer) : fault(callId, contextId, answer.error(), Next::goOn);
}

ContextAnswer Conversation::offer(const ContextElement &element)
{
    if (element.transferSyntaxes.size() == 1 &&
        asksForFeatures(element.transferSyntaxes[0])) // [MS-RPCE] 3.3.1.5.3: none of them here
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
