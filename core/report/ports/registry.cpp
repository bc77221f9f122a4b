#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringEncoder>

namespace mailwalk::report::ports {

namespace {

QString inRegistry(const char *text) { return QCoreApplication::translate("ports", text); }

QString remarkLine(QString text)
{
    return QStringLiteral("; ") + text.replace(QLatin1Char('\n'), QLatin1Char(' ')) + QLatin1Char('\n');
}

QString quotedValue(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

// "hex(7)": UTF-16, each text with its end, and one end more.
QString multiString(const QString &text)
{
    QString bytes;
    for (const QChar unit : text + QChar(0) + QChar(0))
        bytes += QStringLiteral("%1,%2,")
                     .arg(unit.unicode() & 0xff, 2, 16, QLatin1Char('0'))
                     .arg(unit.unicode() >> 8, 2, 16, QLatin1Char('0'));
    bytes.chop(1);
    return QStringLiteral("hex(7):") + bytes;
}

QString dataOf(const Pin &pin)
{
    const QString number = QString::number(*pin.port);
    switch (pin.type) {
    case Pin::Type::dword: return QStringLiteral("dword:%1").arg(*pin.port, 8, 16, QLatin1Char('0'));
    case Pin::Type::string: return quotedValue(number);
    case Pin::Type::multiString: return multiString(number);
    }
    return {};
}

QString valueText(const Pin &pin)
{
    return QLatin1Char('\n') + remarkLine(pin.sideEffects) + remarkLine(pin.restart) + QStringLiteral("[%1]\n").arg(qt(pin.key)) +
           quotedValue(qt(pin.value)) + QLatin1Char('=') + dataOf(pin) + QLatin1Char('\n');
}

QString headOf(Party machine)
{
    return QStringLiteral("Windows Registry Editor Version 5.00\n\n") +
           remarkLine(inRegistry(QT_TRANSLATE_NOOP("ports", "For this machine, and no other: %1.")).arg(nameFor(machine))) +
           remarkLine(inRegistry(QT_TRANSLATE_NOOP(
               "ports",
               "A wrong value can stop mail for everybody. Back up the registry first, make sure with 'netstat -an' that nothing "
               "else uses these ports, and plan the restarts.")));
}

// As regedit writes it.
QByteArray asUtf16(QString text)
{
    text.replace(QLatin1Char('\n'), QStringLiteral("\r\n"));
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    return encoder(text);
}

// The name of the role, as a file's name.
std::string fileFor(Party machine, const Situation &situation)
{
    const std::string role(nameOf(machine));
    const bool isExchange = machine == Party::exchange || machine == Party::publicFolders;
    return isExchange ? role + '-' + std::string(nameOf(situation.exchange)) + ".reg" : role + ".reg";
}

} // namespace

std::vector<File> registry(const Advice &advice, const Situation &situation)
{
    std::vector<File> files;
    for (const Party machine :
         {Party::exchange, Party::publicFolders, Party::directory, Party::domainController, Party::client}) {
        QString values;
        for (const Pin &pin : advice.pins)
            if (pin.machine == machine && pin.port)
                values += valueText(pin);
        if (!values.isEmpty())
            files.push_back({fileFor(machine, situation), asUtf16(headOf(machine) + values)});
    }
    return files;
}

} // namespace mailwalk::report::ports
