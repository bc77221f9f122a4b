#pragma once

#include "practice/realm.h"
#include "practice/rpc_service.h"
#include "wire/dcerpc/bind.h"

namespace mailwalk::practice {

/// The security of one connection, the server's side ([MS-RPCE] 3.3.1.5.2): who signed in, and what protects the PDUs.
class Guard
{
public:
    Guard(Realm &realm, std::string_view host) : realm_(realm), host_(host) {}

    /// The token on a bind, or on the first alter_context that carries one: the answering token, or why the bind fails.
    mailwalk::Result<Bytes, wire::dcerpc::NakReason> begin(const wire::dcerpc::SecTrailer &trailer, View token);
    /// The next leg. After a refusal every request is refused as well.
    mailwalk::Result<Bytes, wire::dcerpc::FaultStatus> proceed(const wire::dcerpc::SecTrailer &trailer, View token);
    bool begun() const { return acceptor_ != nullptr; }
    wire::dcerpc::SecTrailer answering() const; ///< the trailer for the token of an answer to a leg

    /// Checks and decrypts a request in place, `head` bytes before its stub. Nothing when it may pass.
    std::optional<wire::dcerpc::FaultStatus> admit(std::span<Byte> pdu, const wire::dcerpc::Parts &parts, std::size_t head);
    Caller caller() const;

    /// For a response whose stub has this size; nothing when responses are not protected.
    std::optional<wire::dcerpc::SecTrailer> trailerFor(std::size_t stubSize) const;
    std::size_t tokenSize() const { return acceptor_ ? acceptor_->signatureSize() : 0; }
    void protect(std::span<Byte> response); ///< assembled with that trailer and room for the token

private:
    auth::Level level() const { return static_cast<auth::Level>(trailer_.authLevel); }
    bool fits(const wire::dcerpc::SecTrailer &trailer) const;
    bool protects() const { return begun() && level() > auth::Level::connect; }
    bool concludes(); ///< false for a locked account

    Realm &realm_;
    std::string_view host_;
    wire::dcerpc::SecTrailer trailer_; ///< of the first leg; all later ones must agree with it
    std::unique_ptr<auth::Acceptor> acceptor_;
    std::string account_; ///< once proven
    bool refused_ = false;
};

} // namespace mailwalk::practice
