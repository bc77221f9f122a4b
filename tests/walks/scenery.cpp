#include "scenery.h"

#include "base/endpoint.h"

#include <map>
#include <regex>
#include <set>

namespace mailwalk::test {
namespace {

constexpr std::uint16_t securePort = 443, plainPort = 80, firstDynamic = 49152, steps = 7;
constexpr const char *nameServer = "10.0.0.53:53";

void forEachText(trace::Trace &trace, auto change)
{
    const auto maybe = [&](std::optional<std::string> &text) {
        if (text)
            text = change(*text);
    };
    for (trace::Hop &hop : trace.hops) {
        for (std::string *text : {&hop.title, &hop.target})
            *text = change(*text);
        for (Fact &fact : hop.facts)
            fact.value = change(fact.value);
        if (hop.failure)
            for (auto *text : {&hop.failure->expected, &hop.failure->got})
                maybe(*text);
        if (hop.failure)
            hop.failure->text = change(hop.failure->text);
        maybe(hop.address);
        maybe(hop.excerpt);
    }
}

std::string lastPart(const std::string &address) { return address.substr(address.rfind('.')); }

/// What stands for what.
struct Scenery {
    std::map<std::string, std::string> addresses, ports;

    explicit Scenery(const trace::Trace &trace)
    {
        for (const trace::Hop &hop : trace.hops) {
            const auto asked = hop.kind == trace::Kind::connect ? endpointFrom(hop.target) : std::nullopt;
            if (!asked || !hop.address)
                continue;
            const bool isWeb = asked->port == securePort || asked->port == plainPort;
            addresses[*hop.address] = (isWeb ? "192.0.2" : "10.0.0") + lastPart(*hop.address);
            if (asked->port > 10'000)
                ports.try_emplace(std::to_string(asked->port), std::to_string(firstDynamic + steps * (ports.size() + 1)));
        }
    }

    std::string moved(const std::string &text) const
    {
        static const std::regex numbers(R"(127\.0\.0\.1:\d+|127\.77\.\d+\.\d+|\d+)");
        std::string result;
        auto from = text.begin();
        for (std::sregex_iterator each(text.begin(), text.end(), numbers), end; each != end; ++each) {
            result.append(from, (*each)[0].first);
            result += standsFor(each->str());
            from = (*each)[0].second;
        }
        return result.append(from, text.end());
    }

private:
    std::string standsFor(const std::string &number) const
    {
        if (number.starts_with("127.0.0.1:"))
            return nameServer;
        if (const auto address = addresses.find(number); address != addresses.end())
            return address->second;
        if (number.starts_with("127.77."))
            return "10.0.0" + lastPart(number);
        const auto port = ports.find(number);
        return port == ports.end() ? number : port->second;
    }
};

} // namespace

trace::Trace inACompany(trace::Trace trace)
{
    const Scenery scenery(trace);
    for (trace::Hop &hop : trace.hops)
        std::erase_if(hop.facts, [](const Fact &fact) { return fact.name == "connect-to"; });
    forEachText(trace, [&](const std::string &text) { return scenery.moved(text); });
    for (trace::Hop &hop : trace.hops)
        if (const auto asked = endpointFrom(hop.target); hop.kind == trace::Kind::connect && asked)
            hop.port = asked->port;
    return trace;
}

trace::Trace atFixedAddresses(trace::Trace trace)
{
    static const std::regex network(R"(\b127\.77\.\d+\.)");
    forEachText(trace, [](const std::string &text) { return std::regex_replace(text, network, "127.77.1."); });
    return trace;
}

} // namespace mailwalk::test
