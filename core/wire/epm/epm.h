#pragma once

#include "wire/epm/tower.h"
#include "wire/io/named.h"
#include "wire/ndr/context_handle.h"

#include <algorithm>

/// The end-point mapper, [C706] appendix O and [MS-RPCE] 2.2.1.2.
namespace mailwalk::wire::epm {

constexpr Limit answerLimit{"towers in an answer", 500};

/// error_status_t of the mapper, [MS-RPCE] 2.2.1.2.5. Other values are Win32 codes.
enum class Status : std::uint32_t {
    ok = 0,
    accessDenied = 5,
    outOfMemory = 14,
    notRegisteredWin32 = 0x6d9,
    cannotPerform = 0x16c9a0cd,
    notRegistered = 0x16c9a0d6,
};
std::string_view nameOf(Status);

/// twr_t, [C706] appendix N: its count, its length, and the octets, which must agree.
struct TowerReferent {
    Tower tower;
    std::uint32_t surplus{}; ///< impacket 0.10 rounds max_count up and sends that many bytes more; never sent by us

    static void fields(auto &m, auto &io)
    {
        using Io = std::remove_reference_t<decltype(io)>;
        if constexpr (Io::prints) {
            io.fact("tower", toText(m.tower));
            if (m.surplus)
                io.fact("tower.deviation", "max_count is " + std::to_string(m.surplus) + " more than tower_length");
        } else if constexpr (Io::writes) {
            const Bytes octets = write(m.tower);
            io.number("max_count", static_cast<std::uint32_t>(octets.size()));
            io.number("tower_length", static_cast<std::uint32_t>(octets.size()));
            io.raw("tower_octet_string", octets, octets.size(), towerLimit);
        } else {
            readOctets(m, io);
        }
    }

    static void readOctets(auto &m, auto &io)
    {
        std::uint32_t most{}, length{};
        io.number("max_count", most);
        io.number("tower_length", length);
        const bool agrees = most >= length && most - length < 4;
        io.require(agrees, "tower_length", "max_count (" + std::to_string(most) + ")", std::to_string(length));
        Bytes octets;
        io.raw("tower_octet_string", octets, length, towerLimit);
        if (!io.good())
            return;
        io.skip("tower_octet_string", m.surplus = most - length);
        const auto tower = read<Tower>(octets);
        if (io.require(bool(tower), tower ? "tower" : "tower." + tower.error().field, tower ? "" : tower.error().expected,
                       tower ? "" : tower.error().got))
            m.tower = *tower;
    }
};

/// A conformant varying array of pointers to towers, [C706] appendix O.
struct Towers {
    std::vector<std::optional<TowerReferent>> list;
    std::uint32_t most{}; ///< max_count: what the question allowed

    static void fields(auto &m, auto &io)
    {
        using Io = std::remove_reference_t<decltype(io)>;
        auto most = std::max(m.most, static_cast<std::uint32_t>(m.list.size()));
        if constexpr (!Io::prints) {
            std::uint32_t offset{};
            io.number("max_count", most);
            io.number("offset", offset);
            io.require(offset == 0, "offset", "0", std::to_string(offset));
        }
        io.template count<std::uint32_t>("num_towers", m.list, answerLimit, 4);
        io.require(m.list.size() <= most, "actual_count", "at most max_count (" + std::to_string(most) + ")",
                   std::to_string(m.list.size()));
        for (auto &tower : m.list)
            io.embedded("tower", tower);
        if constexpr (Io::reads)
            m.most = most;
    }
};

/// ept_map, opnum 3.
struct Map {
    static constexpr std::uint16_t opnum = 3;
    static constexpr const char *name = "ept_map";

    struct Request {
        std::optional<Guid> object;
        std::optional<TowerReferent> tower;
        ndr::ContextHandle handle;
        std::uint32_t maxTowers = 4;

        static void fields(auto &m, auto &io)
        {
            io.pointer("object", m.object, [](auto &inner, auto &uuid) { inner.uuid("object", uuid); });
            io.pointer("map_tower", m.tower);
            io.object("entry_handle", m.handle);
            io.number("max_towers", m.maxTowers);
        }
    };

    struct Answer {
        ndr::ContextHandle handle;
        Towers towers;
        Status status{};

        static void fields(auto &m, auto &io)
        {
            io.object("entry_handle", m.handle);
            auto count = static_cast<std::uint32_t>(m.towers.list.size());
            if constexpr (!std::remove_reference_t<decltype(io)>::prints)
                io.number("num_towers", count);
            io.parameter("towers", m.towers);
            io.require(m.towers.list.size() == count, "num_towers", std::to_string(m.towers.list.size()), std::to_string(count));
            code(io, "status", m.status);
        }
    };
};

/// The question for an interface over one protocol.
Map::Request mapRequest(const dcerpc::Interface &wanted, Protocol protocol);

/// The port of the first tower that is for this interface over this protocol ([MS-RPCE] 3.1.3.5.3: its address is not used).
std::optional<std::uint16_t> portIn(const Map::Answer &answer, const dcerpc::Interface &wanted, Protocol protocol);

} // namespace mailwalk::wire::epm
