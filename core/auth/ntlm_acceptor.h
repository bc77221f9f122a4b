#pragma once

#include "auth/acceptor.h"
#include "auth/ntlm_session.h"
#include "wire/ntlm/messages.h"

namespace mailwalk::auth {

/// The two messages that went before the third, as they were on the wire.
struct NtlmExchange {
    Bytes negotiate, challenge;
};

/// What a good AUTHENTICATE yields.
struct NtlmProven {
    std::string user, domain;
    std::uint32_t flags{};
    Digest exportedKey;
};

/// [MS-NLMP] 3.2.5.1.2, pure.
Result<NtlmProven, Refusal> verifyAuthenticate(const Crypto &crypto, const NtlmExchange &exchange, View authenticate,
                                               const AcceptorSettings &settings);

/// The CHALLENGE for a NEGOTIATE ([MS-NLMP] 3.2.5.1.1).
wire::ntlm::Challenge challengeFor(const wire::ntlm::Negotiate &negotiate, const AcceptorSettings &settings,
                                   std::array<Byte, 8> serverChallenge);

class NtlmAcceptor final : public Acceptor
{
public:
    NtlmAcceptor(std::shared_ptr<const Crypto> crypto, AcceptorSettings settings, Dice dice);

    Result<Bytes, Refusal> next(View token) override;
    bool complete() const override { return proven_.has_value(); }
    const std::string &user() const override { return proven_ ? proven_->user : none_; }
    const std::string &domain() const override { return proven_ ? proven_->domain : none_; }

    std::size_t signatureSize() const override { return MessageProtection::tokenSize; }
    Bytes protect(View head, std::span<Byte> body, View trail, Level level) override;
    bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level) override;

    NtlmSession *session()
    {
        return session_ ? &*session_ : nullptr;
    } ///< null before the end, and without extended session security

private:
    Result<Bytes, Refusal> challenge(View negotiate);
    Result<Bytes, Refusal> conclude(View authenticate);

    std::shared_ptr<const Crypto> crypto_;
    AcceptorSettings settings_;
    Dice dice_;
    std::optional<NtlmExchange> exchange_;
    std::optional<NtlmProven> proven_;
    std::optional<NtlmSession> session_;
    std::string none_;
};

} // namespace mailwalk::auth
