#include "report/ports/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace mailwalk::report::ports {

using diagnosis::ports::Profile;
using diagnosis::ports::Where;
using trace::Needed;

static QString inWords(const char *text) { return QCoreApplication::translate("ports", text); }

QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString nameFor(Party party)
{
    switch (party) {
    case Party::client: return inWords(QT_TRANSLATE_NOOP("ports", "client"));
    case Party::exchange: return inWords(QT_TRANSLATE_NOOP("ports", "Exchange server"));
    case Party::directory: return inWords(QT_TRANSLATE_NOOP("ports", "each directory server (global catalog)"));
    case Party::publicFolders: return inWords(QT_TRANSLATE_NOOP("ports", "public-folder server"));
    case Party::proxy: return inWords(QT_TRANSLATE_NOOP("ports", "proxy (front end, Client Access server)"));
    case Party::mailbox: return inWords(QT_TRANSLATE_NOOP("ports", "mailbox server"));
    case Party::autodiscover: return inWords(QT_TRANSLATE_NOOP("ports", "Autodiscover (Client Access server)"));
    case Party::domainController: return inWords(QT_TRANSLATE_NOOP("ports", "domain controller"));
    case Party::nameServer: return inWords(QT_TRANSLATE_NOOP("ports", "name server"));
    }
    return {};
}

QString wordFor(Needed needed)
{
    switch (needed) {
    case Needed::setUp: return inWords(QT_TRANSLATE_NOOP("ports", "setting up"));
    case Needed::both: return inWords(QT_TRANSLATE_NOOP("ports", "setting up and daily"));
    case Needed::bothUnlessCached: return inWords(QT_TRANSLATE_NOOP("ports", "setting up; daily unless in cached mode"));
    }
    return {};
}

QString portsOf(const PortRange &ports)
{
    const QString first = QString::number(ports.first);
    return ports.first == ports.last ? first : first + QLatin1Char('-') + QString::number(ports.last);
}

QString carrierOf(Carrier carrier) { return carrier == Carrier::udp ? QStringLiteral("UDP") : QStringLiteral("TCP"); }

static QString exchangeName(diagnosis::ports::Exchange exchange)
{
    using diagnosis::ports::Exchange;
    if (exchange == Exchange::online)
        return QStringLiteral("Exchange Online");
    return QStringLiteral("Exchange ") + (exchange == Exchange::se ? QStringLiteral("SE") : qt(nameOf(exchange)));
}

static QString wayOf(const Situation &situation)
{
    if (situation.via)
        return qt(trace::nameOf(*situation.via));
    QStringList lanes;
    for (const auto lane : diagnosis::ports::lanesOf(situation.exchange, situation.outlook))
        lanes += qt(trace::nameOf(lane));
    return lanes.join(QStringLiteral(" + "));
}

static QString placeOf(Where where)
{
    switch (where) {
    case Where::internet: return inWords(QT_TRANSLATE_NOOP("ports", "client on the internet"));
    case Where::vpn: return inWords(QT_TRANSLATE_NOOP("ports", "client in a VPN"));
    case Where::lan: return inWords(QT_TRANSLATE_NOOP("ports", "client in the company's network"));
    case Where::dmz: return inWords(QT_TRANSLATE_NOOP("ports", "client on the internet, proxy in a perimeter network"));
    }
    return {};
}

QString titleOf(const Situation &situation)
{
    const QString profile = situation.profile == Profile::fresh ? inWords(QT_TRANSLATE_NOOP("ports", "new profile and daily use"))
                                                                : inWords(QT_TRANSLATE_NOOP("ports", "finished profile only"));
    return QStringList{exchangeName(situation.exchange), QStringLiteral("Outlook ") + qt(nameOf(situation.outlook)),
                       wayOf(situation), placeOf(situation.where), profile}
        .join(QStringLiteral(", "));
}

QString typeOf(Pin::Type type)
{
    switch (type) {
    case Pin::Type::dword: return QStringLiteral("REG_DWORD");
    case Pin::Type::string: return QStringLiteral("REG_SZ");
    case Pin::Type::multiString: return QStringLiteral("REG_MULTI_SZ");
    }
    return {};
}

std::vector<std::string> addressesIn(Party party, const Situation &situation)
{
    std::vector<std::string> clean;
    for (const std::string &text : addressesOf(party, situation.places))
        if (auto place = diagnosis::ports::placeFrom(text))
            clean.push_back(std::move(*place));
    return clean;
}

} // namespace mailwalk::report::ports
