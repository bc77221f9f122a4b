#include "wire/nspi/nspi.h"

namespace mailwalk::wire::nspi {

std::string_view nameOf(UnbindStatus status)
{
    switch (status) {
    case UnbindStatus::ok: return "UnbindSuccess";
    case UnbindStatus::failed: return "UnbindFailure";
    }
    return {};
}

} // namespace mailwalk::wire::nspi
