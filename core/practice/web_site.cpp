#include "practice/web_site.h"

#include "auth/channel_binding.h"

namespace mailwalk::practice {

namespace http = wire::http;

namespace {

constexpr std::size_t mostBody = 64 * 1024;

const Content &nothingThere()
{
    static const Content page = notFound();
    return page;
}

// IIS does not care for the case of a path.
std::string pathOf(const std::string &target) { return sameCase(target.substr(0, target.find('?'))); }

} // namespace

WebSite::WebSite(const WebHost &host, const WebPort &port, std::unique_ptr<TlsServer> tls, const Surroundings &surroundings)
    : host_(host), port_(port), tls_(std::move(tls)), surroundings_(surroundings), channelBinding_(channelBinding()),
      proxy_(std::make_unique<RpcProxy>(surroundings.backEnds, surroundings.bell))
{
}

std::optional<Bytes> WebSite::channelBinding() const
{
    if (!tls_)
        return std::nullopt;
    const bool own = host_.signIn.binding == SignInPlan::Binding::ofThisServer;
    const auto binding = auth::channelBindingOf(own ? tls_->certificateHash() : Bytes(32));
    return binding ? std::optional(*binding) : std::nullopt;
}

std::uint16_t WebSite::open(Porter &porter, const Address &address, PortRange among) const
{
    return openDoor(
        porter, port_.door, address, [this](Stream &tcp) { serve(tcp); }, among);
}

FrontEnd WebSite::nextFrontEnd() const
{
    const auto &all = host_.frontEnds;
    return all.empty() ? FrontEnd{} : all[turns_++ % all.size()];
}

void WebSite::serve(Stream &tcp) const
{
    const auto encrypted = tls_ ? tls_->accept(tcp) : nullptr;
    if (tls_ && !encrypted)
        return;
    ByteStream &stream = encrypted ? *encrypted : static_cast<ByteStream &>(tcp);
    const FrontEnd frontEnd = nextFrontEnd();
    Visit visit{{stream, host_.banner, frontEnd.name},
                {host_.signIn, surroundings_.realm, host_.host, channelBinding_},
                tcp,
                frontEnd.state};
    while (const auto request = visit.connection.nextRequest())
        if (show(visit, *request) == Next::hangUp)
            break;
    stream.close();
    tcp.waitForEnd(); // what is still on its way would turn the end into a reset, and lose the answer
}

const Content &WebSite::contentFor(const http::RequestHead &request) const
{
    const auto found = port_.contents.find(pathOf(request.target));
    return found == port_.contents.end() ? nothingThere() : found->second;
}

WebSite::Next WebSite::show(Visit &visit, const http::RequestHead &request) const
{
    if (visit.state == FrontEnd::State::stopped)
        return visit.connection.answer(serviceUnavailable());
    return std::visit([&](const auto &content) { return show(visit, request, content); }, contentFor(request));
}

WebSite::Next WebSite::show(Visit &visit, const http::RequestHead &, const Page &page) const
{
    return visit.connection.answer(page);
}

WebSite::Next WebSite::show(Visit &visit, const http::RequestHead &request, const AutodiscoverDesk &desk) const
{
    const auto admitted = visit.gate.admit(request);
    if (!admitted)
        return visit.connection.answer(admitted.error());
    const auto body = visit.connection.receiveBody(mostBody);
    if (!body)
        return visit.connection.answer(plainPage(400, "Bad Request"));
    Page page = autodiscover(desk.answers, surroundings_.plan.directory, surroundings_.plan.store.version, *body);
    const auto &proof = visit.gate.proof();
    page.headers.insert(page.headers.end(), proof.begin(), proof.end());
    return visit.connection.answer(page);
}

WebSite::Next WebSite::show(Visit &visit, const http::RequestHead &request, const RpcProxyPlan &plan) const
{
    const auto admitted = visit.gate.admit(request);
    if (!admitted)
        return visit.connection.answer(admitted.error());
    return proxy_->serve(plan, {visit.connection, visit.tcp, visit.gate.proof()}, request);
}

} // namespace mailwalk::practice
