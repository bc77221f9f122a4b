#include "net/tls_session.h"

#include <algorithm>

namespace mailwalk::net {

namespace {

constexpr std::size_t mostPulled = 16 * 1024, mostOpening = 512, mostUnsent = 256 * 1024, record = 16 * 1024;

// The level of this program's own judgement, 112 bits, whatever the connection itself is allowed to use.
constexpr int leastStrength = 2;

} // namespace

TlsSession::TlsSession(SSL_CTX &context, std::unique_ptr<Wire> wire) : ssl_(SSL_new(&context)), wire_(std::move(wire))
{
    ssl::must(ssl_);
    ssl::Memory in(BIO_new(BIO_s_mem())), out(BIO_new(BIO_s_mem()));
    ssl::must(in && out);
    SSL_set_bio(ssl_.get(), in.release(), out.release());
    SSL_set_app_data(ssl_.get(), this);
    SSL_set_connect_state(ssl_.get());
}

TlsSession &TlsSession::of(const SSL *ssl) { return *static_cast<TlsSession *>(SSL_get_app_data(ssl)); }

std::optional<Clock::time_point> TlsSession::wakeAt() const { return hasMore_ ? Clock::now() : wire_->wakeAt(); }

// A peer that takes nothing is not listened to any longer either: its demands for answers would fill this side's memory.
void TlsSession::pull()
{
    push();
    wire_->progress();
    hasMore_ = false;
    for (std::size_t taken = 0; !end_ && unsent_.size() < mostUnsent;) {
        hasMore_ = taken >= mostPulled;
        if (hasMore_)
            return;
        auto piece = wire_->receive(mostPulled - taken);
        if (!piece)
            end_ = piece.error();
        else if (piece->empty())
            return;
        else {
            taken += piece->size();
            volume_.received += piece->size();
            const auto room = std::min(piece->size(), mostOpening - opening_.size());
            append(opening_, View(*piece).first(room));
            ssl::must(BIO_write(SSL_get_rbio(ssl_.get()), piece->data(), static_cast<int>(piece->size())) > 0);
        }
    }
}

// What cannot be sent any more is no news: the other side's last words may still be there to be read, and then its end.
void TlsSession::push()
{
    BIO *out = SSL_get_wbio(ssl_.get());
    if (const auto size = BIO_ctrl_pending(out)) {
        const auto before = unsent_.size();
        unsent_.resize(before + size);
        BIO_read(out, unsent_.data() + before, static_cast<int>(size));
    }
    while (!unsent_.empty()) {
        const auto taken = wire_->send(unsent_);
        if (!taken)
            unsent_.clear();
        if (!taken || *taken == 0)
            break;
        volume_.sent += *taken;
        unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(*taken));
    }
    wire_->awaitSending(awaitsSending_ || !unsent_.empty());
}

void TlsSession::awaitSending(bool wanted)
{
    awaitsSending_ = wanted;
    wire_->awaitSending(wanted || !unsent_.empty());
}

TlsSession::Progress TlsSession::progressOf(int result)
{
    const int kind = SSL_get_error(ssl_.get(), result);
    const unsigned long error = ERR_peek_error();
    push();
    switch (kind) {
    case SSL_ERROR_NONE: return {Progress::Kind::done, 0};
    case SSL_ERROR_ZERO_RETURN: return {Progress::Kind::farewell, 0};
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return {Progress::Kind::waits, 0};
    default: return {Progress::Kind::broke, error};
    }
}

TlsSession::Progress TlsSession::shakeHands()
{
    ERR_clear_error(); // the queue belongs to the thread
    return progressOf(SSL_do_handshake(ssl_.get()));
}

TlsSession::Progress TlsSession::read(Bytes &into)
{
    into.resize(record);
    std::size_t size = 0;
    ERR_clear_error();
    const auto progress = progressOf(SSL_read_ex(ssl_.get(), into.data(), into.size(), &size));
    into.resize(progress.kind == Progress::Kind::done ? size : 0);
    return progress;
}

void TlsSession::write(View bytes)
{
    std::size_t size = 0;
    ERR_clear_error();
    progressOf(SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &size));
}

void TlsSession::sayFarewell()
{
    ERR_clear_error();
    progressOf(SSL_shutdown(ssl_.get()));
}

TlsSession &TlsSession::of(const X509_STORE_CTX *store)
{
    return of(static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())));
}

int TlsSession::verify(X509_STORE_CTX *store, void *)
{
    Observed &seen = of(store).seen_;
    const STACK_OF(X509) *sent = X509_STORE_CTX_get0_untrusted(store);
    for (int i = 0; i < sk_X509_num(sent); ++i)
        seen.sent.emplace_back(X509_dup(sk_X509_value(sent, i)));
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(store), leastStrength);
    X509_STORE_CTX_set_verify_cb(store, noteComplaint);
    if (X509_verify_cert(store) <= 0)
        noteComplaint(0, store); // what does not even go on when told to is a complaint all the same
    const STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(store);
    if (seen.complaints.empty() && sk_X509_num(chain) > 0)
        seen.anchor = subjectOf(sk_X509_value(chain, sk_X509_num(chain) - 1));
    return 1;
}

// The error is taken back, for while one stands OpenSSL keeps others to itself: that the authority is unknown, among them.
int TlsSession::noteComplaint(int good, X509_STORE_CTX *store)
{
    if (good)
        return 1;
    X509 *about = X509_STORE_CTX_get_current_cert(store);
    of(store).seen_.complaints.push_back({X509_STORE_CTX_get_error(store), X509_STORE_CTX_get_error_depth(store),
                                          ssl::Certificate(about ? X509_dup(about) : nullptr)});
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

int TlsSession::noteRequest(SSL *ssl, void *)
{
    of(ssl).seen_.clientCertificateAsked = true;
    return 1;
}

void TlsSession::noteAlert(const SSL *ssl, int where, int value)
{
    const auto alert = static_cast<Alert>(value & 0xff);
    if (!(where & SSL_CB_ALERT) || alert == Alert::closeNotify)
        return;
    Observed &seen = of(ssl).seen_;
    (where & SSL_CB_READ ? seen.alertReceived : seen.alertSent) = alert;
}

} // namespace mailwalk::net
