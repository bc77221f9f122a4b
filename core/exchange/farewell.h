#pragma once

#include "net/step.h"

namespace mailwalk::exchange {

/// A goodbye that goes wrong is shown and stops nobody: what was asked has been answered.
template <class Path> void farewell(Path path)
{
    try {
        path();
    } catch (const net::Stopped &why) {
        if (why.cancelled)
            throw;
    }
}

} // namespace mailwalk::exchange
