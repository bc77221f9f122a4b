#pragma once

#include "auth/ntlm_context.h"

namespace mailwalk::auth {

/// The initiator of RFC 4178 and [MS-SPNG] with NTLM as its one mechanism.
class SpnegoContext final : public Context
{
public:
    /// NTLM always signs here, because mechListMIC is a signature.
    SpnegoContext(std::shared_ptr<const Crypto> crypto, Identity identity, Level level, Surroundings surroundings, Dice dice);

    Result<Bytes, Obstacle> first() override;
    Result<Bytes, Obstacle> next(View token) override;
    bool complete() const override { return awaited_ == Awaited::nothing; }
    bool expectsAnswer() const override { return awaited_ == Awaited::challenge || awaited_ == Awaited::verdict; }

    std::size_t signatureSize() const override { return ntlm_.signatureSize(); }
    Bytes protect(View head, std::span<Byte> body, View trail, Level level) override
    {
        return ntlm_.protect(head, body, trail, level);
    }
    bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level) override
    {
        return ntlm_.unprotect(head, body, trail, token, level);
    }
    Facts facts() const override;

private:
    enum class Awaited { start, challenge, verdict, nothing };

    Result<Bytes, Obstacle> bare(View challenge);
    Result<Bytes, Obstacle> respond(View challenge);
    std::optional<Obstacle> judge(const std::optional<Bytes> &mechListMic);

    NtlmContext ntlm_;
    Bytes mechTypes_; ///< their DER, which mechListMIC protects
    Awaited awaited_ = Awaited::start;
    Facts facts_;
};

} // namespace mailwalk::auth
