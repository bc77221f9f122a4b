#include "report/mask.h"

#include "diagnosis/verdict.h"
#include "support/web_rows.h"
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

TEST(Mask, TakesAVersionForNoAddressAndAMessageClassForNoHost)
{
    TraceBuilder b;
    b.stage(Stage::open).call("EcDoConnectEx", "ex1.corp.test:6001");
    b.fact("out.rgwServerVersion.version", "14.3.123.4").fact("server version", "14.3.123.4 (Exchange 2010)");
    b.fact("in.RopGetReceiveFolder.MessageClass", "IPM.Note").fact("x-odd-version", "192.0.2.7 of ex1.corp.test");
    b.fact("answered by", "14.3.123.4");
    const Hop hop = masked(b.trace()).hops.back();
    EXPECT_EQ(*hop.fact("out.rgwServerVersion.version"), "14.3.123.4");
    EXPECT_EQ(*hop.fact("server version"), "14.3.123.4 (Exchange 2010)");
    EXPECT_EQ(*hop.fact("in.RopGetReceiveFolder.MessageClass"), "IPM.Note");
    EXPECT_EQ(*hop.fact("x-odd-version"), "public-address-1 of host-1.domain-1.invalid");
    EXPECT_EQ(*hop.fact("answered by"), "public-address-2");
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

// Every signature of the search and of the way through HTTPS, some of them in words that could be names.
TEST(Mask, DoesNotChangeTheVerdictOfAWalkThroughHttps)
{
    for (const auto *part : {&test::rowsOfSearch(), &test::rowsOfProxy()})
        for (const test::WebRow &row : *part) {
            TraceBuilder b;
            row.write(b);
            const auto expected = b.last().failure ? b.last().failure->expected : std::nullopt;
            b.fails(row.code, row.got).last().failure->expected = expected;
            const auto plain = diagnosis::diagnose(b.trace()), hidden = diagnosis::diagnose(masked(b.trace()));
            EXPECT_EQ(hidden.outcome, plain.outcome) << row.what;
            EXPECT_EQ(hidden.hop, plain.hop) << row.what;
            ASSERT_EQ(hidden.findings.size(), plain.findings.size()) << row.what;
            for (std::size_t i = 0; i < plain.findings.size(); ++i)
                EXPECT_EQ(hidden.findings[i].cause, plain.findings[i].cause) << row.what;
        }
}

// What core/net, core/http, core/discovery and core/rpc write.
Trace webRich()
{
    TraceBuilder b;
    b.trace().asked = {"alice.brown@bakery.example", {}, {}, "new", "2016", true};
    b.stage(Stage::discover, std::nullopt).last().target = "bakery.example";
    b.fact("winner", "https://autodiscover.bakery.example/autodiscover/autodiscover.xml");
    b.fact("display name", "Alice Brown").fact("legacyDN", "/o=Browns/ou=Site/cn=Recipients/cn=abrown");
    b.fact("EXCH", "MBX07.corp.local, Ntlm, msstd:mail.bakery.example").fact("EXPR", "mail.bakery.example, Basic");
    b.fact("service", "mail.bakery.example:443").fact("redirectAddr", "alice@browns.example");
    b.attempt().last().title = "https://autodiscover.bakery.example/autodiscover/autodiscover.xml";
    b.act(Kind::secure, "Secure", "autodiscover.bakery.example:443", "203.0.113.77");
    b.fact("certificate", "CN=*.bakery.example,OU=Kneading,O=Browns Ltd,L=Greenwich,ST=Kent,emailAddress=it@bakery.example");
    b.fact("issuer", "CN=Browns Root CA 7")
        .fact("chain", "CN=Browns Root CA 7")
        .fact("names", "*.bakery.example, www.bakery.example");
    b.fact("fingerprint", std::string(64, 'a')).fact("ca issuers", "http://pki.bakery.example/root.crt");
    b.act(Kind::http, "POST https://autodiscover.bakery.example/autodiscover/autodiscover.xml",
          "https://autodiscover.bakery.example/autodiscover/autodiscover.xml");
    b.fact("offers", "Basic realm=\"Browns intranet\"").fact("x-feserver", "MBX07").fact("x-calculatedbetarget", "MBX08");
    b.fact("x-diaginfo", "MBX09").fact("via", "1.1 ovenproxy (squid/4.6)").fact("server", "Microsoft-IIS/8.5");
    b.fact("location", "https://login.bakery.example/CookieAuth.dll?u=alice.brown%40bakery.example");
    b.last().excerpt = "<html>Browns";
    b.stage(Stage::refer, Transport::rpcHttps);
    b.act(Kind::proxy, "Compare the principal name", "mail.bakery.example:443").fact("principal", "msstd:mail.bakery.example");
    b.act(Kind::http, "RPC_OUT_DATA https://mail.bakery.example/rpc/rpcproxy.dll?MBX07.corp.local:6002 (first contact)",
          "https://mail.bakery.example/rpc/rpcproxy.dll?MBX07.corp.local:6002");
    b.fact("status", "503 RPC Error: 6ba, EEInfo: " + std::string(80, 'Q')).fact("rpc error", "0x000006ba");
    b.fact("eeinfo.1.computer", "OVENPROXY").fact("eeinfo.1.status", "10061 (WSAECONNREFUSED)");
    b.fails(Code::httpStatus, "503 RPC Error: 6ba", "the RPC proxy answered with the RPC error 0x000006ba");
    return b.trace();
}

TEST(Mask, LeavesNoNameOfAWalkThroughHttps)
{
    const QString file = QString::fromStdString(fileOf(masked(webRich())));
    for (const char *name : {"alice", "brown", "bakery", "kneading", "greenwich", "kent\"", "mbx07", "mbx08", "mbx09",
                             "ovenproxy", "intranet", "203.0.113.77", "QQQQ", "pki", "html"})
        EXPECT_FALSE(file.contains(QLatin1String(name), Qt::CaseInsensitive)) << name << " in\n" << file.toStdString();
}

TEST(Mask, KeepsWhatAWalkThroughHttpsIsAbout)
{
    const Trace trace = masked(webRich());
    const std::string file = fileOf(trace);
    for (const char *kept :
         {"https://autodiscover.domain-", "/autodiscover/autodiscover.xml", "/rpc/rpcproxy.dll?", "(first contact)",
          "Microsoft-IIS/8.5", "Basic realm=", "msstd:host-", "CookieAuth.dll", "10061 (WSAECONNREFUSED)", ".local:6002"})
        EXPECT_THAT(file, HasSubstr(kept));
    EXPECT_THAT(*trace.hops[3].fact("names"), testing::StartsWith("*." + trace.hops[1].target + ", host-"));
    EXPECT_EQ(fileOf(masked(trace)), file);
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
