#include "support/recorded_walks.h"

#include <QDir>
#include <QFile>
#include <gtest/gtest.h>

namespace mailwalk::test::recorded {

static const QString folder = QStringLiteral(MAILWALK_SOURCE_DIR "/tests/walks");

std::vector<std::string> names()
{
    std::vector<std::string> all;
    for (const QFileInfo &each : QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        all.push_back(each.completeBaseName().toStdString());
    return all;
}

QString file(const std::string &name) { return folder + QStringLiteral("/%1.json").arg(QString::fromStdString(name)); }

trace::Document read(const std::string &name)
{
    QFile input(file(name));
    const QByteArray bytes = input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray();
    auto walk = trace::fromJson(bytes);
    if (walk)
        return std::move(*walk);
    ADD_FAILURE() << name << ": " << walk.error().place.toStdString() << ": " << walk.error().text.toStdString();
    return {};
}

} // namespace mailwalk::test::recorded
