#include "net/tls_handshake.h"

#include "base/text.h"
#include "net/tls_wire.h"

#include <algorithm>

namespace mailwalk::net {

using trace::Code;
using Kind = TlsSession::Progress::Kind;

// So long, for the rest of its first line, is waited for a stranger that has begun to speak.
static constexpr Milliseconds grace{250};
static constexpr std::size_t enoughOfAStranger = 256;

static std::string withoutFinalDot(std::string host)
{
    if (!host.empty() && host.back() == '.')
        host.pop_back();
    return host;
}

TlsHandshake::TlsHandshake(SSL_CTX &context, std::unique_ptr<Wire> wire, const std::string &host, OldestTls oldest, Proof proof)
    : host_(withoutFinalDot(host)), oldest_(oldest), proof_(proof),
      session_(std::make_unique<TlsSession>(context, std::move(wire)))
{
    if (oldest == OldestTls::v1_0) {
        ssl::must(SSL_set_min_proto_version(session_->get(), TLS1_VERSION));
        ssl::must(SSL_set_cipher_list(session_->get(), "DEFAULT:@SECLEVEL=0"));
    }
    expect(host_);
}

// RFC 6066 3: no number in the server name; RFC 6125 6.4.3: a wildcard stands for a whole label.
void TlsHandshake::expect(const std::string &host)
{
    X509_VERIFY_PARAM *param = SSL_get0_param(session_->get());
    if (const auto number = addressFrom(host)) {
        ssl::must(X509_VERIFY_PARAM_set1_ip(param, number->bytes.data(), number->v6 ? 16 : 4));
        return;
    }
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    ssl::must(X509_VERIFY_PARAM_set1_host(param, host.c_str(), host.size()));
    ssl::must(SSL_set_tlsext_host_name(session_->get(), host.c_str()));
}

void TlsHandshake::watch(std::vector<Watch> &what) const
{
    if (session_ && !ready())
        session_->watch(what);
}

std::optional<Clock::time_point> TlsHandshake::wakeAt() const
{
    if (!session_ || ready())
        return {};
    const auto next = session_->wakeAt();
    if (!strangerSince_)
        return next;
    const auto late = *strangerSince_ + grace;
    return next ? std::min(*next, late) : late;
}

void TlsHandshake::progress()
{
    if (ready())
        return;
    session_->pull();
    volume_ = session_->volume();
    if (speaksAnother()) {
        if (!strangerSince_)
            strangerSince_ = Clock::now();
        if (strangerHasSpoken())
            ended(stranger());
        return;
    }
    const auto step = session_->shakeHands();
    volume_ = session_->volume();
    if (step.kind == Kind::done)
        ended(judged());
    else if (step.kind == Kind::broke)
        ended(failureOf(*session_, step.error));
    else if (session_->end() || step.kind == Kind::farewell)
        ended(brokenOff());
}

// Every TLS server begins with a handshake record or an alert (RFC 8446 5.1).
bool TlsHandshake::speaksAnother() const
{
    const View opening = session_->opening();
    return !opening.empty() && opening[0] != 0x16 && opening[0] != 0x15;
}

bool TlsHandshake::strangerHasSpoken() const
{
    const View said = session_->opening();
    const bool line = said.size() >= 4 && std::find(said.begin(), said.end(), '\n') != said.end();
    return line || said.size() >= enoughOfAStranger || session_->end() || Clock::now() >= *strangerSince_ + grace;
}

Failure TlsHandshake::stranger() const
{
    const View said = session_->opening();
    return {Code::otherProtocol, "what answers on this port does not speak TLS", "TLS",
            toHex(said.first(std::min<std::size_t>(said.size(), 4)))};
}

Failure TlsHandshake::brokenOff() const
{
    Failure end = session_->end().value_or(Failure{Code::closed, "the other side said farewell", {}, {}});
    end.text += volume_.received ? ", in the midst of the TLS handshake" : ", instead of answering the ClientHello";
    if (session_->seen().clientCertificateAsked)
        end.text += "; it had asked for a client certificate";
    return end;
}

Result<Secured, Failure> TlsHandshake::judged()
{
    const CertificateFaults faults(session_->seen().complaints, session_->seen().sent, host_);
    const bool lenient = proof_ == Proof::notAskedFor || (oldest_ == OldestTls::v1_0 && faults.onlyWeak());
    if (session_->seen().sent.empty())
        return Failure{Code::certificate, "the other side showed no certificate", {}, "none"};
    if (faults.any() && !lenient)
        return faults.failure();
    facts_ = facts();
    std::optional<Failure> oddity;
    if (lenient && faults.any())
        oddity = faults.failure();
    if (const int version = SSL_version(session_->get()); version < TLS1_2_VERSION)
        oddity = Failure{Code::tls, "TLS of an old version, by leave", "TLSv1.2 or later", protocolOf(version)};
    Secured secured{nullptr, peer(), std::move(oddity)};
    secured.wire = std::make_unique<TlsWire>(std::move(session_));
    return secured;
}

Peer TlsHandshake::peer() const
{
    const X509 *leaf = session_->seen().sent.front().get();
    return {proof_ == Proof::demanded ? host_ : std::string(), endPointHash(leaf), commonNameOf(leaf), dnsNamesOf(leaf)};
}

Result<Secured, Failure> TlsHandshake::outcome() { return std::move(*outcome_); }

// Of a ServerHello that was refused, the version stands in its first record (RFC 8446 5.1, 4.1.3).
static std::optional<int> versionIn(View opening)
{
    if (opening.size() < 11 || opening[0] != 0x16 || opening[5] != 2)
        return {};
    return opening[9] << 8 | opening[10];
}

Facts TlsHandshake::connectionFacts() const
{
    const SSL *ssl = session_->get();
    if (const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl))
        return {{"protocol", protocolOf(SSL_version(ssl))}, {"cipher", SSL_CIPHER_get_name(cipher)}};
    if (const auto version = versionIn(session_->opening()))
        return {{"protocol", protocolOf(*version)}};
    return {};
}

Facts TlsHandshake::facts() const
{
    if (!session_)
        return facts_;
    const Observed &seen = session_->seen();
    Facts facts = connectionFacts();
    const auto add = [&facts](const Facts &more) { facts.insert(facts.end(), more.begin(), more.end()); };
    add(factsOf(seen.sent));
    if (!seen.anchor.empty())
        facts.push_back({"trust anchor", seen.anchor});
    add(CertificateFaults(seen.complaints, seen.sent, host_).facts());
    if (seen.clientCertificateAsked)
        facts.push_back({"client certificate", "asked for"});
    if (seen.alertReceived)
        facts.push_back({"alert received", toText(*seen.alertReceived)});
    if (seen.alertSent)
        facts.push_back({"alert sent", toText(*seen.alertSent)});
    return facts;
}

std::string TlsHandshake::excerpt() const
{
    if (!session_ || !speaksAnother())
        return {};
    return oneLine(textOf(session_->opening()));
}

} // namespace mailwalk::net
