#include "rpc/mapper.h"

#include "rpc/association.h"
#include "rpc/over_tcp.h"
#include "wire/epm/epm.h"

namespace mailwalk::rpc {

using wire::epm::Map;
using wire::epm::Protocol;
using wire::epm::Status;

static const std::string notRegistered = hexNumber(std::uint64_t(Status::notRegistered), 8);

bool isNotRegistered(const net::Stopped &why)
{
    return !why.cancelled && why.failure.code == trace::Code::status && why.failure.got == notRegistered;
}

static std::uint16_t judged(const net::Step &hop, const Map::Answer &answer, const wire::dcerpc::Interface &interface)
{
    const bool none = answer.status == Status::notRegistered || answer.status == Status::notRegisteredWin32;
    if (none || (answer.status == Status::ok && answer.towers.list.empty()))
        hop.fail({trace::Code::status, std::string("the mapper knows no ") + interface.name + " on this machine", "a port",
                  notRegistered});
    if (answer.status != Status::ok)
        hop.fail(statusFailure(std::uint32_t(answer.status), nameOf(answer.status), "ept_map"));
    const auto port = wire::epm::portIn(answer, interface, Protocol::tcp);
    if (!port || *port == 0)
        hop.fail({trace::Code::malformed, "the mapper's answer holds no TCP port for the interface", "a tower with a TCP port",
                  "none"});
    hop.fact("mapped port", std::to_string(*port));
    return *port;
}

std::uint16_t portOf(const net::Step &step, const std::string &host, const std::vector<Address> &addresses,
                     const wire::dcerpc::Interface &interface)
{
    net::Stream stream = step.connect({host, mapperPort}, addresses);
    const std::string target = std::string(interface.name) + " at " + toText(Endpoint{host, mapperPort});
    return step.run({trace::Kind::map, "Which port has " + std::string(interface.name) + "?", target}, [&](const net::Step &hop) {
        Association mapper = Association::bind(hop, overTcp(std::move(stream)), {wire::dcerpc::epmInterface});
        hop.fact("interface", interface.name);
        const Bytes stub = mapper.call(hop, Map::opnum, wire::ndr::write(wire::epm::mapRequest(interface, Protocol::tcp)));
        const auto answer = wire::ndr::read<Map::Answer>(stub);
        if (!answer)
            hop.fail(malformed(answer.error()));
        hop.facts(wire::ndr::print(*answer));
        return judged(hop, *answer, interface);
    });
}

} // namespace mailwalk::rpc
