#include "rpc/association.h"

namespace mailwalk::rpc {

using namespace wire::dcerpc;
using trace::Code;

namespace {

constexpr std::uint16_t offeredFragment = 5840;           // what Windows offers over TCP
constexpr std::uint16_t leastFragment = 1432;             // MustRecvFragSize, [C706] 12.6.3.1
constexpr std::size_t stubPadding = 16;                   // [MS-RPCE] 2.2.2.11
constexpr wire::Limit answerLimit{"one answer", 4 << 20}; // [MS-RPCE] 3.3.3.5.4, the same limit that servers have
constexpr std::uint32_t authContextId = 1;

std::uint8_t authTypeOf(auth::Mechanism mechanism) // [MS-RPCE] 2.2.1.1.7
{
    return mechanism == auth::Mechanism::negotiate ? 0x09 : 0x0a;
}

Bind bindFor(const Interface &interface)
{
    Bind bind;
    bind.maxXmit = bind.maxRecv = offeredFragment;
    bind.contexts.push_back({0, interface.syntax(), {ndr20}});
    return bind;
}

template <class Message> Message decoded(const net::Step &hop, View body)
{
    auto message = wire::read<Message>(body);
    if (!message)
        hop.fail(malformed(message.error()));
    return *message;
}

Parts partsOf(const net::Step &hop, View pdu)
{
    const auto parts = takeApart(pdu);
    if (!parts)
        hop.fail(malformed(parts.error()));
    return *parts;
}

// Through an RPC proxy its certificate has proven who answers; the host behind it is not one that we go to.
std::optional<trace::Failure> objectionTo(const PduStream &stream, const http::SignIn &signIn)
{
    return stream.isTunnelled() ? std::nullopt : signIn.objection(stream.target().host, stream.address());
}

} // namespace

bool Association::mayBeVerdict(const net::Stopped &why) const
{
    return why.failure.code == Code::authRejected || !binding_.signIn->isAccepted(stream_->target().host);
}

// From the password's proof to its verdict every failure may be the verdict: it ends all sign-ins of this walk. Once a server has
// taken the password, only a refusal in so many words does.
template <class Path> auto Association::underSuspicion(Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (!why.cancelled && state_ == SignInState::answered && mayBeVerdict(why))
            binding_.signIn->refused(why);
        throw;
    }
}

Association Association::bind(const net::Step &hop, std::unique_ptr<PduStream> stream, const Binding &binding,
                              std::optional<http::SignIn::Turn> turn)
{
    Association association(std::move(stream), binding);
    if (turn)
        association.turn_.emplace(std::move(*turn));
    hop.fact("interface", binding.interface.name);
    if (binding.signIn)
        association.underSuspicion([&] { association.signIn(hop); });
    else
        association.anonymous(hop);
    return association;
}

void Association::anonymous(const net::Step &hop)
{
    hop.fact("auth_level", std::string(nameOf(auth::Level::none)));
    Header header{PacketType::bind};
    header.callId = ++callId_;
    stream_->send(hop, assemble(header, wire::write(bindFor(binding_.interface))));
    acknowledged(hop, PacketType::bindAck);
}

void Association::signIn(const net::Step &hop)
{
    const auto mechanism = binding_.mechanism;
    hop.fact("auth_type", std::string(auth::nameOf(mechanism)));
    hop.fact("auth_level", std::string(nameOf(level())));
    hop.fact("user_domain", binding_.signIn->domain());
    if (const auto objection = objectionTo(*stream_, *binding_.signIn))
        hop.fail(*objection);
    auto context = binding_.signIn->begin(mechanism, level(), binding_.spn);
    if (!context)
        hop.fail({Code::internal, context.error().text, {}, {}});
    context_ = std::move(*context);
    exchangeTokens(hop);
}

// [MS-RPCE] 3.3.1.5.2.1: the first leg rides on bind, the second comes back on bind_ack, the third goes on auth3 (NTLM, never
// answered) or on alter_context (SPNEGO, answered).
void Association::exchangeTokens(const net::Step &hop)
{
    const std::uint8_t headerSign = level() >= auth::Level::integrity ? flag::supportHeaderSign : 0;
    sendLeg(hop, PacketType::bind, token(hop, context_->first()), headerSign);
    const Bytes challenge = acknowledged(hop, PacketType::bindAck);
    const auto answer = context_->next(challenge);
    hop.facts(context_->facts());
    thirdLeg(hop, token(hop, answer));
}

void Association::thirdLeg(const net::Step &hop, View token)
{
    if (!turn_)
        turn_.emplace(binding_.signIn->turn(hop, stream_->target().host));
    state_ = SignInState::answered;
    if (!context_->expectsAnswer()) {
        sendLeg(hop, PacketType::auth3, token);
        return;
    }
    sendLeg(hop, PacketType::alterContext, token);
    const Bytes last = acknowledged(hop, PacketType::alterContextResp);
    const auto end = context_->next(last);
    if (!end && end.error().blame == auth::Obstacle::Blame::refused)
        refused(hop, end.error().text);
    this->token(hop, end);
    accepted();
}

void Association::accepted()
{
    if (state_ != SignInState::answered)
        return;
    state_ = SignInState::accepted;
    binding_.signIn->accepted(stream_->target().host);
    turn_.reset();
}

Bytes Association::token(const net::Step &hop, Result<Bytes, auth::Obstacle> made) const
{
    if (made)
        return *made;
    switch (made.error().blame) {
    case auth::Obstacle::Blame::theirs: hop.fail({Code::malformed, made.error().text, {}, {}});
    case auth::Obstacle::Blame::refused: refused(hop, made.error().text);
    case auth::Obstacle::Blame::ours: break;
    }
    hop.fail({Code::internal, made.error().text, {}, {}});
}

// Before the password's proof is out, nothing was said against it: the server does not like this way of signing in.
void Association::refused(const net::Step &hop, const std::string &got) const
{
    if (state_ == SignInState::notAnswered)
        hop.fail({Code::authUnsupported, "the server does not accept this way of signing in", "a challenge", got});
    hop.fail({Code::authRejected, "the server did not accept the sign-in", "accepted", got});
}

void Association::sendLeg(const net::Step &hop, PacketType type, View token, std::uint8_t flags)
{
    Header header{type};
    header.flags |= flags;
    header.callId = type == PacketType::auth3 ? callId_ : ++callId_;
    const Bytes body = type == PacketType::auth3 ? wire::write(Auth3{}) : wire::write(bindFor(binding_.interface));
    const SecTrailer trailer{authTypeOf(binding_.mechanism), static_cast<std::uint8_t>(level()), 0, authContextId};
    stream_->send(hop, assemble(header, body, trailer, token));
}

// The server's token, when the interface was accepted.
Bytes Association::acknowledged(const net::Step &hop, PacketType expected)
{
    const Bytes pdu = stream_->receive(hop);
    const Parts parts = partsOf(hop, pdu);
    const View body = parts.body(pdu);
    if (parts.header.type == PacketType::bindNak) {
        const auto failure = rejected(decoded<BindNak>(hop, body));
        if (failure.code == Code::authRejected)
            refused(hop, *failure.got);
        hop.fail(failure);
    }
    if (parts.header.type == PacketType::fault)
        faulted(hop, body);
    if (parts.header.type != expected)
        hop.fail({Code::malformed, "an unexpected PDU", std::string(nameOf(expected)), std::string(nameOf(parts.header.type))});

    const auto ack = decoded<BindAck>(hop, body);
    hop.facts(wire::print(ack), expected == PacketType::bindAck ? "" : "alter.");
    if (ack.answers.empty())
        hop.fail({Code::malformed, "the acknowledgement names no presentation context", "1", "0"});
    if (ack.answers.front().result != ContextResult::acceptance)
        hop.fail(rejected(ack.answers.front()));
    if (expected == PacketType::bindAck)
        maxFragment_ = std::min(offeredFragment, ack.maxRecv);
    if (maxFragment_ < leastFragment)
        hop.fail({Code::malformed, "max_recv_frag is too small", "at least 1432", std::to_string(ack.maxRecv)});
    const View token = parts.token(pdu);
    return {token.begin(), token.end()};
}

Bytes Association::call(const net::Step &hop, std::uint16_t opnum, View stub)
{
    return underSuspicion([&] {
        ++callId_;
        sendFragments(hop, opnum, stub);
        Bytes answer = receiveAnswer(hop);
        accepted();
        return answer;
    });
}

void Association::sendFragments(const net::Step &hop, std::uint16_t opnum, View stub)
{
    const std::size_t verifier = protects() ? trailerSize + context_->signatureSize() : 0;
    const std::size_t room = (maxFragment_ - callHeadSize - verifier) / stubPadding * stubPadding;
    std::size_t at = 0;
    do {
        const std::size_t size = std::min(room, stub.size() - at);
        stream_->send(hop, fragment(opnum, stub, at, size));
        at += size;
    } while (at < stub.size());
}

// Each fragment is protected on its own: own padding, own sec_trailer, own token ([MS-RPCE] 2.2.2.11).
Bytes Association::fragment(std::uint16_t opnum, View stub, std::size_t at, std::size_t size)
{
    Header header{PacketType::request, 0, 0, 0, callId_};
    header.flags =
        static_cast<std::uint8_t>((at == 0 ? flag::firstFragment : 0) | (at + size == stub.size() ? flag::lastFragment : 0));
    const View piece = stub.subspan(at, size);
    Request request{static_cast<std::uint32_t>(stub.size() - at), 0, opnum, Bytes(piece.begin(), piece.end())};
    if (!protects())
        return assemble(header, wire::write(request));

    const auto padding = static_cast<std::uint8_t>((stubPadding - size % stubPadding) % stubPadding);
    const SecTrailer trailer{authTypeOf(binding_.mechanism), static_cast<std::uint8_t>(level()), padding, authContextId};
    Bytes pdu = assemble(header, wire::write(request), trailer, Bytes(context_->signatureSize()));
    const std::size_t tokenAt = pdu.size() - context_->signatureSize();
    const std::span all(pdu);
    const std::span body = all.subspan(callHeadSize, tokenAt - trailerSize - callHeadSize);
    const Bytes token =
        context_->protect(all.first(callHeadSize), body, all.subspan(tokenAt - trailerSize, trailerSize), level());
    std::copy(token.begin(), token.end(), pdu.begin() + static_cast<std::ptrdiff_t>(tokenAt));
    return pdu;
}

Bytes Association::receiveAnswer(const net::Step &hop)
{
    Bytes stub;
    for (bool first = true;; first = false) {
        Bytes pdu = stream_->receive(hop);
        const Parts parts = partsOf(hop, pdu);
        if (parts.header.type == PacketType::fault)
            faulted(hop, parts.body(pdu));
        if (parts.header.type != PacketType::response || parts.header.callId != callId_)
            hop.fail({Code::malformed, "an unexpected PDU", "response to call " + std::to_string(callId_),
                      std::string(nameOf(parts.header.type)) + " to call " + std::to_string(parts.header.callId)});
        if (bool(parts.header.flags & flag::firstFragment) != first)
            hop.fail({Code::malformed, "fragments out of order", first ? "a first fragment" : "a further fragment",
                      hexNumber(parts.header.flags, 2)});
        checkFragment(hop, pdu, parts);
        const auto response = decoded<Response>(hop, parts.body(pdu));
        const bool last = parts.header.flags & flag::lastFragment;
        if (response.stub.empty() && !last)
            hop.fail({Code::malformed, "a fragment without content", "at least one byte, or the last fragment", "neither"});
        append(stub, response.stub);
        if (stub.size() > answerLimit.most)
            hop.fail({Code::tooLarge, "the answer is larger than 4 MiB", "at most 4194304", std::to_string(stub.size())});
        if (last)
            return stub;
    }
}

void Association::checkFragment(const net::Step &hop, Bytes &pdu, const Parts &parts) const
{
    if (!protects())
        return;
    if (!parts.trailer || parts.header.authLength != context_->signatureSize() || parts.trailerAt < callHeadSize)
        hop.fail({Code::malformed, "the answer is not protected as agreed", std::string(nameOf(level())), "no signature"});
    const std::span all(pdu);
    const std::span body = all.subspan(callHeadSize, parts.trailerAt - callHeadSize);
    if (!context_->unprotect(all.first(callHeadSize), body, all.subspan(parts.trailerAt, trailerSize), parts.token(pdu), level()))
        hop.fail({Code::malformed, "the signature of the answer is wrong: it was changed on its way, or our keys differ",
                  "a fitting signature", "another"});
}

// A fault comes unprotected, even in a protected conversation. Before the server has accepted the sign-in once, its "access
// denied" is the answer to the sign-in: a wrong password shows on the first call after auth3.
void Association::faulted(const net::Step &hop, View body) const
{
    const auto fault = decoded<FaultBody>(hop, body);
    hop.facts(wire::print(fault), "fault.");
    if (binding_.signIn && state_ != SignInState::accepted && refusesSignIn(fault.status))
        refused(hop, "fault " + hexNumber(std::uint64_t(fault.status), 8));
    hop.fail(rpc::faulted(fault.status));
}

} // namespace mailwalk::rpc
