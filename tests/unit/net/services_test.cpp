#include "name_server.h"
#include "net/system_network.h"
#include "support/scripted_network.h"

#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::test;
using namespace mailwalk::wire;
using net::Step;
using trace::Code;
using trace::Kind;

namespace {

using Replies = std::vector<Reply>;

const char *const asked = "_autodiscover._tcp.corp.test";

dns::Record service(const char *target, std::uint16_t port = 443, std::uint16_t priority = 0, std::uint16_t weight = 0,
                    const char *owner = asked)
{
    return {owner, dns::Type::srv, dns::Class::in, 300, dns::Service{priority, weight, port, target}};
}

dns::Record alias(const char *owner, const char *to) { return {owner, dns::Type::cname, dns::Class::in, 60, dns::Alias{to}}; }

NameServer::Handler answers(std::vector<dns::Record> records, dns::Rcode code = dns::Rcode::noError)
{
    return [=](const dns::Message &query, bool) {
        dns::Message answer = query;
        answer.flags =
            static_cast<std::uint16_t>(dns::Message::answer | dns::Message::recursionAvailable | static_cast<int>(code));
        answer.answers = records;
        return Replies{{dns::write(answer)}};
    };
}

struct Found {
    Walked walked;
    std::vector<net::Service> services;
    std::string toText() const
    {
        if (walked.stopped)
            return std::string(nameOf(walked.stopped->failure.code));
        std::string text;
        for (const net::Service &each : services)
            text += (text.empty() ? "" : " ") + each.host + ':' + std::to_string(each.port);
        return text;
    }
};

Found find(const NameServer::Handler &handler, Milliseconds deadline = Milliseconds(300))
{
    const NameServer server(handler);
    net::SystemNetwork network{{server.at(), {}}};
    Found found;
    found.walked = walkOver(
        network, [&](const Step &step) { found.services = step.services(asked); }, {}, Deadlines::all(deadline));
    expectAllClosed(found.walked.trace);
    EXPECT_EQ(hopsOf(found.walked.trace, Kind::resolve).size(), 1u);
    return found;
}

} // namespace

TEST(Services, EveryAnswerHasItsOwnCode)
{
    using dns::Rcode;
    const struct {
        const char *what;
        NameServer::Handler handler;
        const char *outcome;
    } rows[] = {
        {"one", answers({service("mail.corp.test")}), "mail.corp.test:443"},
        {"another port", answers({service("mail.corp.test", 4443)}), "mail.corp.test:4443"},
        {"no such name", answers({}, Rcode::nxDomain), "name-not-found"},
        {"no such record", answers({}), "name-no-data"},
        {"decidedly not offered", answers({service("", 0)}), "name-no-data"},
        {"no host name", answers({service("a b.corp.test")}), "malformed"},
        {"no port", answers({service("mail.corp.test", 0)}), "malformed"},
        {"one of two is no host name", answers({service("a b"), service("mail.corp.test")}), "mail.corp.test:443"},
        {"alias", answers({alias(asked, "srv.other.test"), service("mail.other.test", 443, 0, 0, "srv.other.test")}),
         "mail.other.test:443"},
        {"alias to nothing", answers({alias(asked, "srv.other.test")}), "name-no-data"},
        {"a circle", answers({alias(asked, "a.test"), alias("a.test", asked)}), "name-server-failure"},
        {"of another name", answers({service("mail.corp.test", 443, 0, 0, "_autodiscover._tcp.other.test")}), "name-no-data"},
        {"SERVFAIL", answers({}, Rcode::servFail), "name-server-failure"},
        {"REFUSED", answers({}, Rcode::refused), "name-server-failure"},
        {"silence", [](const auto &, bool) { return Replies{}; }, "timeout"},
    };
    for (const auto &row : rows) {
        SCOPED_TRACE(row.what);
        EXPECT_EQ(find(row.handler).toText(), row.outcome);
    }
}

TEST(Services, TheReasonSaysWhichServerRefusedAndHow)
{
    const auto failureOf = [](const NameServer::Handler &handler) { return find(handler).walked.stopped->failure; };
    EXPECT_THAT(failureOf(answers({}, dns::Rcode::servFail)).text, testing::HasSubstr("SERVFAIL"));
    EXPECT_THAT(failureOf(answers({}, dns::Rcode::refused)).text, testing::HasSubstr("REFUSED"));
    EXPECT_THAT(failureOf(answers({}, dns::Rcode::nxDomain)).text, testing::HasSubstr("NXDOMAIN"));
    EXPECT_EQ(failureOf(answers({service("", 0)})).got, ".");
}

TEST(Services, ComeByPriorityThenByWeight)
{
    const auto found = find(answers({service("c.test", 443, 10, 90), service("b.test", 443, 5, 10), service("a.test", 443, 5, 60),
                                     service("d.test", 443, 20, 65535)}));
    EXPECT_EQ(found.toText(), "a.test:443 b.test:443 c.test:443 d.test:443");
    const auto hop = hopsOf(found.walked.trace, Kind::resolve).at(0);
    EXPECT_EQ(hop.target, asked);
    ASSERT_TRUE(hop.fact("dns service"));
    EXPECT_EQ(*hop.fact("dns service"), "c.test:443, priority 10, weight 90, TTL 300 s");
    EXPECT_TRUE(hop.fact("dns SRV of _autodiscover._tcp.corp.test"));
}

TEST(Services, ATruncatedAnswerIsAskedForAgainOverTcp)
{
    const auto whole = answers({service("mail.corp.test")});
    const auto found = find([&](const dns::Message &query, bool tcp) {
        if (tcp)
            return whole(query, tcp);
        dns::Message cut = query;
        cut.flags = dns::Message::answer | dns::Message::truncated;
        return Replies{{dns::write(cut)}};
    });
    EXPECT_EQ(found.toText(), "mail.corp.test:443");
}

// RFC 1035 4.3.1: who does not offer recursion is asked for where the alias leads.
TEST(Services, AServerWithoutRecursionIsAskedForWhereAnAliasLeads)
{
    const auto found = find([](const dns::Message &query, bool) {
        dns::Message answer = query;
        answer.flags = dns::Message::answer;
        if (sameCase(query.questions[0].name) == asked)
            answer.answers = {alias(asked, "srv.other.test")};
        else
            answer.answers = {service("mail.other.test", 443, 0, 0, "srv.other.test")};
        return Replies{{dns::write(answer)}};
    });
    EXPECT_EQ(found.toText(), "mail.other.test:443");
}
