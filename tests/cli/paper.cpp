#include "cli/paper.h"

#include <QtCore/QProcess>
#include <algorithm>

namespace mailwalk::test {

std::string saidBy(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return '(' + program.toStdString() + " did not run)";
    return process.readAll().toStdString();
}

std::string textOnPaper(const QString &pdf)
{
    return saidBy(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
}

std::string detailOfPaper(const QString &pdf, const char *name)
{
    const QString all = QString::fromStdString(saidBy(QStringLiteral("pdfinfo"), {pdf}));
    const QString begin = QLatin1String(name) + QLatin1Char(':');
    for (const QString &line : all.split(QLatin1Char('\n')))
        if (line.startsWith(begin))
            return line.mid(begin.size()).trimmed().toStdString();
    return all.toStdString();
}

std::string unpacked(const std::string &pdf)
{
    static constexpr std::string_view begin = "\nstream\n", end = "endstream";
    constexpr char zlib = 0x78; // RFC 1950 2.2; other streams lie in the file as they are
    std::string all;
    for (auto at = pdf.find(begin); at != pdf.npos; at = pdf.find(begin, at)) {
        at += begin.size();
        const auto last = std::min(pdf.find(end, at), pdf.size());
        const QByteArray packed(pdf.data() + at, static_cast<qsizetype>(last - at));
        if (packed.startsWith(zlib))
            all += qUncompress(QByteArray(4, '\0') + packed).toStdString() + '\n'; // whose length Qt wants in front
        at = last;
    }
    return all;
}

std::string faultsOfPage(const QString &html)
{
    return saidBy(QStringLiteral("tidy"), {QStringLiteral("-errors"), QStringLiteral("-quiet"), html});
}

} // namespace mailwalk::test
