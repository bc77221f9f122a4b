#include "report/keep.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace mailwalk::report {
namespace {

QString inKeep(const char *text) { return QCoreApplication::translate("report", text); }

// A whole file takes the place of what stands there, which must not happen to a device.
const char *obstacleAt(const QFileInfo &target)
{
    const QFileInfo folder(target.absolutePath());
    if (!folder.exists())
        return QT_TRANSLATE_NOOP("report", "its folder does not exist");
    if (!folder.isDir())
        return QT_TRANSLATE_NOOP("report", "what should be its folder is a file");
    if (target.isDir())
        return QT_TRANSLATE_NOOP("report", "a folder has this name");
    if (target.exists() && !target.isFile())
        return QT_TRANSLATE_NOOP("report", "this is not a plain file");
    if (target.exists() && !target.isWritable())
        return QT_TRANSLATE_NOOP("report", "the file is protected against writing");
    if (!folder.isWritable())
        return QT_TRANSLATE_NOOP("report", "you may not write in this folder");
    return nullptr;
}

QString reasonOf(const QSaveFile &failed)
{
    const bool isShort = failed.error() == QFileDevice::NoError; // a part was taken, and no more
    if (isShort || failed.error() == QFileDevice::ResourceError) // what Qt makes of ENOSPC
        return inKeep(QT_TRANSLATE_NOOP("report", "the disk is full"));
    const char *obstacle = obstacleAt(QFileInfo(failed.fileName())); // it may have come up while we wrote
    return obstacle ? inKeep(obstacle) : failed.errorString();
}

QString sentence(const QFileInfo &target, const QString &reason)
{
    const QString name = QString::fromStdString(oneLine(target.filePath().toStdString()));
    const char *form = target.isFile()
                           ? QT_TRANSLATE_NOOP("report", "%1 could not be written: %2. What was in it before is still there.")
                           : QT_TRANSLATE_NOOP("report", "%1 could not be written: %2.");
    return inKeep(form).arg(name, reason);
}

} // namespace

QString keep(const QString &file, const QByteArray &content)
{
    const QFileInfo target(file);
    if (const char *obstacle = obstacleAt(target))
        return sentence(target, inKeep(obstacle));
    QSaveFile output(file);
    // Without the flush, what QSaveFile still holds back is lost unnoticed when it finds no room.
    const bool done = output.open(QIODevice::WriteOnly) && output.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                      output.write(content) == content.size() && output.flush() && output.commit();
    return done ? QString() : sentence(target, reasonOf(output));
}

} // namespace mailwalk::report
