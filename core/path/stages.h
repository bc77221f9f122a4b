#pragma once

#include "net/step.h"

/// The stages of a lane as they stand in the record.
namespace mailwalk::path {

/// What a stage hop has in common with the others of its lane. No transport: all lanes share it.
struct Stages {
    std::optional<trace::Transport> transport;

    net::Plan discovering(const std::string &server) const; ///< typed by hand
    net::Plan askingAutodiscover(const std::string &domain) const;
    net::Plan referring(const std::string &server) const;
    net::Plan lookingUp(const std::string &directory) const;
    net::Plan askingAgain(const std::string &directory) const; ///< as a finished profile without cached mode
    net::Plan opening(const std::string &server) const;

private:
    net::Plan stage(trace::Stage which, trace::Needed needed, std::string title, std::string target) const;
};

/// The plan of a stage, for the part of it that is done ahead.
net::Plan ahead(net::Plan stage);

void skipAll(const net::Step &walk, const std::vector<net::Plan> &later, trace::Reason reason);

/// Stops here for what was met in another hop, and says in which.
[[noreturn]] void throwAgain(const net::Step &step, const net::Stopped &why);

/// Where one desk stops the walk, the desks behind it stand in the record as not run.
template <class Path> auto before(const net::Step &walk, const std::vector<net::Plan> &later, Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (!why.cancelled)
            skipAll(walk, later, why.skipped ? trace::Reason::notChosen : trace::Reason::earlierFailure);
        throw;
    }
}

} // namespace mailwalk::path
