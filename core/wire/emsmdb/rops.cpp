#include "wire/emsmdb/rops.h"

#include <cstdio>

namespace mailwalk::wire::emsmdb {
namespace {

constexpr Limit handleLimit{"handles", 256};

// RopSize counts itself, [MS-OXCROPS] 2.2.1.
struct RopBuffer {
    Bytes rops;
    std::vector<std::uint32_t> handles;

    static void fields(auto &m, auto &io)
    {
        auto size = static_cast<std::uint16_t>(m.rops.size() + 2);
        io.number("RopSize", size);
        io.require(size >= 2, "RopSize", "at least 2", std::to_string(size));
        io.raw("RopsList", m.rops, size - 2u, bufferLimit);
        if constexpr (std::remove_reference_t<decltype(io)>::reads)
            io.resize("ServerObjectHandleTable", m.handles, io.left() / 4, handleLimit, 4);
        io.numbers("ServerObjectHandleTable", m.handles);
    }
};

// Reads the alternative of the variant whose RopId comes next.
template <class Rop, std::size_t place = 0> void readRop(Reader &io, std::uint8_t id, Rop &rop)
{
    if constexpr (place == std::variant_size_v<Rop>) {
        io.require(false, "RopId", "an operation that this program knows", hexNumber(id, 2));
    } else if (std::variant_alternative_t<place, Rop>::id == id) {
        auto &message = rop.template emplace<place>();
        io.object(message.name, message);
    } else {
        readRop<Rop, place + 1>(io, id, rop);
    }
}

template <class Rop> Result<Rops<Rop>> ropsIn(const Bytes &payload)
{
    const auto buffer = read<RopBuffer>(payload);
    if (!buffer)
        return buffer.error();
    Rops<Rop> all{{}, buffer->handles};
    Reader io(buffer->rops);
    while (io.good() && io.left()) {
        Rop rop;
        readRop(io, io.remaining()[0], rop);
        all.rops.push_back(std::move(rop));
    }
    if (!io.good())
        return io.fault();
    return all;
}

// The payloads of a chain are ROP buffers of their own; their ROPs go on, their handle tables are the same.
template <class Rop> Result<Rops<Rop>> ropsOf(View buffer)
{
    const auto payloads = unwrapped(buffer);
    if (!payloads)
        return payloads.error();
    Rops<Rop> all;
    for (const Bytes &payload : *payloads) {
        auto one = ropsIn<Rop>(payload);
        if (!one)
            return one.error();
        all.handles = one->handles;
        std::move(one->rops.begin(), one->rops.end(), std::back_inserter(all.rops));
    }
    return all;
}

template <class Rop> Bytes bufferOf(const Rops<Rop> &all, std::uint16_t flags)
{
    RopBuffer buffer{{}, all.handles};
    for (const Rop &rop : all.rops)
        append(buffer.rops, std::visit([](const auto &message) { return write(message); }, rop));
    return wrapped(write(buffer), flags);
}

template <class Rop> Facts factsOf(const Result<Rops<Rop>> &all)
{
    if (!all)
        return {{"ROP buffer", toText(all.error())}};
    Printer io;
    for (const Rop &rop : all->rops)
        std::visit([&io](const auto &message) { io.object(message.name, message); }, rop);
    return io.done();
}

} // namespace

std::string LogonTime::toText(const LogonTime &time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u %02u:%02u:%02u", time.year, time.month, time.day, time.hour, time.minute,
                  time.second);
    return text;
}

Bytes ropBuffer(const RopRequests &requests, std::uint16_t flags) { return bufferOf(requests, flags); }

Bytes ropBuffer(const RopAnswers &answers, std::uint16_t flags) { return bufferOf(answers, flags); }

Result<RopRequests> ropRequestsIn(View buffer) { return ropsOf<RopRequest>(buffer); }

Result<RopAnswers> ropAnswersIn(View buffer) { return ropsOf<RopAnswer>(buffer); }

Facts factsOfRequests(View buffer) { return factsOf(ropRequestsIn(buffer)); }

Facts factsOfAnswers(View buffer) { return factsOf(ropAnswersIn(buffer)); }

} // namespace mailwalk::wire::emsmdb
