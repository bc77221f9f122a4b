#pragma once

#include "net/inquiry.h"

namespace mailwalk::net {

/// Our own question to the name servers for SRV records (RFC 2782), CNAME records followed.
class SystemServiceLookup final : public ServiceLookup
{
public:
    SystemServiceLookup(const std::string &name, const std::vector<Endpoint> &servers);
    void watch(std::vector<Watch> &what) const override { inquiry_.watch(what); }
    std::optional<Clock::time_point> wakeAt() const override { return inquiry_.wakeAt(); }
    void progress() override;
    bool ready() const override { return done_; }
    ServiceResolution outcome() override;

private:
    void heard(const wire::dns::Message &answer);
    void learn(const wire::dns::Record &record);
    void foundNone(const wire::dns::Message &answer, const wire::dns::Followed &followed);

    std::vector<Endpoint> servers_;
    Inquiry inquiry_;
    std::size_t aliases_{};
    ServiceResolution known_;
    bool refused_{}; // the target "."
    bool done_{};
};

} // namespace mailwalk::net
