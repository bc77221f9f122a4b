#include "auth/ntlm_acceptor.h"

#include <algorithm>

namespace mailwalk::auth {

namespace flag = wire::ntlm::flag;
using wire::ntlm::Authenticate;
using wire::ntlm::AvId;
using wire::ntlm::Challenge;
using wire::ntlm::ClientChallenge;
using Reason = Refusal::Reason;

namespace {

constexpr std::uint64_t mostSkew = 36ull * 60 * 60 * 10'000'000; // [MS-NLMP] 3.1.1.1 MaxLifetime
constexpr std::size_t proofSize = 16;

bool protects(Level level) { return level > Level::connect; }

Refusal refuse(Reason reason, std::string text) { return {reason, std::move(text), {}, {}}; }

/// The third message in the hands of its judge, one question a function.
class Judge
{
public:
    Judge(const Crypto &crypto, const NtlmExchange &exchange, View bytes, const AcceptorSettings &settings)
        : crypto_(crypto), exchange_(exchange), bytes_(bytes), settings_(settings)
    {
    }

    Result<NtlmProven, Refusal> verdict()
    {
        using Question = std::optional<Refusal> (Judge::*)();
        for (const Question question : {&Judge::reads, &Judge::agrees, &Judge::proves, &Judge::isTimely, &Judge::givesKey,
                                        &Judge::isWhole, &Judge::isBound}) {
            if (auto refusal = (this->*question)()) {
                refusal->user = message_.user;
                refusal->domain = message_.domain;
                return std::move(*refusal);
            }
        }
        return NtlmProven{message_.user, message_.domain, message_.flags, key_};
    }

private:
    std::optional<Refusal> reads()
    {
        auto challenge = wire::ntlm::read<Challenge>(exchange_.challenge);
        auto message = wire::ntlm::read<Authenticate>(bytes_);
        if (!challenge || !message)
            return refuse(Reason::malformed, "AUTHENTICATE: " + toText(message ? challenge.error() : message.error()));
        challenge_ = std::move(*challenge);
        message_ = std::move(*message);
        const View response = message_.ntResponse.reveal();
        if (response.empty())
            return refuse(Reason::unsupported, message_.user.empty() ? "anonymous" : "no NTLM response");
        if (response.size() == 24)
            return refuse(Reason::unsupported, "NTLMv1");
        if (response.size() < proofSize)
            return refuse(Reason::malformed, "NtChallengeResponse is too short");
        std::copy_n(response.begin(), proofSize, proof_.begin());
        blobBytes_ = response.subspan(proofSize);
        auto blob = wire::read<ClientChallenge>(blobBytes_);
        if (!blob)
            return refuse(Reason::malformed, "NtChallengeResponse: " + toText(blob.error()));
        blob_ = std::move(*blob);
        return std::nullopt;
    }

    std::optional<Refusal> agrees()
    {
        constexpr std::uint32_t chosen =
            flag::sign | flag::seal | flag::keyExchange | flag::extendedSessionSecurity | flag::bits128;
        if (message_.flags & ~challenge_.flags & chosen)
            return refuse(Reason::malformed, "AUTHENTICATE claims what the CHALLENGE did not grant");
        if (!protects(settings_.level))
            return std::nullopt;
        std::uint32_t demanded = flag::extendedSessionSecurity | flag::bits128 | flag::sign;
        if (settings_.level == Level::privacy)
            demanded |= flag::seal;
        if (demanded & ~message_.flags)
            return refuse(Reason::noSessionSecurity, "the client did not agree to protect messages");
        return std::nullopt;
    }

    std::optional<Refusal> proves()
    {
        const auto password = settings_.passwordOf(message_.user, message_.domain);
        if (!password)
            return refuse(Reason::unknownUser, "no such user");
        const Digest responseKey = auth::responseKey(crypto_, message_.user, message_.domain, *password);
        const Digest expected = ntProof(crypto_, responseKey, challenge_.serverChallenge, blobBytes_);
        if (!same(expected, proof_))
            return refuse(Reason::wrongPassword, "wrong password");
        key_ = sessionBaseKey(crypto_, responseKey, expected);
        return std::nullopt;
    }

    std::optional<Refusal> isTimely()
    {
        const std::uint64_t a = blob_.timestamp, b = settings_.fileTime;
        if ((a > b ? a - b : b - a) > mostSkew)
            return refuse(Reason::wrongTime, "the client's time is more than 36 hours off");
        return std::nullopt;
    }

    std::optional<Refusal> givesKey()
    {
        if (!(message_.flags & flag::keyExchange) || !(message_.flags & (flag::sign | flag::seal)))
            return std::nullopt;
        if (message_.encryptedSessionKey.reveal().size() != key_.size())
            return refuse(Reason::malformed, "EncryptedRandomSessionKey is not 16 bytes long");
        key_ = exchanged(crypto_, key_, message_.encryptedSessionKey.reveal());
        return std::nullopt;
    }

    std::optional<Refusal> isWhole()
    {
        if (!(blob_.avPairs.number(AvId::flags).value_or(0) & wire::ntlm::avFlagMicPresent))
            return std::nullopt;
        if (!message_.mic)
            return refuse(Reason::missingMic, "AvFlags announces a MIC, and there is none");
        Bytes without(bytes_.begin(), bytes_.end());
        std::fill_n(without.begin() + Authenticate::micAt, message_.mic->size(), Byte(0));
        if (!same(messageIntegrityCode(crypto_, key_, exchange_.negotiate, exchange_.challenge, without), *message_.mic))
            return refuse(Reason::wrongMic, "the MIC over the three messages is wrong");
        return std::nullopt;
    }

    std::optional<Refusal> isBound() // 3.2.5.1.2: all zero is the same as none
    {
        using Binding = AcceptorSettings::Binding;
        if (!settings_.channelBinding || settings_.binding == Binding::ignored)
            return std::nullopt;
        const wire::ntlm::AvPair *sent = blob_.avPairs.find(AvId::channelBindings);
        if (!sent || std::all_of(sent->value.begin(), sent->value.end(), [](Byte b) { return b == 0; }))
            return settings_.binding == Binding::required
                       ? std::optional(refuse(Reason::wrongBinding, "channel bindings are required, and there are none"))
                       : std::nullopt;
        if (!same(sent->value, *settings_.channelBinding))
            return refuse(Reason::wrongBinding, "channel bindings of another TLS connection");
        return std::nullopt;
    }

    const Crypto &crypto_;
    const NtlmExchange &exchange_;
    View bytes_;
    const AcceptorSettings &settings_;

    Challenge challenge_;
    Authenticate message_;
    Digest proof_, key_;
    View blobBytes_;
    ClientChallenge blob_;
};

} // namespace

Result<NtlmProven, Refusal> verifyAuthenticate(const Crypto &crypto, const NtlmExchange &exchange, View authenticate,
                                               const AcceptorSettings &settings)
{
    return Judge(crypto, exchange, authenticate, settings).verdict();
}

} // namespace mailwalk::auth
