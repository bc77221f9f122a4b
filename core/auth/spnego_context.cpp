#include "auth/spnego_context.h"

#include "wire/spnego/tokens.h"

namespace mailwalk::auth {

using namespace wire::spnego;

namespace {

void add(Facts &to, const Facts &more) { to.insert(to.end(), more.begin(), more.end()); }

const MechTypes onlyNtlm{{ntlmOid}};

Obstacle theirs(std::string text) { return {Obstacle::Blame::theirs, std::move(text)}; }

} // namespace

SpnegoContext::SpnegoContext(std::shared_ptr<const Crypto> crypto, Identity identity, Level level, Surroundings surroundings,
                             Dice dice)
    : ntlm_(std::move(crypto), std::move(identity), std::max(level, Level::integrity), std::move(surroundings), std::move(dice)),
      mechTypes_(write(onlyNtlm))
{
}

Result<Bytes, Obstacle> SpnegoContext::first()
{
    auto negotiate = ntlm_.first();
    if (!negotiate)
        return negotiate.error();
    awaited_ = Awaited::challenge;
    NegTokenInit init;
    init.mechTypes = onlyNtlm;
    init.mechToken = std::move(*negotiate);
    return write(init);
}

Result<Bytes, Obstacle> SpnegoContext::next(View token)
{
    if (!expectsAnswer())
        return theirs("a SPNEGO token that nothing asked for");
    if (awaited_ == Awaited::challenge && wire::ntlm::isNtlm(token))
        return bare(token);
    const auto answer = read<NegTokenResp>(token);
    if (!answer)
        return theirs("SPNEGO token: " + toText(answer.error()));
    add(facts_, print(*answer));
    if (answer->negState == NegState::reject)
        return Obstacle{Obstacle::Blame::refused, "the server rejects the sign-in (SPNEGO)"};
    if (answer->supportedMech && *answer->supportedMech != ntlmOid)
        return theirs("the server chose " + toText(*answer->supportedMech) + " (SPNEGO), which was not offered");
    if (awaited_ == Awaited::challenge)
        return answer->responseToken ? respond(*answer->responseToken) : theirs("a SPNEGO answer without an NTLM challenge");
    if (answer->negState && answer->negState != NegState::acceptCompleted)
        return theirs("the server does not complete the sign-in (SPNEGO)");
    if (auto obstacle = judge(answer->mechListMic))
        return *obstacle;
    awaited_ = Awaited::nothing;
    return Bytes();
}

// Windows servers answer so too, and then the rest is NTLM alone ([MS-SPNG] 3.3.5.2 speaks of raw NTLM).
Result<Bytes, Obstacle> SpnegoContext::bare(View challenge)
{
    facts_.push_back({"SPNEGO", "answered with bare NTLM"});
    auto authenticate = ntlm_.next(challenge);
    if (authenticate)
        awaited_ = Awaited::nothing;
    return authenticate;
}

Result<Bytes, Obstacle> SpnegoContext::respond(View challenge)
{
    auto authenticate = ntlm_.next(challenge);
    if (!authenticate)
        return authenticate.error();
    awaited_ = Awaited::verdict;
    NegTokenResp answer;
    answer.negState = NegState::acceptIncomplete;
    answer.responseToken = std::move(*authenticate);
    answer.mechListMic = ntlm_.session()->outgoing().signAside(mechTypes_);
    return write(answer);
}

// With one mechanism offered and taken the server may leave it out (RFC 4178 5).
std::optional<Obstacle> SpnegoContext::judge(const std::optional<Bytes> &mechListMic)
{
    if (mechListMic && !ntlm_.session()->incoming().verifyAside(mechTypes_, *mechListMic))
        return theirs("the server's signature over the mechanism list (mechListMIC) is wrong");
    return std::nullopt;
}

Facts SpnegoContext::facts() const
{
    Facts all = facts_;
    add(all, ntlm_.facts());
    return all;
}

} // namespace mailwalk::auth
