#pragma once

#include "auth/ntlm_acceptor.h"
#include "wire/spnego/tokens.h"

namespace mailwalk::auth {

/// The acceptor of RFC 4178 and [MS-SPNG] that knows NTLM only.
class SpnegoAcceptor final : public Acceptor
{
public:
    SpnegoAcceptor(std::shared_ptr<const Crypto> crypto, AcceptorSettings settings, Dice dice)
        : ntlm_(std::move(crypto), std::move(settings), std::move(dice))
    {
    }

    Result<Bytes, Refusal> next(View token) override;
    bool complete() const override { return phase_ == Phase::done; }
    const std::string &user() const override { return ntlm_.user(); }
    const std::string &domain() const override { return ntlm_.domain(); }

    std::size_t signatureSize() const override { return ntlm_.signatureSize(); }
    Bytes protect(View head, std::span<Byte> body, View trail, Level level) override
    {
        return ntlm_.protect(head, body, trail, level);
    }
    bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level) override
    {
        return ntlm_.unprotect(head, body, trail, token, level);
    }

private:
    enum class Phase { start, negotiating, bare, done };

    Result<Bytes, Refusal> bare(View token);
    Result<Bytes, Refusal> begin(View token);
    Result<Bytes, Refusal> proceed(View token);
    Result<Bytes, Refusal> conclude(const std::optional<Bytes> &mechListMic);

    NtlmAcceptor ntlm_;
    Phase phase_ = Phase::start;
    Bytes mechTypes_;    ///< their DER, which mechListMIC protects
    bool micDemanded_{}; ///< our choice was not the client's first (RFC 4178 5)
};

} // namespace mailwalk::auth
