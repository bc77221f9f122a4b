#pragma once

#include "net/platform.h"

namespace mailwalk::net {

/// What the system says of a name, as Outlook would be told: getaddrinfo on a thread that owns its answer, so that nobody has to
/// wait for it.
class SystemResolver
{
public:
    explicit SystemResolver(const std::string &host);

    void watch(std::vector<Watch> &what) const;
    bool ready() const;
    std::vector<Address> addresses() const; ///< empty until ready
    Failure failure() const;                ///< why there is none
    std::string toText() const;

private:
    struct Answer;
    std::shared_ptr<Answer> answer_;
};

/// The addresses of a name in a text in the form of hosts(5).
std::vector<Address> addressesInHosts(std::istream &text, const std::string &host);

} // namespace mailwalk::net
