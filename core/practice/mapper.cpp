#include "practice/mapper.h"

#include "wire/epm/epm.h"

namespace mailwalk::practice {

using namespace wire;

namespace {

constexpr std::uint32_t mostTowers = 500; // [range] of max_towers, [MS-RPCE] 2.2.1.2.4

bool offers(const dcerpc::Interface &offered, const dcerpc::SyntaxId &wanted)
{
    return offered.uuid == wanted.uuid && offered.major == wanted.major && offered.minor >= wanted.minor;
}

} // namespace

Answer Mapper::answer(const Call &call)
{
    if (call.opnum != epm::Map::opnum)
        return dcerpc::FaultStatus::ncaOpRngError;
    return serve<epm::Map>(call, [this](const epm::Map::Request &request) -> Reply<epm::Map> {
        if (request.maxTowers > mostTowers)
            return dcerpc::FaultStatus::badStubData;
        epm::Map::Answer found;
        found.towers.most = request.maxTowers;
        const auto wanted = request.tower ? epm::syntaxOf(request.tower->tower) : std::nullopt;
        if (wanted && epm::transportOf(request.tower->tower) == epm::Protocol::tcp)
            for (const Entry &entry : entries_)
                if (offers(entry.offered, *wanted) && found.towers.list.size() < request.maxTowers)
                    found.towers.list.push_back(
                        epm::TowerReferent{epm::towerFor(entry.offered, epm::Protocol::tcp, entry.port, host_)});
        found.status = found.towers.list.empty() ? epm::Status::notRegistered : epm::Status::ok;
        return found;
    });
}

} // namespace mailwalk::practice
