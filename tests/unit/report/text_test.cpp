#include "report/text.h"

#include "report/json.h"
#include "support/trace_builder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <gmock/gmock.h>

namespace mailwalk::report {
namespace {

using namespace trace;
using test::TraceBuilder;
using testing::HasSubstr;
using testing::Not;

TraceBuilder blockedWalk()
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    b.stage(Stage::lookUp).connect("gc1.corp.test:49155", "10.0.0.2").fails(Code::timeout, {}, "no answer within 7000 ms");
    b.stage(Stage::open).notRun(Reason::earlierFailure);
    return b;
}

std::string textOf(const Trace &trace, Masking masking = Masking::none)
{
    return text(trace, diagnosis::diagnose(trace), masking);
}

TEST(TextReport, SaysFirstWhatIsWrongThenWhoCanMendItThenEveryStep)
{
    EXPECT_EQ(textOf(blockedWalk().trace()),
              R"(FAILS: gc1.corp.test says which door to use, port 49155, but the way to that
door is blocked.
To read out: step 5, code 010 056

What this means
  It stopped at step 5, while finding you in the address book.
  Only setting up a new profile needs this step; a finished profile does not
  come here.

What you can do
  Nothing on this PC can change that. Pass on the message.

Who can mend it
  your company's IT (network and firewall)

What to tell them
  gc1.corp.test answers on port 135 and sends Outlook to port 49155, but port
  49155 does not answer. Please give the Exchange services (and the address
  book of the directory servers) fixed ports, and open exactly these.

  Asked: Connect to gc1.corp.test:49155 [10.0.0.2]
  Came back: timeout: no answer within 7000 ms
  After: 5 ms
  Mailbox: alice
  Mailwalk 0.1.0, walk of 2026-01-01T00:00:00Z, step 5, code 010 056

For administrators: cause (step)
  epm-ok-dynamic-port-filtered (5): The mapper answers; the mapped port
  swallows SYN, or something rejects it by ICMP. Dynamic ports change at every
  restart: fix RFR, NSPI and store ports, and NTDS \Parameters TCP/IP Port on
  directory servers, and open 135 and these.

Steps
   1  FAILED         5 ms  Walk
   2  passed         5 ms    Stage
   3  passed         5 ms      Connect to ex1.corp.test:135 [10.0.0.1]
   4  FAILED         5 ms    Stage
   5  FAILED         5 ms      Connect to gc1.corp.test:49155 [10.0.0.2]
                                timeout: no answer within 7000 ms
   6  not run                Stage
                              (because of step 5)

Ports used
  TCP ex1.corp.test:135                 answered      end-point mapper
  TCP gc1.corp.test:49155               no answer     port of the address book

About this report
Mailwalk 0.1.0, walk of 2026-01-01T00:00:00Z
Asked: alice, ex1.corp.test, new profile, Outlook 2016, signed in
Names and addresses in this report are NOT masked: look before you publish it.
)");
}

TEST(TextReport, SaysThatAFinishedProfileMayNeedTheSameMachine)
{
    const auto neededAt = [](auto write, Stage stage, Code code, const char *got = "") {
        TraceBuilder b;
        b.stage(stage);
        write(b);
        b.fails(code, got);
        return textOf(b.trace());
    };
    const auto same = HasSubstr("a finished profile needs the same machine");
    const auto neverHere = HasSubstr("a finished profile does not");
    const auto name = [](TraceBuilder &b) { b.resolve("ex1.corp.test"); };
    const auto line = [](TraceBuilder &b) { b.connect("ex1.corp.test:135"); };
    const auto door = [](TraceBuilder &b) { b.connect("ex1.corp.test:49152"); };
    const auto question = [](TraceBuilder &b) { b.map("RFR", "ex1.corp.test"); };
    const auto elsewhere = [](TraceBuilder &b) { b.connect("gc1.corp.test:135"); };
    EXPECT_THAT(neededAt(name, Stage::discover, Code::nameNotFound), same);
    EXPECT_THAT(neededAt(line, Stage::refer, Code::timeout), same);
    EXPECT_THAT(neededAt(question, Stage::refer, Code::reset), same);
    EXPECT_THAT(neededAt(question, Stage::refer, Code::status, "0x16c9a0d6"), neverHere);
    EXPECT_THAT(neededAt(door, Stage::refer, Code::timeout), neverHere);
    EXPECT_THAT(neededAt(elsewhere, Stage::lookUp, Code::timeout), neverHere);
}

TEST(TextReport, OfAWalkThatWorksBlamesNobody)
{
    const std::string report = textOf(test::healthyWalk().trace());
    EXPECT_THAT(report, testing::StartsWith("WORKS: "));
    EXPECT_THAT(report, Not(HasSubstr("Who can mend it")));
    EXPECT_THAT(report, Not(HasSubstr("FAILED")));
    EXPECT_THAT(report, HasSubstr("RopLogon"));
}

TEST(TextReport, KnowsThatEveryProfileGoesThroughTheProxy)
{
    const auto neededAt = [](Kind kind, Code code, const char *rpcError) {
        TraceBuilder b;
        b.stage(Stage::refer, Transport::rpcHttps).act(kind, "act", "ex1.corp.test:6002").fails(code, "503");
        if (rpcError)
            b.fact("rpc error", rpcError);
        return textOf(b.trace());
    };
    const auto everyProfile = HasSubstr("Every profile goes through this machine");
    EXPECT_THAT(neededAt(Kind::secure, Code::certificate, nullptr), everyProfile);
    EXPECT_THAT(neededAt(Kind::http, Code::httpStatus, nullptr), everyProfile);
    EXPECT_THAT(neededAt(Kind::channel, Code::timeout, nullptr), everyProfile);
    EXPECT_THAT(neededAt(Kind::channel, Code::httpStatus, "0x000006ba"), Not(everyProfile));
    EXPECT_THAT(neededAt(Kind::call, Code::status, nullptr), HasSubstr("Only setting up a new profile needs this step"));
}

TEST(TextReport, TellsWhatBecameOfEachWay)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135", "192.0.2.3").fails(Code::timeout);
    b.stage(Stage::refer, Transport::rpcHttps).act(Kind::secure, "Secure mail.corp.test:443", "mail.corp.test:443");
    b.fails(Code::certificate, "expired");
    b.stage(Stage::open, Transport::mapiHttps).notRun(Reason::policy);
    EXPECT_THAT(textOf(b.trace()), HasSubstr(R"(
The ways
  Directly (port 135 and those behind it): not offered here.
  RPC over HTTPS (port 443 alone): fails at step 5. The certificate of
  mail.corp.test has run out, so Outlook does not trust the server any more.
  MAPI over HTTPS (port 443 alone): offered, and not walked by this version.
)"));
    EXPECT_THAT(textOf(blockedWalk().trace()), Not(HasSubstr("The ways")));
}

TEST(TextReport, SaysOfAWayNoMoreThanIsCertain)
{
    TraceBuilder b;
    b.stage(Stage::open).connect("ex1.corp.test:135").call("RopLogon", "ex1.corp.test:49160").fails(Code::status, "0x80004005");
    b.stage(Stage::refer, Transport::rpcHttps).act(Kind::http, "POST", "https://mail.corp.test/rpc/");
    b.fails(Code::authRejected, "401 Unauthorized");
    const std::string report = textOf(b.trace());
    EXPECT_THAT(report, HasSubstr("  Directly (port 135 and those behind it): fails at step 4.\n"));
    EXPECT_THAT(report, HasSubstr("  RPC over HTTPS (port 443 alone): fails at step 6.\n"));
}

// A limit of this program is no failure, and still somebody may be able to do something.
TEST(TextReport, AdvisesWhereNothingIsProven)
{
    TraceBuilder b;
    b.stage(Stage::refer, Transport::rpcHttps).act(Kind::http, "POST", "https://mail.corp.test/rpc/");
    b.fails(Code::authUnsupported, "Bearer");
    const std::string report = textOf(b.trace());
    EXPECT_THAT(report, testing::StartsWith("NOT PROVEN: mail.corp.test no longer accepts a plain password"));
    EXPECT_THAT(report, HasSubstr("\nWho can mend it\n  you\n"));
    EXPECT_THAT(report, HasSubstr("modern-auth-required (3): 401 with Bearer alone"));
    EXPECT_THAT(report, Not(HasSubstr("Also noticed")));
}

TEST(TextReport, SaysWhichWayHasWorked)
{
    TraceBuilder b;
    b.stage(Stage::open, Transport::rpcHttps).call("RopLogon", "ex1.corp.test:6001");
    EXPECT_THAT(textOf(b.trace()), testing::StartsWith("WORKS: It works through HTTPS, so over port 443 alone"));
    b.stage(Stage::open).call("RopLogon", "ex1.corp.test:49160");
    EXPECT_THAT(textOf(b.trace()), testing::StartsWith("WORKS: It works both directly and through HTTPS"));
}

TEST(TextReport, SaysWhetherItIsMasked)
{
    EXPECT_THAT(textOf(blockedWalk().trace(), Masking::masked), HasSubstr("are masked"));
    EXPECT_THAT(textOf(blockedWalk().trace(), Masking::none), HasSubstr("NOT masked"));
}

TEST(TextReport, TellsWhatWasNoticedApartFromTheCause)
{
    TraceBuilder b;
    b.stage(Stage::lookUp);
    b.attempt().connect("gc1.corp.test:135").failsAlone(Code::timeout).groupFails();
    b.call("NspiResolveNamesW", "gc2.corp.test:49155").fails(Code::status, "ambiguous");
    const std::string report = textOf(b.trace());
    EXPECT_THAT(report, HasSubstr("Also noticed\n  Step 4: "));
    EXPECT_THAT(report, testing::StartsWith("FAILS: Several people match \"alice\""));
}

TEST(TextReport, KeepsWhatServersSayInItsLine)
{
    TraceBuilder b;
    b.stage(Stage::refer)
        .call("RfrGetNewDSA", "ex1.corp.test:49152")
        .fails(Code::malformed, "evil\n\x1b[2J   7  passed\xe2\x80\xae");
    b.trace().asked.mailbox = "alice\r\nWORKS: all is well";
    const std::string report = textOf(b.trace());
    EXPECT_EQ(report.find('\x1b'), std::string::npos);
    EXPECT_EQ(report.find('\r'), std::string::npos);
    EXPECT_EQ(report.find("\xe2\x80\xae"), std::string::npos);
    EXPECT_THAT(report, Not(HasSubstr("\nWORKS")));
    EXPECT_THAT(report, Not(HasSubstr("\n   7  passed")));
    EXPECT_THAT(report, HasSubstr("\xef\xbf\xbd"));
}

TEST(TextReport, SummaryIsItsFirstPart)
{
    const Trace trace = blockedWalk().trace();
    const auto verdict = diagnosis::diagnose(trace);
    EXPECT_THAT(text(trace, verdict, Masking::none), testing::StartsWith(summary(trace, verdict)));
    EXPECT_THAT(summary(trace, verdict), Not(HasSubstr("Steps")));
}

QJsonObject verdictOf(const Trace &trace) { return toJson(diagnosis::diagnose(trace)); }

std::string compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

TEST(JsonReport, HasTheVerdictAsTheFormatSays)
{
    EXPECT_EQ(
        compact(verdictOf(blockedWalk().trace())),
        R"({"code":"timeout","findings":[{"cause":"epm-ok-dynamic-port-filtered","fixers":["company-it"],"hop":5,)"
        R"("text":"gc1.corp.test says which door to use, port 49155, but the way to that door is blocked."}],"hop":5,"outcome":"fails",)"
        R"("reason":null,"stage":"look-up","transports":{"direct":{"code":"timeout","findings":[{"cause":"epm-ok-dynamic-port-filtered",)"
        R"("fixers":["company-it"],"hop":5,"text":"gc1.corp.test says which door to use, port 49155, but the way to that door is blocked."}],)"
        R"("hop":5,"outcome":"fails","reason":null,"stage":"look-up"}}})");
    EXPECT_EQ(compact(verdictOf(test::healthyWalk().trace())),
              R"({"code":null,"findings":[],"hop":null,"outcome":"works","reason":null,"stage":null,"transports":{"direct":)"
              R"({"code":null,"findings":[],"hop":null,"outcome":"works","reason":null,"stage":null}}})");
}

TEST(JsonReport, IsAWalkThatCanBeOpenedAgain)
{
    const Trace trace = blockedWalk().trace();
    const QJsonObject file = toJson(trace, diagnosis::diagnose(trace), Masking::none);
    const auto read = fromJson(QJsonDocument(file).toJson());
    ASSERT_TRUE(bool(read));
    EXPECT_EQ(compact(toJson(*read, diagnosis::diagnose(read->trace), Masking::none)), compact(file));
}

TEST(JsonReport, RemembersThatAWalkWasMasked)
{
    const Trace trace = blockedWalk().trace();
    const auto verdict = diagnosis::diagnose(trace);
    for (const Masking masking : {Masking::none, Masking::masked}) {
        const auto read = fromJson(QJsonDocument(toJson(trace, verdict, masking)).toJson());
        ASSERT_TRUE(bool(read));
        EXPECT_EQ(maskingOf(*read), masking);
        EXPECT_EQ(toJson(*read, verdict, Masking::none).value(QStringLiteral("masked")).toBool(), masking == Masking::masked);
    }
}

TEST(JsonReport, WritesAVerdictThatTheSchemaKnows)
{
    QFile file(QStringLiteral(MAILWALK_SOURCE_DIR "/resources/mailwalk-trace.schema.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonObject definitions = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("$defs")).toObject();
    const auto membersOf = [&](const char *name) {
        return definitions.value(QLatin1String(name)).toObject().value(QStringLiteral("properties")).toObject().keys();
    };
    const QJsonObject verdict = verdictOf(blockedWalk().trace());
    EXPECT_EQ(verdict.keys(), membersOf("verdict"));
    EXPECT_EQ(verdict.value(QStringLiteral("transports")).toObject().value(QStringLiteral("direct")).toObject().keys(),
              membersOf("lane"));
    EXPECT_EQ(verdict.value(QStringLiteral("findings")).toArray().at(0).toObject().keys(), membersOf("finding"));
}

} // namespace
} // namespace mailwalk::report
