#include "report/advice.h"

#include "diagnosis/catalogue.h"
#include "support/recorded_walks.h"
#include "support/trace_builder.h"

#include <gmock/gmock.h>
#include <set>

namespace mailwalk::report {
namespace {

using namespace trace;
using diagnosis::Fixer;
using test::TraceBuilder;
using testing::HasSubstr;
using testing::Not;

Advice adviceFor(const Trace &trace) { return adviceOf(trace, diagnosis::diagnose(trace)); }

std::string letterTo(Fixer fixer, const Advice &advice)
{
    for (const Letter &letter : advice.letters)
        if (letter.to == fixer)
            return letter.text.toStdString();
    ADD_FAILURE() << "no letter to " << nameOf(fixer);
    return {};
}

TraceBuilder blockedWalk()
{
    TraceBuilder b;
    b.trace().asked.address = "alice@corp.test";
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    b.stage(Stage::lookUp).connect("gc1.corp.test:49155", "10.0.0.2").fails(Code::timeout, {}, "no answer within 7000 ms");
    return b;
}

TEST(Advice, HasALetterThatCanBeSentAsItIs)
{
    const Advice advice = adviceFor(blockedWalk().trace());
    ASSERT_EQ(advice.letters.size(), 1u);
    EXPECT_EQ(advice.letters.front().toWord, diagnosis::wordFor(Fixer::companyIt));
    EXPECT_EQ(
        letterTo(Fixer::companyIt, advice),
        R"(gc1.corp.test answers on port 135 and sends Outlook to port 49155, but port 49155 does not answer. )"
        R"(Please give the Exchange services (and the address book of the directory servers) fixed ports, and open exactly these.

Asked: Connect to gc1.corp.test:49155 [10.0.0.2]
Came back: timeout: no answer within 7000 ms
After: 5 ms
Mailbox: alice@corp.test
Mailwalk 0.1.0, walk of 2026-01-01T00:00:00Z, step 5, code 010 056)");
}

TEST(Advice, SaysWhereItStoppedAndWhatToReadOut)
{
    const Advice advice = adviceFor(blockedWalk().trace());
    EXPECT_EQ(advice.outcome, QStringLiteral("FAILS"));
    EXPECT_EQ(advice.step, 5u);
    EXPECT_EQ(advice.shortCode, QStringLiteral("010 056"));
    EXPECT_EQ(advice.meaning.size(), 2);
    EXPECT_EQ(advice.fixers, QStringList{diagnosis::wordFor(Fixer::companyIt)});
    EXPECT_TRUE(advice.ways.isEmpty());
    EXPECT_TRUE(advice.noticed.isEmpty());
}

TEST(Advice, OfAWalkThatWorksSendsNobodyALetter)
{
    const Advice advice = adviceFor(test::healthyWalk().trace());
    EXPECT_EQ(advice.step, 0u);
    EXPECT_TRUE(advice.shortCode.isEmpty());
    EXPECT_TRUE(advice.letters.empty());
    EXPECT_TRUE(advice.meaning.isEmpty() && advice.remedies.isEmpty() && advice.fixers.isEmpty());
}

// Findings of two causes, as diagnosis gives them where they look the same from here.
Advice adviceOnTwo(const std::string &one, const std::string &other)
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135").fails(Code::timeout);
    diagnosis::Verdict verdict = diagnosis::diagnose(b.trace());
    verdict.findings = {diagnosis::findingAt(b.trace(), b.last(), one), diagnosis::findingAt(b.trace(), b.last(), other)};
    return adviceOf(b.trace(), verdict);
}

TEST(Advice, TellsEachFixerOnlyWhatThatOneCanMend)
{
    const Advice advice = adviceOnTwo("tcp135-filtered-by-company", "directory-names-unknown-server");
    const std::string company = letterTo(Fixer::companyIt, advice), exchange = letterTo(Fixer::exchangeAdmin, advice);
    EXPECT_THAT(company, Not(HasSubstr("taken away or renamed")));
    EXPECT_THAT(exchange, HasSubstr("taken away or renamed"));
    for (const std::string &letter : {company, exchange})
        EXPECT_THAT(letter, HasSubstr("more than one cause looks like this"));
}

TEST(Advice, WritesNoLetterToThePersonAtTheScreen)
{
    const Advice advice = adviceOnTwo("wrong-password", "username-format");
    ASSERT_EQ(advice.letters.size(), 1u);
    EXPECT_EQ(advice.letters.front().to, Fixer::exchangeAdmin);
    EXPECT_TRUE(advice.fixers.contains(diagnosis::wordFor(Fixer::you)));
}

TEST(Advice, TellsNobodyOutsideTheCompanyWhoseMailboxItIs)
{
    const Advice advice = adviceOnTwo("name-server-not-answering", "tcp135-filtered-by-provider");
    EXPECT_THAT(letterTo(Fixer::homeNetwork, advice), Not(HasSubstr("Mailbox:")));
    EXPECT_THAT(letterTo(Fixer::internetProvider, advice), Not(HasSubstr("Mailbox:")));
    EXPECT_THAT(letterTo(Fixer::companyIt, advice), HasSubstr("Mailbox: alice"));
}

TEST(Advice, CallsWhatDidNotStopItNoticed)
{
    TraceBuilder b;
    b.stage(Stage::lookUp);
    b.attempt().connect("gc1.corp.test:135").failsAlone(Code::timeout).groupFails();
    b.call("NspiResolveNamesW", "gc2.corp.test:49155").fails(Code::status, "ambiguous");
    const Advice advice = adviceFor(b.trace());
    ASSERT_EQ(advice.noticed.size(), 1);
    EXPECT_TRUE(advice.noticed.front().startsWith(QLatin1String("Step 4: ")));
    for (const Letter &letter : advice.letters)
        EXPECT_FALSE(letter.text.contains(QLatin1String("gc1")));
}

TEST(Advice, KeepsWhatServersSayInItsLine)
{
    TraceBuilder b = blockedWalk();
    b.trace().asked.address = "alice\r\n\x1b[2J@corp.test";
    b.last().failure->text = "no\nanswer\xe2\x80\xae";
    b.trace().version = "0\n1";
    const QString text = adviceFor(b.trace()).letters.at(0).text;
    for (const QChar c : text)
        EXPECT_TRUE(c == QLatin1Char('\n') || (c.isPrint() && c != QChar(0x202e)));
    EXPECT_EQ(text.count(QLatin1Char('\n')), 6);
}

// Over everything that can be practised: whoever is named besides the person gets a letter, and it says where to look.
TEST(Advice, OfEveryRecordedWalkHasALetterForEveryoneWhoCanMendIt)
{
    for (const std::string &name : test::recorded::names()) {
        SCOPED_TRACE(name);
        const Trace trace = test::recorded::read(name).trace;
        const diagnosis::Verdict verdict = diagnosis::diagnose(trace);
        const Advice advice = adviceOf(trace, verdict);
        std::set<Fixer> named, written;
        for (const diagnosis::Finding &finding : verdict.findings)
            if (isCause(finding, verdict))
                named.insert(finding.fixers.begin(), finding.fixers.end());
        named.erase(Fixer::you);
        for (const Letter &letter : advice.letters) {
            EXPECT_TRUE(written.insert(letter.to).second);
            EXPECT_TRUE(letter.text.endsWith(advice.shortCode));
            EXPECT_TRUE(letter.text.contains(QStringLiteral("step %1").arg(advice.step)));
            EXPECT_FALSE(letter.text.contains(QLatin1Char('{')));
            EXPECT_FALSE(letter.text.contains(QLatin1String("Practice-"))); // how the passwords there begin
        }
        EXPECT_EQ(named, written);
        EXPECT_EQ(advice.shortCode.isEmpty(), verdict.outcome == diagnosis::Result::works || name == "without-password");
    }
}

} // namespace
} // namespace mailwalk::report
