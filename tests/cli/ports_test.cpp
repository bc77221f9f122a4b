#include "cli/program.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const Words company{"--client",    "10.1.0.0/24", "--exchange-host", "10.9.0.10", "--directory", "10.9.0.21",
                    "--directory", "10.9.0.22",   "--dns",           "10.9.0.53", "--rpc-proxy", "10.8.0.5"};

Words ports(Words arguments)
{
    arguments.insert(arguments.begin(), "ports");
    arguments.insert(arguments.end(), company.begin(), company.end());
    return arguments;
}

std::vector<std::string> rulesOf(const std::string &text)
{
    std::vector<std::string> ids;
    const QJsonArray rules = json(text).value(QLatin1String("rules")).toArray();
    for (const QJsonValue &rule : rules)
        ids.push_back(rule.toObject().value(QLatin1String("id")).toString().toStdString());
    return ids;
}

TEST(Ports, AnswerTheQuestionWithoutAnything)
{
    const Ran program = ran({"ports"});
    EXPECT_EQ(program.exit, 0) << program.err;
    EXPECT_THAT(program.out, HasSubstr("Exchange 2007, Outlook 2007"));
    EXPECT_THAT(program.out, HasSubstr("each directory server"));
    EXPECT_THAT(program.out, HasSubstr("TCP 135"));
    EXPECT_EQ(program.err, "");
}

TEST(Ports, EveryFormatIsGiven)
{
    const std::pair<const char *, const char *> rows[] = {
        {"text", "What must be open"},  {"csv", "\"client-exchange-mapper\""},          {"json", "\"mailwalk-ports\""},
        {"netsh", "netsh advfirewall"}, {"nft", "elements = { 10.9.0.21, 10.9.0.22 }"}, {"reg", "dword:000013ed"},
    };
    for (const auto &[format, mark] : rows) {
        const Ran program = ran(ports({"--format", format, "--pin", "store=5101,referral=5102,dsproxy=5103,gc=5000"}));
        EXPECT_EQ(program.exit, 0) << program.err;
        EXPECT_THAT(program.out, HasSubstr(mark)) << format;
    }
}

TEST(Ports, TheVersionsTheWayAndThePlaceDecide)
{
    EXPECT_THAT(rulesOf(ran(ports({"--format", "json", "--exchange", "2003", "--via", "direct"})).out),
                testing::IsSupersetOf({"client-exchange-mapper", "client-directory-nspi"}));
    const auto outside = rulesOf(ran(ports({"--format", "json", "--where", "internet"})).out);
    EXPECT_THAT(outside, testing::IsSupersetOf({"client-proxy-https", "proxy-exchange-referral"}));
    EXPECT_THAT(outside, Not(testing::Contains("client-exchange-mapper")));
    const auto finished = rulesOf(ran(ports({"--format", "json", "--via", "rpc-https", "--profile", "finished"})).out);
    EXPECT_THAT(finished, Not(testing::Contains("proxy-exchange-referral")));
    EXPECT_THAT(ran(ports({"--exchange", "online", "--outlook", "2007"})).out, HasSubstr("no way of connecting"));
}

TEST(Ports, RegistryFilesAreWrittenIntoAFolder)
{
    const QTemporaryDir folder;
    const Ran program = ran(
        ports({"--format", "reg", "--via", "direct", "--pin", "store=5101,gc=5000", "--folder", folder.path().toStdString()}));
    EXPECT_EQ(program.exit, 0) << program.err;
    EXPECT_THAT(program.out, HasSubstr("exchange-2007.reg"));
    const std::string file = contentOf(folder.filePath(QStringLiteral("directory.reg")));
    EXPECT_TRUE(file.starts_with("\xff\xfeW")) << file.substr(0, 8);
}

TEST(Ports, AHostileNameIsWrongUsageAndNeverRepeated)
{
    const Words options{"--client",         "--exchange-host",     "--directory",
                        "--public-folders", "--rpc-proxy",         "--mailbox-server",
                        "--autodiscover",   "--domain-controller", "--dns"};
    for (const std::string &option : options)
        for (const char *hostile :
             {"10.0.0.1; reboot", "$(reboot)", "10.0.0.1 } accept", "ex1.corp.test", "10.0.0.1\nreboot", "fe80::1%eth0"}) {
            const Ran program = ran({"ports", "--format", "nft", option, hostile});
            EXPECT_EQ(program.exit, 2) << option << hostile;
            EXPECT_EQ(program.out, "");
            EXPECT_EQ(linesOf(program.err), 1) << program.err;
            EXPECT_THAT(program.err, HasSubstr(option));
            EXPECT_THAT(program.err, Not(HasSubstr("reboot")));
        }
}

TEST(Ports, WrongUsageIsOneSentence)
{
    const std::pair<Words, const char *> rows[] = {
        {{"--exchange", "2000"}, "--exchange"},
        {{"--outlook", "97"}, "--outlook"},
        {{"--via", "smtp"}, "--via"},
        {{"--where", "home"}, "--where"},
        {{"--windows", "95"}, "--windows"},
        {{"--profile", "old"}, "--profile"},
        {{"--format", "pdf"}, "--format"},
        {{"--pin", "store"}, "--pin"},
        {{"--pin", "store=0"}, "--pin"},
        {{"--pin", "store=65536"}, "--pin"},
        {{"--pin", "imap=5101"}, "--pin"},
        {{"--pin", "store=5101,store=5102"}, "--pin"},
        {{"--pin", "store=5101,referral=5101"}, "--pin"},
        {{"--pin", "store=6001"}, "--pin"},
        {{"--exchange", "2016", "--pin", "store=5101"}, "--pin"},
        {{"--format", "reg"}, "--pin"},
        {{"--format", "nft", "--where", "internet", "--via", "direct"}, "no rule"},
        {{"--format", "netsh", "--where", "internet", "--via", "direct"}, "no rule"},
        {{"--folder", "/tmp"}, "--folder"},
        {{"--format", "reg", "--pin", "store=5101", "--folder", "/nowhere"}, "--folder"},
        {{"--trace", "/nowhere/walk.json"}, "/nowhere/walk.json"},
        {{"extra"}, "more"},
    };
    for (const auto &[arguments, named] : rows) {
        const Ran program = ran(ports(arguments));
        EXPECT_EQ(program.exit, 2) << testing::PrintToString(arguments);
        EXPECT_EQ(program.out, "");
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_THAT(program.err, HasSubstr(named));
    }
}

std::string recorded(const char *name) { return std::string(MAILWALK_SOURCE_DIR "/tests/walks/") + name + ".json"; }

TEST(Ports, AWalkTellsWhatItUsedAndWhichRuleIsMissing)
{
    const Ran said = ran({"ports", "--trace", recorded("epm-ok-dynamic-port-filtered")});
    EXPECT_EQ(said.exit, 0) << said.err;
    EXPECT_THAT(said.out, HasSubstr("told by the mapper"));
    EXPECT_THAT(said.out, HasSubstr("  client-directory-nspi: gc1.corp.test:"));
    const Ran program = ran({"ports", "--trace", recorded("epm-ok-dynamic-port-filtered"), "--format", "json"});
    const QJsonObject measured = json(program.out).value(QLatin1String("measured")).toObject();
    EXPECT_EQ(measured.value(QLatin1String("missing")).toArray(), QJsonArray{QLatin1String("client-directory-nspi")});
    EXPECT_THAT(ran({"ports", "--trace", recorded("works-typed")}).out, HasSubstr("No rule for this way seems to be missing"));
}

TEST(Ports, WhatIsGivenGoesBeforeWhatTheWalkTells)
{
    const Ran program = ran({"ports", "--trace", recorded("exchange-2003"), "--exchange", "2010", "--format", "json"});
    const QJsonObject situation = json(program.out).value(QLatin1String("situation")).toObject();
    EXPECT_EQ(situation.value(QLatin1String("exchange")).toString(), QLatin1String("2010"));
}

} // namespace
} // namespace mailwalk::test
