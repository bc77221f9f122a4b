#include "wire/spnego/tokens.h"

namespace mailwalk::wire::spnego {

std::string_view nameOf(NegState state)
{
    switch (state) {
    case NegState::acceptCompleted: return "accept-completed";
    case NegState::acceptIncomplete: return "accept-incomplete";
    case NegState::reject: return "reject";
    case NegState::requestMic: return "request-mic";
    }
    return {};
}

} // namespace mailwalk::wire::spnego
