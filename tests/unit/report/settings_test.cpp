#include "report/settings.h"

#include "report/steps.h"
#include "support/trace_builder.h"

#include <chrono>
#include <gmock/gmock.h>

namespace mailwalk::report {
namespace {

using namespace trace;
using test::TraceBuilder;
using testing::HasSubstr;

std::vector<std::string> linesOf(const std::vector<Setting> &settings)
{
    std::vector<std::string> lines;
    for (const Setting &each : settings)
        lines.push_back((QString::number(each.hop) + QLatin1Char('|') + each.group + QLatin1Char('|') + each.name +
                         QLatin1Char('|') + each.value)
                            .toStdString());
    return lines;
}

std::vector<std::string> linesOf(const std::vector<PortUsed> &ports)
{
    std::vector<std::string> lines;
    for (const PortUsed &each : ports)
        lines.push_back(QStringLiteral("%1:%2 [%3] %4, %5 (%6 x, from %7)")
                            .arg(each.host)
                            .arg(each.port)
                            .arg(each.address, each.what, each.answer)
                            .arg(each.times)
                            .arg(each.hop)
                            .toStdString());
    return lines;
}

TEST(Settings, TellsBlockByBlockWhatAutodiscoverTold)
{
    TraceBuilder b;
    b.stage(Stage::discover, std::nullopt);
    b.fact("winner", "https://autodiscover.corp.test/").fact("display name", "Alice").fact("EXPR", "mail.corp.test, Basic");
    b.fact("version of EXCH", "14.3.123");
    b.fact("EXCH: Server", "ex1.corp.test").fact("EXPR: AuthPackage", "Basic").fact("FOO: Bar", "1").fact("EXPR: Empty", "");
    EXPECT_THAT(
        linesOf(settingsFound(b.trace())),
        testing::ElementsAre("2|Told by Autodiscover|Who answered|https://autodiscover.corp.test/",
                             "2|Told by Autodiscover|Your name|Alice", "2|Told by Autodiscover: inside (EXCH)|version|14.3.123",
                             "2|Told by Autodiscover: inside (EXCH)|Server|ex1.corp.test",
                             "2|Told by Autodiscover: outside (EXPR)|AuthPackage|Basic", "2|Told by Autodiscover: FOO|Bar|1"));
}

TEST(Settings, TellsOnceWhatBothLanesLearned)
{
    TraceBuilder b;
    for (const Transport lane : {Transport::direct, Transport::rpcHttps}) {
        b.stage(Stage::refer, lane).fact("directory server", lane == Transport::direct ? "gc1.corp.test" : "ex1.corp.test");
        b.stage(Stage::lookUp, lane).fact("home server", "ex1.corp.test");
        b.stage(Stage::open, lane).call("EcDoConnectEx", "ex1.corp.test:6001").fact("server version", "14.3 (Exchange 2010)");
    }
    EXPECT_THAT(linesOf(settingsFound(b.trace())),
                testing::ElementsAre("2|Learned on the way|Directory server|gc1.corp.test",
                                     "3|Learned on the way|Home server|ex1.corp.test",
                                     "5|Learned on the way|Version of the server|14.3 (Exchange 2010)",
                                     "6|Learned on the way|Directory server|ex1.corp.test"));
}

TEST(Settings, KeepsWhatAServerSaysInItsLine)
{
    TraceBuilder b;
    b.stage(Stage::discover, std::nullopt).fact("EXPR: Ser\nver\x1b[2J", "mail\r\n\xe2\x80\xae.corp.test");
    for (const Setting &each : settingsFound(b.trace()))
        for (const QString &text : {each.group, each.name, each.value})
            for (const QChar c : text)
                EXPECT_TRUE(c.isPrint() && c != QChar(0x202e)) << text.toStdString();
}

TEST(PortsUsed, SaysWhatListensAndHowItAnswered)
{
    TraceBuilder b;
    b.stage(Stage::discover, std::nullopt).connect("corp.test:443", "192.0.2.1").failsAlone(Code::refused);
    b.connect("autodiscover.corp.test:80", "192.0.2.2").is(Outcome::cancelled);
    b.stage(Stage::refer).connect("ex1.corp.test:135").connect("ex1.corp.test:135").connect("ex1.corp.test:49152");
    b.stage(Stage::lookUp).connect("[2001:db8::1]:49155", "2001:db8::1").failsAlone(Code::timeout);
    b.stage(Stage::refer, Transport::rpcHttps).connect("mail.corp.test:443", "192.0.2.3");
    b.stage(Stage::open).connect("ex1.corp.test:135").notRun(Reason::earlierFailure);
    EXPECT_THAT(
        linesOf(portsUsedIn(b.trace())),
        testing::ElementsAre("corp.test:443 [192.0.2.1] web server, refused (1 x, from 3)",
                             "autodiscover.corp.test:80 [192.0.2.2] web server, without encryption, not waited for (1 x, from 4)",
                             "ex1.corp.test:135 [10.0.0.1] end-point mapper, answered (2 x, from 6)",
                             "ex1.corp.test:49152 [10.0.0.1] port of the referral service, answered (1 x, from 8)",
                             "2001:db8::1:49155 [2001:db8::1] port of the address book, no answer (1 x, from 10)",
                             "mail.corp.test:443 [192.0.2.3] RPC proxy (web server), answered (1 x, from 12)"));
    EXPECT_THAT(portsUsed(b.trace()).toStdString(),
                HasSubstr("  TCP [2001:db8::1]:49155               no answer     port of the address book\n"));
}

TEST(PortsUsed, NamesTheNameService)
{
    TraceBuilder b;
    b.stage(Stage::refer).resolve("ex1.corp.test").fact("dns A of ex1.corp.test", "NOERROR by 10.0.0.53:53");
    b.fact("dns AAAA of ex1.corp.test", "NOERROR by 10.0.0.53:53").fact("dns A of by by", "no answer within 5000 ms");
    b.resolve("gc1.corp.test").fact("dns A of gc1.corp.test", "NOERROR by [2001:db8::53]:53 over TCP");
    EXPECT_THAT(linesOf(portsUsedIn(b.trace())),
                testing::ElementsAre("10.0.0.53:53 [10.0.0.53] name service, answered (2 x, from 3)",
                                     "2001:db8::53:53 [2001:db8::53] name service, answered (1 x, from 4)"));
    EXPECT_THAT(portsUsed(b.trace()).toStdString(),
                testing::AllOf(HasSubstr("  UDP 10.0.0.53:53"), HasSubstr("  TCP [2001:db8::53]:53")));
}

TEST(PortsUsed, MeansThePortThatWasAskedForAndNotADetour)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "127.0.0.1").last().port = 40123;
    EXPECT_EQ(portsUsedIn(b.trace()).at(0).port, 135);
}

// A saved walk may have 20,000 hops, each with something else to say; the window shows them within a moment.
TEST(SettingsAndPorts, TakeTimeInProportionToTheHops)
{
    TraceBuilder b;
    b.stage(Stage::discover, std::nullopt);
    for (int i = 0; i < 10'000; ++i) {
        b.connect("host" + std::to_string(i) + ".corp.test:443");
        b.trace().hops[1].facts.push_back({"EXPR: N" + std::to_string(i), "1"});
    }
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(portsUsedIn(b.trace()).size(), 10'000u);
    EXPECT_EQ(settingsFound(b.trace()).size(), 10'000u);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

} // namespace
} // namespace mailwalk::report
