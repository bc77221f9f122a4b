#include "cli/paper.h"
#include "cli/program.h"
#include "practice/organisation.h"
#include "support/secret_search.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailwalk::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

QString fileWith(const QTemporaryDir &folder, const char *name, const std::string &content)
{
    QFile file(folder.filePath(QLatin1String(name)));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(content.data(), qint64(content.size()));
    return file.fileName();
}

struct Row {
    const char *fault; ///< empty for a whole organisation
    Words options;
};

// One for each way in which the password goes out, is refused, or is kept back.
const std::vector<Row> rows{
    {"", {}},
    {"", {"--auth", "basic"}},
    {"", {"--auth", "ntlm"}},
    {"", {"--auth", "negotiate"}},
    {"", {"--server", "ex1.corp.test"}},
    {"", {"--server", "ex1.corp.test", "--rpc-proxy", "mail.corp.test", "--outlook", "2003"}},
    {"wrong-password", {}},
    {"wrong-password", {"--auth", "basic"}},
    {"wrong-password", {"--server", "ex1.corp.test"}},
    {"account-locked", {"--auth", "ntlm"}},
};

// On paper the text is packed, and broken where a line ends.
std::string everythingIn(const QString &file)
{
    const std::string raw = contentOf(file);
    if (!file.endsWith(QLatin1String(".pdf")))
        return raw;
    const std::string text = textOnPaper(file);
    EXPECT_THAT(text, HasSubstr("Mailwalk"));
    QString joined =
        QString::fromStdString(saidBy(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), file, QStringLiteral("-")}));
    joined.remove(QRegularExpression(QStringLiteral("\\s+")));
    return raw + unpacked(raw) + text + joined.toStdString();
}

// All that a walk of this account writes: both streams, the record, the report, the masked ones.
std::string writtenBy(const practice::Organisation &organisation, const Row &row, const std::string &password)
{
    const QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QLatin1String(name)).toStdString(); };
    Words words{"check",
                "alice@corp.test",
                "--mailbox",
                "alice",
                "--password-stdin",
                "--ca",
                fileWith(folder, "ca.pem", organisation.authority()).toStdString()};
    for (const Words &more : {organisation.arguments(), row.options})
        words.insert(words.end(), more.begin(), more.end());
    Words plain = words, masked = words;
    plain.insert(plain.end(), {"--json", path("walk.json"), "--report", path("walk.pdf")});
    masked.insert(masked.end(), {"--mask", "--json", path("masked.json"), "--report", path("masked.txt")});
    const Words page{"show", path("walk.json"), "--quiet", "--report", path("walk.html")};
    std::string written;
    for (const Words &each : {plain, masked, page}) {
        const Ran program = ran(each, password + '\n');
        EXPECT_NE(program.exit, 2) << program.err;
        EXPECT_NE(program.exit, -1) << program.err;
        written += program.out + program.err;
    }
    for (const QFileInfo &file : QDir(folder.path()).entryInfoList(QDir::Files | QDir::Hidden))
        if (file.fileName() != QLatin1String("ca.pem"))
            written += everythingIn(file.filePath());
    return written;
}

TEST(Secret, IsNowhereInWhatAWalkWrites)
{
    const std::string wrong = "Marker-of-a-Wr0ng-one!";
    for (const Row &row : rows) {
        const std::string fault = row.fault;
        const practice::Organisation organisation(fault.empty() ? Words{} : Words{fault});
        const std::string password = fault == "wrong-password" ? wrong : organisation.accounts().front().password;
        const std::string written = writtenBy(organisation, row, password);
        EXPECT_GT(written.size(), 4000u) << fault;
        EXPECT_THAT(secretsIn(written, password), IsEmpty()) << fault << " " << testing::PrintToString(row.options);
    }
}

TEST(Secret, WouldBeFoundInEveryDress)
{
    const std::string password = "Marker-of-a-Wr0ng-one!";
    for (const Dress &dress : dressesOf(password))
        EXPECT_THAT(secretsIn("before " + dress.bytes + " after", password), Contains(dress.name));
    for (const char *before : {"", "a", "ab"})
        EXPECT_THAT(secretsIn(toBase64(viewOf(before + password + ":z")), password), testing::SizeIs(1)) << before;
}

} // namespace
} // namespace mailwalk::test
