#include "doorman.h"

namespace mailwalk::test {

using http::Scheme;

static const std::string rightPassword = "S\u00e9same-1";

http::SignIn signInOf(const std::string &user, std::string password, http::Consent consent)
{
    return {
        auth::identityFrom(user, Secret(std::move(password))),
        {{auth::Mechanism::ntlm}, auth::Level::privacy, std::move(consent), {Scheme::negotiate, Scheme::ntlm, Scheme::basic}}};
}

static auth::AcceptorSettings settings()
{
    auth::AcceptorSettings corp;
    corp.names = {"MAIL", "CORP", "mail.corp.test", "corp.test", "corp.test"};
    corp.fileTime = 134000000000000000;
    corp.binding = auth::AcceptorSettings::Binding::required;
    corp.channelBinding = *auth::channelBindingOf(certificateHash);
    corp.passwordOf = [](const std::string &user, const std::string &) -> std::optional<Secret> {
        return user == "alice@corp.test" ? std::optional(Secret(std::string(rightPassword))) : std::nullopt;
    };
    return corp;
}

Bytes Doorman::unauthorized(const std::string &offer) const
{
    return text("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + offer + "\r\nContent-Length: 2\r\n\r\nno");
}

Bytes Doorman::in(View token) const
{
    const std::string last = token.empty() ? "" : "WWW-Authenticate: Negotiate " + toBase64(token) + "\r\n";
    return text(welcome + last + "Content-Length: 2\r\n\r\nin");
}

Bytes Doorman::answer(View request)
{
    const std::size_t size = wire::http::headSize(request).value();
    heads.push_back(*wire::http::readRequest(request.first(size)));
    bodies.push_back(request.size() - size);
    const std::string *authorization = find(heads.back().headers, "Authorization");
    if (!authorization)
        return unauthorized(std::string(nameOf(scheme_)));
    const std::string prefix = std::string(nameOf(scheme_)) + " ";
    EXPECT_TRUE(authorization->starts_with(prefix)) << *authorization;
    const std::string coded = authorization->substr(prefix.size());
    return scheme_ == Scheme::basic ? basic(coded) : leg(fromBase64(coded).value());
}

Bytes Doorman::basic(std::string_view coded)
{
    ++proofs;
    if (textOf(fromBase64(coded).value()) == "alice@corp.test:" + rightPassword)
        return in({});
    ++refusals;
    return unauthorized("Basic realm=\"corp\"");
}

Bytes Doorman::leg(View token)
{
    if (!acceptor_) {
        const auto mechanism = scheme_ == Scheme::ntlm ? auth::Mechanism::ntlm : auth::Mechanism::negotiate;
        acceptor_ = std::move(*auth::newAcceptor(mechanism, settings()));
    } else {
        ++proofs;
    }
    const auto next = acceptor_->next(token);
    if (!next) {
        ++refusals;
        return unauthorized(std::string(nameOf(scheme_)));
    }
    return acceptor_->complete() ? in(*next) : unauthorized(std::string(nameOf(scheme_)) + " " + toBase64(*next));
}

void throughTheDoor(const net::Step &step, const Conversation &conversation, const http::Url &url)
{
    auto connection = http::Connection::open(step, url, {web});
    conversation(step, connection);
}

} // namespace mailwalk::test
