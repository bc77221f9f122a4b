#pragma once

#include "net/alert.h"
#include "net/certificate_faults.h"

namespace mailwalk::net {

/// What was seen of a TLS connection from within.
struct Observed {
    std::vector<ssl::Certificate> sent; ///< the chain as it was sent, leaf first
    std::vector<Complaint> complaints;
    std::string anchor; ///< the authority at the end of a chain without complaint
    std::optional<Alert> alertSent, alertReceived;
    bool clientCertificateAsked{};
};

/// A client's side of TLS without a socket: OpenSSL between two memories, and the wire that they are moved over. Never blocks,
/// and holds no more than a few records.
class TlsSession
{
public:
    /// What OpenSSL said of one attempt to go on.
    struct Progress {
        enum class Kind { done, waits, farewell, broke };
        Kind kind{};
        unsigned long error{}; ///< of OpenSSL's queue, when it broke
    };

    TlsSession(SSL_CTX &context, std::unique_ptr<Wire> wire);
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    void watch(std::vector<Watch> &what) const { wire_->watch(what); }
    std::optional<Clock::time_point> wakeAt() const;
    void pull(); ///< what one wake-up gives
    void push(); ///< what the wire takes
    void awaitSending(bool wanted);

    Progress shakeHands();
    Progress read(Bytes &into);
    void write(View bytes); ///< only when nothing waits to be sent
    void sayFarewell();

    bool isFlushed() const { return unsent_.empty(); }
    const std::optional<Failure> &end() const { return end_; } ///< of the wire; what came before it may not have been read yet
    const Volume &volume() const { return volume_; }
    View opening() const { return opening_; } ///< the first bytes of the other side
    const Observed &seen() const { return seen_; }
    SSL *get() const { return ssl_.get(); }

    /// Verifies a chain and notes every complaint; the judgement comes later. For a context's settings.
    static int verify(X509_STORE_CTX *store, void *);
    static int noteRequest(SSL *ssl, void *); ///< for a client certificate
    static void noteAlert(const SSL *ssl, int where, int value);

private:
    static int noteComplaint(int good, X509_STORE_CTX *store);
    static TlsSession &of(const SSL *ssl);
    static TlsSession &of(const X509_STORE_CTX *store);
    Progress progressOf(int result);

    ssl::Session ssl_;
    std::unique_ptr<Wire> wire_;
    Bytes unsent_, opening_;
    Volume volume_;
    std::optional<Failure> end_;
    Observed seen_;
    bool awaitsSending_{}, hasMore_{};
};

/// Why TLS broke off, from OpenSSL's error and the alerts.
Failure failureOf(const TlsSession &session, unsigned long error);

/// The protocol's name with its number: "TLSv1.0", "TLSv1.3".
std::string protocolOf(int version);

} // namespace mailwalk::net
