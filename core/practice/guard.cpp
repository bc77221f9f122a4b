#include "practice/guard.h"

#include "wire/dcerpc/call.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire::dcerpc;
using auth::Level;

namespace {

constexpr std::uint8_t spnego = 9, ntlm = 10; // [MS-RPCE] 2.2.1.1.7
constexpr std::size_t alignment = 16;         // of a sec_trailer after the stub, [MS-RPCE] 2.2.2.11

std::optional<auth::Mechanism> mechanismOf(std::uint8_t authType)
{
    if (authType == ntlm)
        return auth::Mechanism::ntlm;
    return authType == spnego ? std::optional(auth::Mechanism::negotiate) : std::nullopt;
}

bool isLevel(std::uint8_t level)
{
    return level >= static_cast<std::uint8_t>(Level::connect) && level <= static_cast<std::uint8_t>(Level::privacy);
}

} // namespace

mailwalk::Result<Bytes, NakReason> Guard::begin(const SecTrailer &trailer, View token)
{
    const auto mechanism = mechanismOf(trailer.authType);
    if (!mechanism || !isLevel(trailer.authLevel))
        return NakReason::authenticationTypeNotRecognized;
    auto settings = acceptorSettings(realm_, host_);
    settings.level = static_cast<Level>(trailer.authLevel);
    auto acceptor = auth::newAcceptor(*mechanism, std::move(settings));
    if (!acceptor)
        return NakReason::authenticationTypeNotRecognized;
    auto answer = (*acceptor)->next(token);
    if (!answer)
        return NakReason::invalidChecksum; // the package failed for good, [MS-RPCE] 2.2.2.5
    acceptor_ = std::move(*acceptor);
    trailer_ = trailer;
    return std::move(*answer);
}

mailwalk::Result<Bytes, FaultStatus> Guard::proceed(const SecTrailer &trailer, View token)
{
    refused_ = refused_ || !begun() || !fits(trailer);
    if (refused_)
        return FaultStatus::accessDenied;
    auto answer = acceptor_->next(token);
    if (!answer && answer.error().reason == auth::Refusal::Reason::wrongPassword)
        realm_.countWrongTry(answer.error().user, answer.error().domain);
    refused_ = !answer || (acceptor_->complete() && !concludes());
    if (refused_)
        return FaultStatus::accessDenied;
    return std::move(*answer);
}

bool Guard::concludes()
{
    const Mailbox *account = realm_.accountOf(acceptor_->user(), acceptor_->domain());
    if (!account || !realm_.mayEnter(*account))
        return false;
    account_ = account->account;
    return true;
}

bool Guard::fits(const SecTrailer &trailer) const
{
    return trailer.authType == trailer_.authType && trailer.authLevel == trailer_.authLevel &&
           trailer.contextId == trailer_.contextId;
}

SecTrailer Guard::answering() const
{
    SecTrailer trailer = trailer_;
    trailer.padLength = 0;
    return trailer;
}

std::optional<FaultStatus> Guard::admit(std::span<Byte> pdu, const Parts &parts, std::size_t head)
{
    if (!begun())
        return parts.trailer ? std::optional(FaultStatus::ncaProtoError) : std::nullopt;
    if (refused_)
        return FaultStatus::accessDenied;
    if (account_.empty())
        return FaultStatus::ncaProtoError; // the sign-in has legs to go
    if (!parts.trailer)                    // [MS-RPCE] 3.3.1.5.2.2: level connect needs none
        return protects() ? std::optional(FaultStatus::accessDenied) : std::nullopt;
    if (!fits(*parts.trailer))
        return FaultStatus::accessDenied;
    const auto body = pdu.subspan(head, parts.trailerAt - head);
    const bool good =
        acceptor_->unprotect(pdu.first(head), body, pdu.subspan(parts.trailerAt, trailerSize), parts.token(pdu), level());
    return good ? std::nullopt : std::optional(FaultStatus::secPkgError);
}

Caller Guard::caller() const { return {account_, account_.empty() ? Level::none : level()}; }

std::optional<SecTrailer> Guard::trailerFor(std::size_t stubSize) const
{
    if (!protects())
        return std::nullopt;
    SecTrailer trailer = trailer_;
    trailer.padLength = static_cast<std::uint8_t>((alignment - stubSize % alignment) % alignment);
    return trailer;
}

void Guard::protect(std::span<Byte> response)
{
    const std::size_t tokenAt = response.size() - tokenSize(), trailerAt = tokenAt - trailerSize;
    const Bytes token = acceptor_->protect(response.first(callHeadSize), response.subspan(callHeadSize, trailerAt - callHeadSize),
                                           response.subspan(trailerAt, trailerSize), level());
    std::copy_n(token.begin(), std::min(token.size(), tokenSize()), response.begin() + static_cast<std::ptrdiff_t>(tokenAt));
}

} // namespace mailwalk::practice
