#include "name_server.h"
#include "net/lookup.h"
#include "support/scripted_network.h"

#include <gtest/gtest.h>
#include <sstream>

using namespace mailwalk;
using namespace mailwalk::test;
using namespace mailwalk::wire;
using net::Step;
using trace::Code;
using trace::Kind;
using trace::Outcome;

namespace {

using Replies = std::vector<Reply>;

dns::Message answerTo(const dns::Message &query, dns::Rcode code = dns::Rcode::noError)
{
    dns::Message answer = query;
    answer.flags = static_cast<std::uint16_t>(dns::Message::answer | dns::Message::recursionAvailable | static_cast<int>(code));
    return answer;
}

dns::Record record(const char *name, const char *address) { return dns::recordOf(name, *addressFrom(address), 300); }

dns::Record alias(const char *name, const char *to) { return {name, dns::Type::cname, dns::Class::in, 60, dns::Alias{to}}; }

/// Answers with the records whose type was asked for, and with all aliases.
Bytes answering(const dns::Message &query, const std::vector<dns::Record> &records, std::uint16_t without = 0)
{
    dns::Message answer = answerTo(query);
    answer.flags &= static_cast<std::uint16_t>(~without);
    for (const auto &each : records)
        if (each.type == query.questions[0].type || each.type == dns::Type::cname)
            answer.answers.push_back(each);
    return dns::write(answer);
}

Walked resolve(const net::NameSettings &settings, std::vector<Address> *found = nullptr,
               Milliseconds deadline = Milliseconds(300), const char *name = "ex1.corp.test")
{
    net::SystemNetwork network{settings};
    auto walked = walkOver(
        network,
        [&](const Step &step) {
            const auto addresses = step.resolve(name);
            if (found)
                *found = addresses;
        },
        {}, Deadlines::all(deadline));
    expectAllClosed(walked.trace);
    return walked;
}

std::string listOf(const std::vector<Address> &addresses)
{
    std::string text;
    for (const Address &address : addresses)
        text += (text.empty() ? "" : " ") + toText(address);
    return text;
}

/// What a look-up by way of this server comes to: the addresses, or the code.
std::string outcomeWith(const NameServer::Handler &handler, Milliseconds deadline = Milliseconds(300))
{
    const NameServer server(handler);
    std::vector<Address> found;
    const auto walked = resolve({server.at(), {}}, &found, deadline);
    const auto hops = hopsOf(walked.trace, Kind::resolve);
    EXPECT_EQ(hops.size(), 1u);
    return walked.stopped ? std::string(nameOf(walked.stopped->failure.code)) : listOf(found);
}

NameServer::Handler rcode(dns::Rcode code)
{
    return [code](const dns::Message &query, bool) { return Replies{{dns::write(answerTo(query, code))}}; };
}

const std::vector<dns::Record> both{record("ex1.corp.test", "192.0.2.1"), record("ex1.corp.test", "2001:db8::1")};

/// A look-up run to its end by itself, for what Step does not offer.
net::Resolution finish(net::SystemLookup &lookup, Milliseconds most = Milliseconds(3000))
{
    const auto late = Clock::now() + most;
    for (lookup.progress(); !lookup.ready() && Clock::now() < late; lookup.progress()) {
        std::vector<net::Watch> what;
        lookup.watch(what);
        net::waitFor(what, std::min(late, lookup.wakeAt().value_or(late)));
    }
    return lookup.outcome();
}

} // namespace

TEST(Names, EveryAnswerHasItsOwnCode)
{
    using dns::Rcode;
    EXPECT_EQ(outcomeWith([](const auto &query, bool) { return Replies{{answering(query, both)}}; }), "2001:db8::1 192.0.2.1");
    EXPECT_EQ(outcomeWith([](const auto &query, bool) { return Replies{{answering(query, {both[0]})}}; }), "192.0.2.1");
    EXPECT_EQ(outcomeWith(rcode(Rcode::nxDomain)), "name-not-found");
    EXPECT_EQ(outcomeWith(rcode(Rcode::noError)), "name-no-data");
    for (const Rcode code : {Rcode::servFail, Rcode::refused, Rcode::notImp, Rcode::formErr, Rcode{9}})
        EXPECT_EQ(outcomeWith(rcode(code)), "name-server-failure");
    EXPECT_EQ(outcomeWith([](const auto &, bool) { return Replies{}; }), "timeout");
}

TEST(Names, AServerThatCouldNotReadTheQuestionNeedNotRepeatIt)
{
    EXPECT_EQ(outcomeWith([](const dns::Message &query, bool) {
                  dns::Message answer = answerTo(query, dns::Rcode::formErr);
                  answer.questions.clear();
                  return Replies{{dns::write(answer)}};
              }),
              "name-server-failure");
}

TEST(Names, APortWithoutANameServerIsToldApartFromSilence)
{
    const Bound nobody(SOCK_DGRAM);
    const Endpoint at = nobody.at();
    {
        const auto walked = resolve({at, {}});
        EXPECT_EQ(walked.stopped->failure.code, Code::timeout); // bound, and silent
    }
    const Bound taken(SOCK_STREAM); // a TCP port says nothing of UDP: there nobody is
    const auto walked = resolve({taken.at(), {}});
    EXPECT_EQ(walked.stopped->failure.code, Code::refused);
    EXPECT_NE(walked.stopped->failure.text.find("ECONNREFUSED"), std::string::npos);
}

TEST(Names, AliasesAreFollowedAndTold)
{
    const NameServer server([](const auto &query, bool) {
        return Replies{{answering(query, {alias("ex1.corp.test", "a.corp.test"), alias("a.corp.test", "b.corp.test"),
                                          record("b.corp.test", "192.0.2.7"), record("other.test", "192.0.2.66")})}};
    });
    std::vector<Address> found;
    const auto walked = resolve({server.at(), {}}, &found);
    EXPECT_EQ(listOf(found), "192.0.2.7");
    const auto hop = hopsOf(walked.trace, Kind::resolve).at(0);
    EXPECT_EQ(*hop.fact("dns A of ex1.corp.test"), "NOERROR by " + toText(server.at()));
    EXPECT_EQ(*hop.fact("dns CNAME"), "a.corp.test, TTL 60 s");
    EXPECT_EQ(*hop.fact("dns address"), "192.0.2.7, TTL 300 s");
}

TEST(Names, AServerWithoutRecursionIsAskedWhereTheAliasLeads)
{
    const auto handler = [](const dns::Message &query, bool) {
        if (query.questions[0].name == "ex1.corp.test")
            return Replies{{answering(query, {alias("ex1.corp.test", "cas.corp.test")}, dns::Message::recursionAvailable)}};
        return Replies{{answering(query, {record("cas.corp.test", "192.0.2.8")})}};
    };
    EXPECT_EQ(outcomeWith(handler), "192.0.2.8");
}

TEST(Names, AliasesInACircleEnd)
{
    EXPECT_EQ(outcomeWith([](const auto &query, bool) {
                  return Replies{{answering(query, {alias("ex1.corp.test", "a.test"), alias("a.test", "ex1.corp.test")})}};
              }),
              "name-server-failure");
    std::atomic<int> number{};
    EXPECT_EQ(outcomeWith([&](const dns::Message &query, bool) { // each one leads to a further name
                  const std::string next = "n" + std::to_string(++number) + ".test";
                  return Replies{{answering(query, {alias(query.questions[0].name.c_str(), next.c_str())},
                                            dns::Message::recursionAvailable)}};
              }),
              "name-server-failure");
    EXPECT_LE(number, 20);
}

TEST(Names, AnAliasToWhatIsNoHostNameIsNotFollowed)
{
    EXPECT_EQ(outcomeWith([](const auto &query, bool) {
                  return Replies{{answering(query, {alias("ex1.corp.test", "a b.test")}, dns::Message::recursionAvailable)}};
              }),
              "name-server-failure");
}

TEST(Names, ATruncatedAnswerIsFetchedOverTcp)
{
    const auto truncated = [](const dns::Message &query) {
        dns::Message answer = answerTo(query);
        answer.flags |= dns::Message::truncated;
        return Replies{{dns::write(answer)}};
    };
    std::vector<dns::Record> many;
    for (int i = 0; i < 200; ++i)
        many.push_back(record("ex1.corp.test", ("192.0.2." + std::to_string(i)).c_str()));
    const auto whole = outcomeWith(
        [&](const dns::Message &query, bool tcp) { return tcp ? Replies{{answering(query, many)}} : truncated(query); });
    EXPECT_EQ(std::count(whole.begin(), whole.end(), ' '), 199);
    EXPECT_EQ(outcomeWith([&](const dns::Message &query, bool tcp) { return tcp ? Replies{} : truncated(query); }),
              "name-server-failure");
}

TEST(Names, WhoeverDoesNotFitIsNotBelieved)
{
    const auto lie = [](const dns::Message &query) {
        dns::Message answer = answerTo(query);
        answer.answers = {record("ex1.corp.test", "192.0.2.66")};
        return answer;
    };
    const auto truth = [](const dns::Message &query) { return Reply{answering(query, {record("ex1.corp.test", "192.0.2.1")})}; };
    const std::function<Reply(const dns::Message &)> lies[] = {
        [&](const dns::Message &query) { // another id
            auto answer = lie(query);
            answer.id ^= 1;
            return Reply{dns::write(answer)};
        },
        [&](const dns::Message &query) { // another question
            auto answer = lie(query);
            answer.questions[0].name = "ex2.corp.test";
            return Reply{dns::write(answer)};
        },
        [&](const dns::Message &query) { // a query, not an answer
            auto answer = lie(query);
            answer.flags = 0;
            return Reply{dns::write(answer)};
        },
        [&](const dns::Message &query) {
            return Reply{dns::write(lie(query)), Reply::From::elsewhere};
        },
    };
    for (const auto &each : lies) {
        EXPECT_EQ(outcomeWith([&](const dns::Message &query, bool) { return Replies{each(query), truth(query)}; }), "192.0.2.1");
        EXPECT_EQ(outcomeWith([&](const dns::Message &query, bool) { return Replies{each(query)}; }, Milliseconds(100)),
                  "timeout");
    }
}

TEST(Names, GarbageUnderOurIdIsABrokenServer)
{
    EXPECT_EQ(outcomeWith([](const dns::Message &query, bool) {
                  Bytes bytes = answering(query, both);
                  bytes.resize(bytes.size() - 3);
                  return Replies{{bytes}};
              }),
              "name-server-failure");
}

TEST(Names, AQuestionThatGotLostIsAskedAgain)
{
    std::atomic<int> asked{};
    EXPECT_EQ(outcomeWith(
                  [&](const dns::Message &query, bool) {
                      return asked++ < 2 ? Replies{} : Replies{{answering(query, both)}}; // both first ones
                  },
                  Milliseconds(10000)),
              "2001:db8::1 192.0.2.1");
    EXPECT_EQ(asked, 4);
}

TEST(Names, OneAnswerOfTwoIsUsedWithAWarning)
{
    const NameServer server([](const dns::Message &query, bool) {
        return query.questions[0].type == dns::Type::a ? Replies{{answering(query, both)}} : Replies{};
    });
    std::vector<Address> found;
    const auto walked = resolve({server.at(), {}}, &found, Milliseconds(20000));
    EXPECT_EQ(listOf(found), "192.0.2.1");
    const auto hop = hopsOf(walked.trace, Kind::resolve).at(0);
    EXPECT_EQ(hop.outcome, Outcome::warned);
    EXPECT_EQ(hop.failure->text, "The name server has not answered the question for IPv6 addresses.");
}

TEST(Names, TheNextServerIsAskedAtOnceWhenOneRefuses)
{
    const NameServer broken(rcode(dns::Rcode::servFail));
    const NameServer good([](const auto &query, bool) { return Replies{{answering(query, both)}}; });
    net::SystemLookup lookup("ex1.corp.test", {{broken.at(), good.at()}, {}, false});
    const auto began = Clock::now();
    EXPECT_EQ(listOf(finish(lookup).addresses), "2001:db8::1 192.0.2.1");
    EXPECT_LT(Clock::now() - began, Milliseconds(900));
}

TEST(Names, OnlyANameWithoutADotIsTriedWithSuffixes)
{
    const NameServer server([](const dns::Message &query, bool) {
        if (query.questions[0].name == "ex1.second.test")
            return Replies{{answering(query, {record("ex1.second.test", "192.0.2.5")})}};
        return Replies{{dns::write(answerTo(query, dns::Rcode::nxDomain))}};
    });
    const std::vector<std::string> suffixes{"first.test", "second.test"};
    net::SystemLookup single("ex1", {{server.at()}, suffixes, false});
    const auto known = finish(single);
    EXPECT_EQ(listOf(known.addresses), "192.0.2.5");
    EXPECT_EQ(known.facts.at(0).value.substr(0, 8), "NXDOMAIN"); // of the candidate before it

    net::SystemLookup whole("ex1.other", {{server.at()}, suffixes, false});
    EXPECT_EQ(finish(whole).failure->code, Code::nameNotFound);
    EXPECT_EQ(server.asked(), 6u); // two types: two candidates, then one
}

TEST(Names, FixedAddressesGoBeforeEverything)
{
    std::vector<Address> found;
    const auto walked = resolve({Endpoint{"127.0.0.1", 9}, {{"ex1.corp.test", {*addressFrom("192.0.2.77")}}}}, &found,
                                Milliseconds(300), "EX1.corp.test.");
    EXPECT_EQ(listOf(found), "192.0.2.77");
    EXPECT_EQ(*hopsOf(walked.trace, Kind::resolve).at(0).fact("fixed"), "192.0.2.77");
}

// localhost is in every hosts file, so the system resolver asks nobody.
TEST(Names, TheSystemsWordCountsAndADifferenceIsAnOddity)
{
    const NameServer server(
        [](const auto &query, bool) { return Replies{{answering(query, {record("localhost", "192.0.2.1")})}}; });
    net::SystemLookup lookup("localhost", {{server.at()}, {}, true});
    const auto known = finish(lookup);
    ASSERT_FALSE(known.addresses.empty());
    EXPECT_TRUE(isPrivate(known.addresses[0]));
    ASSERT_TRUE(known.oddity.has_value());
    EXPECT_NE(known.oddity->find("192.0.2.1"), std::string::npos);
    EXPECT_NE(known.oddity->find("hosts file"), std::string::npos);
}

TEST(Names, ASilentNameServerDoesNotHideWhatTheSystemKnows)
{
    const NameServer silent([](const auto &, bool) { return Replies{}; });
    net::SystemLookup lookup("localhost", {{silent.at()}, {}, true});
    const auto known = finish(lookup, Milliseconds(10000));
    EXPECT_FALSE(known.addresses.empty());
    EXPECT_FALSE(known.oddity);
}

TEST(Names, AListThatOverlapsIsNoDifference)
{
    const auto a = *addressFrom("192.0.2.1"), b = *addressFrom("192.0.2.2"), c = *addressFrom("2001:db8::1");
    EXPECT_FALSE(net::differenceOf({a, c}, {a}, false));
    EXPECT_FALSE(net::differenceOf({}, {}, true));
    EXPECT_EQ(net::differenceOf({a}, {b}, false), "The name server says 192.0.2.1, but this computer uses 192.0.2.2.");
    EXPECT_EQ(net::differenceOf({}, {b}, true),
              "The name server says there is no address, but this computer uses 192.0.2.2 (its hosts file says so).");
    EXPECT_EQ(net::differenceOf({a}, {}, false), "The name server says 192.0.2.1, but this computer uses none.");
}

TEST(Names, TheHostsFileIsReadAsTheSystemReadsIt)
{
    std::istringstream text(
        "# comment\n127.0.0.1 localhost\n 192.0.2.1\tEX1.corp.test ex1 # ex2\n2001:db8::1 ex1\nnonsense ex1\n192.0.2.9\n");
    EXPECT_EQ(listOf(net::addressesInHosts(text, "ex1")), "192.0.2.1 2001:db8::1");
    std::istringstream again(text.str());
    EXPECT_EQ(listOf(net::addressesInHosts(again, "ex1.CORP.test.")), "192.0.2.1");
    std::istringstream third(text.str());
    EXPECT_EQ(listOf(net::addressesInHosts(third, "ex2")), "");
}
