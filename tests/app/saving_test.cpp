#include "wizard/result/saving.h"

#include "support/made_walk.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

using report::Masking;

namespace {

constexpr int patience = 60000; ///< ms; only a failing test waits so long

std::shared_ptr<const Told> told(trace::Trace trace) { return std::make_shared<const Told>(Told::of({std::move(trace), {}})); }

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class SavingAWalk : public testing::Test
{
protected:
    QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    QString save(const Wish &wish, const QString &file)
    {
        QSignalSpy spy(&saving, &Saving::told);
        saving.save(walk, wish, file);
        EXPECT_TRUE(spy.wait(patience));
        return spy.isEmpty() ? QString() : spy[0][0].toString();
    }

    QTemporaryDir folder;
    QWidget page;
    Saving saving{&page};
    std::shared_ptr<const Told> walk = told(test::aliceIsStopped());
};

} // namespace

TEST_F(SavingAWalk, WritesEveryFormPrivately)
{
    const std::tuple<Form, const char *, const char *> rows[] = {{Form::json, "walk.json", "{"},
                                                                 {Form::html, "walk.html", "<!DOCTYPE html>"},
                                                                 {Form::pdf, "walk.pdf", "%PDF-"},
                                                                 {Form::text, "walk.txt", "FAILS"}};
    for (const auto &[form, name, begin] : rows) {
        const QString sentence = save({form, Masking::none}, path(name));
        EXPECT_TRUE(sentence.contains(QLatin1String(name))) << sentence.toStdString();
        EXPECT_TRUE(contentOf(path(name)).toLower().startsWith(QByteArray(begin).toLower())) << name;
        EXPECT_EQ(QFile::permissions(path(name)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions()) << name;
    }
}

TEST_F(SavingAWalk, LeavesNoNameInAMaskedFile)
{
    for (const Form form : {Form::json, Form::html, Form::text}) {
        save({form, Masking::masked}, path("masked"));
        const QByteArray content = contentOf(path("masked")).toLower();
        ASSERT_FALSE(content.isEmpty());
        for (const char *name : {"alice", "corp.test", "ex1", "gc1", "192.168.7"})
            EXPECT_FALSE(content.contains(name)) << name;
    }
}

TEST_F(SavingAWalk, SaysWhyNothingWasWrittenAndThatNothingIsLost)
{
    const QString sentence = save({Form::json, Masking::none}, path("no such folder/walk.json"));
    EXPECT_TRUE(sentence.contains(QStringLiteral("Nothing is lost"))) << sentence.toStdString();
    EXPECT_FALSE(sentence.startsWith(QStringLiteral("Saved")));
    EXPECT_TRUE(save({Form::json, Masking::none}, path("walk.json")).startsWith(QStringLiteral("Saved")));
}

TEST_F(SavingAWalk, KeepsWhatAFileHasThatThisVersionDoesNotKnowUnlessItIsMasked)
{
    trace::Document document{test::aliceIsStopped(), {{QStringLiteral("later"), QStringLiteral("alice was here")}}};
    walk = std::make_shared<const Told>(Told::of(std::move(document)));
    save({Form::json, Masking::none}, path("walk.json"));
    EXPECT_TRUE(QJsonDocument::fromJson(contentOf(path("walk.json"))).object().contains(QStringLiteral("later")));
    save({Form::json, Masking::masked}, path("walk.json"));
    EXPECT_FALSE(QJsonDocument::fromJson(contentOf(path("walk.json"))).object().contains(QStringLiteral("later")));
}

TEST_F(SavingAWalk, CopiesTheReportAsText)
{
    QSignalSpy spy(&saving, &Saving::told);
    saving.copy(walk, {Form::text, Masking::none});
    ASSERT_TRUE(spy.wait(patience));
    EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("FAILS")));
}

TEST_F(SavingAWalk, AsksForAFileUnderANameThatTellsWhatItIs)
{
    saving.ask(walk, {Form::html, Masking::none}, Masking::none);
    auto *dialog = page.findChild<QFileDialog *>();
    ASSERT_TRUE(dialog);
    EXPECT_EQ(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("mailwalk-2026-11-22-alice.html"));
    QSignalSpy spy(&saving, &Saving::saved);
    dialog->setDirectory(folder.path());
    dialog->selectFile(path("chosen"));
    dialog->findChild<QWidget *>(QStringLiteral("fileNameEdit"))->setFocus();
    QMetaObject::invokeMethod(dialog, "accept");
    ASSERT_TRUE(spy.wait(patience));
    EXPECT_TRUE(QFileInfo::exists(path("chosen.html"))); // the suffix comes by itself
}

TEST_F(SavingAWalk, NamesNobodyWhileOthersSeeTheScreen)
{
    saving.ask(walk, {Form::json, Masking::none}, Masking::masked);
    const auto *dialog = page.findChild<QFileDialog *>();
    ASSERT_TRUE(dialog);
    EXPECT_EQ(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("mailwalk-2026-11-22.json"));
    EXPECT_EQ(save({Form::json, Masking::none}, path("walk.json")), QStringLiteral("Saved to walk.json"));
}

TEST_F(SavingAWalk, WritesTheMessageAsItStands)
{
    QSignalSpy spy(&saving, &Saving::saved);
    saving.askForMessage(QStringLiteral("Grüße <b>\n"));
    auto *dialog = page.findChild<QFileDialog *>();
    ASSERT_TRUE(dialog);
    dialog->setDirectory(folder.path());
    dialog->selectFile(path("message.txt"));
    QMetaObject::invokeMethod(dialog, "accept");
    ASSERT_TRUE(spy.wait(patience));
    EXPECT_EQ(contentOf(path("message.txt")), QByteArray("Grüße <b>\n"));
}

TEST(ANameForAFile, HasNothingThatAFileSystemForbids)
{
    const std::tuple<const char *, const char *, Masking, const char *> rows[] = {
        {"alice@corp.test", "2026-11-22T20:15:00Z", Masking::none, "mailwalk-2026-11-22-alice.pdf"},
        {"alice@corp.test", "2026-11-22T20:15:00Z", Masking::masked, "mailwalk-2026-11-22.pdf"},
        {"../../x:y*?@corp.test", "", Masking::none, "mailwalk-______x_y__.pdf"},
        {"a\\b|\"<>@c", "../../../etc", Masking::none, "mailwalk-_________e-a_b____.pdf"},
        {"", "", Masking::none, "mailwalk.pdf"},
    };
    for (const auto &[address, started, masking, expected] : rows) {
        trace::Trace trace;
        trace.asked.address = address;
        trace.started = started;
        const QString name = fileNameFor(*told(trace), {Form::pdf, masking});
        EXPECT_FALSE(name.contains(QLatin1Char('/')) || name.contains(QLatin1Char('\\')) || name.contains(QLatin1Char(':')));
        EXPECT_EQ(name, QLatin1String(expected));
    }
}

} // namespace mailwalk::wizard
