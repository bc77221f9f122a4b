#pragma once

#include "net/inquiry.h"

namespace mailwalk::net {

/// The addresses of one family that the name servers know for a name, CNAME records followed.
class NameQuery
{
public:
    NameQuery(const std::string &name, wire::dns::Type type, const std::vector<Endpoint> &servers);

    void watch(std::vector<Watch> &what) const { inquiry_.watch(what); }
    std::optional<Clock::time_point> wakeAt() const { return inquiry_.wakeAt(); }
    void progress();
    bool ready() const { return done_; }

    const std::vector<Address> &addresses() const { return addresses_; }
    Failure failure() const; ///< why there is no address; `timeout` as long as nobody answered
    Facts facts() const;     ///< complete when ready, what is known so far before

private:
    void heard(const wire::dns::Message &answer);

    wire::dns::Type type_;
    std::vector<Endpoint> servers_;
    Inquiry inquiry_;
    std::size_t aliases_{};
    std::vector<Address> addresses_;
    std::optional<Failure> failure_;
    Facts facts_;
    bool done_{};
};

} // namespace mailwalk::net
