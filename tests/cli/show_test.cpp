#include "cli/program.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;

const std::string refusedWalk = R"({"format": "mailwalk-trace", "version": 1, "from-the-future": {"kept": true},
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
   "opened_ms": 2, "closed_ms": 7, "outcome": "failed", "failure": {"code": "refused", "text": "connection refused"}}]})";

class Show : public testing::Test
{
protected:
    std::string saved(const std::string &text) const
    {
        QFile file(folder_.filePath(QStringLiteral("walk.json")));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text.data(), static_cast<qint64>(text.size()));
        return file.fileName().toStdString();
    }
    std::string path(const char *name) const { return folder_.filePath(QString::fromUtf8(name)).toStdString(); }

    QTemporaryDir folder_;
};

std::string replaced(std::string text, const std::string &what, const std::string &by)
{
    return text.replace(text.find(what), what.size(), by);
}

TEST_F(Show, DiagnosesASavedWalkAgainAndNamesTheHop)
{
    const Ran program = ran({"show", saved(refusedWalk)});
    EXPECT_EQ(program.exit, 0) << program.err;
    EXPECT_THAT(program.out, HasSubstr("ex1.corp.test"));
    EXPECT_THAT(program.out, HasSubstr("refused"));
}

TEST_F(Show, ABrokenFileIsRefusedWithThePlaceAndOneSentence)
{
    const std::vector<std::pair<std::string, std::string>> rows{
        {"", "line 1"},
        {"{", "line 1"},
        {"[]", "file"},
        {"\x7f\x45LF", "line 1"},
        {R"({"format": "mailwalk-repeat", "version": 1})", "walks"},
        {R"({"format": "mailwalk-repeat", "version": 2, "walks": [{}]})", "version"},
        {R"({"format": "mailwalk-repeat", "version": 1, "walks": [{}]})", "walks[0].format"},
        {R"({"version": 1, "hops": []})", "format"},
        {R"({"format": "mailwalk-trace", "version": 2, "hops": []})", "version"},
        {R"({"format": "mailwalk-trace", "version": 1})", "hops"},
        {R"({"format": "mailwalk-trace", "version": 1, "hops": []})", "hops"},
        {refusedWalk.substr(0, refusedWalk.size() / 2), "line"},
        {replaced(refusedWalk, R"("kind": "connect")", R"("kind": "teleport")"), "hops[2].kind"},
        {replaced(refusedWalk, R"("parent": 2)", R"("parent": 3)"), "hops[2].parent"},
        {replaced(refusedWalk, R"("port": 135)", R"("port": 70000)"), "hops[2].port"},
        {replaced(refusedWalk, R"("opened_ms": 2)", R"("opened_ms": -2)"), "hops[2].opened_ms"},
    };
    for (const auto &[text, place] : rows) {
        const Ran program = ran({"show", saved(text)});
        EXPECT_EQ(program.exit, 2) << text;
        EXPECT_EQ(program.out, "");
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_THAT(program.err, HasSubstr(place));
    }
}

TEST_F(Show, EveryCutOfAWalkIsRefused)
{
    for (std::size_t size = 0; size < refusedWalk.size(); size += 97)
        EXPECT_EQ(ran({"show", saved(refusedWalk.substr(0, size))}).exit, 2) << size;
}

TEST_F(Show, JsonAloneGoesToStandardOutputAndTheTextToStandardError)
{
    const Ran program = ran({"show", saved(refusedWalk), "--json", "-"});
    EXPECT_EQ(program.exit, 0);
    const QJsonObject walk = json(program.out);
    EXPECT_EQ(walk.value(QLatin1String("format")).toString(), QLatin1String("mailwalk-trace"));
    EXPECT_EQ(walk.value(QLatin1String("verdict")).toObject().value(QLatin1String("code")).toString(), QLatin1String("refused"));
    EXPECT_TRUE(walk.contains(QLatin1String("from-the-future")));
    EXPECT_THAT(program.err, HasSubstr("ex1.corp.test"));
}

TEST_F(Show, MaskingReachesEveryOutput)
{
    const std::string report = path("report.txt"), copy = path("copy.json");
    const Ran program = ran({"show", saved(refusedWalk), "--mask", "--json", copy, "--report", report});
    EXPECT_EQ(program.exit, 0) << program.err;
    for (const std::string &text :
         {program.out, program.err, contentOf(QString::fromStdString(report)), contentOf(QString::fromStdString(copy))}) {
        EXPECT_THAT(text, Not(HasSubstr("ex1.corp.test")));
        EXPECT_THAT(text, Not(HasSubstr("192.0.2.7")));
        EXPECT_THAT(text, Not(HasSubstr("alice")));
        EXPECT_THAT(text, Not(HasSubstr("from-the-future")));
    }
    EXPECT_THAT(contentOf(QString::fromStdString(copy)), HasSubstr("host-1"));
    const Ran again = ran({"show", copy});
    EXPECT_EQ(again.exit, 0);
    EXPECT_THAT(again.out, Not(HasSubstr("NOT masked")));
}

TEST_F(Show, QuietPrintsTheVerdictAlone)
{
    const Ran program = ran({"show", saved(refusedWalk), "--quiet"});
    EXPECT_EQ(program.exit, 0);
    EXPECT_EQ(linesOf(program.out), 1) << program.out;
}

TEST_F(Show, WrittenFilesAreReadableByTheUserAlone)
{
    const std::string report = path("report.txt"), copy = path("copy.json");
    ASSERT_EQ(ran({"show", saved(refusedWalk), "--json", copy, "--report", report}).exit, 0);
    for (const std::string &file : {report, copy}) {
        const auto permissions = QFileInfo(QString::fromStdString(file)).permissions();
        EXPECT_FALSE(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)) << file;
    }
}

TEST_F(Show, AFileThatOthersCouldReadIsReplacedByOneTheyCannot)
{
    const std::string copy = path("copy.json");
    QFile open(QString::fromStdString(copy));
    ASSERT_TRUE(open.open(QIODevice::WriteOnly));
    open.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    ASSERT_EQ(ran({"show", saved(refusedWalk), "--json", copy}).exit, 0);
    EXPECT_FALSE(QFileInfo(QString::fromStdString(copy)).permissions() & QFile::ReadOther);
}

// A name that no file system takes, in a folder that may be written: seen only when it is written.
TEST_F(Show, AFileThatCannotBeWrittenCostsNeitherTheVerdictNorTheOtherFile)
{
    const std::string impossible = path(std::string(300, 'w').c_str()), copy = path("copy.json");
    const Ran program = ran({"show", saved(refusedWalk), "--report", impossible + ".txt", "--json", copy});
    EXPECT_EQ(program.exit, 4);
    EXPECT_THAT(program.out, HasSubstr("FAILS"));
    EXPECT_THAT(program.err, HasSubstr("could not be written: "));
    EXPECT_EQ(linesOf(program.err), 1) << program.err;
    EXPECT_FALSE(json(contentOf(QString::fromStdString(copy))).isEmpty());
}

TEST_F(Show, AnOutputThatTakesNothingCostsNoFile)
{
    const QString copy = QString::fromStdString(path("copy.json"));
    QProcess program;
    program.setStandardOutputFile(QStringLiteral("/dev/full"));
    program.start(QStringLiteral(MAILWALK_CLI),
                  {QStringLiteral("show"), QString::fromStdString(saved(refusedWalk)), QStringLiteral("--json"), copy});
    ASSERT_TRUE(program.waitForFinished(20'000));
    EXPECT_EQ(program.exitCode(), 4);
    const std::string said = program.readAllStandardError().toStdString();
    EXPECT_THAT(said, HasSubstr("ex1.corp.test")); // the verdict
    EXPECT_EQ(linesOf(said), 2) << said;
    EXPECT_FALSE(json(contentOf(copy)).isEmpty());
}

TEST_F(Show, JsonOnStandardOutputSteersNoTerminalAndSaysTheSame)
{
    const std::string strange = "ex1\xc2\x9b"
                                "2J\xe2\x80\xae\xe2\x80\xa8\xe2\x81\xa6\xef\xbb\xbf\xe2\x80\x8b\x7f\xc3\xa9:135";
    const Ran program = ran({"show", saved(replaced(refusedWalk, "ex1.corp.test:135", strange)), "--json", "-"});
    EXPECT_EQ(program.exit, 0) << program.err;
    for (const char *raw : {"\xc2\x9b", "\xe2\x80\xae", "\xe2\x80\xa8", "\xe2\x81\xa6", "\xef\xbb\xbf", "\xe2\x80\x8b", "\x7f"})
        EXPECT_EQ(program.out.find(raw), std::string::npos);
    EXPECT_THAT(program.out, HasSubstr("ex1\\u009b2J\\u202e\\u2028\\u2066\\ufeff\\u200b\\u007f\xc3\xa9:135"));
    const QJsonValue hop = json(program.out).value(QLatin1String("hops")).toArray().at(2);
    EXPECT_EQ(hop.toObject().value(QLatin1String("target")).toString().toStdString(), strange);
}

TEST_F(Show, WhatAServerNamedNeverSteersTheTerminal)
{
    const std::string evil = replaced(refusedWalk, R"("target": "ex1.corp.test:135")", R"("target": "ex1\u001b[2J\u202e:135")");
    const Ran program = ran({"show", saved(evil)});
    EXPECT_EQ(program.exit, 0);
    EXPECT_EQ(program.out.find('\x1b'), std::string::npos);
    EXPECT_EQ(program.out.find("\u202e"), std::string::npos);
}

} // namespace
} // namespace mailwalk::test
