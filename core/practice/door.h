#pragma once

#include "practice/porter.h"

namespace mailwalk::practice {

/// How a port behaves.
enum class Door {
    open,
    refused,          ///< nobody listens
    swallowed,        ///< a connect gets no answer
    silent,           ///< accepts, and never says anything
    hangsUpAfterBind, ///< says goodbye after its bind_ack
    greets,           ///< another program: speaks first, as mail servers do
};

/// From which a number is taken, both inclusive; the same twice for one alone, 0 for whatever the system has free.
struct PortRange {
    std::uint16_t first{}, last{};

    static PortRange only(std::uint16_t port) { return {port, port}; }
};

/// A port behind which that visit is paid, if the door lets anybody in. Its number, one of these.
std::uint16_t openDoor(Porter &porter, Door door, const Address &address, Porter::Visit visit, PortRange among = {});

} // namespace mailwalk::practice
