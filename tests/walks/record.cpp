#include "report/json.h"
#include "takes.h"

#include <QFile>
#include <QJsonDocument>
#include <iostream>
#include <set>

/// record_walks [NAME ...]: records all walks that are kept, or those named, into the sources.
namespace {

using namespace mailwalk;

const QString sources = QStringLiteral(MAILWALK_SOURCE_DIR);

bool write(const QString &name, const QJsonObject &object)
{
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    QFile file(name);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    std::cout << file.fileName().toStdString() << ' ' << bytes.size() << (isWritten ? "" : " NOT WRITTEN") << std::endl;
    return isWritten;
}

bool write(const QString &name, const trace::Trace &trace)
{
    return write(name, report::toJson(trace, diagnosis::diagnose(trace), report::Masking::none));
}

bool write(const QString &name, const report::Repeats &repeats)
{
    return write(name, report::toJson(repeats, diagnosis::summarise(report::tracesOf(repeats)), report::Masking::none));
}

QString fileOf(const char *folder, const std::string &name)
{
    return sources + QStringLiteral("/%1/%2.json").arg(QLatin1String(folder), QString::fromStdString(name));
}

} // namespace

int main(int count, char **arguments)
{
    const std::set<std::string> chosen(arguments + 1, arguments + count);
    const auto isChosen = [&](const std::string &name) { return chosen.empty() || chosen.contains(name); };
    bool isWritten = true;
    for (const test::Take &take : test::takes())
        if (isChosen(take.name))
            isWritten &= write(fileOf("tests/walks", take.name), test::recordOf(take));
    for (const test::Series &series : test::series())
        if (isChosen(series.take.name))
            isWritten &= write(fileOf("tests/walks/repeated", series.take.name), test::recordOf(series));
    if (isChosen("how-it-connects"))
        isWritten &= write(fileOf("resources/walks", "how-it-connects"), test::howItConnects());
    return isWritten ? 0 : 1;
}
