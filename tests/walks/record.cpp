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

bool write(const QString &name, const trace::Trace &trace)
{
    const QJsonObject object = report::toJson(trace, diagnosis::diagnose(trace), report::Masking::none);
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    QFile file(name);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    std::cout << file.fileName().toStdString() << ' ' << bytes.size() << (isWritten ? "" : " NOT WRITTEN") << std::endl;
    return isWritten;
}

} // namespace

int main(int count, char **arguments)
{
    const std::set<std::string> chosen(arguments + 1, arguments + count);
    const auto isChosen = [&](const std::string &name) { return chosen.empty() || chosen.contains(name); };
    bool isWritten = true;
    for (const test::Take &take : test::takes())
        if (isChosen(take.name))
            isWritten &= write(sources + QStringLiteral("/tests/walks/%1.json").arg(QString::fromStdString(take.name)),
                               test::recordOf(take));
    if (isChosen("how-it-connects"))
        isWritten &= write(sources + QStringLiteral("/resources/walks/how-it-connects.json"), test::howItConnects());
    return isWritten ? 0 : 1;
}
