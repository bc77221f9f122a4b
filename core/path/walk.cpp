#include "path/walk.h"

#include "path/direct.h"

namespace mailwalk::path {

void walk(const Request &request, net::Journey &journey, const net::Stop &stop)
{
    const std::string whom = request.address.value_or(request.mailbox.value_or(""));
    net::Step::walk(journey, stop, {trace::Kind::walk, "Walk as Outlook " + std::string(nameOf(request.outlook)), whom},
                    [&](const net::Step &step) { direct(step, request); });
}

} // namespace mailwalk::path
