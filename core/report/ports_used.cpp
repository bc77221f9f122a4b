#include "base/endpoint.h"
#include "diagnosis/evidence.h"
#include "diagnosis/scene.h"
#include "report/paragraph.h"
#include "report/settings.h"

#include <QCoreApplication>
#include <QHash>

namespace mailwalk::report {

using trace::Code;
using trace::Hop;
using trace::Kind;
using trace::Outcome;
using trace::Stage;
using trace::Trace;
using trace::Transport;

namespace {

constexpr std::uint16_t securePort = 443, plainPort = 80;

QString inPorts(const char *text) { return QCoreApplication::translate("report", text); }

const char *dynamicPortOf(std::optional<Stage> stage)
{
    switch (stage.value_or(Stage::discover)) {
    case Stage::refer: return QT_TRANSLATE_NOOP("report", "port of the referral service");
    case Stage::lookUp: return QT_TRANSLATE_NOOP("report", "port of the address book");
    case Stage::open: return QT_TRANSLATE_NOOP("report", "port of the mailbox store");
    case Stage::discover: break;
    }
    return QT_TRANSLATE_NOOP("report", "another service");
}

const char *whatListens(const Hop &hop, std::uint16_t port)
{
    if (port == diagnosis::mapperPort)
        return QT_TRANSLATE_NOOP("report", "end-point mapper");
    if (hop.transport == Transport::rpcHttps)
        return QT_TRANSLATE_NOOP("report", "RPC proxy (web server)");
    if (hop.transport == Transport::mapiHttps || port == securePort)
        return QT_TRANSLATE_NOOP("report", "web server");
    if (port == plainPort)
        return QT_TRANSLATE_NOOP("report", "web server, without encryption");
    return dynamicPortOf(hop.stage);
}

const char *answerOf(const Hop &hop)
{
    if (!hop.failure)
        return hop.outcome == Outcome::cancelled ? QT_TRANSLATE_NOOP("report", "not waited for")
               : hop.outcome == Outcome::running ? QT_TRANSLATE_NOOP("report", "being asked")
                                                 : QT_TRANSLATE_NOOP("report", "answered");
    switch (hop.failure->code) {
    case Code::timeout: return QT_TRANSLATE_NOOP("report", "no answer");
    case Code::refused: return QT_TRANSLATE_NOOP("report", "refused");
    case Code::unreachable: return QT_TRANSLATE_NOOP("report", "not reachable");
    case Code::permission: return QT_TRANSLATE_NOOP("report", "not allowed by this PC");
    case Code::reset: return QT_TRANSLATE_NOOP("report", "cut off");
    default: return QT_TRANSLATE_NOOP("report", "not connected");
    }
}

std::optional<PortUsed> connectionOf(const Hop &hop)
{
    const auto port = diagnosis::portIn(hop.target); // as it was meant, before any detour
    const auto asked = port ? port : hop.port;
    if (!asked || hop.outcome == Outcome::notRun)
        return std::nullopt;
    return PortUsed{fit(diagnosis::hostIn(hop.target)),
                    fit(hop.address.value_or(std::string{})),
                    *asked,
                    inPorts(whatListens(hop, *asked)),
                    inPorts(answerOf(hop)),
                    1,
                    hop.id};
}

/// "dns A of ex1.corp.test" = "NOERROR by 10.0.0.53:53" or "NOERROR by 10.0.0.53:53 over TCP": how a name query tells who
/// answered it.
std::optional<PortUsed> nameServiceIn(const Hop &hop, const mailwalk::Fact &fact)
{
    static constexpr std::string_view question = "dns ", by = " by ", over = " over TCP";
    const auto at = fact.name.starts_with(question) ? fact.value.rfind(by) : std::string::npos;
    if (at == std::string::npos)
        return std::nullopt;
    const std::string how = fact.value.substr(at + by.size());
    const auto server = endpointFrom(std::string_view(how).substr(0, how.find(' ')));
    if (!server)
        return std::nullopt;
    const QString host = fit(server->host);
    return PortUsed{host,
                    host,
                    server->port,
                    inPorts(QT_TRANSLATE_NOOP("report", "name service")),
                    inPorts(QT_TRANSLATE_NOOP("report", "answered")),
                    1,
                    hop.id,
                    how.ends_with(over) ? Carrier::tcp : Carrier::udp};
}

std::vector<PortUsed> usedBy(const Hop &hop)
{
    std::vector<PortUsed> all;
    if (hop.kind == Kind::connect)
        if (auto used = connectionOf(hop))
            all.push_back(std::move(*used));
    if (hop.kind == Kind::resolve)
        for (const auto &fact : hop.facts)
            if (auto used = nameServiceIn(hop, fact))
                all.push_back(std::move(*used));
    return all;
}

/// One row for all that reads the same.
class Rows
{
public:
    void add(PortUsed used)
    {
        const QString key = keyOf(used);
        if (const auto known = places_.constFind(key); known != places_.constEnd()) {
            ++all_[*known].times;
            return;
        }
        places_.insert(key, all_.size());
        all_.push_back(std::move(used));
    }
    std::vector<PortUsed> all() { return std::move(all_); }

private:
    static QString keyOf(const PortUsed &used)
    {
        const QString port = QString::number(used.port) + (used.carrier == Carrier::udp ? QLatin1Char('u') : QLatin1Char('t'));
        return QStringList{used.host, used.address, port, used.what, used.answer}.join(QLatin1Char('\n'));
    }

    std::vector<PortUsed> all_;
    QHash<QString, std::size_t> places_;
};

} // namespace

std::vector<PortUsed> portsUsedIn(const Trace &trace)
{
    const Trace walk = diagnosis::withoutCloserLook(trace);
    Rows rows;
    for (const Hop &hop : walk.hops)
        for (PortUsed &used : usedBy(hop))
            rows.add(std::move(used));
    return rows.all();
}

} // namespace mailwalk::report
