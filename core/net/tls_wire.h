#pragma once

#include "net/tls_session.h"

namespace mailwalk::net {

/// The stream inside TLS. Holds at most one record that was received and not yet asked for.
class TlsWire final : public Wire
{
public:
    explicit TlsWire(std::unique_ptr<TlsSession> session) : session_(std::move(session)) {}
    ~TlsWire() override;
    void watch(std::vector<Watch> &what) const override { session_->watch(what); }
    std::optional<Clock::time_point> wakeAt() const override { return session_->wakeAt(); }
    void progress() override;
    bool ready() const override { return !held_.empty() || ended_ || (awaitsSending_ && session_->isFlushed()); }
    Result<std::size_t, Failure> send(View bytes) override;
    Result<Bytes, Failure> receive(std::size_t most) override;
    void awaitSending(bool wanted) override;

private:
    void take();
    Failure endOf(const TlsSession::Progress &progress) const;

    std::unique_ptr<TlsSession> session_;
    Bytes held_;
    std::optional<Failure> ended_;
    bool awaitsSending_{};
};

} // namespace mailwalk::net
