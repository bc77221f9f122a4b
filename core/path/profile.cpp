#include "path/profile.h"

#include "exchange/address_book.h"
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

rpc::Association goTo(const Step &step, Lane &lane, const std::string &server, const rpc::Desk &desk)
{
    return lane.way.goTo(step, server, desk, lane.account.level());
}

void find(const Step &walk, Lane &lane)
{
    walk.run(Stages{lane.way.transport()}.discovering(lane.typed),
             [&](const Step &step) { lane.account.place(step, lane.typed); });
}

std::string refer(const Step &walk, Lane &lane)
{
    return walk.run(Stages{lane.way.transport()}.referring(lane.server), [&](const Step &step) {
        rpc::Association referral = goTo(step, lane, lane.server, exchange::referralDesk);
        const std::string directory = exchange::directoryServer(step, referral, "");
        step.fact("directory server", directory);
        return directory;
    });
}

// Outlook 2003 goes on with the typed server as its address book when nobody refers it (KB 302914); later ones insist (KB
// 969519).
std::string directoryFor(const Step &walk, Lane &lane)
{
    if (lane.account.request().outlook != Outlook::v2003)
        return refer(walk, lane);
    try {
        return refer(walk, lane);
    } catch (const net::Stopped &stopped) {
        if (stopped.cancelled || lane.account.signIn().refusal())
            throw;
        return lane.server;
    }
}

std::string homeHost(const Step &step, Lane &lane, const std::string &serverDn)
{
    rpc::Association referral = goTo(step, lane, lane.server, exchange::referralDesk);
    return exchange::hostOfServer(step, referral, serverDn);
}

// The directory's own word, else the referral desk's, else (an entry without a home database) the server that was typed.
std::string homeOf(const Step &step, Lane &lane, const exchange::Entry &entry)
{
    if (lane.way.staysAtItsServer())
        return lane.server;
    if (!entry.homeHost.empty())
        return entry.homeHost;
    return entry.homeServerDn.empty() ? lane.server : homeHost(step, lane, entry.homeServerDn);
}

Mailbox lookUp(const Step &walk, Lane &lane, const std::string &directory)
{
    return walk.run(Stages{lane.way.transport()}.lookingUp(directory), [&](const Step &step) {
        rpc::Association book = goTo(step, lane, directory, exchange::addressBookDesk);
        const exchange::Entry entry = exchange::findByName(step, book, lane.mailbox);
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
    (void)walk.attempt(Stages{lane.way.transport()}.askingAgain(remembered.directory), [&](const Step &step) {
        rpc::Association book = goTo(step, lane, remembered.directory, exchange::addressBookDesk);
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
        rpc::Association store = lane.way.goTo(step, mailbox.host, exchange::storeDesk, level);
        const auto answer = exchange::openStore(step, store, mailbox.dn, lane.account.clientVersion(), objection);
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
                                    [&](const Step &as) { return openFollowing(as, lane, mailbox, lane.account.level()); });
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
    walk.run(Stages{lane.way.transport()}.opening(mailbox.host), [&](const Step &step) {
        const auth::Level level = lane.account.level();
        const bool encrypts = level == auth::Level::privacy;
        step.facts(lane.way.facts());
        step.fact("server", encrypts ? openFollowing(step, lane, mailbox, level) : openDemanding(step, lane, mailbox));
    });
}

void freshProfile(const Step &walk, Lane &lane)
{
    if (!lane.account.signsIn())
        return reachDoorsOf(walk, lane);
    const Stages stages{lane.way.transport()};
    const Plan toLookUp = stages.lookingUp(""), toOpen = stages.opening("");
    lane.way.goAhead(walk, lane.server,
                     {{ahead(stages.referring(lane.server)), exchange::referralDesk},
                      {ahead(stages.lookingUp(lane.server)), exchange::addressBookDesk},
                      {ahead(stages.opening(lane.server)), exchange::storeDesk}});
    const std::string directory = before(walk, {toLookUp, toOpen}, [&] { return directoryFor(walk, lane); });
    const Mailbox mailbox = before(walk, {toOpen}, [&] { return lookUp(walk, lane, directory); });
    open(walk, lane, mailbox);
}

// The store first: in cached mode a finished profile works without the directory server.
void finishedProfile(const Step &walk, Lane &lane, const Remembered &remembered)
{
    if (!lane.account.signsIn())
        return reachDoorsOf(walk, lane, remembered);
    const std::vector<Plan> later = remembered.directory.empty()
                                        ? std::vector<Plan>{}
                                        : std::vector{Stages{lane.way.transport()}.askingAgain(remembered.directory)};
    before(walk, later, [&] { open(walk, lane, {remembered.mailboxDn, remembered.server, {}}); });
    if (!remembered.directory.empty())
        findAgain(walk, lane, remembered);
}

} // namespace

void follow(const Step &walk, Lane &lane)
{
    if (lane.remembered)
        return finishedProfile(walk, lane, *lane.remembered);
    if (!lane.typed.empty())
        before(walk, stagesOf(lane.way.transport(), Profile::fresh), [&] { find(walk, lane); });
    freshProfile(walk, lane);
}

std::vector<Plan> stagesOf(trace::Transport transport, Profile profile)
{
    const Stages stages{transport};
    if (profile == Profile::finished)
        return {stages.opening(""), stages.askingAgain("")};
    return {stages.referring(""), stages.lookingUp(""), stages.opening("")};
}

} // namespace mailwalk::path
