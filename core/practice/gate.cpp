#include "practice/gate.h"

namespace mailwalk::practice {

namespace http = wire::http;

namespace {

struct Credential {
    std::string_view scheme, token;
};

Credential credentialIn(std::string_view header)
{
    const std::size_t space = header.find(' ');
    if (space == std::string_view::npos)
        return {header, {}};
    const std::size_t start = header.find_first_not_of(' ', space);
    return {header.substr(0, space), start == std::string_view::npos ? std::string_view() : header.substr(start)};
}

struct Typed {
    std::string user, domain;
};

Typed typedName(const std::string &name)
{
    const std::size_t slash = name.find('\\');
    return slash == std::string::npos ? Typed{name, {}} : Typed{name.substr(slash + 1), name.substr(0, slash)};
}

Page challenge() { return plainPage(401, "Unauthorized"); }

} // namespace

Gate::Answer Gate::admit(const http::RequestHead &request)
{
    proof_.clear();
    const std::string *header = http::find(request.headers, "Authorization");
    if (!header)
        return account_.empty() ? Answer(unauthorized()) : Answer(account_);
    const auto [scheme, token] = credentialIn(*header);
    if (!offers(scheme))
        return unauthorized();
    if (sameName(scheme, "Basic"))
        return basic(token);
    return sameName(scheme, "NTLM") || sameName(scheme, "Negotiate") ? integrated(scheme, token) : Answer(unauthorized());
}

bool Gate::offers(std::string_view scheme) const
{
    for (const std::string &offer : plan_.offers)
        if (sameName(credentialIn(offer).scheme, scheme))
            return true;
    return false;
}

Page Gate::unauthorized() const
{
    Page page = challenge();
    for (const std::string &offer : plan_.offers)
        page.headers.push_back({"WWW-Authenticate", offer});
    return page;
}

// RFC 7617 2
Gate::Answer Gate::basic(std::string_view token)
{
    const auto pair = fromBase64(token);
    const std::string text = pair ? mailwalk::textOf(*pair) : std::string();
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        return unauthorized();
    const auto [user, domain] = typedName(text.substr(0, colon));
    const Mailbox *account = realm_.accountOf(user, domain);
    if (account && account->password != text.substr(colon + 1)) {
        realm_.countWrongTry(user, domain);
        account = nullptr;
    }
    return enter(account);
}

Gate::Answer Gate::integrated(std::string_view scheme, std::string_view token)
{
    const auto sent = fromBase64(token);
    if (!sent)
        return unauthorized();
    if (!acceptor_ || acceptor_->complete())
        if (const auto begun = begin(scheme); !begun)
            return begun;
    const auto answer = acceptor_->next(*sent);
    if (!answer) {
        if (answer.error().reason == auth::Refusal::Reason::wrongPassword)
            realm_.countWrongTry(answer.error().user, answer.error().domain);
        acceptor_.reset();
        return unauthorized();
    }
    return concluded(scheme, *answer);
}

Gate::Answer Gate::begin(std::string_view scheme)
{
    account_.clear();
    auto settings = acceptorSettings(realm_, host_);
    settings.channelBinding = channelBinding_;
    auto made =
        auth::newAcceptor(sameName(scheme, "NTLM") ? auth::Mechanism::ntlm : auth::Mechanism::negotiate, std::move(settings));
    if (!made)
        return plainPage(500, "Internal Server Error");
    acceptor_ = std::move(*made);
    return std::string();
}

Gate::Answer Gate::concluded(std::string_view scheme, const Bytes &last)
{
    const http::Header token{"WWW-Authenticate", std::string(scheme) + ' ' + toBase64(last)};
    if (acceptor_->complete()) {
        if (!last.empty())
            proof_ = {token};
        return enter(realm_.accountOf(acceptor_->user(), acceptor_->domain()));
    }
    Page page = challenge();
    page.headers.push_back(token);
    if (plan_.manner == SignInPlan::Manner::hangsUpAfterChallenge)
        page.headers.push_back({"Connection", "close"});
    return page;
}

Gate::Answer Gate::enter(const Mailbox *account)
{
    if (!account || !realm_.mayEnter(*account) || plan_.manner == SignInPlan::Manner::refusesEverybody)
        return unauthorized();
    account_ = account->account;
    return account_;
}

} // namespace mailwalk::practice
