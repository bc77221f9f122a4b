#include "path/stages.h"

namespace mailwalk::path {

using net::Plan;
using trace::Needed;
using trace::Stage;

Plan Stages::stage(Stage which, Needed needed, std::string title, std::string target) const
{
    return {trace::Kind::stage, std::move(title), std::move(target), which, transport, needed};
}

Plan Stages::discovering(const std::string &server) const
{
    const bool isProxy = transport == trace::Transport::rpcHttps;
    return stage(Stage::discover, Needed::setUp, isProxy ? "Find the RPC proxy that was typed" : "Find the server that was typed",
                 server);
}

Plan Stages::askingAutodiscover(const std::string &domain) const
{
    return stage(Stage::discover, Needed::setUp, "Ask Autodiscover for the settings", domain);
}

Plan Stages::referring(const std::string &server) const
{
    return stage(Stage::refer, Needed::setUp, "Ask which directory server to use", server);
}

Plan Stages::lookingUp(const std::string &directory) const
{
    return stage(Stage::lookUp, Needed::bothUnlessCached, "Look up the mailbox in the address book", directory);
}

Plan Stages::askingAgain(const std::string &directory) const
{
    return stage(Stage::lookUp, Needed::bothUnlessCached, "Ask the directory server that the profile remembers", directory);
}

Plan Stages::opening(const std::string &server) const { return stage(Stage::open, Needed::both, "Open the mailbox", server); }

Plan ahead(Plan stage)
{
    stage.kind = trace::Kind::attempt;
    stage.title += " (ahead)";
    return stage;
}

void throwAgain(const net::Step &step, const net::Stopped &why)
{
    step.fact("stopped at hop", std::to_string(why.hop));
    throw why;
}

void skipAll(const net::Step &walk, const std::vector<Plan> &later, trace::Reason reason)
{
    for (const Plan &plan : later)
        walk.skip(plan, reason);
}

} // namespace mailwalk::path
