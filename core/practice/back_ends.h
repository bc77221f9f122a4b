#pragma once

#include "practice/directory.h"
#include "practice/sockets.h"

#include <map>

namespace mailwalk::practice {

/// Where the servers behind the RPC proxy listen for it: "ex1.corp.test:6001" and the like. Filled before anybody asks.
class BackEnds
{
public:
    struct Place {
        Address address;
        std::uint16_t port{};
    };

    explicit BackEnds(const Directory &directory) : directory_(directory) {}

    void add(const std::string &host) { hosts_[host]; } ///< one that is known, and has no port for the proxy
    void add(const std::string &host, std::uint16_t number, const Place &place) { hosts_[host][number] = place; }

    /// The host behind a name as it stands in a request: the full one, that without domain, "guid@domain". Empty when unknown.
    std::string hostOf(std::string_view server) const;
    const Place *find(const std::string &host, std::uint16_t number) const; ///< null when that port is not for the proxy

private:
    const Directory &directory_;
    std::map<std::string, std::map<std::uint16_t, Place>> hosts_;
};

/// What a server says first on a port for RPC over HTTP ([MS-RPCH] 2.1.1.2.1).
constexpr std::string_view legacyServerResponse = "ncacn_http/1.0";

} // namespace mailwalk::practice
