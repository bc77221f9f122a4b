#include "practice/door.h"

namespace mailwalk::practice {

namespace {

constexpr std::string_view greeting = "220 ex1.corp.test Microsoft ESMTP MAIL Service ready\r\n";

Listener listenerFor(Door door, const Address &address)
{
    if (door == Door::refused)
        return refuseAt(address);
    return door == Door::swallowed ? swallowAt(address) : listenAt(address);
}

void greet(Stream &stream)
{
    if (stream.send(viewOf(greeting)))
        stream.waitForEnd();
}

} // namespace

std::uint16_t openDoor(Porter &porter, Door door, const Address &address, Porter::Visit visit)
{
    Listener listener = listenerFor(door, address);
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
