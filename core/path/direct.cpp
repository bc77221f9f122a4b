#include "path/direct.h"

#include "exchange/referral.h"
#include "path/doors.h"
#include "path/stages.h"

#include <set>

namespace mailwalk::path {

using net::Plan;
using net::Step;
using trace::Kind;

namespace {

constexpr std::size_t mostRedirects = 5; ///< a server counts more than five in ten seconds as an attack, [MS-OXCSTOR] 3.2.5.1

/// Where the mailbox is, and what it is called there.
struct Mailbox {
    std::string dn;
    std::string host;
    std::string serverDn; ///< empty when nobody said
};

rpc::Place discover(const Step &walk, Lane &lane)
{
    const std::string &server = *lane.request().server;
    return walk.run(discovering(server), [&](const Step &step) { return lane.place(step, server); });
}

std::string refer(const Step &walk, Lane &lane, const rpc::Place &server)
{
    return walk.run(referring(server.host), [&](const Step &step) {
        rpc::Association referral = orAskWhatElse(
            step, server, [&] { return rpc::goTo(step, server, exchange::referralDesk, lane.signIn(), lane.level()); });
        const std::string directory = exchange::directoryServer(step, referral, "");
        step.fact("directory server", directory);
        return directory;
    });
}

// Outlook 2003 goes on with the typed server as its address book when nobody refers it (KB 302914); later ones insist (KB
// 969519).
std::string directoryFor(const Step &walk, Lane &lane, const rpc::Place &server)
{
    if (lane.request().outlook != Outlook::v2003)
        return refer(walk, lane, server);
    try {
        return refer(walk, lane, server);
    } catch (const net::Stopped &stopped) {
        if (stopped.cancelled || lane.signIn().refusal())
            throw;
        return server.host;
    }
}

std::string homeHost(const Step &step, Lane &lane, const std::string &serverDn)
{
    const rpc::Place server = lane.place(step, lane.referralServer());
    rpc::Association referral = rpc::goTo(step, server, exchange::referralDesk, lane.signIn(), lane.level());
    return exchange::hostOfServer(step, referral, serverDn);
}

// The directory's own word, else the referral desk's, else (an entry without a home database) the server that was typed.
std::string homeOf(const Step &step, Lane &lane, const exchange::Entry &entry)
{
    if (!entry.homeHost.empty())
        return entry.homeHost;
    return entry.homeServerDn.empty() ? lane.referralServer() : homeHost(step, lane, entry.homeServerDn);
}

Mailbox lookUp(const Step &walk, Lane &lane, const std::string &directory)
{
    const Request &request = lane.request();
    const std::string typed = request.mailbox ? *request.mailbox : *request.address;
    return walk.run(lookingUp(directory), [&](const Step &step) {
        rpc::Association book =
            rpc::goTo(step, lane.place(step, directory), exchange::addressBookDesk, lane.signIn(), lane.level());
        const exchange::Entry entry = exchange::findByName(step, book, typed);
        const std::string host = homeOf(step, lane, entry);
        step.fact("display name", oneLine(entry.displayName));
        step.fact("mailbox", oneLine(entry.legacyDn, 1024));
        step.fact("home server", host);
        return Mailbox{entry.legacyDn, host, entry.homeServerDn};
    });
}

// Its failure does not stop the walk: in cached mode such a profile works all the same.
void findAgain(const Step &walk, Lane &lane, const Remembered &remembered)
{
    (void)walk.attempt(askingAgain(remembered.directory), [&](const Step &step) {
        rpc::Association book =
            rpc::goTo(step, lane.place(step, remembered.directory), exchange::addressBookDesk, lane.signIn(), lane.level());
        return exchange::findByDn(step, book, remembered.mailboxDn);
    });
}

// Follows "wrong server" to the server it names: a few times, and never in a circle. The host where it opened.
std::string openFollowing(const Step &step, Lane &lane, Mailbox mailbox, auth::Level level)
{
    std::set<std::string> named{sameCase(mailbox.serverDn)};
    const auto objection = [&](const std::string &serverDn) -> std::optional<std::string> {
        if (named.size() > mostRedirects)
            return "at most 5 redirects";
        if (!named.insert(sameCase(serverDn)).second)
            return "a server not asked before";
        return std::nullopt;
    };
    for (;;) {
        rpc::Association store = rpc::goTo(step, lane.place(step, mailbox.host), exchange::storeDesk, lane.signIn(), level);
        const auto answer = exchange::openStore(step, store, mailbox.dn, lane.clientVersion(), objection);
        if (std::holds_alternative<exchange::Opened>(answer))
            return mailbox.host;
        mailbox.host = homeHost(step, lane, std::get<exchange::Elsewhere>(answer).serverDn);
    }
}

// A server that demands encryption gets it, so that the record shows whether that is all that is wrong; but an Outlook that does
// not encrypt stops there, and so does its walk.
std::string openDemanding(const Step &step, Lane &lane, const Mailbox &mailbox)
{
    const auto plain = step.attempt({Kind::attempt, "As this Outlook connects", mailbox.host},
                                    [&](const Step &as) { return openFollowing(as, lane, mailbox, lane.level()); });
    if (plain)
        return *plain;
    if (!exchange::demandsEncryption(plain.error()))
        throw plain.error();
    const auto sealed = step.attempt({Kind::probe, "The same with encryption", mailbox.host},
                                     [&](const Step &with) { return openFollowing(with, lane, mailbox, auth::Level::privacy); });
    step.fact("with encryption", sealed ? "the mailbox opens" : "it does not open either");
    throw plain.error();
}

void open(const Step &walk, Lane &lane, const Mailbox &mailbox)
{
    walk.run(opening(mailbox.host), [&](const Step &step) {
        const bool encrypts = lane.level() == auth::Level::privacy;
        step.fact("server", encrypts ? openFollowing(step, lane, mailbox, lane.level()) : openDemanding(step, lane, mailbox));
    });
}

void freshProfile(const Step &walk, Lane &lane)
{
    const Plan toRefer = referring(""), toLookUp = lookingUp(""), toOpen = opening("");
    const rpc::Place server = before(walk, {toRefer, toLookUp, toOpen}, [&] { return discover(walk, lane); });
    if (!lane.signsIn())
        return reachDoorsOf(walk, server);
    const std::string directory = before(walk, {toLookUp, toOpen}, [&] { return directoryFor(walk, lane, server); });
    const Mailbox mailbox = before(walk, {toOpen}, [&] { return lookUp(walk, lane, directory); });
    open(walk, lane, mailbox);
}

// The store first: in cached mode a finished profile works without the directory server.
void finishedProfile(const Step &walk, Lane &lane, const Remembered &remembered)
{
    if (!lane.signsIn())
        return reachDoorsOf(walk, lane, remembered);
    const std::vector<Plan> later =
        remembered.directory.empty() ? std::vector<Plan>{} : std::vector{askingAgain(remembered.directory)};
    before(walk, later, [&] { open(walk, lane, {remembered.mailboxDn, remembered.server, {}}); });
    if (!remembered.directory.empty())
        findAgain(walk, lane, remembered);
}

} // namespace

void direct(const Step &walk, const Request &request)
{
    Lane lane(request);
    if (request.profile == Profile::finished)
        finishedProfile(walk, lane, *request.remembered);
    else
        freshProfile(walk, lane);
}

} // namespace mailwalk::path
