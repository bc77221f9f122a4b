#include "report/keep.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <csignal>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

namespace mailwalk::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class Keep : public testing::Test
{
protected:
    QString path(const char *name) const { return folder_.filePath(QString::fromUtf8(name)); }
    static std::string kept(const QString &file, const QByteArray &content) { return keep(file, content).toStdString(); }
    static void write(const QString &file, const QByteArray &content)
    {
        QFile output(file);
        ASSERT_TRUE(output.open(QIODevice::WriteOnly));
        output.write(content);
    }
    static QByteArray read(const QString &file)
    {
        QFile input(file);
        return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray("(not readable)");
    }
    qsizetype filesThere() const { return QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(); }

    QTemporaryDir folder_;
};

/// No file may grow beyond this while it lives, as on a disk that is full.
class Narrow
{
public:
    explicit Narrow(rlim_t most)
    {
        before_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit narrow{most, limit_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &narrow);
    }
    ~Narrow()
    {
        setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, before_);
    }

private:
    rlimit limit_{};
    void (*before_)(int);
};

TEST_F(Keep, AFileIsWrittenWholeForThisUserAlone)
{
    EXPECT_EQ(kept(path("new.txt"), "content"), "");
    EXPECT_EQ(read(path("new.txt")), "content");
    EXPECT_EQ(QFile::permissions(path("new.txt")) & 0x0777, QFile::Permissions(QFile::ReadUser | QFile::WriteUser));
}

TEST_F(Keep, AFileThatEverybodyCouldReadIsReplacedByAPrivateOne)
{
    write(path("old.txt"), "old and longer");
    QFile::setPermissions(path("old.txt"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther | QFile::ReadGroup);
    EXPECT_EQ(kept(path("old.txt"), "new"), "");
    EXPECT_EQ(read(path("old.txt")), "new");
    EXPECT_FALSE(QFile::permissions(path("old.txt")) & (QFile::ReadOther | QFile::ReadGroup));
    EXPECT_EQ(filesThere(), 1);
}

TEST_F(Keep, WhatCannotTakeAFileIsToldInWords)
{
    QDir(folder_.path()).mkdir(QStringLiteral("folder"));
    write(path("file"), "x");
    const struct {
        QString file;
        const char *reason;
    } rows[] = {
        {path("folder"), "a folder has this name"},
        {path("nowhere/report.html"), "its folder does not exist"},
        {path("file/report.html"), "its folder"},
        {QStringLiteral("/dev/full"), "not a plain file"},
        {QStringLiteral("/proc/report.html"), "could not be written"}, // nobody makes a file there
    };
    for (const auto &[file, reason] : rows) {
        const std::string sentence = kept(file, "content");
        EXPECT_THAT(sentence, HasSubstr(file.toStdString() + " could not be written: "));
        EXPECT_THAT(sentence, HasSubstr(reason));
    }
    EXPECT_TRUE(QFileInfo(path("folder")).isDir());
    EXPECT_EQ(read(path("file")), "x");
}

TEST_F(Keep, AFolderThatLetsNobodyWriteIsToldSo)
{
    if (geteuid() == 0)
        GTEST_SKIP() << "whoever may write everywhere is not stopped by a folder";
    write(path("old.txt"), "old");
    QFile::setPermissions(folder_.path(), QFile::ReadOwner | QFile::ExeOwner);
    const std::string sentence = kept(path("new.txt"), "content"), replacing = kept(path("old.txt"), "content");
    QFile::setPermissions(folder_.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    EXPECT_THAT(sentence, HasSubstr("you may not write in this folder"));
    EXPECT_THAT(replacing, HasSubstr("What was in it before is still there."));
    EXPECT_EQ(read(path("old.txt")), "old");
}

TEST_F(Keep, WhereNoMoreFitsTheOldFileStaysAndNothingHalfIsLeft)
{
    for (const int size : {4097, 10'000, 16'384, 1 << 20}) { // Qt holds back what is small
        write(path("old.txt"), "old");
        const Narrow narrow(4096);
        EXPECT_THAT(kept(path("old.txt"), QByteArray(size, 'x')), HasSubstr("What was in it before is still there.")) << size;
        EXPECT_THAT(kept(path("new.txt"), QByteArray(size, 'x')), HasSubstr("could not be written: ")) << size;
        EXPECT_EQ(kept(path("small.txt"), "fits"), "");
        EXPECT_EQ(read(path("old.txt")), "old");
        EXPECT_FALSE(QFileInfo::exists(path("new.txt")));
        EXPECT_EQ(filesThere(), 2);
    }
}

TEST_F(Keep, AFolderThatVanishesIsToldAndNotMadeAgain)
{
    const QString gone = path("gone");
    QDir().mkdir(gone);
    EXPECT_EQ(kept(gone + QStringLiteral("/a.txt"), "x"), "");
    QDir(gone).removeRecursively();
    EXPECT_THAT(kept(gone + QStringLiteral("/b.txt"), "x"), HasSubstr("its folder does not exist"));
    EXPECT_FALSE(QFileInfo::exists(gone));
}

TEST_F(Keep, TheNameStaysInItsLine)
{
    const std::string sentence = kept(path("no\nwhere\u202e/report.txt"), "x");
    EXPECT_THAT(sentence, Not(HasSubstr("\n")));
    EXPECT_THAT(sentence, Not(HasSubstr("\u202e")));
}

TEST_F(Keep, ALinkIsFollowedToTheFileItNames)
{
    write(path("real.txt"), "old");
    QFile::link(path("real.txt"), path("link.txt"));
    EXPECT_EQ(kept(path("link.txt"), "new"), "");
    EXPECT_EQ(read(path("real.txt")), "new");
    EXPECT_TRUE(QFileInfo(path("link.txt")).isSymLink());
}

} // namespace
} // namespace mailwalk::report
