#pragma once

#include "base/endpoint.h"
#include "practice/sockets.h"
#include "wire/dns/message.h"

#include <map>

namespace mailwalk::practice {

/// The authoritative name service of a domain, over UDP and TCP (RFC 1035 4.2). Answers for no other domain.
class NameService
{
public:
    explicit NameService(std::string domain) : domains_{std::move(domain)} {}
    void alsoServe(std::string domain) { domains_.push_back(std::move(domain)); } ///< before serving
    void add(std::string_view name, const wire::dns::Service &service)
    {
        services_.emplace(sameCase(name), service);
    }                                                                                                    ///< likewise
    void add(std::string_view host, const Address &address) { hosts_.emplace(sameCase(host), address); } ///< before serving
    void answerEverythingWith(wire::dns::Rcode code) { everything_ = code; } ///< before serving; noError for honest answers

    std::optional<Bytes> answerTo(View question) const; ///< nothing for what no answer is due to
    void serve(Datagrams &datagrams, const Bell &bell) const;
    void serve(Stream &stream) const;

private:
    wire::dns::Message replyTo(const wire::dns::Message &question) const;
    wire::dns::Rcode look(const wire::dns::Question &question, std::vector<wire::dns::Record> &answers) const;

    bool isOurs(const std::string &name) const;
    bool exists(const std::string &name) const;

    std::vector<std::string> domains_;
    wire::dns::Rcode everything_{};
    std::multimap<std::string, Address> hosts_; ///< told in the order in which they were added
    std::multimap<std::string, wire::dns::Service> services_;
};

} // namespace mailwalk::practice
