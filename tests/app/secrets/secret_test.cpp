#include "practice/organisation.h"
#include "practice/plan.h"
#include "secrets/memory_search.h"
#include "support/secret_search.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gmock/gmock.h>

namespace mailwalk::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr int longest = 60'000; ///< ms; only a failing test waits so long
const std::string marker = "Mark3r-in-the-W1ndow!";

practice::Plan planWith(const std::string &password)
{
    practice::Plan plan = practice::wholePlan();
    plan.directory.change("alice").password = password;
    return plan;
}

/// The window as a process of its own, with a password typed into it.
class MarkedWindow
{
public:
    MarkedWindow(const practice::Organisation &organisation, const QStringList &options = {})
    {
        QFile authority(folder.filePath(QStringLiteral("authority.pem")));
        EXPECT_TRUE(authority.open(QIODevice::WriteOnly) && authority.write(organisation.authority().c_str()) > 0);
        authority.close();
        QStringList words{QString::fromStdString(toText(organisation.nameServer())), authority.fileName(), writes()};
        for (const practice::Detour &detour : organisation.detours())
            words += QString::fromStdString(toText(detour.from) + '=' + toText(detour.to));
        QDir().mkpath(writes());
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(MAILWALK_SECRET_WINDOW), options + words);
    }
    ~MarkedWindow()
    {
        process.closeWriteChannel();
        process.waitForFinished(longest);
    }

    bool says(const char *word)
    {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(longest))
                return false;
        return process.readLine().trimmed() == word;
    }
    void type(const std::string &password) { process.write((password + '\n').c_str()); }
    std::vector<std::string> secretsInMemory(const std::string &password)
    {
        return secretsInMemoryOf(long(process.processId()), password);
    }
    QString writes() const { return folder.filePath(QStringLiteral("written")); }

private:
    QTemporaryDir folder;
    QProcess process;
};

std::map<std::string, std::string> filesIn(const QString &folder)
{
    std::map<std::string, std::string> found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        found[files.fileName().toStdString()] = file.readAll().toStdString();
    }
    return found;
}

void expectNothingOf(const std::string &password, MarkedWindow &window, const std::string &outcome)
{
    window.type(password);
    ASSERT_TRUE(window.says("ended"));
    const auto files = filesIn(window.writes());
    for (const char *name : {"typed.txt", "written.txt", "heard.txt", "walk.json", "report.html", "report.pdf", "report.txt"})
        EXPECT_TRUE(files.contains(name)) << name;
    for (const auto &[name, content] : files) {
        EXPECT_FALSE(content.empty()) << name;
        EXPECT_THAT(secretsIn(content, password), IsEmpty()) << name;
    }
    EXPECT_NE(files.at("walk.json").find("\"outcome\": \"" + outcome + "\""), std::string::npos);
    EXPECT_THAT(window.secretsInMemory(password), IsEmpty());
}

TEST(SecretInTheWindow, IsNowhereAfterAWalkThatWorks)
{
    const practice::Plan plan = planWith(marker);
    const practice::Organisation organisation(plan);
    MarkedWindow window(organisation);
    ASSERT_TRUE(window.says("type"));
    expectNothingOf(marker, window, "works");
}

// Basic sends the password itself, in Base64 and inside TLS.
TEST(SecretInTheWindow, IsNowhereAfterItWentOutAsItIs)
{
    practice::Plan plan = planWith(marker);
    for (practice::WebHost &host : plan.web)
        host.signIn.offers = {"Basic realm=\"corp.test\""};
    const practice::Organisation organisation(plan);
    MarkedWindow window(organisation);
    ASSERT_TRUE(window.says("type"));
    expectNothingOf(marker, window, "works");
    EXPECT_NE(filesIn(window.writes()).at("walk.json").find("\"value\": \"Basic\""), std::string::npos); // it did go so
}

TEST(SecretInTheWindow, IsNowhereAfterItWasRefused)
{
    const practice::Organisation organisation({});
    MarkedWindow window(organisation);
    ASSERT_TRUE(window.says("type"));
    expectNothingOf(marker, window, "fails");
}

// The search itself: a window that keeps what was typed is found out.
TEST(SecretInTheWindow, WouldBeFoundInItsMemory)
{
    const practice::Organisation organisation({});
    MarkedWindow window(organisation, {QStringLiteral("--forgetful")});
    ASSERT_TRUE(window.says("type"));
    window.type(marker);
    ASSERT_TRUE(window.says("ended"));
    EXPECT_THAT(window.secretsInMemory(marker), testing::Not(IsEmpty()));
}

} // namespace
} // namespace mailwalk::test
