#pragma once

#include "exchange/role.h"
#include "rpc/mapper.h"

/// The stages of the lane `direct` as they stand in the record, and what surrounds them.
namespace mailwalk::path {

net::Plan discovering(const std::string &server);
net::Plan referring(const std::string &server);
net::Plan lookingUp(const std::string &directory);
net::Plan askingAgain(const std::string &directory); ///< as a finished profile without cached mode
net::Plan opening(const std::string &server);

/// Where one desk stops the walk, the desks behind it stand in the record as not run.
template <class Path> auto before(const net::Step &walk, const std::vector<net::Plan> &later, Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (!why.cancelled)
            for (const net::Plan &plan : later)
                walk.skip(plan, trace::Reason::earlierFailure);
        throw;
    }
}

/// A machine without a referral service may be no Exchange server at all: then its mapper is asked what else it has.
template <class Path> auto orAskWhatElse(const net::Step &step, const rpc::Place &server, Path path)
{
    try {
        return path();
    } catch (const net::Stopped &why) {
        if (rpc::isNotRegistered(why))
            exchange::askWhatElse(step, server);
        throw;
    }
}

} // namespace mailwalk::path
