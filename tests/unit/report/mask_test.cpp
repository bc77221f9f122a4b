#include "report/mask.h"

#include "diagnosis/verdict.h"
#include "support/trace_builder.h"
#include "trace/json.h"

#include <QJsonDocument>
#include <gmock/gmock.h>

namespace mailwalk::report {
namespace {

using namespace trace;
using test::TraceBuilder;
using testing::HasSubstr;

// Names wherever a walk has them.
Trace nameRich()
{
    TraceBuilder b;
    b.trace().system = "Debian 12 on kitchenpc";
    b.trace().asked.address = "alice.brown@corp.example.com";
    b.trace().asked.mailbox = "Alice Brown";
    b.trace().asked.server = "MBX07";
    b.stage(Stage::refer).resolve("MBX07").fact("question", "MBX07.corp.example.com. A").fact("answer", "10.1.2.3 ttl 300");
    b.fact("dns A of mbx07.corp.example.com", "NOERROR by 10.1.2.53:53")
        .fact("ServerTime", "2026-11-22T15:46:57Z")
        .fact("in.ppszServer", "NULL");
    b.fact("local host name", "kitchenpc");
    b.connect("MBX07:135", "10.1.2.3")
        .fact("local address", "10.9.8.7:40000")
        .fact("icmp", "ICMP 3/13 (administratively prohibited) from 203.0.113.77");
    b.connect("MBX07:135", "2001:db8::77").fact("local address", "[2001:db8::99]:40001");
    b.bind("RFR", "MBX07:49152")
        .fact("NetBIOS domain name", "CORP")
        .fact("DNS forest name", "example.com")
        .fact("target", "exchangeRFR/mbx07.corp.example.com");
    b.call("RfrGetNewDSA", "MBX07:49152")
        .fact("in.user_dn", "/o=Browns Bakery/ou=Exchange Administrative Group/cn=Recipients/cn=abrown");
    b.fact("out.server", "dc-south.corp.example.com").last().excerpt = "hello Alice";
    b.stage(Stage::lookUp).call("NspiResolveNamesW", "dc-south.corp.example.com:49155");
    b.fact("in.names", "alice.brown@corp.example.com").fact("out.rows[0].PidTagDisplayName", "Brown, Alice (Sales)");
    b.fact("out.row 1 PidTagEntryId", "00000000dca740c8c042101ab4b908002b2fe182010000000000002f677569... (67 bytes)");
    b.fact("out.row 1 PidTagDisplayName", "Global Address List");
    b.fact("out.stub", "41 00 6c 00 69 00 63 00 65 00 42 00")
        .fact("mailbox", "/o=Browns Bakery/ou=Exchange Administrative Group/cn=Recipients/cn=abrown");
    b.stage(Stage::open)
        .connect("dc-south.corp.example.com:49155", "10.1.2.4")
        .fails(Code::timeout, "nothing from 10.1.2.4", "dc-south.corp.example.com. is silent");
    return b.trace();
}

std::string fileOf(const Trace &trace) { return QJsonDocument(toJson(trace)).toJson().toStdString(); }

TEST(Mask, LeavesNoNameAndNoAddress)
{
    const QString file = QString::fromStdString(fileOf(masked(nameRich())));
    for (const char *name : {"alice", "brown", "mbx07", "corp", "example", "kitchenpc", "bakery", "dc-south", "south", "sales",
                             "10.1.2.3", "10.1.2.4", "10.9.8.7", "203.0.113.77", "2001:db8", "hello", "6c 00 69", "677569"})
        EXPECT_FALSE(file.contains(QLatin1String(name), Qt::CaseInsensitive)) << name << " in\n" << file.toStdString();
}

TEST(Mask, ReplacesTheSameNameByTheSameWordEverywhere)
{
    const Trace trace = masked(nameRich());
    const Hop &first = trace.hops[2], &connect = trace.hops[3];
    EXPECT_EQ(first.target, trace.asked.server);
    EXPECT_EQ(connect.target, *trace.asked.server + ":135");
    EXPECT_EQ(connect.title, "Connect to " + connect.target);
    EXPECT_EQ(*connect.address + " ttl 300", *first.fact("answer"));
    const Hop &lookUp = trace.hops[8];
    EXPECT_EQ(*lookUp.fact("in.names"), *trace.asked.address);
    EXPECT_EQ(lookUp.target, *trace.hops[6].fact("out.server") + ":49155");
    EXPECT_EQ(*lookUp.fact("mailbox"), *trace.hops[6].fact("in.user_dn"));
}

TEST(Mask, KeepsWhatTheWalkIsAbout)
{
    const Trace trace = masked(nameRich());
    EXPECT_EQ(trace.hops.size(), nameRich().hops.size());
    EXPECT_EQ(trace.hops[5].title, "Bind to RFR");
    EXPECT_EQ(*trace.hops[5].fact("interface"), "RFR");
    EXPECT_EQ(trace.hops[6].title, "RfrGetNewDSA");
    EXPECT_THAT(*trace.hops[3].fact("icmp"), HasSubstr("ICMP 3/13 (administratively prohibited) from public-address-"));
    EXPECT_THAT(*trace.hops[3].address, testing::StartsWith("private-address-"));
    EXPECT_THAT(*trace.hops[4].address, testing::EndsWith("-v6"));
    EXPECT_FALSE(trace.hops[6].excerpt);
    EXPECT_EQ(*trace.hops[2].fact("ServerTime"), "2026-11-22T15:46:57Z");
    EXPECT_EQ(*trace.hops[2].fact("in.ppszServer"), "NULL");
    EXPECT_EQ(*trace.hops[8].fact("out.row 1 PidTagDisplayName"), "Global Address List");
    EXPECT_EQ(trace.started, nameRich().started);
}

// A personnel number is a mailbox name in many companies, and a NetBIOS name may look like hexadecimal.
TEST(Mask, TakesNamesThatLookLikeNumbersForNames)
{
    TraceBuilder b;
    b.trace().asked.mailbox = "4711";
    b.stage(Stage::lookUp).call("NspiResolveNamesW", "gc1.corp.test:49155").fails(Code::status, "4711 is none of ABC1");
    b.fact("in.names", "4711").fact("in.pNames.Count", "12").fact("out.status", "0x80040115 after 12 rows");
    b.fact("mailbox", "/o=0815/ou=Exchange Administrative Group/cn=Recipients/cn=beef42").fact("NbDomainName", "ABC1");
    b.last().title = "Look up 4711 of ABC1\\4711";
    const Trace trace = masked(b.trace());
    const QString file = QString::fromStdString(fileOf(trace));
    for (const char *name : {"4711", "0815", "beef42", "abc1"})
        EXPECT_FALSE(file.contains(QLatin1String(name), Qt::CaseInsensitive)) << name << " in\n" << file.toStdString();
    EXPECT_EQ(trace.hops.back().title, "Look up user-1 of " + *trace.hops.back().fact("NbDomainName") + "\\user-1");
    EXPECT_EQ(*trace.hops.back().fact("in.pNames.Count"), "12");
    EXPECT_EQ(*trace.hops.back().fact("out.status"), "0x80040115 after 12 rows");
}

TEST(Mask, LeavesTheStepsTheirTitles)
{
    for (const char *mailbox : {"alice", "Shared Mailbox", "Address Book", "Connect to the Server"}) {
        TraceBuilder b;
        b.trace().asked.mailbox = mailbox;
        b.stage(Stage::lookUp).last().title = "Look up the mailbox in the address book";
        b.fact("display name", mailbox);
        EXPECT_EQ(masked(b.trace()).hops.back().title, "Look up the mailbox in the address book") << mailbox;
    }
}

TEST(Mask, OfAMaskedWalkChangesNothing)
{
    const Trace once = masked(nameRich());
    EXPECT_EQ(fileOf(masked(masked(once))), fileOf(masked(once)));
}

TEST(Mask, DoesNotChangeTheVerdict)
{
    const auto causesOf = [](const Trace &trace) {
        std::vector<std::pair<HopId, std::string>> causes;
        for (const auto &finding : diagnosis::diagnose(trace).findings)
            causes.emplace_back(finding.hop, finding.cause);
        return causes;
    };
    const auto expectSame = [&](TraceBuilder &b) {
        EXPECT_EQ(causesOf(masked(b.trace())), causesOf(b.trace()));
        EXPECT_EQ(diagnosis::diagnose(masked(b.trace())).outcome, diagnosis::diagnose(b.trace()).outcome);
    };
    for (const char *address : {"10.0.0.1", "192.0.2.1", "fd00::1", "2001:db8::1"}) {
        TraceBuilder b;
        b.stage(Stage::refer).connect("ex1.corp.test:135", address).fails(Code::timeout);
        expectSame(b);
    }
    for (const char *server : {"EX1", "ex1.corp.local", "ex1.corp.test", "ex1.example.com", "corp.test"}) {
        TraceBuilder b;
        b.trace().asked.server = server;
        b.stage(Stage::discover).resolve(server).fails(Code::nameNotFound);
        expectSame(b);
    }
    TraceBuilder referred;
    referred.stage(Stage::lookUp).connect("gc1.corp.test:135").fails(Code::refused);
    expectSame(referred);
    TraceBuilder hidden;
    hidden.stage(Stage::lookUp).call("NspiResolveNamesW", "gc1.corp.test:49155").fails(Code::status, "unresolved");
    expectSame(hidden);
    TraceBuilder healthy = test::healthyWalk();
    expectSame(healthy);
}

TEST(Mask, TakesTheNameOutOfTheVerdictToo)
{
    TraceBuilder b;
    b.stage(Stage::lookUp).resolve("gc9.corp.test").fails(Code::nameNotFound);
    const auto verdict = diagnosis::diagnose(masked(b.trace()));
    EXPECT_THAT(verdict.sentence, testing::Not(HasSubstr("corp")));
    EXPECT_THAT(verdict.sentence, HasSubstr("host-"));
}

} // namespace
} // namespace mailwalk::report
