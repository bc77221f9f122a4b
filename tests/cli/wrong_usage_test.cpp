#include "cli/program.h"

#include <QtCore/QFile>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Row {
    Words arguments;
    std::string named; ///< what the sentence has to name
};

const Words direct{"check", "--server", "ex1.corp.test", "--mailbox", "alice"};

Row with(const Words &more, const std::string &named)
{
    Words all = direct;
    all.insert(all.end(), more.begin(), more.end());
    return {all, named};
}

std::vector<Row> rows()
{
    return {
        {{}, "command"},
        {{"chekc"}, "check"},
        {{"--frobnicate"}, "command"},
        {{"check"}, "--server"},
        {{"check", "--mailbox", "alice"}, "--server"},
        {{"check", "--server", "ex1.corp.test", "--password-stdin"}, "mailbox"},
        {{"check", "--server", "ex1.corp.test", "alice"}, "ADDRESS"},
        {{"check", "--server", "ex1.corp.test", "@corp.test"}, "ADDRESS"},
        {{"check", "--server", "ex1.corp.test", "alice@"}, "ADDRESS"},
        {{"check", "--server", "ex1.corp.test", "alice@-corp.test"}, "ADDRESS"},
        {{"check", "--server", "ex1.corp.test", "a b@corp.test"}, "ADDRESS"},
        {{"check", "--server", "ex1.corp.test", "alice@corp.test", "bob@corp.test"}, "more"},
        {{"check", "--server", "ex 1"}, "--server"},
        {{"check", "--server", "10.0.0.256"}, "--server"},
        {{"check", "--server", ""}, "--server"},
        {{"check", "--server", "ex1.corp.test:135"}, "--server"},
        {{"check", "--server"}, "--server"},
        {{"check", "--server", "--mailbox", "alice"}, "--server"},
        with({"--frobnicate"}, "--frobnicate"),
        with({"--frobnicate=7"}, "--frobnicate"),
        with({"-x"}, "x"),
        with({"--server", "ex2.corp.test"}, "--server"),
        with({"--mask=yes"}, "--mask"),
        with({"--via", "pigeon"}, "--via"),
        with({"--profile", "old"}, "--profile"),
        with({"--outlook", "1997"}, "--outlook"),
        with({"--auth", "kerberos5"}, "--auth"),
        with({"--timeout", "0"}, "--timeout"),
        with({"--timeout", "3601"}, "--timeout"),
        with({"--timeout", "-1"}, "--timeout"),
        with({"--timeout", "1.5"}, "--timeout"),
        with({"--timeout", "5s"}, "--timeout"),
        with({"--timeout", "99999999999999999999"}, "--timeout"),
        with({"--dns", "ns.corp.test"}, "--dns"),
        with({"--dns", "127.0.0.1:0"}, "--dns"),
        with({"--dns", "127.0.0.1:65536"}, "--dns"),
        with({"--dns", "::1:53x"}, "--dns"),
        with({"--resolve", "ex1.corp.test"}, "--resolve"),
        with({"--resolve", "ex1.corp.test:here"}, "--resolve"),
        with({"--resolve", "192.0.2.1:192.0.2.2"}, "--resolve"),
        with({"--connect-to", "ex1.corp.test:135"}, "--connect-to"),
        with({"--connect-to", "ex1.corp.test:135:127.0.0.1"}, "--connect-to"),
        with({"--connect-to", "ex1.corp.test:0:127.0.0.1:9"}, "--connect-to"),
        with({"--connect-to", "ex1.corp.test:135:::1:9"}, "--connect-to"),
        with({"--connect-to", "[::1:135:127.0.0.1:9"}, "--connect-to"),
        with({"--connect-to", "ex1.corp.test:135:other.corp.test:9"}, "--connect-to"),
        with({"--accept", "no host"}, "--accept"),
        with({"--via", "rpc-https"}, "--rpc-proxy"),
        with({"--rpc-proxy", "no host"}, "--rpc-proxy"),
        with({"--principal", "msstd:mail.corp.test"}, "--rpc-proxy"),
        with({"--rpc-proxy", "mail.corp.test", "--principal", "mail.corp.test"}, "msstd:"),
        with({"--rpc-proxy", "mail.corp.test", "--principal", "msstd:*.*.test"}, "msstd:"),
        with({"--auth", "basic"}, "--auth"),
        {{"check", "alice@corp.test", "--rpc-proxy", "mail.corp.test"}, "--server"},
        with({"--ca", "/nowhere/ca.pem"}, "/nowhere/ca.pem"),
        with({"--json", "/nowhere/walk.json"}, "--json"),
        with({"--json", "/"}, "--json"),
        with({"--json", "/dev/null"}, "--json"),
        with({"--report", "/nowhere/walk.txt"}, "--report"),
        with({"--report", "-"}, "--report"),
        with({"--report", "walk.doc"}, "--report"),
        with({"--report", "pdf"}, "--report"),
        with({"--report", "/nowhere/walk.pdf"}, "--report"),
        with({"--mailbox", "second"}, "--mailbox"),
        with({"--user", std::string(300, 'u')}, "--user"),
        with({"--user", "a\nb"}, "--user"),
        with({"--profile", "finished"}, "--mailbox"),
        with({"--trace", "walk.json"}, "--trace"),
        with({"--directory", "gc1.corp.test"}, "--directory"),
        {{"check", "--profile", "finished"}, "--profile finished"},
        {{"check", "--profile", "finished", "--trace", "/nowhere/walk.json"}, "/nowhere/walk.json"},
        {{"show"}, "FILE"},
        {{"show", "/nowhere/walk.json"}, "/nowhere/walk.json"},
        {{"show", "/"}, "/"},
        {{"show", "a", "b"}, "more"},
        {{"show", "--server", "ex1"}, "--server"},
        {{"compare", "a"}, "two FILEs"},
        {{"compare", "no-such-file", "no-such-file"}, "no-such-file"},
        {{"compare", "a", "b", "--report", "c.pdf"}, "--report"},
        {{"explain", "wrong-pasword"}, "nearest"},
        {{"explain", "zzzzzz"}, "lists what it knows"},
        {{"explain", "direct", "135"}, "more"},
        {{"practice", "--fault", "no-such-fault"}, "--fault"},
        {{"practice", "--fault"}, "--fault"},
        {{"practice", "extra"}, "more"},
    };
}

// Part of the contract, and not there yet.
std::vector<Row> missing()
{
    return {
        with({"--via", "mapi-https"}, "mapi-https"),
    };
}

void expectOneSentence(const Row &row)
{
    SCOPED_TRACE(testing::PrintToString(row.arguments));
    const Ran program = ran(row.arguments);
    EXPECT_EQ(program.exit, 2);
    EXPECT_EQ(program.out, "");
    EXPECT_EQ(linesOf(program.err), 1) << program.err;
    EXPECT_THAT(program.err, StartsWith("mailwalk-cli: "));
    EXPECT_THAT(program.err, HasSubstr(row.named));
}

TEST(WrongUsage, GetsOneSentenceThatNamesWhatIsWrong)
{
    for (const Row &row : rows())
        expectOneSentence(row);
}

TEST(WrongUsage, WhatIsNotThereYetIsSaidSo)
{
    for (const Row &row : missing()) {
        expectOneSentence(row);
        EXPECT_THAT(ran(row.arguments).err, HasSubstr("not there yet"));
    }
}

TEST(WrongUsage, APasswordAmongTheArgumentsIsRefusedWithTheReasonAndNeverRepeated)
{
    const std::string secret = "Hush-Hush-7";
    for (const Words &given : {Words{"--password", secret}, Words{"--password=" + secret}, Words{"-p", secret},
                               Words{"--password-stdin", secret}, Words{"--password-stdin=" + secret}}) {
        Words arguments = direct;
        arguments.insert(arguments.end(), given.begin(), given.end());
        const Ran program = ran(arguments);
        EXPECT_EQ(program.exit, 2);
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_THAT(program.err + program.out, Not(HasSubstr(secret)));
    }
    EXPECT_THAT(ran({"check", "--password", secret}).err, HasSubstr("--password-stdin"));
}

TEST(WrongUsage, APasswordThatDoesNotComeIsWrongUsage)
{
    Words arguments = direct;
    arguments.push_back("--password-stdin");
    for (const std::string &input : {std::string{}, std::string("\n"), std::string("\r\n"), std::string(2000, 'x')}) {
        const Ran program = ran(arguments, input);
        EXPECT_EQ(program.exit, 2);
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_THAT(program.err, HasSubstr("--password-stdin"));
    }
}

TEST(WrongUsage, ControlCharactersOfAnArgumentNeverReachTheTerminal)
{
    const Ran program = ran({"check", "--server", "ex1\x1b]0;owned\x07"});
    EXPECT_EQ(program.exit, 2);
    EXPECT_EQ(program.err.find('\x1b'), std::string::npos);
    EXPECT_EQ(program.err.find('\x07'), std::string::npos);
}

TEST(WrongUsage, AnAuthorityIsACertificateInPemForm)
{
    const QTemporaryDir folder;
    const auto checked = [&](const std::string &content) {
        QFile file(folder.filePath(QStringLiteral("ca.pem")));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content.data(), qint64(content.size()));
        file.close();
        // What comes after --ca is wrong too: nothing is walked.
        return ran(with({"--ca", file.fileName().toStdString(), "--json", "/nowhere/walk.json"}, "").arguments);
    };
    const std::string begin = "-----BEGIN CERTIFICATE-----\n", end = "-----END CERTIFICATE-----\n";
    for (const std::string &none : {std::string(), std::string("root:x:0:0::/root:/bin/sh\n"), begin + end, begin + "MAA=\n",
                                    begin + "not base 64!\n" + end, begin + "QUFB\n" + end, end + begin + "MAA=\n"}) {
        const Ran program = checked(none);
        EXPECT_EQ(program.exit, 2) << none;
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_THAT(program.err, HasSubstr("no certificate")) << none;
    }
    EXPECT_THAT(checked("# Corp\r\n" + begin + "MAMC\r\nAQE=\r\n" + end).err, HasSubstr("--json"));
}

TEST(WrongUsage, LeavesNothingHalfWritten)
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("walk.json")).toStdString();
    EXPECT_EQ(ran(with({"--json", file, "--report", "/nowhere/walk.txt"}, "").arguments).exit, 2);
    EXPECT_EQ(ran(with({"--json", file, "--report", file}, "").arguments).exit, 2);
    EXPECT_FALSE(QFile::exists(QString::fromStdString(file)));
}

} // namespace
} // namespace mailwalk::test
