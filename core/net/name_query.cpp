#include "net/name_query.h"

#include "base/text.h"

namespace mailwalk::net {

using trace::Code;
using wire::dns::Message;
using wire::dns::Rcode;

NameQuery::NameQuery(const std::string &name, wire::dns::Type type, const std::vector<Endpoint> &servers)
    : type_(type), servers_(servers), inquiry_(name, type, servers)
{
}

void NameQuery::progress()
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
        failure_ = inquiry_.failure();
}

// A server that offers recursion has followed the CNAME records already; another is asked for where they lead.
void NameQuery::heard(const Message &answer)
{
    const auto followed = wire::dns::follow(answer, inquiry_.question());
    const std::string type(nameOf(type_));
    facts_.push_back({"dns " + type + " of " + inquiry_.question().name, toText(answer.rcode()) + " by " + inquiry_.how()});
    for (const auto &[name, ttl] : followed.aliases)
        facts_.push_back({"dns CNAME", oneLine(name) + ", TTL " + std::to_string(ttl) + " s"});
    for (const auto *record : followed.records)
        if (const auto address = addressIn(*record)) {
            addresses_.push_back(*address);
            facts_.push_back({"dns address", toText(*address) + ", TTL " + std::to_string(record->ttl) + " s"});
        }
    aliases_ += followed.aliases.size();
    if (!addresses_.empty())
        return;
    const std::string end = followed.aliases.empty() ? inquiry_.question().name : followed.aliases.back().first;
    if (followed.endless || aliases_ > wire::dns::mostAliases)
        failure_ = Failure{Code::nameServerFailure, "the CNAME records go in a circle, or are too many", {}, oneLine(end)};
    else if (answer.rcode() == Rcode::nxDomain)
        failure_ = Failure{Code::nameNotFound, "NXDOMAIN: the name server knows no " + oneLine(end), {}, {}};
    else if (followed.aliases.empty() || answer.has(Message::recursionAvailable))
        failure_ = Failure{Code::nameNoData, "NOERROR: " + oneLine(end) + " has no " + type + " record", {}, {}};
    else if (!isHostName(end))
        failure_ = Failure{Code::nameServerFailure, "the CNAME record leads to what is no host name", {}, oneLine(end)};
    else {
        inquiry_ = Inquiry(end, type_, servers_);
        done_ = false;
    }
}

Failure NameQuery::failure() const { return failure_ ? *failure_ : inquiry_.failure(); }

Facts NameQuery::facts() const
{
    Facts facts = facts_;
    const auto asked = inquiry_.question();
    if (!inquiry_.answer())
        facts.push_back({"dns " + std::string(nameOf(type_)) + " of " + asked.name, inquiry_.failure().text});
    return facts;
}

} // namespace mailwalk::net
