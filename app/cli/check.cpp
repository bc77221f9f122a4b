#include "cli/check_plan.h"
#include "cli/commands.h"
#include "cli/password.h"
#include "cli/repeats.h"
#include "cli/terminal.h"
#include "evidence/closer_look.h"
#include "evidence/idle.h"
#include "evidence/other_profile.h"
#include "evidence/password.h"
#include "path/account.h"

#include <optional>
#include <set>

namespace mailwalk::cli {
namespace {

// Live lines would show the names that --mask hides.
bool wantsLiveLines(const CheckPlan &plan)
{
    return plan.times == 1 && !plan.outputs.quiet && !plan.outputs.masked && isTerminal(stderr);
}

/// A series looks closer behind its first walk, because what comes and goes asks for it, and behind the first that fails; it
/// holds quiet once, behind the first that works.
struct Curiosity {
    std::set<evidence::Wish> looked;
    bool hasHeldQuiet = false;
};

void lookCloser(const CheckPlan &plan, const trace::Recorder &recorder, net::Journey &journey, const net::Stop &stop,
                Curiosity &curiosity)
{
    using evidence::Wish;
    const trace::Trace walk = path::recordOf(recorder);
    const diagnosis::Verdict verdict = diagnosis::diagnose(walk);
    const bool hasFailed = verdict.outcome == diagnosis::Result::fails;
    const Wish wish = hasFailed ? Wish::whenItFailed : Wish::always;
    if ((!hasFailed && plan.times == 1) || !curiosity.looked.insert(wish).second)
        return;
    evidence::lookCloser(walk, verdict, wish, path::consentOf(plan.request), journey, stop);
}

void holdQuiet(const CheckPlan &plan, const trace::Recorder &recorder, net::Journey &journey, const net::Stop &stop,
               Curiosity &curiosity)
{
    if (!plan.idle || curiosity.hasHeldQuiet)
        return;
    const trace::Trace walk = path::recordOf(recorder);
    const diagnosis::Verdict verdict = diagnosis::diagnose(walk);
    if (verdict.outcome != diagnosis::Result::works)
        return;
    if (!plan.outputs.quiet && isTerminal(stderr))
        print(stderr, Cli::tr("holding a quiet connection for %1 s\n").arg(plan.idle->count()).toStdString());
    evidence::stayQuiet(plan.request, walk, verdict, *plan.idle, journey, stop);
    curiosity.hasHeldQuiet = true;
}

trace::Trace walked(const CheckPlan &plan, const net::Stop &stop, Curiosity &curiosity)
{
    trace::Recorder recorder(path::askedOf(plan.request));
    net::SystemNetwork network(plan.names, plan.trust);
    net::Journey journey{recorder, network, plan.deadlines, plan.detours};
    {
        std::optional<LiveLines> live;
        if (wantsLiveLines(plan))
            live.emplace(recorder);
        path::walk(plan.request, journey, stop);
        lookCloser(plan, recorder, journey, stop, curiosity);
        holdQuiet(plan, recorder, journey, stop, curiosity);
    }
    return path::recordOf(recorder);
}

QString whyNotBoth(const trace::Trace &first)
{
    return evidence::isPasswordInDoubt(first)
               ? Cli::tr("The finished profile was not walked: the password was not accepted, and another try could lock the "
                         "account.")
               : Cli::tr("The finished profile was not walked: this walk did not learn which mailbox on which server it stores.");
}

trace::Document walkedBoth(CheckPlan &plan, const net::Stop &stop, Curiosity &curiosity)
{
    trace::Document document{walked(plan, stop, curiosity), {}};
    if (!plan.walksBoth || stop.requested())
        return document;
    if (!evidence::turnToOtherProfile(plan.request, document.trace)) {
        complain(whyNotBoth(document.trace));
        return document;
    }
    document.companion = walked(plan, stop, curiosity);
    return document;
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
    Curiosity curiosity;
    if (plan.times > 1)
        return repeatWalks(plan, stop, [&](std::size_t) { return walked(plan, stop, curiosity); });
    return exitOf(deliver(walkedBoth(plan, stop, curiosity), plan.outputs));
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
