#include "report/html.h"

#include "report/about.h"
#include "support/trace_builder.h"

#include <QCoreApplication>
#include <QTranslator>
#include <gmock/gmock.h>
#include <regex>

namespace mailwalk::report {
namespace {

using namespace trace;
using test::TraceBuilder;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

TraceBuilder blockedWalk()
{
    TraceBuilder b;
    b.stage(Stage::refer).connect("ex1.corp.test:135");
    b.stage(Stage::lookUp).connect("gc1.corp.test:49155", "10.0.0.2").fails(Code::timeout, {}, "no answer within 7000 ms");
    b.stage(Stage::open).notRun(Reason::earlierFailure);
    return b;
}

std::string htmlOf(const Trace &trace, Masking masking = Masking::none)
{
    return html(trace, diagnosis::diagnose(trace), masking);
}

Words allOf(const std::string &text, const char *expression)
{
    const std::regex wanted(expression);
    Words found;
    for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at)
        found.push_back(at->str());
    return found;
}

// The row of a step.
std::string rowOf(const std::string &page, int step)
{
    const auto at = page.find("<tr id=\"step-" + std::to_string(step) + '"');
    return at == page.npos ? std::string() : page.substr(at, page.find("</tr>", at) - at);
}

TEST(HtmlReport, SaysFirstWhatIsWrongThenShowsThePathThenWhatToDoThenEveryStep)
{
    const std::string page = htmlOf(blockedWalk().trace());
    std::size_t at = 0;
    for (const char *part : {"<h1", "FAILS", "the way to that door is blocked", "<svg", "What this means", "It stopped at step 5",
                             "What you can do", "Who can mend it", "Step <a href=\"#step-5\">5</a>", "NOT masked", "</article>",
                             "For administrators", "epm-ok-dynamic-port-filtered", "<tr id=\"step-1\"", "<tr id=\"step-6\""}) {
        const auto found = page.find(part, at);
        ASSERT_NE(found, page.npos) << part;
        at = found;
    }
}

TEST(HtmlReport, EveryHopStandsThereWithItsOutcomeTimesAndFacts)
{
    TraceBuilder b = blockedWalk();
    b.act(Kind::http, "GET", "https://corp.test/").fact("server", "Apache/2.4").failsAlone(Code::httpStatus, "HTTP 503", "busy");
    b.last().failure->expected = "HTTP 200";
    b.last().excerpt = "<html>Service busy</html>";
    b.last().received = 4711;
    const std::string page = htmlOf(b.trace()), failed = rowOf(page, 5), notRun = rowOf(page, 6), answered = rowOf(page, 7);
    EXPECT_THAT(failed, testing::AllOf(HasSubstr("FAILED"), HasSubstr("gc1.corp.test:49155"), HasSubstr("10.0.0.2"),
                                       HasSubstr("timeout: no answer within 7000 ms"), HasSubstr("began at 40.0 ms")));
    EXPECT_THAT(notRun, testing::AllOf(HasSubstr("not run"), HasSubstr("because of step 5"), Not(HasSubstr("passed"))));
    EXPECT_THAT(answered, testing::AllOf(HasSubstr("HTTP 200"), HasSubstr("HTTP 503"), HasSubstr("Apache/2.4"), HasSubstr("4711"),
                                         HasSubstr("&lt;html&gt;Service busy&lt;/html&gt;")));
}

TEST(HtmlReport, FetchesAndRunsNothing)
{
    const std::string page = htmlOf(blockedWalk().trace());
    EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline';"));
    for (const char *wanted :
         {"<script", "<iframe", "<img", "<link", "<object", "<embed", "src=", "@import", "url(", "javascript:"})
        EXPECT_THAT(page, Not(HasSubstr(wanted)));
    EXPECT_EQ(allOf(page, "https?://[^\"]*"), Words{"http://www.w3.org/2000/svg"});
    for (const std::string &link : allOf(page, "href=\"[^\"]*\""))
        EXPECT_THAT(link, testing::StartsWith("href=\"#step-"));
}

TEST(HtmlReport, HasHeadingsInOrderHeadersWithScopeAndAPictureWithWords)
{
    const std::string page = htmlOf(blockedWalk().trace());
    char before = '0';
    for (const std::string &heading : allOf(page, "<h[1-6]")) {
        EXPECT_LE(heading.back(), before + 1) << heading;
        before = heading.back();
    }
    EXPECT_THAT(allOf(page, "<h1"), testing::SizeIs(1));
    EXPECT_THAT(allOf(page, "<th[ >][^>]*>?"), Each(HasSubstr("scope=")));
    EXPECT_THAT(page, HasSubstr("role=\"img\" aria-label=\"The path from this PC to the mailbox\""));
    EXPECT_THAT(allOf(page, "<desc[^>]*>[^<]*</desc>"), Each(HasSubstr("port 49155: no answer")));
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
}

TEST(HtmlReport, LinksLeadToRowsThatAreThere)
{
    const std::string page = htmlOf(blockedWalk().trace());
    for (const std::string &link : allOf(page, "href=\"#[^\"]*\""))
        EXPECT_THAT(page, HasSubstr("id=\"" + link.substr(7, link.size() - 8) + '"'));
}

// All that a server or a person chose, and that diagnosis does not read.
Trace named(const std::string &name)
{
    TraceBuilder b = blockedWalk();
    b.act(Kind::http, name, name).fact(name, name);
    Hop &hop = b.last();
    hop.outcome = Outcome::warned;
    hop.failure = Failure{Code::malformed, name, name, name};
    hop.excerpt = name;
    hop.address = name;
    Trace trace = b.trace();
    trace.started = trace.version = trace.system = name;
    trace.asked.mailbox = trace.asked.outlook = name;
    return trace;
}

const Words hostile{
    "</td></tr></table><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "--><!--",
    "]]><![CDATA[",
    "</style><style>*{display:none}",
    "</title><h1>",
    "%1 %2 %7 %L1 %n",
    "a\0b",
    "\x1b[2J\r\n\t\x7f",
    "\u202egnp.exe\u2066\u2067\u2068\u202a\u202b\u202d",
    "\u2028\u2029\u200b\ufeff\u00ad",
    "\xff\xfe\xc0\x80\xed\xa0\x80",
    "\u05d0\u05d1\u05d2 <b>\u0627\u0644</b>",
    std::string(5000, '<'),
    std::string("a\0<b>", 5),
};

TEST(HtmlReport, HostileNamesDoNotLeaveTheirPlace)
{
    const Words harmless = allOf(htmlOf(named("harmless")), "<[^>]*>");
    for (const std::string &name : hostile) {
        const std::string page = htmlOf(named(name));
        EXPECT_EQ(allOf(page, "<[^>]*>"), harmless) << name;
        for (const char *raw : {"\x1b", "\r", "\t", "\x7f", "\u202e", "\u2066", "\u2067", "\u2068", "\u202a", "\u202b", "\u202d",
                                "\u2028", "\ufeff"})
            EXPECT_EQ(page.find(raw), page.npos) << name;
        EXPECT_EQ(page.find('\0'), page.npos);
        EXPECT_TRUE(QString::fromStdString(page).toStdString() == page) << "no valid UTF-8: " << name;
    }
}

TEST(HtmlReport, AHostileHostThatTheWalkStopsAtIsEscapedEverywhere)
{
    TraceBuilder b;
    b.trace().asked.server = "<script>alert(1)</script>";
    b.stage(Stage::refer).connect("<script>alert(1)</script>:135").fails(Code::timeout);
    const std::string page = htmlOf(b.trace());
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
}

TEST(HtmlReport, SaysWhetherNamesAreMasked)
{
    EXPECT_THAT(htmlOf(blockedWalk().trace(), Masking::masked), HasSubstr("in this report are masked."));
    EXPECT_THAT(htmlOf(blockedWalk().trace(), Masking::none), HasSubstr("are NOT masked"));
}

TEST(HtmlReport, AWalkWithoutHopsAndOneThatWorksAreWholePages)
{
    for (const Trace &trace : {Trace{}, test::healthyWalk().trace()}) {
        const std::string page = htmlOf(trace);
        EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>"));
        EXPECT_THAT(page, testing::EndsWith("</main>\n</body>\n</html>\n"));
    }
}

TEST(HtmlReport, GrowsWithTheHopsAndNotFaster)
{
    const auto sizeWith = [](int hops) {
        TraceBuilder b = blockedWalk();
        for (int i = 0; i < hops; ++i)
            b.connect("ex1.corp.test:135");
        return htmlOf(b.trace()).size();
    };
    const std::size_t none = sizeWith(0);
    EXPECT_LT(sizeWith(10'000) - none, 11 * (sizeWith(1'000) - none));
}

class Arabic : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *text, const char *, int) const override
    {
        return QByteArray(text) == "en" ? QStringLiteral("ar") : QString();
    }
};

TEST(HtmlReport, IsMirroredInALanguageThatIsReadFromTheRight)
{
    int argc = 1;
    char name[] = "test", *argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    Arabic arabic;
    QCoreApplication::installTranslator(&arabic);
    const std::string page = htmlOf(blockedWalk().trace());
    EXPECT_THAT(page, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
    EXPECT_THAT(page, HasSubstr("<bdi dir=\"ltr\">"));
    const Words rings = allOf(page, "<circle [^>]* cx=\"[0-9.]*\"");
    ASSERT_FALSE(rings.empty());
    EXPECT_THAT(rings.front(), HasSubstr("cx=\"560.0\"")); // this PC, on the right
}

} // namespace
} // namespace mailwalk::report
