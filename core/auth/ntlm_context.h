#pragma once

#include "auth/ntlm_session.h"
#include "wire/ntlm/messages.h"

namespace mailwalk::auth {

/// The client of [MS-NLMP], NTLMv2 only.
class NtlmContext final : public Context
{
public:
    NtlmContext(std::shared_ptr<const Crypto> crypto, Identity identity, Level level, Surroundings surroundings, Dice dice);

    Result<Bytes, Obstacle> first() override;
    Result<Bytes, Obstacle> next(View token) override;
    bool complete() const override { return stage_ == Stage::answered; }
    bool expectsAnswer() const override { return stage_ == Stage::opened; }

    std::size_t signatureSize() const override { return MessageProtection::tokenSize; }
    Bytes protect(View head, std::span<Byte> body, View trail, Level level) override;
    bool unprotect(View head, std::span<Byte> body, View trail, View token, Level level) override;
    Facts facts() const override { return facts_; }

    NtlmSession *session()
    {
        return session_ ? &*session_ : nullptr;
    } ///< null before the end, and when nothing is to be protected

private:
    enum class Stage { untouched, opened, answered };

    bool protects() const { return level_ > Level::connect; }
    std::uint32_t offeredFlags() const;
    std::optional<Obstacle> objectionTo(const wire::ntlm::Challenge &challenge) const;
    wire::ntlm::ClientChallenge clientChallengeFor(const wire::ntlm::Challenge &challenge) const;
    Bytes answer(const wire::ntlm::Challenge &challenge, View challengeBytes);
    wire::ntlm::Authenticate introduction(const wire::ntlm::Challenge &challenge) const; ///< who, and what was agreed
    Digest keyFor(wire::ntlm::Authenticate &message, const Digest &keyExchangeKey) const;

    std::shared_ptr<const Crypto> crypto_;
    Identity identity_;
    Level level_;
    Surroundings surroundings_;
    Dice dice_;

    Stage stage_ = Stage::untouched;
    Bytes negotiate_;
    Facts facts_;
    std::optional<NtlmSession> session_;
};

} // namespace mailwalk::auth
