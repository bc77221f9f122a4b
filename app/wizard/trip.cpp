#include "wizard/trip.h"

#include "practice/organisation.h"

#include <memory>
#include <stdexcept>
#include <system_error>

namespace mailwalk::wizard {

namespace {

// A fault may ask for a way of walking that meets it.
void obey(path::Request &request, const std::string &fault)
{
    for (const practice::FaultInfo &info : practice::faults())
        if (info.id == fault)
            path::apply(info.arguments, request);
}

std::vector<net::Detour> detoursTo(const practice::Organisation &organisation)
{
    std::vector<net::Detour> detours;
    for (const practice::Detour &detour : organisation.detours())
        detours.push_back({detour.from, detour.to});
    return detours;
}

// Needs free ports on loopback, which a machine may not have.
std::unique_ptr<practice::Organisation> organisationWith(const std::vector<std::string> &faults)
try {
    return std::make_unique<practice::Organisation>(faults);
} catch (const std::system_error &) {
    throw std::runtime_error("There is no free port on this computer for the made-up company.");
}

} // namespace

Trip::Trip(Errand errand) : errand_(std::move(errand)), recorder_(path::askedOf(errand_.request))
{
    errand_.request.person = &interview_;
    thread_ = std::thread([this] { run(); });
}

Trip::~Trip()
{
    stop();
    thread_.join();
}

std::string Trip::trouble() const { return isOver() ? trouble_ : std::string(); }

void Trip::run()
{
    try {
        if (errand_.practice) {
            practise(*errand_.practice);
        } else {
            net::SystemNetwork network(errand_.surroundings.names, errand_.surroundings.trust);
            walk({recorder_, network, errand_.deadlines, errand_.surroundings.detours, &skip_});
        }
    } catch (const std::exception &exception) {
        trouble_ = exception.what();
    }
    errand_.request.identity.reset(); // the password is not needed any more
    over_ = true;
}

void Trip::practise(const Errand::Practice &practice)
{
    const std::vector<std::string> faults(practice.fault ? 1 : 0, practice.fault.value_or(""));
    const auto organisation = organisationWith(faults);
    const practice::Account &account = organisation->accounts().at(practice.account);
    path::Request &request = errand_.request;
    request.address = account.address;
    request.mailbox = account.mailbox;
    request.identity = auth::identityFrom(account.user, Secret(std::string(account.password)));
    if (practice.fault)
        obey(request, *practice.fault);
    recorder_.change([&](trace::Asked &asked) { asked = path::askedOf(request); });

    net::SystemNetwork network({organisation->nameServer(), {}}, {{organisation->authority()}});
    walk({recorder_, network, errand_.deadlines, detoursTo(*organisation), &skip_});
}

} // namespace mailwalk::wizard
