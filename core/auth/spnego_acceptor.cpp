#include "auth/spnego_acceptor.h"

#include <algorithm>

namespace mailwalk::auth {

using namespace wire::spnego;
using Reason = Refusal::Reason;

namespace {

Bytes incomplete(NegState state, std::optional<Bytes> token)
{
    NegTokenResp answer;
    answer.negState = state;
    answer.supportedMech = ntlmOid;
    answer.responseToken = std::move(token);
    return write(answer);
}

} // namespace

Result<Bytes, Refusal> SpnegoAcceptor::next(View token)
{
    if (phase_ == Phase::done)
        return Refusal{Reason::malformed, "a SPNEGO token after the last", {}, {}};
    if (phase_ == Phase::bare || (phase_ == Phase::start && wire::ntlm::isNtlm(token)))
        return bare(token);
    return phase_ == Phase::start ? begin(token) : proceed(token);
}

Result<Bytes, Refusal> SpnegoAcceptor::bare(View token)
{
    phase_ = Phase::bare;
    auto answer = ntlm_.next(token);
    if (ntlm_.complete())
        phase_ = Phase::done;
    return answer;
}

Result<Bytes, Refusal> SpnegoAcceptor::begin(View token)
{
    const auto init = read<NegTokenInit>(token);
    if (!init)
        return Refusal{Reason::malformed, "SPNEGO token: " + toText(init.error()), {}, {}};
    const auto &types = init->mechTypes.types;
    if (std::find(types.begin(), types.end(), ntlmOid) == types.end())
        return Refusal{Reason::unsupported, "the client does not offer NTLM (SPNEGO)", {}, {}};
    mechTypes_ = write(init->mechTypes);
    phase_ = Phase::negotiating;
    micDemanded_ = types.front() != ntlmOid;
    if (micDemanded_ || !init->mechToken)
        return incomplete(micDemanded_ ? NegState::requestMic : NegState::acceptIncomplete, std::nullopt);
    auto challenge = ntlm_.next(*init->mechToken);
    if (!challenge)
        return challenge.error();
    return incomplete(NegState::acceptIncomplete, std::move(*challenge));
}

Result<Bytes, Refusal> SpnegoAcceptor::proceed(View token)
{
    const auto message = read<NegTokenResp>(token);
    if (!message || !message->responseToken)
        return Refusal{Reason::malformed, "SPNEGO token: " + (message ? "no responseToken" : toText(message.error())), {}, {}};
    auto answer = ntlm_.next(*message->responseToken);
    if (!answer)
        return answer.error();
    return ntlm_.complete() ? conclude(message->mechListMic) : incomplete(NegState::acceptIncomplete, std::move(*answer));
}

Result<Bytes, Refusal> SpnegoAcceptor::conclude(const std::optional<Bytes> &mechListMic)
{
    NegTokenResp answer;
    answer.negState = NegState::acceptCompleted;
    if (mechListMic) {
        NtlmSession *session = ntlm_.session();
        if (!session || !session->incoming().verifyAside(mechTypes_, *mechListMic))
            return Refusal{Reason::wrongMic, "mechListMIC is wrong", user(), domain()};
        answer.mechListMic = session->outgoing().signAside(mechTypes_);
    } else if (micDemanded_) {
        return Refusal{Reason::missingMic, "mechListMIC is missing", user(), domain()};
    }
    phase_ = Phase::done;
    return write(answer);
}

} // namespace mailwalk::auth
