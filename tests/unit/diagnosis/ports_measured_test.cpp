#include "diagnosis/ports/adviser.h"
#include "support/recorded_walks.h"
#include "support/trace_builder.h"

#include <gmock/gmock.h>

namespace mailwalk::diagnosis::ports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using trace::Code;
using trace::Stage;

Measured measuredOf(const std::string &walk) { return measuredIn(test::recorded::read(walk).trace); }

const Measured::Port *find(const Measured &measured, const std::string &rule)
{
    for (const Measured::Port &port : measured.used)
        if (port.rule == rule)
            return &port;
    return nullptr;
}

// A walk to Exchange 2007, directly, which ends at what the test makes fail.
test::TraceBuilder toDirectory()
{
    test::TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "10.9.0.10").fact("local address", "10.1.0.7:50123");
    b.connect("ex1.corp.test:5102", "10.9.0.10").stage(Stage::lookUp).resolve("gc1.corp.test");
    b.fact("dns A of gc1.corp.test", "NOERROR by 10.9.0.53:53").connect("gc1.corp.test:135", "10.9.0.21");
    return b;
}

TEST(PortsMeasured, RecordedWalksMissTheRuleTheyStoppedAt)
{
    const std::pair<const char *, const char *> rows[] = {
        {"tcp135-filtered-by-company", "client-exchange-mapper"},
        {"epm-ok-dynamic-port-filtered", "client-directory-nspi"},
        {"tcp-443-filtered", "client-proxy-https"},
        {"autodiscover-tcp-443-filtered", "client-autodiscover-https"},
        {"proxy-cannot-reach-backend-port", "proxy-exchange-referral"},
    };
    for (const auto &[walk, rule] : rows)
        EXPECT_THAT(measuredOf(walk).missing, ElementsAre(rule)) << walk;
}

TEST(PortsMeasured, NothingIsMissingWhereAWalkWorksOrAMachineSaysNo)
{
    for (const char *walk : {"works-typed", "works-by-address", "works-rpc-https", "finished-profile", "exchange-2003",
                             "exchange-2007", "exchange-2010", "exchange-2013-layout", "tcp135-refused", "mapped-port-refused",
                             "wrong-password", "autodiscover-dns-missing"})
        EXPECT_THAT(measuredOf(walk).missing, IsEmpty()) << walk;
}

TEST(PortsMeasured, TheVersionIsWhatTheServerSaid)
{
    EXPECT_EQ(measuredOf("exchange-2003").situation.exchange, Exchange::v2003);
    EXPECT_EQ(measuredOf("exchange-2007").situation.exchange, Exchange::v2007);
    EXPECT_EQ(measuredOf("exchange-2010").situation.exchange, Exchange::v2010);
    EXPECT_EQ(measuredOf("exchange-2013-layout").situation.exchange, Exchange::v2013);
    const std::pair<const char *, Exchange> rows[] = {
        {"6.5.7638.1", Exchange::v2003},   {"15.1.2507.6", Exchange::v2016}, {"15.2.221.12", Exchange::v2019},
        {"15.2.1748.10", Exchange::v2019}, {"15.2.2562.17", Exchange::se},   {"15.20.7587.1", Exchange::online},
    };
    for (const auto &[version, exchange] : rows) {
        test::TraceBuilder b;
        b.stage(Stage::open).call("EcDoConnectEx", "ex1.corp.test:5101").fact("server version", version);
        EXPECT_EQ(measuredIn(b.trace()).situation.exchange, exchange) << version;
    }
}

TEST(PortsMeasured, AVersionThatIsNoneIsNotTakenForOne)
{
    for (const char *version : {"", "x", "14", "14.", "999999999999.1.1", "5.5.2653.2", "-14.3.1"}) {
        test::TraceBuilder b;
        b.stage(Stage::open).call("EcDoConnectEx", "ex1.corp.test:5101").fact("server version", version);
        EXPECT_EQ(measuredIn(b.trace()).situation.exchange, Exchange::v2007) << version;
    }
}

TEST(PortsMeasured, ThePortsOfADirectWalkAreTheMappersAndTheMachinesAreKnown)
{
    test::TraceBuilder b = toDirectory();
    b.connect("gc1.corp.test:5000", "10.9.0.21").fails(Code::timeout);
    const Measured measured = measuredIn(b.trace());
    const Measured::Port *nspi = find(measured, "client-directory-nspi");
    ASSERT_NE(nspi, nullptr);
    EXPECT_EQ(nspi->host, "gc1.corp.test");
    EXPECT_EQ(nspi->port, 5000);
    EXPECT_TRUE(nspi->isDynamic);
    EXPECT_FALSE(nspi->answered);
    EXPECT_FALSE(find(measured, "client-directory-mapper")->isDynamic);
    EXPECT_TRUE(find(measured, "client-directory-mapper")->answered);
    EXPECT_THAT(measured.missing, ElementsAre("client-directory-nspi"));
    const Places &places = measured.situation.places;
    EXPECT_THAT(places.exchange, ElementsAre("10.9.0.10"));
    EXPECT_THAT(places.directory, ElementsAre("10.9.0.21"));
    EXPECT_THAT(places.nameServer, ElementsAre("10.9.0.53"));
    EXPECT_THAT(places.client, ElementsAre("10.1.0.7"));
    EXPECT_EQ(measured.situation.via, trace::Transport::direct);
    EXPECT_EQ(measured.situation.where, Where::lan);
}

TEST(PortsMeasured, AnAddressThatAnotherOneMadeUpForIsNoMissingRule)
{
    test::TraceBuilder b = toDirectory();
    b.connect("gc1.corp.test:5000", "10.9.0.21").failsAlone(Code::timeout).connect("gc1.corp.test:5000", "10.9.0.22");
    const Measured measured = measuredIn(b.trace());
    EXPECT_THAT(measured.missing, IsEmpty());
    EXPECT_EQ(std::count_if(measured.used.begin(), measured.used.end(), [](const auto &port) { return port.port == 5000; }), 2);
}

TEST(PortsMeasured, QuestionsOnTheSideAreNoPartOfTheWay)
{
    test::TraceBuilder b = toDirectory();
    b.probe().connect("gc3.corp.test:135", "10.9.0.23").failsAlone(Code::timeout);
    EXPECT_THAT(measuredIn(b.trace()).situation.places.directory, ElementsAre("10.9.0.21"));
}

// From outside the direct way is nothing to open: no rule is missing there.
TEST(PortsMeasured, AClosed135OnTheInternetIsNoMissingRule)
{
    test::TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "192.0.2.7").fails(Code::timeout);
    const Measured measured = measuredIn(b.trace());
    EXPECT_EQ(measured.situation.where, Where::internet);
    EXPECT_THAT(measured.missing, IsEmpty());
    ASSERT_EQ(measured.used.size(), 1u);
    EXPECT_EQ(measured.used.front().rule, "");
}

TEST(PortsMeasured, ASilentNameServiceIsAMissingRule)
{
    test::TraceBuilder b;
    b.stage(Stage::discover).resolve("ex1.corp.test").fails(Code::timeout);
    EXPECT_THAT(measuredIn(b.trace()).missing, ElementsAre("client-name-service"));
}

TEST(PortsMeasured, MaskedAddressesAreNoPlaces)
{
    test::TraceBuilder b;
    b.stage(Stage::refer).connect("host-1:135", "private-address-1").fails(Code::timeout);
    const Measured measured = measuredIn(b.trace());
    EXPECT_EQ(measured.situation.where, Where::lan);
    EXPECT_THAT(measured.situation.places.exchange, IsEmpty());
    EXPECT_THAT(measured.missing, ElementsAre("client-exchange-mapper"));
}

TEST(PortsMeasured, ARecordOfThousandsOfPortsStaysBounded)
{
    test::TraceBuilder b;
    b.stage(Stage::lookUp);
    for (int i = 0; i < 5000; ++i)
        b.connect("gc" + std::to_string(i) + ".corp.test:5000",
                  "10.9." + std::to_string(i / 250) + '.' + std::to_string(i % 250));
    const Measured measured = measuredIn(b.trace());
    EXPECT_EQ(measured.used.size(), 1000u);
    EXPECT_EQ(measured.situation.places.directory.size(), 256u);
}

TEST(PortsMeasured, AnyRecordedWalkIsMeasured)
{
    for (const std::string &name : test::recorded::names()) {
        const Measured measured = measuredOf(name);
        const Advice advice = adviceFor(measured.situation);
        for (const std::string &id : measured.missing)
            EXPECT_TRUE(std::any_of(advice.rules.begin(), advice.rules.end(), [&](const Rule &rule) { return rule.id == id; }))
                << name << id;
    }
}

} // namespace
} // namespace mailwalk::diagnosis::ports
