#pragma once

#include "diagnosis/verdict.h"
#include "net/step.h"
#include "net/system_network.h"
#include "path/walk.h"
#include "practice/organisation.h"

/// Walks the practice organisation as the programs do: own name queries, real sockets on loopback.
namespace mailwalk::test {

struct Practised {
    trace::Trace trace;
    diagnosis::Verdict verdict;

    const trace::Hop &failing() const; ///< the hop that the verdict names; fails the test when there is none
};

/// What to walk as this account: from its address, but for what the options say.
path::Request requestFor(const practice::Account &account, const std::vector<std::string> &options);
/// Likewise, with the server typed.
path::Request requestFor(const practice::Organisation &organisation, const practice::Account &account);
const practice::Account &accountOf(const practice::Organisation &organisation, const std::string &user);

/// The name server and the detours of the organisation.
net::NameSettings namesOf(const practice::Organisation &organisation);
std::vector<net::Detour> detoursOf(const practice::Organisation &organisation);

/// Deadlines short enough for a silent server, long enough for a busy machine.
Deadlines patience();

Practised walk(const practice::Organisation &organisation, const path::Request &request, net::Network *network = nullptr,
               const net::Stop &stop = net::Stop(), Deadlines deadlines = patience());

/// Every hop, one a line: for the message of a failed test.
std::string linesOf(const trace::Trace &trace);

} // namespace mailwalk::test
