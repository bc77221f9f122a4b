#include "auth/ntlm_context.h"

namespace mailwalk::auth {

namespace flag = wire::ntlm::flag;
using wire::ntlm::AvId;

namespace {

Obstacle theirs(std::string text) { return {Obstacle::Blame::theirs, std::move(text)}; }

// Windows 10; peers only log it.
constexpr wire::ntlm::Version ourVersion{10, 0, 19041};

constexpr std::size_t bindingSize = 16;

} // namespace

NtlmContext::NtlmContext(std::shared_ptr<const Crypto> crypto, Identity identity, Level level, Surroundings surroundings,
                         Dice dice)
    : crypto_(std::move(crypto)), identity_(std::move(identity)), level_(level), surroundings_(std::move(surroundings)),
      dice_(std::move(dice))
{
}

std::uint32_t NtlmContext::offeredFlags() const // [MS-NLMP] 2.2.2.5: what Windows clients send, less LM_KEY
{
    std::uint32_t flags = flag::unicode | flag::oem | flag::requestTarget | flag::ntlm | flag::alwaysSign |
                          flag::extendedSessionSecurity | flag::version | flag::bits128 | flag::bits56;
    if (protects())
        flags |= flag::sign | flag::keyExchange;
    if (level_ == Level::privacy)
        flags |= flag::seal;
    return flags;
}

Result<Bytes, Obstacle> NtlmContext::first()
{
    wire::ntlm::Negotiate message;
    message.flags = offeredFlags();
    message.version = ourVersion;
    negotiate_ = wire::ntlm::write(message); // the MIC needs these very bytes
    stage_ = Stage::opened;
    return negotiate_;
}

Result<Bytes, Obstacle> NtlmContext::next(View token)
{
    if (stage_ != Stage::opened)
        return theirs("an NTLM message that nothing asked for");
    const auto challenge = wire::ntlm::read<wire::ntlm::Challenge>(token);
    if (!challenge)
        return theirs("NTLM challenge: " + toText(challenge.error()));
    facts_ = wire::ntlm::print(*challenge);
    if (auto objection = objectionTo(*challenge))
        return *objection;
    stage_ = Stage::answered;
    return answer(*challenge, token);
}

std::optional<Obstacle> NtlmContext::objectionTo(const wire::ntlm::Challenge &challenge) const
{
    const auto lacks = [&](std::uint32_t flag) { return !(challenge.flags & flag); };
    if (lacks(flag::unicode))
        return theirs("the server's NTLM challenge does not agree to Unicode");
    if (challenge.targetInfo.find(AvId::timestamp) && !challenge.targetInfo.number(AvId::timestamp))
        return theirs("the server's NTLM challenge has a time that is not 8 bytes long");
    if (!protects())
        return std::nullopt;
    if (lacks(flag::extendedSessionSecurity))
        return theirs("the server's NTLM challenge does not agree to extended session security");
    if (lacks(flag::bits128))
        return theirs("the server's NTLM challenge does not agree to 128-bit keys");
    if (lacks(flag::sign) || (level_ == Level::privacy && lacks(flag::seal)))
        return theirs("the server's NTLM challenge does not agree to protect messages");
    if (!challenge.targetInfo.find(AvId::nbComputerName) && !challenge.targetInfo.find(AvId::nbDomainName))
        return theirs("the server's NTLM challenge names neither its computer nor its domain"); // 3.1.5.1.2
    return std::nullopt;
}

wire::ntlm::ClientChallenge NtlmContext::clientChallengeFor(const wire::ntlm::Challenge &challenge) const // 3.1.5.1.2
{
    wire::ntlm::ClientChallenge ours;
    ours.timestamp = challenge.targetInfo.number(AvId::timestamp).value_or(surroundings_.fileTime);
    dice_(ours.challenge);
    ours.avPairs = challenge.targetInfo;
    const auto flags = challenge.targetInfo.number(AvId::flags).value_or(0);
    ours.avPairs.addNumber(AvId::flags, flags | wire::ntlm::avFlagMicPresent, 4);
    ours.avPairs.add(AvId::channelBindings, surroundings_.channelBinding.value_or(Bytes(bindingSize)));
    if (!surroundings_.targetName.empty())
        ours.avPairs.addText(AvId::targetName, surroundings_.targetName);
    return ours;
}

Bytes NtlmContext::answer(const wire::ntlm::Challenge &challenge, View challengeBytes)
{
    const auto ours = clientChallengeFor(challenge);
    const Bytes oursBytes = wire::write(ours);
    const Digest responseKey = auth::responseKey(*crypto_, identity_.user, identity_.domain, identity_.password);
    identity_.password = {};
    const Digest proof = ntProof(*crypto_, responseKey, challenge.serverChallenge, oursBytes);

    wire::ntlm::Authenticate message = introduction(challenge);
    Bytes ntResponse(proof.begin(), proof.end());
    append(ntResponse, oursBytes);
    message.ntResponse = Secret(std::move(ntResponse));
    const bool hasTime = challenge.targetInfo.find(AvId::timestamp);
    message.lmResponse =
        Secret(hasTime ? Bytes(24) : lmResponse(*crypto_, responseKey, challenge.serverChallenge, ours.challenge));

    const Digest exportedKey = keyFor(message, sessionBaseKey(*crypto_, responseKey, proof));
    if (protects())
        session_.emplace(crypto_, exportedKey, message.flags, NtlmSession::Side::client);
    message.mic.emplace();
    const Digest mic = messageIntegrityCode(*crypto_, exportedKey, negotiate_, challengeBytes, wire::ntlm::write(message));
    std::copy(mic.begin(), mic.end(), message.mic->begin());
    return wire::ntlm::write(message);
}

wire::ntlm::Authenticate NtlmContext::introduction(const wire::ntlm::Challenge &challenge) const
{
    wire::ntlm::Authenticate message;
    message.domain = identity_.domain;
    message.user = identity_.user;
    message.workstation = surroundings_.workstation;
    message.flags = ((challenge.flags & (offeredFlags() | flag::targetInfo)) | flag::requestTarget) & ~flag::oem;
    message.version = ourVersion;
    return message;
}

Digest NtlmContext::keyFor(wire::ntlm::Authenticate &message, const Digest &keyExchangeKey) const
{
    if (!protects() || !(message.flags & flag::keyExchange))
        return keyExchangeKey;
    Digest key;
    dice_(key);
    const Digest encrypted = exchanged(*crypto_, keyExchangeKey, key);
    message.encryptedSessionKey = Secret(Bytes(encrypted.begin(), encrypted.end()));
    return key;
}

Bytes NtlmContext::protect(View head, std::span<Byte> body, View trail, Level level)
{
    return session_ ? session_->protect(head, body, trail, level) : Bytes();
}

bool NtlmContext::unprotect(View head, std::span<Byte> body, View trail, View token, Level level)
{
    return session_ ? session_->unprotect(head, body, trail, token, level) : level <= Level::connect;
}

} // namespace mailwalk::auth
