#include "net/lookup.h"

#include <algorithm>
#include <fstream>

namespace mailwalk::net {

using trace::Code;
using wire::dns::Type;

// When the system has answered, or one of our two questions has led to an address, the rest gets this long: one more try.
static constexpr Milliseconds grace{1200};

static std::string listOf(const std::vector<Address> &addresses)
{
    std::string text;
    for (const Address &address : addresses)
        text += (text.empty() ? "" : ", ") + toText(address);
    return text;
}

Resolution FixedLookup::outcome() { return {addresses_, {{"fixed", listOf(addresses_)}}, {}, {}}; }

// resolv.conf(5): a name without a dot is tried with the suffixes first; one with a final dot, or any other dot, is whole.
static std::vector<std::string> candidatesFor(const std::string &host, const std::vector<std::string> &suffixes)
{
    std::vector<std::string> names;
    if (host.find('.') == std::string::npos)
        for (const std::string &suffix : suffixes)
            if (isHostName(host + '.' + suffix))
                names.push_back(host + '.' + suffix);
    names.push_back(host);
    std::reverse(names.begin(), names.end());
    return names;
}

SystemLookup::SystemLookup(const std::string &host, const NameSources &sources)
    : host_(host), servers_(sources.servers), candidates_(candidatesFor(host, sources.suffixes))
{
    if (sources.systemToo) {
        system_.emplace(host);
        std::ifstream hosts(hostsFile());
        inHosts_ = addressesInHosts(hosts, host);
    }
    askNext();
}

void SystemLookup::askNext()
{
    const std::string name = candidates_.back();
    candidates_.pop_back();
    six_.emplace(name, Type::aaaa, servers_);
    four_.emplace(name, Type::a, servers_);
}

void SystemLookup::watch(std::vector<Watch> &what) const
{
    six_->watch(what);
    four_->watch(what);
    if (system_)
        system_->watch(what);
}

std::optional<Clock::time_point> SystemLookup::wakeAt() const
{
    std::optional<Clock::time_point> first;
    const auto consider = [&first](std::optional<Clock::time_point> time) {
        if (time && (!first || *time < *first))
            first = time;
    };
    consider(six_->wakeAt());
    consider(four_->wakeAt());
    for (const auto &since : {systemSince_, halfSince_})
        if (since && Clock::now() < *since + grace)
            consider(*since + grace);
    return first;
}

void SystemLookup::progress()
{
    six_->progress();
    four_->progress();
    if (system_ && !systemSince_ && system_->ready())
        systemSince_ = Clock::now();
    if (!halfSince_ && !own().empty())
        halfSince_ = Clock::now();
    const bool definite = ownFailure().code == Code::nameNotFound || ownFailure().code == Code::nameNoData;
    if (!bothAnswered() || !own().empty() || !definite || candidates_.empty())
        return;
    for (const auto *query : {&*six_, &*four_})
        for (const Fact &fact : query->facts())
            earlier_.push_back(fact);
    askNext();
    progress();
}

bool SystemLookup::ownReady() const { return bothAnswered() || (halfSince_ && Clock::now() >= *halfSince_ + grace); }

bool SystemLookup::ready() const
{
    if (!system_)
        return ownReady();
    if (!systemSince_)
        return false;
    return ownReady() || Clock::now() >= *systemSince_ + grace;
}

std::vector<Address> SystemLookup::own() const
{
    std::vector<Address> addresses = six_->addresses();
    addresses.insert(addresses.end(), four_->addresses().begin(), four_->addresses().end());
    return addresses;
}

// NXDOMAIN holds for every type (RFC 8020); otherwise what hides an address weighs more than its absence.
Failure SystemLookup::ownFailure() const
{
    const Failure six = six_->failure(), four = four_->failure();
    for (const Code code :
         {Code::nameNotFound, Code::nameServerFailure, Code::permission, Code::refused, Code::unreachable, Code::timeout})
        for (const Failure &failure : {four, six})
            if (failure.code == code)
                return failure;
    return {Code::nameNoData, "NOERROR: the name has neither an A nor an AAAA record", {}, {}};
}

std::optional<std::string> differenceOf(const std::vector<Address> &ours, const std::vector<Address> &systems, bool inHosts)
{
    const bool shared = std::any_of(systems.begin(), systems.end(), [&](const Address &address) {
        return std::find(ours.begin(), ours.end(), address) != ours.end();
    });
    if (shared || (ours.empty() && systems.empty()))
        return {};
    return "The name server says " + (ours.empty() ? "there is no address" : listOf(ours)) + ", but this computer uses " +
           (systems.empty() ? "none" : listOf(systems)) + (inHosts ? " (its hosts file says so)." : ".");
}

Resolution SystemLookup::outcome()
{
    Resolution known;
    const std::vector<Address> ours = own();
    known.facts = earlier_;
    for (const auto *query : {&*four_, &*six_})
        for (const Fact &fact : query->facts())
            known.facts.push_back(fact);
    if (system_) {
        known.facts.push_back({"system resolver", system_->toText()});
        known.facts.push_back({"hosts file", inHosts_.empty() ? "the name is not in it" : listOf(inHosts_)});
    }
    settle(known, ours);
    return known;
}

// What the system says is used when it says anything: a walk is never more lenient than Outlook.
void SystemLookup::settle(Resolution &known, const std::vector<Address> &ours) const
{
    const bool answered = system_ && system_->ready();
    known.addresses = answered ? system_->addresses() : ours;
    if (system_ && !answered && !ours.empty())
        known.oddity = "The system resolver has not answered in time; the name server's addresses are used.";
    else if (!ours.empty() && !bothAnswered())
        known.oddity =
            std::string("The name server has not answered the question for ") + (six_->ready() ? "IPv4" : "IPv6") + " addresses.";
    const Code why = ownFailure().code;
    const bool ownSaid = !ours.empty() || why == Code::nameNotFound || why == Code::nameNoData;
    if (const auto difference = differenceOf(ours, known.addresses, !inHosts_.empty()); answered && ownSaid && difference)
        known.oddity = difference;
    if (known.addresses.empty())
        known.failure = ours.empty() ? ownFailure() : system_->failure();
}

} // namespace mailwalk::net
