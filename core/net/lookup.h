#pragma once

#include "net/name_query.h"
#include "net/system_network.h"
#include "net/system_resolver.h"

namespace mailwalk::net {

/// Who is asked for a name.
struct NameSources {
    std::vector<Endpoint> servers;
    std::vector<std::string> suffixes;
    bool systemToo{}; ///< the system resolver and the hosts file beside our own questions
};

/// A name whose addresses are given in advance.
class FixedLookup final : public Lookup
{
public:
    explicit FixedLookup(std::vector<Address> addresses) : addresses_(std::move(addresses)) {}
    void watch(std::vector<Watch> &) const override {}
    void progress() override {}
    bool ready() const override { return true; }
    Resolution outcome() override;

private:
    std::vector<Address> addresses_;
};

/// Our own questions to the name servers (A and AAAA side by side, one candidate name after the other), and beside them the
/// system resolver, whose word is what Outlook would get.
class SystemLookup final : public Lookup
{
public:
    SystemLookup(const std::string &host, const NameSources &sources);
    void watch(std::vector<Watch> &what) const override;
    std::optional<Clock::time_point> wakeAt() const override;
    void progress() override;
    bool ready() const override;
    Resolution outcome() override;

private:
    void askNext();
    bool bothAnswered() const { return six_->ready() && four_->ready(); }
    bool ownReady() const;
    std::vector<Address> own() const;
    Failure ownFailure() const;
    void settle(Resolution &known, const std::vector<Address> &ours) const;

    std::string host_;
    std::vector<Endpoint> servers_;
    std::vector<std::string> candidates_; // the next one last
    std::optional<NameQuery> six_, four_;
    std::optional<SystemResolver> system_;
    std::optional<Clock::time_point> systemSince_, halfSince_; // when it, or one of our two questions, had an answer
    std::vector<Address> inHosts_;
    Facts earlier_; // of candidates that led to nothing
};

/// What differs between the name servers' answer and the system's, as a sentence. Lists that overlap do not differ: names with
/// many addresses give them in turns.
std::optional<std::string> differenceOf(const std::vector<Address> &ours, const std::vector<Address> &systems, bool inHosts);

} // namespace mailwalk::net
