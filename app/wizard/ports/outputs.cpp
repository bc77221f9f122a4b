#include "wizard/ports/outputs.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace mailwalk::wizard {

using report::ports::File;

namespace {

class OutputWords
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

QByteArray textOf(const PortsAnswer &answer)
{
    QString text = report::ports::text(answer.advice, answer.situation);
    if (answer.measured)
        text += QLatin1Char('\n') + report::ports::measured(*answer.measured);
    return text.toUtf8();
}

std::vector<File> unlessEmpty(File file) { return file.bytes.isEmpty() ? std::vector<File>{} : std::vector{std::move(file)}; }

} // namespace

const char *nameOf(Output output)
{
    static constexpr const char *names[] = {"text", "csv", "json", "reg", "netsh", "nft"};
    return names[std::size_t(output)];
}

QString titleOf(Output output)
{
    switch (output) {
    case Output::text: return OutputWords::tr("Text");
    case Output::csv: return OutputWords::tr("Table (CSV)");
    case Output::json: return OutputWords::tr("For programs (JSON)");
    case Output::reg: return OutputWords::tr("Registry file (.reg)");
    case Output::netsh: return OutputWords::tr("Windows firewall (netsh)");
    case Output::nft: return OutputWords::tr("Linux firewall (nft)");
    }
    return {};
}

std::vector<File> filesOf(Output output, const PortsAnswer &answer)
{
    const auto &[situation, advice, measured] = answer;
    switch (output) {
    case Output::text: return {{"ports.txt", textOf(answer)}};
    case Output::csv: return {{"ports.csv", report::ports::csv(advice, situation)}};
    case Output::json: return {{"ports.json", report::ports::json(advice, situation)}};
    case Output::reg: return report::ports::registry(advice, situation);
    case Output::netsh: return unlessEmpty({"ports.cmd", report::ports::netsh(advice, situation)});
    case Output::nft: return unlessEmpty({"ports.nft", report::ports::nft(advice, situation)});
    }
    return {};
}

QString whyNothing(const PortsAnswer &answer)
{
    return answer.advice.rules.empty()
               ? OutputWords::tr("There is nothing to write: there is no rule for this way. Choose another way.")
               : OutputWords::tr("There is nothing to write yet: type the ports that shall be fixed first.");
}

QString readable(const File &file)
{
    const bool isWide = file.bytes.startsWith("\xff\xfe"); // as regedit writes it
    return isWide ? QString(QStringDecoder(QStringDecoder::Utf16LE)(file.bytes)) : QString::fromUtf8(file.bytes);
}

} // namespace mailwalk::wizard
