#include "diagnosis/scene.h"

#include "base/endpoint.h"

#include <charconv>

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

std::string_view afterAt(std::string_view target)
{
    const auto at = target.rfind(" at ");
    return at == target.npos ? target : target.substr(at + 4);
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
    const std::string_view place = afterAt(target);
    if (const auto endpoint = endpointFrom(place))
        return endpoint->host;
    return std::string(place);
}

std::optional<std::uint16_t> portIn(std::string_view target)
{
    const auto endpoint = endpointFrom(afterAt(target));
    return endpoint ? std::optional(endpoint->port) : std::nullopt;
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
    const auto named = nearest(*this, [](const Hop &h) {
        const std::string host = h.kind == Kind::walk ? std::string{} : hostIn(h.target);
        return host.empty() ? std::optional<std::string>{} : host;
    });
    return named.value_or(trace.asked.server.value_or(std::string{}));
}

std::optional<std::uint16_t> Scene::port() const
{
    const auto asked = nearest(*this, [](const Hop &h) { return portIn(h.target); });
    return asked ? asked : hop.port;
}

bool Scene::isTyped() const
{
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

std::optional<std::uint32_t> Scene::status() const
{
    if (!hop.failure || !hop.failure->got)
        return std::nullopt;
    const std::string &text = *hop.failure->got;
    const auto at = text.find("0x");
    std::uint32_t number{};
    if (at == text.npos)
        return std::nullopt;
    const auto read = std::from_chars(text.data() + at + 2, text.data() + text.size(), number, 16);
    return read.ec == std::errc{} ? std::optional(number) : std::nullopt;
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
