#pragma once

#include "net/tls_session.h"

namespace mailwalk::net {

/// A handshake over a wire, and its judgement.
class TlsHandshake final : public Handshake
{
public:
    enum class Proof { demanded, notAskedFor };
    TlsHandshake(SSL_CTX &context, std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest,
                 Proof proof = Proof::demanded);
    void watch(std::vector<Watch> &what) const override;
    std::optional<Clock::time_point> wakeAt() const override;
    void progress() override;
    bool ready() const override { return outcome_.has_value(); }
    Result<Secured, Failure> outcome() override;
    Facts facts() const override;
    std::string excerpt() const override;
    Volume volume() const override { return volume_; }

private:
    void expect(const std::string &host);
    bool speaksAnother() const;
    bool strangerHasSpoken() const;
    Failure stranger() const;
    Failure brokenOff() const;
    Result<Secured, Failure> judged();
    Peer peer() const;
    Facts connectionFacts() const;
    void ended(Result<Secured, Failure> how) { outcome_ = std::move(how); }

    std::string host_;
    OldestTls oldest_;
    Proof proof_;
    std::unique_ptr<TlsSession> session_; // until a good end
    std::optional<Clock::time_point> strangerSince_;
    std::optional<Result<Secured, Failure>> outcome_;
    Facts facts_; // once it is over
    Volume volume_;
};

} // namespace mailwalk::net
