#include "path/stages.h"

namespace mailwalk::path {

using net::Plan;
using trace::Needed;
using trace::Stage;

static Plan stage(Stage which, Needed needed, std::string title, std::string target)
{
    return {trace::Kind::stage, std::move(title), std::move(target), which, trace::Transport::direct, needed};
}

Plan discovering(const std::string &server)
{
    return stage(Stage::discover, Needed::setUp, "Find the server that was typed", server);
}

Plan referring(const std::string &server)
{
    return stage(Stage::refer, Needed::setUp, "Ask which directory server to use", server);
}

Plan lookingUp(const std::string &directory)
{
    return stage(Stage::lookUp, Needed::bothUnlessCached, "Look up the mailbox in the address book", directory);
}

Plan askingAgain(const std::string &directory)
{
    return stage(Stage::lookUp, Needed::bothUnlessCached, "Ask the directory server that the profile remembers", directory);
}

Plan opening(const std::string &server) { return stage(Stage::open, Needed::both, "Open the mailbox", server); }

} // namespace mailwalk::path
