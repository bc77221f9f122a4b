#pragma once

#include "practice/realm.h"
#include "practice/web_plan.h"

namespace mailwalk::practice {

/// Who signs in on one connection of a web server: Basic (RFC 7617), NTLM and Negotiate ([MS-NTHT], RFC 4559).
class Gate
{
public:
    /// `channelBinding`: of the TLS connection, none without TLS. The plan and the realm must outlive it.
    Gate(const SignInPlan &plan, Realm &realm, std::string_view host, std::optional<Bytes> channelBinding)
        : plan_(plan), realm_(realm), host_(host), channelBinding_(std::move(channelBinding))
    {
    }

    /// The name of the account, or what the visitor has to be told.
    mailwalk::Result<std::string, Page> admit(const wire::http::RequestHead &request);
    /// What an answer to somebody just admitted carries: the server's own last token.
    const wire::http::Headers &proof() const { return proof_; }

private:
    using Answer = mailwalk::Result<std::string, Page>;

    Answer basic(std::string_view token);
    Answer integrated(std::string_view scheme, std::string_view token);
    Answer begin(std::string_view scheme);
    Answer concluded(std::string_view scheme, const Bytes &last);
    Answer enter(const Mailbox *account);
    Page unauthorized() const; ///< with all that is offered
    bool offers(std::string_view scheme) const;

    const SignInPlan &plan_;
    Realm &realm_;
    std::string_view host_;
    std::optional<Bytes> channelBinding_;
    std::unique_ptr<auth::Acceptor> acceptor_;
    wire::http::Headers proof_;
    std::string account_; ///< who has proven himself, for the rest of this connection
};

} // namespace mailwalk::practice
