#pragma once

#include "rpc/failures.h"
#include "rpc/pdu_stream.h"
#include "http/sign_in.h"
#include "wire/dcerpc/interface.h"
#include "wire/ndr/layer.h"

namespace mailwalk::rpc {

/// What is asked of a bind.
struct Binding {
    wire::dcerpc::Interface interface;
    std::string spn{};        ///< "exchangeRFR/ex1.corp.test"
    http::SignIn *signIn = nullptr; ///< none for an anonymous bind
    auth::Mechanism mechanism{};
    auth::Level level = auth::Level::none;
};

/// One connection with one interface bound on it, and its security context ([MS-RPCE] 3.3.1.5.2). One call at a time.
class Association
{
public:
    /// Binds inside the given hop. Fails it with rpc-rejected, auth-unsupported or auth-rejected.
    static Association bind(const net::Step &hop, std::unique_ptr<PduStream> stream, const Binding &binding,
                            std::optional<http::SignIn::Turn> turn = {});

    /// One call inside the given hop: the answer's stub, reassembled, checked and decrypted.
    Bytes call(const net::Step &hop, std::uint16_t opnum, View stub);

    /// Keeps it from being thought dead between two calls, when that is due. Whether anything was said.
    bool stayAwake(const net::Step &hop) { return stream_->stayAwake(hop); }

    Endpoint target() const { return stream_->target(); }
    bool isTunnelled() const { return stream_->isTunnelled(); }

private:
    Association(std::unique_ptr<PduStream> stream, const Binding &binding) : stream_(std::move(stream)), binding_(binding) {}

    void signIn(const net::Step &hop);
    void exchangeTokens(const net::Step &hop);
    void anonymous(const net::Step &hop);
    Bytes acknowledged(const net::Step &hop, wire::dcerpc::PacketType expected);
    void accepted();
    void thirdLeg(const net::Step &hop, View token);
    void sendLeg(const net::Step &hop, wire::dcerpc::PacketType type, View token, std::uint8_t flags = 0);
    Bytes token(const net::Step &hop, Result<Bytes, auth::Obstacle> made) const;
    [[noreturn]] void refused(const net::Step &hop, const std::string &got) const;
    bool mayBeVerdict(const net::Stopped &why) const;
    template <class Path> auto underSuspicion(Path path);

    bool protects() const { return binding_.level >= auth::Level::packet; }
    auth::Level level() const { return binding_.level; }
    void sendFragments(const net::Step &hop, std::uint16_t opnum, View stub);
    Bytes fragment(std::uint16_t opnum, View stub, std::size_t at, std::size_t size);
    Bytes receiveAnswer(const net::Step &hop);
    void checkFragment(const net::Step &hop, Bytes &pdu, const wire::dcerpc::Parts &parts) const;
    [[noreturn]] void faulted(const net::Step &hop, View body) const;

    std::unique_ptr<PduStream> stream_;
    Binding binding_;
    std::unique_ptr<auth::Context> context_;
    std::optional<http::SignIn::Turn> turn_; ///< from the password's proof to its verdict
    enum class SignInState {
        notAnswered,
        answered,
        accepted
    } state_{}; ///< answered: the password's proof is out, its verdict is not in
    std::uint16_t maxFragment_ = 5840;
    std::uint32_t callId_{};
};

/// A typed call as a hop of its own: request and answer become facts; `judge(hop, answer)` looks at the return code.
template <class Method, class Judge> typename Method::Answer call(const net::Step &step, Association &association,
                                                                  const typename Method::Request &request, Judge judge)
{
    const net::Plan plan{trace::Kind::call, Method::name, toText(association.target())};
    return step.run(plan, [&](const net::Step &hop) {
        hop.facts(wire::ndr::print(request), "in.");
        const Bytes stub = association.call(hop, Method::opnum, wire::ndr::write(request));
        auto answer = wire::ndr::read<typename Method::Answer>(stub);
        if (!answer)
            hop.fail(malformed(answer.error()));
        hop.facts(wire::ndr::print(*answer), "out.");
        judge(hop, *answer);
        return *answer;
    });
}

} // namespace mailwalk::rpc
