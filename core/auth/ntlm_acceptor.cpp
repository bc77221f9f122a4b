#include "auth/ntlm_acceptor.h"

namespace mailwalk::auth {

namespace flag = wire::ntlm::flag;
using wire::ntlm::AvId;
using wire::ntlm::Challenge;
using Reason = Refusal::Reason;

namespace {

constexpr wire::ntlm::Version serverVersion{10, 0, 17763}; // Windows Server 2019

void addName(wire::ntlm::AvPairs &pairs, AvId id, const std::string &name)
{
    if (!name.empty())
        pairs.addText(id, name);
}

wire::ntlm::AvPairs targetInfo(const AcceptorSettings &settings) // in the order of Windows servers
{
    wire::ntlm::AvPairs pairs;
    addName(pairs, AvId::nbDomainName, settings.names.nbDomain);
    addName(pairs, AvId::nbComputerName, settings.names.nbComputer);
    addName(pairs, AvId::dnsDomainName, settings.names.dnsDomain);
    addName(pairs, AvId::dnsComputerName, settings.names.dnsComputer);
    addName(pairs, AvId::dnsTreeName, settings.names.dnsTree);
    pairs.addNumber(AvId::timestamp, settings.fileTime, 8);
    return pairs;
}

// Unicode where the client can, else its own code page, as curl has it ([MS-NLMP] 2.2.2.5 A and B).
std::uint32_t encodingFor(const wire::ntlm::Negotiate &negotiate)
{
    return negotiate.flags & flag::unicode ? flag::unicode : flag::oem;
}

Refusal refuse(Reason reason, std::string text) { return {reason, std::move(text), {}, {}}; }

} // namespace

Challenge challengeFor(const wire::ntlm::Negotiate &negotiate, const AcceptorSettings &settings,
                       std::array<Byte, 8> serverChallenge)
{
    constexpr std::uint32_t grantable = flag::sign | flag::seal | flag::alwaysSign | flag::extendedSessionSecurity |
                                        flag::version | flag::keyExchange | flag::bits56;
    Challenge challenge;
    challenge.targetName = settings.names.nbDomain;
    challenge.flags = (negotiate.flags & grantable) | encodingFor(negotiate) | flag::ntlm | flag::requestTarget |
                      flag::targetIsDomain | flag::targetInfo;
    if (negotiate.flags & (flag::sign | flag::seal))
        challenge.flags |= negotiate.flags & flag::bits128;
    challenge.serverChallenge = serverChallenge;
    challenge.targetInfo = targetInfo(settings);
    challenge.version = serverVersion;
    return challenge;
}

NtlmAcceptor::NtlmAcceptor(std::shared_ptr<const Crypto> crypto, AcceptorSettings settings, Dice dice)
    : crypto_(std::move(crypto)), settings_(std::move(settings)), dice_(std::move(dice))
{
}

Result<Bytes, Refusal> NtlmAcceptor::next(View token)
{
    if (proven_)
        return refuse(Reason::malformed, "an NTLM message after the last");
    return exchange_ ? conclude(token) : challenge(token);
}

Result<Bytes, Refusal> NtlmAcceptor::challenge(View negotiateBytes)
{
    const auto negotiate = wire::ntlm::read<wire::ntlm::Negotiate>(negotiateBytes);
    if (!negotiate)
        return refuse(Reason::malformed, "NEGOTIATE: " + toText(negotiate.error()));
    if (!(negotiate->flags & (flag::unicode | flag::oem)))
        return refuse(Reason::unsupported, "neither Unicode nor OEM");
    std::array<Byte, 8> nonce{};
    dice_(nonce);
    const Bytes bytes = wire::ntlm::write(challengeFor(*negotiate, settings_, nonce));
    exchange_ = NtlmExchange{Bytes(negotiateBytes.begin(), negotiateBytes.end()), bytes};
    return bytes;
}

Result<Bytes, Refusal> NtlmAcceptor::conclude(View authenticate)
{
    const NtlmExchange exchange = std::move(*exchange_);
    exchange_.reset(); // one try a challenge
    auto proven = verifyAuthenticate(*crypto_, exchange, authenticate, settings_);
    if (!proven)
        return proven.error();
    proven_ = std::move(*proven);
    if (proven_->flags & flag::extendedSessionSecurity && proven_->flags & flag::bits128)
        session_.emplace(crypto_, proven_->exportedKey, proven_->flags, NtlmSession::Side::server);
    return Bytes();
}

Bytes NtlmAcceptor::protect(View head, std::span<Byte> body, View trail, Level level)
{
    return session_ ? session_->protect(head, body, trail, level) : Bytes();
}

bool NtlmAcceptor::unprotect(View head, std::span<Byte> body, View trail, View token, Level level)
{
    return session_ ? session_->unprotect(head, body, trail, token, level) : level <= Level::connect;
}

} // namespace mailwalk::auth
