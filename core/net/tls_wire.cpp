#include "net/tls_wire.h"

#include <algorithm>

namespace mailwalk::net {

using trace::Code;
using Kind = TlsSession::Progress::Kind;

static constexpr std::size_t mostAtOnce = 64 * 1024;

// A good end is told to the other side, as far as it takes it now; who is in a hurry has no time to be polite.
TlsWire::~TlsWire()
{
    try {
        if (!ended_)
            session_->sayFarewell();
    } catch (...) {
    }
}

// What is in this side's memory goes before what the wire has: a record may be there already, and no socket tells of it.
void TlsWire::progress()
{
    session_->push();
    take();
    if (!held_.empty() || ended_)
        return;
    session_->pull();
    take();
}

void TlsWire::take()
{
    if (!held_.empty() || ended_)
        return;
    const auto progress = session_->read(held_);
    const bool wireEnded = progress.kind == Kind::waits && session_->end();
    if (progress.kind == Kind::farewell || progress.kind == Kind::broke || wireEnded)
        ended_ = endOf(progress);
}

Failure TlsWire::endOf(const TlsSession::Progress &progress) const
{
    if (progress.kind == Kind::broke)
        return failureOf(*session_, progress.error);
    Failure end{Code::closed, "the other side closed the connection", {}, {}};
    if (progress.kind == Kind::waits) {
        end = *session_->end();
        if (end.code == Code::closed)
            end.text += ", without the farewell of TLS (close_notify)";
    }
    if (session_->seen().alertSent == Alert::noRenegotiation)
        end.text += ", after it had wanted to shake hands anew, which is refused";
    if (session_->seen().clientCertificateAsked)
        end.text += ", and in the handshake it had asked for a client certificate";
    return end;
}

Result<std::size_t, Failure> TlsWire::send(View bytes)
{
    session_->push();
    if (ended_ && ended_->code != Code::closed) // what is sent after a FIN is taken all the same
        return *ended_;
    if (!session_->isFlushed() || bytes.empty())
        return std::size_t{0};
    const auto piece = bytes.first(std::min(bytes.size(), mostAtOnce));
    session_->write(piece);
    return piece.size();
}

Result<Bytes, Failure> TlsWire::receive(std::size_t most)
{
    if (held_.empty() && ended_)
        return *ended_;
    const auto end = held_.begin() + static_cast<std::ptrdiff_t>(std::min(most, held_.size()));
    Bytes piece(held_.begin(), end);
    held_.erase(held_.begin(), end);
    return piece;
}

void TlsWire::awaitSending(bool wanted)
{
    awaitsSending_ = wanted;
    session_->awaitSending(wanted);
}

} // namespace mailwalk::net
