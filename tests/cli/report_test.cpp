#include "cli/paper.h"
#include "cli/program.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string blockedWalk = R"({"format": "mailwalk-trace", "version": 1,
 "program": {"name": "mailwalk", "version": "0.1.0"}, "started": "2026-01-01T00:00:00Z",
 "asked": {"mailbox": "alice", "server": "ex1.corp.test", "profile": "new", "outlook": "2007", "signed_in": true},
 "hops": [
  {"id": 1, "parent": 0, "kind": "walk", "title": "Walk as Outlook 2007", "target": "alice",
   "opened_ms": 0, "closed_ms": 9, "outcome": "failed"},
  {"id": 2, "parent": 1, "kind": "stage", "transport": "direct", "stage": "refer", "needed": "set-up",
   "title": "Ask which directory server to use", "target": "ex1.corp.test",
   "opened_ms": 1, "closed_ms": 8, "outcome": "failed"},
  {"id": 3, "parent": 2, "kind": "connect", "transport": "direct", "stage": "refer", "needed": "set-up",
   "title": "Connect", "target": "ex1.corp.test:135", "address": "192.0.2.7", "port": 135,
   "opened_ms": 2, "closed_ms": 7, "outcome": "failed", "failure": {"code": "refused", "text": "connection refused"},
   "facts": [{"name": "PLACE", "value": "PLACE"}], "excerpt": "PLACE"}]})";

std::string with(const std::string &place)
{
    QString walk = QString::fromStdString(blockedWalk);
    return walk.replace(QLatin1String("PLACE"), QString::fromStdString(place)).toStdString();
}

class Report : public testing::Test
{
protected:
    QString path(const char *name) const { return folder_.filePath(QString::fromUtf8(name)); }
    std::string saved(const std::string &text) const
    {
        QFile file(path("walk.json"));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text.data(), static_cast<qint64>(text.size()));
        return file.fileName().toStdString();
    }
    QString reported(const char *name, const std::string &walk = blockedWalk, const Words &more = {}) const
    {
        Words words{"show", saved(walk), "--report", path(name).toStdString()};
        words.insert(words.end(), more.begin(), more.end());
        const Ran program = ran(words);
        EXPECT_EQ(program.exit, 0) << program.err;
        EXPECT_EQ(program.err, "");
        return path(name);
    }

    QTemporaryDir folder_;
};

TEST_F(Report, AsAWebPageIsValidAndSaysWhatTheTextSays)
{
    const QString file = reported("report.html");
    const std::string page = contentOf(file);
    EXPECT_EQ(faultsOfPage(file), "");
    for (const char *part :
         {"<!DOCTYPE html>", "FAILS", "ex1.corp.test", "port 135", "Connect", "192.0.2.7", "NOT masked", "<svg"})
        EXPECT_THAT(page, HasSubstr(part));
}

TEST_F(Report, OnPaperHasOnePageForATicketThenEveryStepAndTextThatCanBeSelected)
{
    const QString file = reported("report.pdf");
    const std::string text = textOnPaper(file), ticket = text.substr(0, text.find('\f'));
    EXPECT_THAT(detailOfPaper(file, "Title"), HasSubstr("alice"));
    EXPECT_THAT(detailOfPaper(file, "Page size"), HasSubstr("A4"));
    EXPECT_EQ(detailOfPaper(file, "Pages"), "2");
    for (const char *part : {"FAILS", "port 135: refused", "What this means", "What you can do", "NOT masked", "Page 1"})
        EXPECT_THAT(ticket, HasSubstr(part));
    for (const char *part : {"Ports used", "Connect", "192.0.2.7", "refused: connection refused", "Page 2"})
        EXPECT_THAT(text.substr(ticket.size()), HasSubstr(part));
}

TEST_F(Report, OnPaperBringsItsLettersAlong)
{
    const std::string fonts = saidBy(QStringLiteral("pdffonts"), {reported("report.pdf")});
    EXPECT_THAT(fonts, HasSubstr("yes"));
    EXPECT_THAT(fonts, Not(HasSubstr(" no  no ")));
}

TEST_F(Report, IsOfTheKindThatItsNameEndsIn)
{
    const std::pair<const char *, const char *> rows[] = {
        {"a.html", "<!DOCTYPE html>"}, {"b.HTML", "<!DOCTYPE html>"}, {"c.pdf", "%PDF-"}, {"d.Pdf", "%PDF-"}, {"e.txt", "FAILS"}};
    for (const auto &[name, begin] : rows)
        EXPECT_THAT(contentOf(reported(name)), testing::StartsWith(begin)) << name;
}

TEST_F(Report, IsReadableByTheUserAlone)
{
    for (const char *name : {"a.html", "b.pdf", "c.txt"})
        EXPECT_EQ(QFileInfo(reported(name)).permissions() & 0x0777, QFile::ReadUser | QFile::WriteUser) << name;
    EXPECT_EQ(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), 4); // and the walk
}

TEST_F(Report, MaskedNamesNobody)
{
    for (const char *name : {"a.html", "b.pdf", "c.txt"}) {
        const QString file = reported(name, blockedWalk, {"--mask"});
        const std::string raw = contentOf(file),
                          all = file.endsWith(QLatin1String("pdf")) ? raw + unpacked(raw) + textOnPaper(file) : raw;
        for (const char *hidden : {"ex1.corp.test", "192.0.2.7", "alice"})
            EXPECT_EQ(all.find(hidden), all.npos) << name << " " << hidden;
        EXPECT_THAT(all, HasSubstr("in this report are masked.")) << name;
        EXPECT_THAT(all, HasSubstr("host-1")) << name;
    }
}

TEST_F(Report, HostileNamesStayInTheirPlace)
{
    for (const char *name : {R"(</td></table><script>alert(1)</script>)", R"(\" onload=\"x)", R"(\u202egnp\u2066)",
                             R"(\u001b[2J\u0000\r\n)", R"(%1%2%L3)", R"(\ud800)", R"(&#60;&amp;)"}) {
        const QString page = reported("report.html", with(name)), paper = reported("report.pdf", with(name));
        EXPECT_EQ(faultsOfPage(page), "") << name;
        EXPECT_THAT(contentOf(page), Not(HasSubstr("<script"))) << name;
        EXPECT_EQ(detailOfPaper(paper, "Pages"), "2") << name;
        for (const char *steering : {"\u202e", "\u2066", "\x1b"}) {
            EXPECT_EQ(contentOf(page).find(steering), std::string::npos) << name;
            EXPECT_EQ(textOnPaper(paper).find(steering), std::string::npos) << name;
        }
    }
}

/// mailwalk-cli in surroundings that are not the usual ones.
Ran ranIn(const std::function<void(QProcess &)> &surroundings, const QStringList &arguments)
{
    QProcess program;
    surroundings(program);
    program.start(QStringLiteral(MAILWALK_CLI), arguments, QIODevice::ReadOnly);
    const bool ended = program.waitForFinished(60'000) && program.exitStatus() == QProcess::NormalExit;
    return {ended ? program.exitCode() : -1, program.readAllStandardOutput().toStdString(),
            program.readAllStandardError().toStdString()};
}

TEST_F(Report, OnPaperNeedsNeitherDisplayNorSessionNorHome)
{
    const auto alone = [](QProcess &program) {
        QProcessEnvironment nothing;
        nothing.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        program.setProcessEnvironment(nothing);
    };
    const QString walk = QString::fromStdString(saved(blockedWalk));
    const Ran program =
        ranIn(alone, {QStringLiteral("show"), walk, QStringLiteral("--quiet"), QStringLiteral("--report=") + path("report.pdf")});
    EXPECT_EQ(program.exit, 0);
    EXPECT_EQ(program.err, "");
    EXPECT_EQ(linesOf(program.out), 1) << program.out;
    EXPECT_THAT(textOnPaper(path("report.pdf")), HasSubstr("FAILS"));
}

TEST_F(Report, ThatFindsNoRoomCostsNeitherTheVerdictNorTheOldFile)
{
    const auto narrow = [](QProcess &program) {
        program.setChildProcessModifier([] {
            const rlimit little{512, 512};
            setrlimit(RLIMIT_FSIZE, &little);
        });
    };
    const QString walk = QString::fromStdString(saved(blockedWalk));
    for (const char *name : {"a.html", "b.pdf", "c.txt"}) {
        QFile old(path(name));
        ASSERT_TRUE(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        const Ran program = ranIn(narrow, {QStringLiteral("show"), walk, QStringLiteral("--report"), path(name)});
        EXPECT_EQ(program.exit, 4) << name;
        EXPECT_THAT(program.out, HasSubstr("FAILS"));
        EXPECT_THAT(program.err, HasSubstr("could not be written: "));
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_EQ(contentOf(path(name)), "old");
    }
    EXPECT_EQ(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), 4);
}

// More steps than anybody prints; the last one is there all the same.
TEST_F(Report, OfTenThousandStepsIsWhole)
{
    QString hops;
    for (int id = 4; id <= 10'000; ++id)
        hops += QStringLiteral(
                    R"(,{"id": %1, "parent": 2, "kind": "connect", "transport": "direct", "stage": "refer", "title": "Connect",
            "target": "ex1.corp.test:%2", "opened_ms": 8, "closed_ms": 8, "outcome": "passed"})")
                    .arg(id)
                    .arg(id + 10'000);
    QString walk = QString::fromStdString(blockedWalk);
    walk.insert(walk.lastIndexOf(QLatin1Char(']')), hops);
    const QString page = reported("report.html", walk.toStdString()), paper = reported("report.pdf", walk.toStdString());
    EXPECT_THAT(contentOf(page), HasSubstr("id=\"step-10000\""));
    EXPECT_THAT(textOnPaper(paper), HasSubstr("ex1.corp.test:20000"));
}

} // namespace
} // namespace mailwalk::test
