#include "http/authorization.h"

#include "auth/channel_binding.h"
#include "base/text.h"

#include <algorithm>

namespace mailwalk::http {

using trace::Code;
using wire::http::Challenge;
using wire::http::isSame;

namespace {

constexpr int unauthorized = 401;

std::vector<Challenge> challengesOf(const Headers &headers) { return challengesIn(headers, "WWW-Authenticate"); }

// Credentials are for whoever TLS has proven to be the host that was asked for, and for hosts the user agrees to.
std::optional<trace::Failure> objectionTo(const Connection &connection, const SignIn &signIn)
{
    const std::string &host = connection.url().host;
    const auto &peer = connection.stream().peer();
    if (!peer)
        return trace::Failure{Code::tls, "no credentials outside TLS", "TLS", "plain HTTP"};
    if (sameCase(peer->name) != sameCase(host))
        return trace::Failure{Code::certificate, "TLS has proven another host", host, peer->name.empty() ? "nobody" : peer->name};
    return signIn.objection(host);
}

[[noreturn]] void failBeforeProof(const net::Step &hop, const auth::Obstacle &obstacle)
{
    switch (obstacle.blame) {
    case auth::Obstacle::Blame::theirs: hop.fail({Code::malformed, oneLine(obstacle.text), {}, {}});
    case auth::Obstacle::Blame::refused:
        hop.fail(
            {Code::authUnsupported, "the server does not accept this way of signing in", "a challenge", oneLine(obstacle.text)});
    case auth::Obstacle::Blame::ours: break;
    }
    hop.fail({Code::internal, obstacle.text, {}, {}});
}

template <class T> T unlessObstacle(const net::Step &hop, Result<T, auth::Obstacle> made)
{
    if (!made)
        failBeforeProof(hop, made.error());
    return std::move(*made);
}

Secret headerOf(Scheme scheme, View token)
{
    const Secret coded(toBase64(token));
    const std::string_view name = nameOf(scheme);
    Bytes value;
    value.reserve(name.size() + 1 + coded.reveal().size());
    append(value, viewOf(name));
    value.push_back(' ');
    append(value, coded.reveal());
    return Secret(std::move(value));
}

// The binding ties the proof to this TLS connection: whoever stands in between cannot use it (RFC 5929 4).
std::unique_ptr<auth::Context> contextFor(const net::Step &hop, const Connection &connection, Scheme scheme, const SignIn &signIn)
{
    std::optional<Bytes> binding;
    if (const Bytes &hash = connection.stream().peer()->certificateHash; !hash.empty())
        binding = unlessObstacle(hop, auth::channelBindingOf(hash));
    hop.fact("channel binding", binding ? "tls-server-end-point" : "none");
    const auto mechanism = scheme == Scheme::ntlm ? auth::Mechanism::ntlm : auth::Mechanism::negotiate;
    return unlessObstacle(hop,
                          signIn.begin(mechanism, auth::Level::connect, "HTTP/" + connection.url().host, std::move(binding)));
}

Bytes challengeIn(const net::Step &hop, const Response &answer, Scheme scheme)
{
    if (answer.status() != unauthorized)
        hop.fail({Code::httpStatus, "the server answers the beginning of a sign-in with something else", "401 with a challenge",
                  statusLine(answer.head)});
    for (const Challenge &each : challengesOf(answer.head.headers)) {
        if (!isSame(each.scheme, nameOf(scheme)) || each.token.empty())
            continue;
        if (auto token = fromBase64(each.token))
            return std::move(*token);
        hop.fail({Code::malformed, "the challenge is no Base64", "Base64", oneLine(each.token, 60)});
    }
    hop.fail(
        {Code::authUnsupported, "the server does not go on with this way of signing in", "a challenge", statusLine(answer.head)});
}

struct Proof {
    Secret header;
    std::unique_ptr<auth::Context> context;
};

// [MS-NTHT] 3.1.5, RFC 4559 5: all on one connection, which is what the server remembers.
Proof proofFor(const net::Step &hop, Connection &connection, const Request &shortRequest, Scheme scheme, const SignIn &signIn)
{
    hop.fact("auth_type", std::string(nameOf(scheme)));
    hop.fact("user_domain", signIn.domain());
    auto context = contextFor(hop, connection, scheme, signIn);
    const Secret opening = headerOf(scheme, unlessObstacle(hop, context->first()));
    const Response answer = connection.exchange(hop, shortRequest, &opening);
    const Bytes challenge = challengeIn(hop, answer, scheme);
    auto made = context->next(challenge);
    hop.facts(context->facts());
    const Secret token(unlessObstacle(hop, std::move(made)));
    if (connection.isOver(hop))
        hop.fail({Code::authUnsupported, "the server ends the connection in the middle of the sign-in", "a connection that stays",
                  "connection closed after the challenge"});
    return {headerOf(scheme, token.reveal()), std::move(context)};
}

[[noreturn]] void risky(const net::Step &step, const net::Plan &plan, const net::Stopped &refusal)
{
    step.skip(plan, trace::Reason::wouldRiskLockout);
    throw refusal;
}

SignIn::Turn turnFor(const net::Step &step, const net::Plan &plan, const std::string &door, SignIn &signIn)
{
    try {
        return signIn.turn(step, door);
    } catch (const net::Stopped &why) {
        if (!why.cancelled && signIn.refusal())
            risky(step, plan, why);
        throw;
    }
}

[[noreturn]] void refuse(const net::Step &hop, SignIn &signIn, const std::string &got)
{
    const trace::Failure failure{Code::authRejected, "the server did not accept the sign-in", "accepted", got};
    signIn.refused({hop.hop(), failure});
    hop.fail(failure);
}

// RFC 4559 5: the answer to the last leg may carry the server's own last token.
std::optional<auth::Obstacle> lastWord(const ResponseHead &answer, Admission &admission)
{
    if (!admission.context || !admission.context->expectsAnswer())
        return std::nullopt;
    for (const Challenge &each : challengesOf(answer.headers)) {
        if (!isSame(each.scheme, nameOf(admission.scheme)) || each.token.empty())
            continue;
        const auto token = fromBase64(each.token);
        if (!token)
            return auth::Obstacle{auth::Obstacle::Blame::theirs, "the server's last token is no Base64"};
        const auto end = admission.context->next(*token);
        return end ? std::nullopt : std::optional(end.error());
    }
    return std::nullopt;
}

// A refusal may come before the whole body, or with one that never ends: what is there of its text is worth having, no more.
void readWhatIsLeft(const net::Step &hop, Connection &connection, const ResponseHead &head, const std::string &method)
{
    try {
        connection.receiveRest(hop, head, method);
    } catch (const net::Stopped &why) {
        if (why.cancelled)
            throw;
    }
}

} // namespace

std::string doorOf(const std::string &host, std::string_view target)
{
    const auto first = target.substr(0, target.find_first_of("/?", 1));
    return sameCase(host + std::string(first));
}

Admission admit(const net::Step &step, Connection &connection, const Request &shortRequest, Scheme scheme, SignIn &signIn)
{
    const net::Plan plan = connection.plan(shortRequest.method, shortRequest.target);
    const std::string door = doorOf(connection.url().host, shortRequest.target);
    if (const auto refusal = signIn.refusal())
        risky(step, plan, *refusal);
    if (const auto objection = objectionTo(connection, signIn))
        step.run(plan, [&](const net::Step &hop) { hop.fail(*objection); });
    if (connection.isOver(step)) // closed after its offer, or while others were judged
        connection.reopen(step);
    if (scheme == Scheme::basic) {
        SignIn::Turn turn = turnFor(step, plan, door, signIn);
        return {scheme, headerOf(scheme, signIn.userAndPassword().reveal()), std::move(turn)};
    }
    Proof proof = step.run(plan, [&](const net::Step &hop) { return proofFor(hop, connection, shortRequest, scheme, signIn); });
    return {scheme, std::move(proof.header), turnFor(step, plan, door, signIn), std::move(proof.context)};
}

// What stands in front of the server says these, and says nothing of the password: whoever looks at it may not have been asked.
// An RPC proxy's own 503 comes from behind the sign-in.
static bool isGatewaysOwn(const ResponseHead &answer)
{
    static constexpr int statuses[] = {407, 429, 502, 503, 504};
    const bool isOne = std::find(std::begin(statuses), std::end(statuses), answer.status) != std::end(statuses);
    return isOne && answer.reason.find("RPC Error") == std::string::npos;
}

void judge(const net::Step &hop, const ResponseHead &answer, const std::string &door, SignIn &signIn, Admission &admission)
{
    hop.fact("auth_type", std::string(nameOf(admission.scheme)));
    const auto obstacle = lastWord(answer, admission);
    if (answer.status == unauthorized) {
        offerIn(hop, answer);
        refuse(hop, signIn, statusLine(answer));
    }
    if (obstacle && obstacle->blame == auth::Obstacle::Blame::refused)
        refuse(hop, signIn, oneLine(obstacle->text));
    if (!isGatewaysOwn(answer))
        signIn.accepted(door);
    if (obstacle)
        hop.fail({Code::malformed, oneLine(obstacle->text), {}, {}});
}

Response exchangeSignedIn(const net::Step &step, Connection &connection, const Request &request, Scheme scheme, SignIn &signIn,
                          const Reading &then)
{
    Request shortRequest{request.method, request.target, request.headers, {}};
    const std::string door = doorOf(connection.url().host, request.target);
    Admission admission = admit(step, connection, shortRequest, scheme, signIn);
    return step.run(connection.plan(request.method, request.target), [&](const net::Step &hop) {
        Response answer = underSuspicion(signIn, door, [&] {
            connection.send(hop, request, admission.header);
            ResponseHead head = connection.receiveHead(hop);
            if (head.status == unauthorized)
                readWhatIsLeft(hop, connection, head, request.method);
            judge(hop, head, door, signIn, admission);
            return connection.receiveRest(hop, std::move(head), request.method);
        });
        if (then)
            then(hop, answer);
        return answer;
    });
}

} // namespace mailwalk::http
