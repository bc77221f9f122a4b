#include "wizard/ports/words.h"

#include "diagnosis/picture.h"
#include "wizard/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace mailwalk::wizard {

using namespace diagnosis::ports;

namespace {

class PortWords
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

} // namespace

QString wordFor(Exchange exchange)
{
    switch (exchange) {
    case Exchange::v2003: return PortWords::tr("Exchange 2003");
    case Exchange::v2007: return PortWords::tr("Exchange 2007");
    case Exchange::v2010: return PortWords::tr("Exchange 2010");
    case Exchange::v2013: return PortWords::tr("Exchange 2013");
    case Exchange::v2016: return PortWords::tr("Exchange 2016");
    case Exchange::v2019: return PortWords::tr("Exchange 2019");
    case Exchange::se: return PortWords::tr("Exchange Server SE");
    case Exchange::online: return PortWords::tr("Exchange Online (Microsoft 365)");
    }
    return {};
}

QString wordFor(Outlook outlook)
{
    switch (outlook) {
    case Outlook::v2003: return PortWords::tr("Outlook 2003");
    case Outlook::v2007: return PortWords::tr("Outlook 2007");
    case Outlook::v2010: return PortWords::tr("Outlook 2010");
    case Outlook::v2013: return PortWords::tr("Outlook 2013");
    case Outlook::v2016: return PortWords::tr("Outlook 2016");
    case Outlook::v2019: return PortWords::tr("Outlook 2019");
    case Outlook::v365: return PortWords::tr("Outlook for Microsoft 365");
    }
    return {};
}

QString wordFor(Where where)
{
    switch (where) {
    case Where::internet: return PortWords::tr("on the internet");
    case Where::vpn: return PortWords::tr("connected by VPN");
    case Where::lan: return PortWords::tr("in the company's network");
    case Where::dmz: return PortWords::tr("on the internet, proxy in a perimeter network");
    }
    return {};
}

QString wordFor(Party party)
{
    switch (party) {
    case Party::client: return PortWords::tr("Outlook's computer");
    case Party::exchange: return PortWords::tr("Exchange server");
    case Party::directory: return PortWords::tr("directory server");
    case Party::publicFolders: return PortWords::tr("public-folder server");
    case Party::proxy: return PortWords::tr("proxy (web server)");
    case Party::mailbox: return PortWords::tr("mailbox server");
    case Party::autodiscover: return PortWords::tr("Autodiscover");
    case Party::domainController: return PortWords::tr("domain controller");
    case Party::nameServer: return PortWords::tr("name server (DNS)");
    }
    return {};
}

QString nounFor(Party party)
{
    switch (party) {
    case Party::client: return PortWords::tr("Outlook's computer");
    case Party::exchange: return PortWords::tr("each Exchange server");
    case Party::directory: return PortWords::tr("each directory server");
    case Party::publicFolders: return PortWords::tr("each public-folder server");
    case Party::proxy: return PortWords::tr("the proxy");
    case Party::mailbox: return PortWords::tr("each mailbox server");
    case Party::autodiscover: return PortWords::tr("the Autodiscover server");
    case Party::domainController: return PortWords::tr("each domain controller");
    case Party::nameServer: return PortWords::tr("the name server");
    }
    return {};
}

QString wordFor(Windows windows)
{
    switch (windows) {
    case Windows::v2003: return PortWords::tr("Windows 2000 or 2003");
    case Windows::v2008: return PortWords::tr("Windows 2008 or later");
    }
    return {};
}

QString rangeOf(const PortRange &range)
{
    const QString first = QString::number(range.first);
    return range.first == range.last ? first : PortWords::tr("%1–%2").arg(first).arg(range.last);
}

QString portsOf(const Rule &rule)
{
    const QString ports = rangeOf(rule.ports);
    if (rule.carrier == Carrier::udp)
        return rule.isDynamic ? PortWords::tr("UDP %1, dynamic").arg(ports) : PortWords::tr("UDP %1").arg(ports);
    return rule.isDynamic ? PortWords::tr("TCP %1, dynamic").arg(ports) : PortWords::tr("TCP %1").arg(ports);
}

QString wayOf(const Rule &rule) { return rule.transport ? diagnosis::captionFor(*rule.transport) : PortWords::tr("Every way"); }

QString neededFor(const Rule &rule)
{
    switch (rule.needed) {
    case trace::Needed::setUp: return rule.isOptional ? PortWords::tr("setting up, not strictly") : PortWords::tr("setting up");
    case trace::Needed::both:
        return rule.isOptional ? PortWords::tr("every day, not strictly") : PortWords::tr("setting up and every day");
    case trace::Needed::bothUnlessCached: return PortWords::tr("setting up, and every day without cached mode");
    }
    return {};
}

// The service is what an administrator calls it by: several of its values are just "TCP/IP Port".
QString valueOf(const Pin &pin)
{
    const QStringList path = QString::fromStdString(pin.key).split(QLatin1Char('\\'));
    const auto services = path.indexOf(QStringLiteral("Services"), 0);
    return shown(path.value(services < 0 ? path.size() - 1 : services + 1).toStdString()) + QStringLiteral(": ") +
           shown(pin.value);
}

QString typeOf(const Pin &pin)
{
    switch (pin.type) {
    case Pin::Type::dword: return QStringLiteral("REG_DWORD");
    case Pin::Type::string: return QStringLiteral("REG_SZ");
    case Pin::Type::multiString: return QStringLiteral("REG_MULTI_SZ");
    }
    return {};
}

} // namespace mailwalk::wizard
