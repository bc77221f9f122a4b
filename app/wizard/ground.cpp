#include "wizard/ground.h"

#include "evidence/idle.h"
#include "path/account.h"
#include "practice/organisation.h"

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

std::string typedAs(const auth::Identity &identity)
{
    return identity.domain.empty() ? identity.user : identity.domain + '\\' + identity.user;
}

void takeAccount(Errand &errand, const practice::Organisation &organisation)
{
    const practice::Account &account = organisation.accounts().at(errand.practice->account);
    path::Request &request = errand.request;
    request.address = account.address;
    request.mailbox = account.mailbox;
    request.identity = auth::identityFrom(account.user, Secret(std::string(account.password)));
    if (errand.practice->fault)
        obey(request, *errand.practice->fault);
}

Surroundings surroundingsOf(const practice::Organisation &organisation)
{
    Surroundings found{{organisation.nameServer(), {}}, {{organisation.authority()}}, {}};
    for (const practice::Detour &detour : organisation.detours())
        found.detours.push_back({detour.from, detour.to});
    return found;
}

// Needs free ports on loopback, which a machine may not have.
std::unique_ptr<practice::Organisation> organisationFor(const Errand::Practice &practice)
try {
    const std::vector<std::string> faults(practice.fault ? 1 : 0, practice.fault.value_or(""));
    return std::make_unique<practice::Organisation>(faults);
} catch (const std::system_error &) {
    throw std::runtime_error("There is no free port on this computer for the made-up company.");
}

} // namespace

Errand Errand::withoutPassword() const
{
    const path::Request &r = request;
    return {{r.address,
             r.mailbox,
             r.server,
             r.rpcProxy,
             r.principal,
             r.via,
             {},
             r.profile,
             r.outlook,
             r.scheme,
             r.accepted,
             r.remembered,
             nullptr},
            practice,
            surroundings,
            deadlines,
            r.identity ? typedAs(*r.identity) : user,
            quiet};
}

Ground::Ground(Errand &errand) : surroundings_(errand.surroundings), deadlines_(errand.deadlines)
{
    if (!errand.practice)
        return;
    organisation_ = organisationFor(*errand.practice);
    surroundings_ = surroundingsOf(*organisation_);
    takeAccount(errand, *organisation_);
}

Ground::~Ground() = default;

void Ground::visit(trace::Recorder &recorder, const net::Skip *skip, const std::function<void(net::Journey &)> &walk) const
{
    net::SystemNetwork network(surroundings_.names, surroundings_.trust);
    net::Journey journey{recorder, network, deadlines_, surroundings_.detours, skip};
    walk(journey);
}

bool lookCloser(const path::Request &request, const trace::Recorder &walked, evidence::Wish wish, net::Journey &journey,
                const net::Stop &stop)
{
    const trace::Trace walk = path::recordOf(walked);
    const diagnosis::Verdict verdict = diagnosis::diagnose(walk);
    if (stop.requested() || (wish == evidence::Wish::whenItFailed && verdict.outcome != diagnosis::Result::fails))
        return false;
    evidence::lookCloser(walk, verdict, wish, path::consentOf(request), journey, stop);
    return true;
}

bool holdQuiet(const path::Request &request, const trace::Recorder &walked, Milliseconds silence, net::Journey &journey,
               const net::Stop &stop)
{
    const trace::Trace walk = path::recordOf(walked);
    const diagnosis::Verdict verdict = diagnosis::diagnose(walk);
    if (stop.requested() || verdict.outcome != diagnosis::Result::works)
        return false;
    evidence::stayQuiet(request, walk, verdict, silence, journey, stop);
    return true;
}

} // namespace mailwalk::wizard
