#include "cli/check_plan.h"
#include "cli/commands.h"
#include "cli/password.h"
#include "cli/terminal.h"

#include <optional>

namespace mailwalk::cli {
namespace {

// Live lines would show the names that --mask hides.
bool wantsLiveLines(const Outputs &outputs) { return !outputs.quiet && !outputs.masked && isTerminal(stderr); }

trace::Trace walked(const CheckPlan &plan, const net::Stop &stop)
{
    trace::Recorder recorder(path::askedOf(plan.request));
    net::SystemNetwork network(plan.names, plan.trust);
    net::Journey journey{recorder, network, plan.deadlines, plan.detours};
    {
        std::optional<LiveLines> live;
        if (wantsLiveLines(plan.outputs))
            live.emplace(recorder);
        path::walk(plan.request, journey, stop);
    }
    return path::recordOf(recorder);
}

Exit exitOf(const diagnosis::Verdict &verdict)
{
    if (verdict.code == trace::Code::internal)
        return Exit::ownFault;
    switch (verdict.outcome) {
    case diagnosis::Result::works: return Exit::works;
    case diagnosis::Result::cancelled: return Exit::cancelled;
    case diagnosis::Result::notProven:
    case diagnosis::Result::notRun: return Exit::notProven;
    case diagnosis::Result::fails:
    case diagnosis::Result::notOffered: break;
    }
    return Exit::fails;
}

Exit run(const Arguments &given)
{
    CheckPlan plan = checkPlanFrom(given);
    const net::Stop stop;
    const Interrupt interrupt(stop);
    if (plan.signsIn) {
        auto password = passwordFromInput(interrupt);
        if (!password)
            return Exit::cancelled;
        plan.request.identity = auth::identityFrom(plan.user, std::move(*password));
    }
    return exitOf(deliver({walked(plan, stop), {}}, plan.outputs));
}

} // namespace

const Command &checkCommand()
{
    static const Command command{
        "check",
        "ADDRESS | --mailbox NAME --server HOST [--rpc-proxy HOST] [options]",
        QT_TRANSLATE_NOOP("cli", "Walks the way to a mailbox as Outlook does, and says where it stops and why."),
        1,
        checkOptions(),
        QT_TRANSLATE_NOOP(
            "cli", "Ends with 0: works, 1: fails, 2: wrong usage or unreadable file, 3: cancelled, 4: a fault of this program, "
                   "5: not proven (without a password the mailbox cannot be opened)."),
        run};
    return command;
}

} // namespace mailwalk::cli
