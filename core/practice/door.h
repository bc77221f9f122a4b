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

/// A port behind which that visit is paid, if the door lets anybody in. Its number.
std::uint16_t openDoor(Porter &porter, Door door, const Address &address, Porter::Visit visit);

} // namespace mailwalk::practice
