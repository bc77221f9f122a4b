#include "practice/back_ends.h"

namespace mailwalk::practice {

std::string BackEnds::hostOf(std::string_view server) const
{
    if (const Mailbox *mailbox = directory_.mailboxByGuidName(server))
        return directory_.serverByName(mailbox->home)->host;
    for (const auto &[host, ports] : hosts_)
        if (sameName(host, server) || sameName(host.substr(0, host.find('.')), server))
            return host;
    return {};
}

const BackEnds::Place *BackEnds::find(const std::string &host, std::uint16_t number) const
{
    const auto ports = hosts_.find(host);
    if (ports == hosts_.end())
        return nullptr;
    const auto found = ports->second.find(number);
    return found == ports->second.end() ? nullptr : &found->second;
}

} // namespace mailwalk::practice
