#include "support/company.h"
#include "support/recorded_walks.h"
#include "support/secret_search.h"

#include <QDirIterator>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
#include <gmock/gmock.h>

namespace mailwalk::test {
namespace {

const QString password = QStringLiteral("Mark3r-of-a-s3tting!");

std::string writtenSettings()
{
    QSettings().sync();
    std::string all;
    QDirIterator files(qEnvironmentVariable("XDG_CONFIG_HOME"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        all += file.readAll().toStdString();
    }
    return all;
}

TEST(Settings, RememberTheAccountAndTheWindowButNeverThePassword)
{
    QSize size;
    {
        Driver driver;
        driver.wizard().resize(driver.wizard().size() - QSize(20, 30));
        driver.choose("new-profile");
        driver.waitForPage("account");
        driver.type("address", QStringLiteral("alice@corp.invalid"));
        driver.type("password", password);
        driver.next();
        driver.waitForPage("result");
        size = driver.wizard().size();
        driver.wizard().close();
    }
    const std::string written = writtenSettings();
    EXPECT_NE(written, std::string());
    EXPECT_THAT(secretsIn(written, password.toStdString()), testing::IsEmpty());

    wizard::Wizard again;
    again.show();
    EXPECT_EQ(again.size(), size);
}

// A file that somebody else wrote into the settings does no harm.
TEST(Settings, ThatAreBrokenAreLikeNone)
{
    QSettings settings;
    {
        Driver driver;
        driver.wizard().close();
    }
    for (const QString &key : settings.allKeys())
        settings.setValue(key, QStringLiteral("@Invalid() \x01 nonsense"));
    settings.sync();
    wizard::Wizard wizard;
    wizard.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&wizard));
    EXPECT_GT(wizard.width(), 200);
}

TEST(AFileThatIsDropped, IsOpened)
{
    Driver driver;
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(recorded::file("wrong-password"))});
    const QPoint middle = driver.wizard().rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &dragged, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&driver.wizard(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent drop(middle, Qt::CopyAction, &dragged, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&driver.wizard(), &drop);
    driver.waitForPage("result");
}

} // namespace
} // namespace mailwalk::test
