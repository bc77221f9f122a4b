#include "practice/door.h"

#include "practice/random.h"

#include <system_error>

namespace mailwalk::practice {

namespace {

constexpr std::string_view greeting = "220 ex1.corp.test Microsoft ESMTP MAIL Service ready\r\n";

Listener listenerFor(Door door, const Address &address, std::uint16_t port)
{
    if (door == Door::refused)
        return refuseAt(address, port);
    return door == Door::swallowed ? swallowAt(address, port) : listenAt(address, port);
}

// Dynamic ports differ from start to start.
Listener listenerFor(Door door, const Address &address, PortRange among)
{
    const std::uint32_t size = among.last - among.first + 1u, start = randomNumber(0, size - 1);
    for (std::uint32_t tried = 1;; ++tried)
        try {
            return listenerFor(door, address, static_cast<std::uint16_t>(among.first + (start + tried) % size));
        } catch (const std::system_error &) {
            if (tried == size)
                throw;
        }
}

void greet(Stream &stream)
{
    if (stream.send(viewOf(greeting)))
        stream.waitForEnd();
}

} // namespace

std::uint16_t openDoor(Porter &porter, Door door, const Address &address, Porter::Visit visit, PortRange among)
{
    Listener listener = listenerFor(door, address, among);
    const std::uint16_t number = listener.port();
    switch (door) {
    case Door::refused:
    case Door::swallowed: porter.keep(std::move(listener)); break;
    case Door::silent: porter.attend(std::move(listener), [](Stream &stream) { stream.waitForEnd(); }); break;
    case Door::greets: porter.attend(std::move(listener), greet); break;
    case Door::open:
    case Door::hangsUpAfterBind: porter.attend(std::move(listener), std::move(visit)); break;
    }
    return number;
}

} // namespace mailwalk::practice
