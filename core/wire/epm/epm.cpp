#include "wire/epm/epm.h"

namespace mailwalk::wire::epm {

std::string_view nameOf(Status status)
{
    switch (status) {
    case Status::ok: return "ok";
    case Status::accessDenied: return "ERROR_ACCESS_DENIED";
    case Status::outOfMemory: return "ERROR_OUTOFMEMORY";
    case Status::notRegisteredWin32: return "EPT_S_NOT_REGISTERED";
    case Status::cannotPerform: return "ept_s_cant_perform_op";
    case Status::notRegistered: return "ept_s_not_registered";
    }
    return {};
}

Map::Request mapRequest(const dcerpc::Interface &wanted, Protocol protocol)
{
    Map::Request request;
    request.tower = TowerReferent{towerFor(wanted, protocol)};
    return request;
}

std::optional<std::uint16_t> portIn(const Map::Answer &answer, const dcerpc::Interface &wanted, Protocol protocol)
{
    for (const auto &referent : answer.towers.list) {
        if (!referent || transportOf(referent->tower) != protocol)
            continue;
        const auto syntax = syntaxOf(referent->tower);
        const bool fits = syntax && syntax->uuid == wanted.uuid && syntax->major == wanted.major;
        if (const auto port = portOf(referent->tower); fits && port && *port)
            return port;
    }
    return std::nullopt;
}

} // namespace mailwalk::wire::epm
