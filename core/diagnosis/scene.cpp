#include "diagnosis/scene.h"

#include "base/endpoint.h"

#include <algorithm>
#include <charconv>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

std::string_view afterLast(std::string_view text, std::string_view mark)
{
    const auto at = text.rfind(mark);
    return at == text.npos ? text : text.substr(at + mark.size());
}

/// The place in a target, without what leads to it; `usual` is the port that a URL means.
struct Spot {
    std::string_view text;
    std::optional<std::uint16_t> usual{};
};

Spot placeIn(std::string_view target)
{
    for (const auto &[scheme, port] : {std::pair{std::string_view("https://"), 443}, {std::string_view("http://"), 80}})
        if (const auto at = target.find(scheme); at != target.npos) {
            const std::string_view rest = target.substr(at + scheme.size());
            return {rest.substr(0, rest.find_first_of("/?# ")), static_cast<std::uint16_t>(port)};
        }
    return {afterLast(target, " at ")};
}

// The first of the hop and the groups around it that has what is asked for.
template <class Get> auto nearest(const Scene &scene, Get get)
{
    const Hop *hop = &scene.hop;
    auto found = get(*hop);
    while (!found && (hop = scene.trace.hop(hop->parent)))
        found = get(*hop);
    return found;
}

std::optional<std::uint32_t> numberAt(const std::string &text, std::size_t at, int base)
{
    std::uint32_t number{};
    const auto read = std::from_chars(text.data() + at, text.data() + text.size(), number, base);
    return read.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

// The host that was to be agreed to is the one that the objection begins with; the hop is about the one before.
std::string objectedHost(const Hop &hop)
{
    const bool isObjection = hop.failure && hop.failure->code == Code::consent;
    return isObjection ? hop.failure->text.substr(0, std::min(hop.failure->text.find(" is outside "), hop.failure->text.size()))
                       : std::string{};
}

std::optional<Stage> deskNamed(std::string_view text)
{
    static constexpr std::pair<std::string_view, Stage> all[] = {
        {"RFR", Stage::refer},   {"Rfr", Stage::refer}, {"NSPI", Stage::lookUp}, {"Nspi", Stage::lookUp},
        {"EMSMDB", Stage::open}, {"EcDo", Stage::open}, {"Rop", Stage::open},
    };
    for (const auto &[start, desk] : all)
        if (text.starts_with(start))
            return desk;
    return std::nullopt;
}

} // namespace

std::string hostIn(std::string_view target)
{
    const Spot place = placeIn(target);
    if (const auto endpoint = endpointFrom(place.text))
        return endpoint->host;
    return std::string(place.text);
}

std::optional<std::uint16_t> portIn(std::string_view target)
{
    const Spot place = placeIn(target);
    const auto endpoint = endpointFrom(place.text);
    return endpoint ? std::optional(endpoint->port) : place.usual;
}

std::optional<Stage> Scene::stage() const
{
    return nearest(*this, [](const Hop &h) { return h.stage; });
}

std::optional<Transport> Scene::transport() const
{
    return nearest(*this, [](const Hop &h) { return h.transport; });
}

std::optional<Stage> Scene::desk() const
{
    // A map hop speaks with the mapper first, and says that too.
    for (const Fact &fact : hop.facts)
        if (const auto desk = deskNamed(fact.value); desk && fact.name == "interface")
            return desk;
    if (const auto desk = deskNamed(hop.kind == Kind::call ? hop.title : hop.target))
        return desk;
    return stage();
}

std::string Scene::host() const
{
    if (const std::string objected = objectedHost(hop); isHostName(objected))
        return objected;
    const auto named = nearest(*this, [](const Hop &h) {
        std::string host = h.kind == Kind::walk ? std::string{} : hostIn(h.target);
        if (h.kind == Kind::channel)
            host = afterLast(h.title, " through ");
        return host.empty() ? std::optional<std::string>{} : host;
    });
    return named.value_or(trace.asked.server.value_or(std::string{}));
}

std::optional<std::uint16_t> Scene::port() const
{
    const auto isBehind = [](const Hop &h) { return h.kind == Kind::channel; };
    const auto asked =
        nearest(*this, [&](const Hop &h) { return isBehind(h) ? std::optional<std::uint16_t>() : portIn(h.target); });
    return asked ? asked : hop.port;
}

// The URL of the proxy has it as its query ([MS-RPCH] 2.2.2).
std::string Scene::inner() const
{
    const auto named = nearest(*this, [](const Hop &h) {
        const std::string_view place = h.kind == Kind::channel                   ? std::string_view(h.target)
                                       : h.target.find('?') == std::string::npos ? ""
                                                                                 : afterLast(h.target, "?");
        return endpointFrom(place) ? std::optional(std::string(place)) : std::nullopt;
    });
    return named.value_or(std::string{});
}

std::string Scene::domain() const { return std::string(afterLast(trace.asked.address.value_or(std::string{}), "@")); }

// For a finished profile Autodiscover may have been asked in place of what it has stored.
static bool isSearched(const Trace &trace)
{
    return std::any_of(trace.hops.begin(), trace.hops.end(), [](const Hop &hop) {
        return hop.kind == Kind::stage && hop.stage == Stage::discover && !hop.transport && hop.outcome != Outcome::notRun;
    });
}

bool Scene::isByAddress() const
{
    return trace.asked.address && !trace.asked.server && (trace.asked.profile != "finished" || isSearched(trace));
}

bool Scene::isTyped() const
{
    if (isByAddress())
        return false;
    const auto at = stage().value_or(Stage::discover);
    return at <= Stage::refer || (trace.asked.server && sameCase(*trace.asked.server) == sameCase(host()));
}

bool Scene::isPrivateAddress() const
{
    if (!hop.address)
        return false;
    if (hop.address->starts_with("private-address")) // as report/mask writes it
        return true;
    const auto address = addressFrom(*hop.address);
    return address && isPrivate(*address);
}

Code Scene::code() const { return hop.failure ? hop.failure->code : Code::internal; }

// An RPC proxy's own error says more than the status of HTTP that it comes with.
std::optional<std::uint32_t> Scene::status() const
{
    if (!hop.failure || !hop.failure->got)
        return std::nullopt;
    const std::string *error = code() == Code::httpStatus ? hop.fact("rpc error") : nullptr;
    const std::string &text = error ? *error : *hop.failure->got;
    if (const auto at = text.find("0x"); at != text.npos)
        return numberAt(text, at + 2, 16);
    const bool isNumber = code() == Code::httpStatus || text.find_first_not_of("0123456789") == text.npos;
    return isNumber ? numberAt(text, 0, 10) : std::nullopt;
}

bool Scene::got(std::string_view text) const
{
    if (!hop.failure)
        return false;
    return hop.failure->got.value_or(std::string{}).find(text) != std::string::npos ||
           hop.failure->text.find(text) != std::string::npos;
}

bool Scene::is(std::string_view method) const { return hop.kind == Kind::call && hop.title == method; }

} // namespace mailwalk::diagnosis
