#include "cli/program.h"
#include "practice/organisation.h"

#include <QtCore/QJsonArray>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;
using testing::Not;

QJsonObject summaryOf(const QJsonObject &series) { return series.value(QLatin1String("summary")).toObject(); }

QString text(const QJsonObject &object, const char *name) { return object.value(QLatin1String(name)).toString(); }

/// A company as a person has it before them, and its trust in a file.
class Company
{
public:
    explicit Company(const std::vector<std::string> &faults) : organisation_(faults)
    {
        QFile file(authority());
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(organisation_.authority()));
    }

    Ran checked(const Words &options, const std::string &password) const
    {
        Words arguments{"check", "alice@corp.test", "--password-stdin", "--ca", authority().toStdString()};
        for (const Words &more : {organisation_.arguments(), options})
            arguments.insert(arguments.end(), more.begin(), more.end());
        return ran(arguments, password + "\n");
    }
    std::string password() const { return organisation_.accounts().front().password; }
    int wrongTries() const { return organisation_.wrongTries("alice@corp.test"); }
    std::string file(const char *name) const { return folder_.filePath(QLatin1String(name)).toStdString(); }

private:
    QString authority() const { return folder_.filePath(QStringLiteral("ca.pem")); }

    practice::Organisation organisation_;
    QTemporaryDir folder_;
};

TEST(CheckRepeat, NamesTheDirectoryServerThatIsDeadAndShowReadsWhatItWrote)
{
    const Company company({"one-directory-of-three-dead"});
    const Ran program = company.checked({"--via", "direct", "--repeat", "3", "--timeout", "2", "--json",
                                         company.file("series.json"), "--report", company.file("series.html")},
                                        company.password());
    EXPECT_EQ(program.exit, 1) << program.err;
    EXPECT_THAT(program.out, HasSubstr("1 of 3 walks failed, at gc2.corp.test")) << program.out;
    const QJsonObject series = json(contentOf(QString::fromStdString(company.file("series.json"))));
    EXPECT_EQ(text(series, "format"), QLatin1String("mailwalk-repeat"));
    EXPECT_EQ(series.value(QLatin1String("walks")).toArray().size(), 3);
    EXPECT_EQ(text(summaryOf(series).value(QLatin1String("culprit")).toObject(), "name"), QLatin1String("gc2.corp.test"));
    EXPECT_THAT(contentOf(QString::fromStdString(company.file("series.html"))), HasSubstr("gc2.corp.test"));

    const Ran shown = ran({"show", company.file("series.json")});
    EXPECT_EQ(shown.exit, 0) << shown.err;
    EXPECT_EQ(shown.out, program.out);
    const Ran hidden = ran({"show", company.file("series.json"), "--mask", "--json", "-"});
    EXPECT_EQ(hidden.exit, 0) << hidden.err;
    for (const char *name : {"gc2", "corp.test", "alice"}) {
        EXPECT_THAT(hidden.out, Not(HasSubstr(name)));
        EXPECT_THAT(hidden.err, Not(HasSubstr(name)));
    }
    EXPECT_TRUE(summaryOf(json(hidden.out)).value(QLatin1String("culprit")).isObject());
}

TEST(CheckRepeat, AllGoodEndsWithNought)
{
    const Company company({});
    const Ran program = company.checked({"--repeat", "2", "--quiet"}, company.password());
    EXPECT_EQ(program.exit, 0) << program.err;
    EXPECT_EQ(program.out, "All 2 walks worked.\n");
}

TEST(CheckRepeat, AWrongPasswordIsTriedOnce)
{
    const Company company({});
    const Ran program = company.checked({"--repeat", "20", "--json", "-"}, "surely not this one");
    EXPECT_EQ(program.exit, 1) << program.err;
    EXPECT_EQ(company.wrongTries(), 1);
    const QJsonObject series = json(program.out);
    EXPECT_EQ(series.value(QLatin1String("walks")).toArray().size(), 1);
    EXPECT_EQ(text(summaryOf(series), "ended"), QLatin1String("password-refused"));
    EXPECT_EQ(summaryOf(series).value(QLatin1String("wanted")).toInt(), 20);
    EXPECT_THAT(program.err, HasSubstr("20 walks were wanted"));
}

TEST(CheckRepeat, WhatCannotBeIsSaidBeforeAnythingStarts)
{
    const Words check{"check", "--server", "ex1.corp.test"};
    const std::vector<std::pair<Words, std::string>> rows{
        {{"--repeat", "0"}, "--repeat"},
        {{"--repeat", "101"}, "--repeat"},
        {{"--repeat", "many"}, "--repeat"},
        {{"--repeat", "-1"}, "--repeat"},
        {{"--repeat", "2", "--report", "/tmp/series.pdf"}, ".html"},
        {{"--idle", "61"}, "--idle"},
        {{"--idle", "60"}, "--password-stdin"},
    };
    for (const auto &[options, word] : rows) {
        Words arguments = check;
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Ran program = ran(arguments);
        EXPECT_EQ(program.exit, 2) << program.err;
        EXPECT_EQ(program.out, "");
        EXPECT_EQ(linesOf(program.err), 1) << program.err;
        EXPECT_THAT(program.err, HasSubstr(word));
    }
}

} // namespace
} // namespace mailwalk::test
