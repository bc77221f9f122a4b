#include "practised.h"

#include <gtest/gtest.h>

namespace mailwalk::test {

const trace::Hop &Practised::failing() const
{
    static const trace::Hop none;
    const trace::Hop *hop = verdict.hop ? trace.hop(*verdict.hop) : nullptr;
    EXPECT_TRUE(hop) << "the verdict names no hop\n" << linesOf(trace);
    return hop ? *hop : none;
}

const practice::Account &accountOf(const practice::Organisation &organisation, const std::string &user)
{
    for (const practice::Account &account : organisation.accounts())
        if (account.address.starts_with(user + "@"))
            return account;
    throw std::out_of_range("no account " + user);
}

path::Request requestFor(const practice::Account &account, const std::vector<std::string> &options)
{
    path::Request request;
    request.address = account.address;
    request.mailbox = account.mailbox;
    request.identity = auth::identityFrom(account.user, Secret(std::string(account.password)));
    path::apply(options, request);
    return request;
}

path::Request requestFor(const practice::Organisation &organisation, const practice::Account &account)
{
    return requestFor(account, {"--server", organisation.server()});
}

net::NameSettings namesOf(const practice::Organisation &organisation) { return {organisation.nameServer(), {}}; }

std::vector<net::Detour> detoursOf(const practice::Organisation &organisation)
{
    std::vector<net::Detour> detours;
    for (const auto &[from, to] : organisation.detours())
        detours.push_back({from, to});
    return detours;
}

Deadlines patience() { return Deadlines::all(Milliseconds(1500)); }

Practised walk(const practice::Organisation &organisation, const path::Request &request, net::Network *network,
               const net::Stop &stop, Deadlines deadlines)
{
    trace::Recorder recorder(path::askedOf(request));
    net::SystemNetwork system(namesOf(organisation), {{organisation.authority()}});
    net::Journey journey{recorder, network ? *network : system, deadlines, detoursOf(organisation)};
    path::walk(request, journey, stop);
    Practised walked{recorder.trace(), {}};
    walked.verdict = diagnosis::diagnose(walked.trace);
    return walked;
}

std::string linesOf(const trace::Trace &trace)
{
    std::string lines;
    for (const trace::Hop &hop : trace.hops) {
        lines += std::to_string(hop.id) + " < " + std::to_string(hop.parent) + "  " + std::string(nameOf(hop.kind)) + "  " +
                 hop.title + "  " + hop.target + "  " + std::string(nameOf(hop.outcome));
        if (hop.failure)
            lines += "  " + std::string(nameOf(hop.failure->code)) + ": " + hop.failure->text + " got " +
                     hop.failure->got.value_or("-");
        lines += '\n';
    }
    return lines;
}

} // namespace mailwalk::test
