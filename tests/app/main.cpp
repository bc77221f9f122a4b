#include "language/language.h"
#include "wizard/outlined_style.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace {

// Settings and files as on the first day, and nothing of it left in the home of whoever runs the tests.
void liveIn(const QTemporaryDir &home)
{
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
        qputenv(variable, home.path().toUtf8());
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
}

} // namespace

int main(int count, char **words)
{
    testing::InitGoogleTest(&count, words);
    if (testing::GTEST_FLAG(list_tests)) // at build time, when there may be no display
        return RUN_ALL_TESTS();
    const QTemporaryDir home;
    liveIn(home);
    QApplication application(count, words);
    QApplication::setStyle(new mailwalk::wizard::OutlinedStyle);
    QCoreApplication::setOrganizationName(QStringLiteral("Mailwalk"));
    QCoreApplication::setApplicationName(QStringLiteral("Mailwalk"));
    mailwalk::language::speak();
    return RUN_ALL_TESTS();
}
