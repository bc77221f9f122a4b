#include "net/service_lookup.h"

#include "base/text.h"

#include <algorithm>
#include <tuple>

namespace mailwalk::net {

using trace::Code;
using wire::dns::Followed;
using wire::dns::Message;
using wire::dns::Rcode;
using wire::dns::Record;
using wire::dns::Type;

SystemServiceLookup::SystemServiceLookup(const std::string &name, const std::vector<Endpoint> &servers)
    : servers_(servers), inquiry_(name, Type::srv, servers)
{
}

void SystemServiceLookup::progress()
{
    if (done_)
        return;
    inquiry_.progress();
    if (!inquiry_.ready())
        return;
    done_ = true;
    if (inquiry_.answer())
        heard(*inquiry_.answer());
    else
        known_.failure = inquiry_.failure();
}

// RFC 2782 leaves the choice among equals to chance by weight; the heaviest first is the likeliest of them, and the same each
// time.
void SystemServiceLookup::heard(const Message &answer)
{
    const auto followed = wire::dns::follow(answer, inquiry_.question());
    const std::string asked = inquiry_.question().name;
    known_.facts.push_back({"dns SRV of " + asked, toText(answer.rcode()) + " by " + inquiry_.how()});
    for (const auto &[name, ttl] : followed.aliases)
        known_.facts.push_back({"dns CNAME", oneLine(name) + ", TTL " + std::to_string(ttl) + " s"});
    for (const Record *record : followed.records)
        learn(*record);
    std::stable_sort(known_.services.begin(), known_.services.end(), [](const Service &a, const Service &b) {
        return std::tuple(a.priority, -int{a.weight}) < std::tuple(b.priority, -int{b.weight});
    });
    aliases_ += followed.aliases.size();
    if (known_.services.empty())
        foundNone(answer, followed);
}

void SystemServiceLookup::learn(const Record &record)
{
    const auto *service = std::get_if<wire::dns::Service>(&record.data);
    if (!service)
        return;
    const bool nowhere = service->target.empty() || service->target == ".";
    known_.facts.push_back({"dns service", oneLine(nowhere ? "." : service->target) + ':' + std::to_string(service->port) +
                                               ", priority " + std::to_string(service->priority) + ", weight " +
                                               std::to_string(service->weight) + ", TTL " + std::to_string(record.ttl) + " s"});
    refused_ |= nowhere;
    if (!nowhere && isHostName(service->target) && service->port)
        known_.services.push_back({service->target, service->port, service->priority, service->weight});
}

void SystemServiceLookup::foundNone(const Message &answer, const Followed &followed)
{
    const std::string end = followed.aliases.empty() ? inquiry_.question().name : followed.aliases.back().first;
    if (refused_)
        known_.failure = Failure{Code::nameNoData, "the service is decidedly not offered: its target is \".\"", {}, "."};
    else if (!followed.records.empty())
        known_.failure = Failure{Code::malformed, "no SRV record of " + oneLine(end) + " names a host and a port", {}, {}};
    else if (followed.endless || aliases_ > wire::dns::mostAliases)
        known_.failure = Failure{Code::nameServerFailure, "the CNAME records go in a circle, or are too many", {}, oneLine(end)};
    else if (answer.rcode() == Rcode::nxDomain)
        known_.failure = Failure{Code::nameNotFound, "NXDOMAIN: the name server knows no " + oneLine(end), {}, {}};
    else if (followed.aliases.empty() || answer.has(Message::recursionAvailable))
        known_.failure = Failure{Code::nameNoData, "NOERROR: " + oneLine(end) + " has no SRV record", {}, {}};
    else if (!isHostName(end))
        known_.failure = Failure{Code::nameServerFailure, "the CNAME record leads to what is no host name", {}, oneLine(end)};
    else {
        inquiry_ = Inquiry(end, Type::srv, servers_);
        done_ = false;
    }
}

ServiceResolution SystemServiceLookup::outcome()
{
    ServiceResolution known = known_;
    if (done_)
        return known;
    known.failure = inquiry_.failure();
    known.facts.push_back({"dns SRV of " + inquiry_.question().name, known.failure->text});
    return known;
}

} // namespace mailwalk::net
