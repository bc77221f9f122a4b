#include "wizard/pages/how_story.h"

#include "diagnosis/explain.h"
#include "diagnosis/scene.h"
#include "wizard/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::wizard {

using trace::Hop;
using trace::Kind;
using trace::Stage;
using trace::Trace;
using trace::Transport;

namespace {

QString told(const char *text) { return QCoreApplication::translate("how", text); }

enum class Door { any, mapper, dynamic };

/// One step as it is told: which hops of the record it is made of, and the words. {host} and {port} are the hop's, {answer} is
/// what came of it, {count} how many acts of this kind the lane has.
struct Chapter {
    std::optional<Stage> stage;
    Kind kind;
    Door door;
    const char *call; ///< how the hop's title begins
    const char *plain;
};

constexpr Chapter settings{Stage::discover, Kind::http, Door::any, "POST",
                           QT_TRANSLATE_NOOP("how",
                                             "It finds the settings service of your address's domain, shows who you are, and "
                                             "asks where your mailbox is and which ways lead there.")};

const Chapter directly[] = {
    {Stage::refer, Kind::resolve, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks the name service for the address of the Exchange server {host}.")},
    {Stage::refer, Kind::connect, Door::mapper, "",
     QT_TRANSLATE_NOOP("how",
                       "It knocks at port {port} of {host}. A receptionist sits there, on every machine at the same port.")},
    {Stage::refer, Kind::map, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks the receptionist for the referral service. The answer is a port: {answer}.")},
    {Stage::refer, Kind::connect, Door::dynamic, "",
     QT_TRANSLATE_NOOP("how", "It connects to that port, {port}. The server chose it when the service started.")},
    {Stage::refer, Kind::call, Door::any, "Rfr",
     QT_TRANSLATE_NOOP("how", "It signs in and asks which directory server to use. The answer: {answer}.")},
    {Stage::lookUp, Kind::resolve, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks the name service for the address of {host}: often another machine.")},
    {Stage::lookUp, Kind::connect, Door::mapper, "",
     QT_TRANSLATE_NOOP("how", "It knocks at port {port} again, now of {host}: each machine has a receptionist of its own.")},
    {Stage::lookUp, Kind::map, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks this receptionist for the address book. The answer is another port: {answer}.")},
    {Stage::lookUp, Kind::connect, Door::dynamic, "", QT_TRANSLATE_NOOP("how", "It connects to that port, {port} of {host}.")},
    {Stage::lookUp, Kind::call, Door::any, "NspiResolve",
     QT_TRANSLATE_NOOP("how",
                       "It signs in and looks you up: who you are, and which server has your mailbox. The answer: {answer}.")},
    {Stage::open, Kind::connect, Door::mapper, "",
     QT_TRANSLATE_NOOP("how", "It knocks at port {port} of {host}, where the mailbox is.")},
    {Stage::open, Kind::map, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks for the mailbox store. The answer is a third port: {answer}.")},
    {Stage::open, Kind::connect, Door::dynamic, "", QT_TRANSLATE_NOOP("how", "It connects to that port, {port} of {host}.")},
    {Stage::open, Kind::call, Door::any, "RopLogon", QT_TRANSLATE_NOOP("how", "It signs in and opens the mailbox.")},
};

const Chapter throughHttps[] = {
    {{},
     Kind::resolve,
     Door::any,
     "",
     QT_TRANSLATE_NOOP("how",
                       "It asks the name service for the address of {host}, the one machine that it goes to from outside.")},
    {{},
     Kind::connect,
     Door::any,
     "",
     QT_TRANSLATE_NOOP("how",
                       "It connects to port {port} of {host}, as to any web site, and does so {count} times: to each of three "
                       "services one line to send on and one to receive on.")},
    {{},
     Kind::secure,
     Door::any,
     "",
     QT_TRANSLATE_NOOP("how",
                       "On each line the server proves by its certificate that it really is {host}, and all is encrypted.")},
    {Stage::refer, Kind::http, Door::any, "RPC_OUT", QT_TRANSLATE_NOOP("how", "It signs in at the web server.")},
    {Stage::refer, Kind::channel, Door::any, "",
     QT_TRANSLATE_NOOP("how",
                       "It asks for {host}, port {port}: the referral service. The web server makes this connection itself, "
                       "inside the company.")},
    {Stage::refer, Kind::call, Door::any, "Rfr",
     QT_TRANSLATE_NOOP("how", "It asks which directory server to use. The answer: {answer}.")},
    {Stage::lookUp, Kind::channel, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks for {host}, port {port}: the address book, again by way of the web server.")},
    {Stage::lookUp, Kind::call, Door::any, "NspiResolve",
     QT_TRANSLATE_NOOP("how", "It looks you up: who you are, and which server has your mailbox. The answer: {answer}.")},
    {Stage::open, Kind::channel, Door::any, "",
     QT_TRANSLATE_NOOP("how", "It asks for {host}, port {port}: the mailbox store, again by way of the web server.")},
    {Stage::open, Kind::call, Door::any, "RopLogon", QT_TRANSLATE_NOOP("how", "It opens the mailbox.")},
};

bool isAtMapper(const Hop &hop) { return diagnosis::portIn(hop.target) == diagnosis::mapperPort; }

bool fits(const Chapter &chapter, const Hop &hop)
{
    if (hop.outcome == trace::Outcome::failed || hop.kind != chapter.kind || (chapter.stage && hop.stage != chapter.stage) ||
        !hop.title.starts_with(chapter.call))
        return false;
    return chapter.door == Door::any || isAtMapper(hop) == (chapter.door == Door::mapper);
}

QString answerOf(const Trace &trace, const Hop &hop)
{
    if (const std::string *port = hop.fact("mapped port"))
        return shown(*port);
    const Hop *desk = trace.hop(hop.parent);
    for (const char *name : {"directory server", "home server"})
        if (const std::string *found = desk ? desk->fact(name) : nullptr)
            return shown(*found);
    return {};
}

// The number of its record's step is not told: it is not the number of this one.
QString technicalOf(const Hop &hop)
{
    const auto line = [](const char *protocol, const std::string &text) {
        return QStringLiteral("%1: %2").arg(QLatin1String(protocol), shown(text));
    };
    switch (hop.kind) {
    case Kind::resolve: return line("DNS", hop.target);
    case Kind::connect: return line("TCP", whereTo(hop).toStdString());
    case Kind::secure: return line("TLS", hop.target);
    case Kind::http: return line("HTTPS", hop.title.substr(0, hop.title.find(' ') + 1) + diagnosis::hostIn(hop.target) + ":443");
    case Kind::channel: return line("RPC over HTTP v2", hop.target);
    case Kind::map: return line("DCE/RPC end-point mapper", hop.target);
    default: return line("MAPI over DCE/RPC", hop.title + ", " + hop.target);
    }
}

std::size_t countIn(const Trace &trace, std::optional<Transport> lane, Kind kind)
{
    return std::size_t(std::count_if(trace.hops.begin(), trace.hops.end(),
                                     [&](const Hop &hop) { return hop.kind == kind && hop.transport == lane; }));
}

HowStep stepFrom(const Chapter &chapter, const Trace &trace, const Hop &hop)
{
    QString plain = told(chapter.plain);
    plain.replace(QStringLiteral("{count}"), QString::number(countIn(trace, hop.transport, hop.kind)));
    plain.replace(QStringLiteral("{port}"), QString::number(diagnosis::portIn(hop.target).value_or(0)));
    plain.replace(QStringLiteral("{answer}"), answerOf(trace, hop));
    plain.replace(QStringLiteral("{host}"), shown(diagnosis::hostIn(hop.target)));
    return {hop.id, plain, technicalOf(hop), chapter.door == Door::dynamic};
}

void tell(std::vector<HowStep> &steps, const Chapter &chapter, const Trace &trace, Transport lane)
{
    for (const Hop &hop : trace.hops)
        if (hop.transport == lane && fits(chapter, hop))
            return steps.push_back(stepFrom(chapter, trace, hop));
}

// How far along the way a hop lies, by desks and not by the clock: the lines through HTTPS are opened ahead of their desks.
int distanceOf(const Hop &hop)
{
    if (!hop.transport)
        return 0;
    return hop.stage ? 1 + int(*hop.stage) : 1;
}

// The group around a step is under way until its last call; what encloses the desks, until the end.
bool isUnderWay(const Hop &group, const Hop &step)
{
    return distanceOf(group) == distanceOf(step) ? step.kind != Kind::call : !group.stage;
}

QString paragraphs(const QStringList &parts) { return parts.join(QStringLiteral("\n\n")); }

QString topic(std::string_view word) { return diagnosis::explain(word).value_or(QString()); }

} // namespace

std::vector<HowStep> stepsOf(const Trace &trace, Transport lane)
{
    std::vector<HowStep> steps;
    const auto answered =
        std::find_if(trace.hops.rbegin(), trace.hops.rend(), [](const Hop &hop) { return fits(settings, hop); });
    if (answered != trace.hops.rend()) // the one before asked who is there, and was sent away to sign in
        steps.push_back(stepFrom(settings, trace, *answered));
    if (lane == Transport::direct)
        for (const Chapter &chapter : directly)
            tell(steps, chapter, trace, lane);
    else
        for (const Chapter &chapter : throughHttps)
            tell(steps, chapter, trace, lane);
    return steps;
}

std::vector<diagnosis::Station> pictureAfter(const Trace &trace, const Hop &step, Transport lane)
{
    diagnosis::Picture picture;
    for (Hop hop : trace.hops) {
        const int further = distanceOf(hop) - distanceOf(step);
        if (further > 0 || (further == 0 && hop.id > step.id) || (hop.transport && hop.transport != lane))
            continue;
        if (hop.isGroup() && isUnderWay(hop, step))
            hop.outcome = trace::Outcome::running;
        picture.take({hop});
    }
    return picture.stations(diagnosis::Colouring::fresh);
}

Doors doorsOf(const Trace &trace, Transport lane)
{
    Doors doors;
    for (const Hop &hop : trace.hops) {
        if (hop.kind != Kind::connect || hop.transport != lane)
            continue;
        ++doors.connections;
        doors.toMapper += isAtMapper(hop);
        if (const auto port = diagnosis::portIn(hop.target))
            doors.ports.insert(*port);
    }
    return doors;
}

QString portsAnswer(const Trace &trace)
{
    static constexpr const char *lines[] = {
        nullptr,
        QT_TRANSLATE_NOOP("how", "• %1: port 135, then port %2 of the referral service"),
        QT_TRANSLATE_NOOP("how", "• %1: port 135, then port %2 of the address book"),
        QT_TRANSLATE_NOOP("how", "• %1: port 135, then port %2 of the mailbox store"),
    };
    QStringList parts{
        told(QT_TRANSLATE_NOOP("how", "First port 135 of each machine, then the port that its receptionist names. That "
                                      "one is dynamic: the server chose it when the service started. In the walk "
                                      "above:"))};
    for (const Hop &hop : trace.hops)
        if (hop.kind == Kind::map && hop.transport == Transport::direct && hop.stage.value_or(Stage::discover) != Stage::discover)
            parts += told(lines[std::size_t(*hop.stage)]).arg(shown(diagnosis::hostIn(hop.target)), answerOf(trace, hop));
    return paragraphs({parts.join(QLatin1Char('\n')), topic("direct")});
}

QString httpsAnswer(const Trace &trace)
{
    const Doors doors = doorsOf(trace, Transport::rpcHttps);
    const QString seen =
        told(QT_TRANSLATE_NOOP("how", "By web requests to one machine. In the walk above it made %1 connections on "
                                      "this way, and they went to these ports: %2."));
    QStringList ports;
    for (const std::uint16_t port : doors.ports)
        ports += QString::number(port);
    return paragraphs({seen.arg(QString::number(doors.connections), ports.join(QStringLiteral(", "))), topic("rpc-https")});
}

QString mapperAnswer(const Trace &trace)
{
    const Doors doors = doorsOf(trace, Transport::rpcHttps);
    const QString seen = told(
        doors.toMapper ? QT_TRANSLATE_NOOP("how", "In the walk above, %1 connections were made for the way through HTTPS, "
                                                  "and %2 of them to port 135.")
                       : QT_TRANSLATE_NOOP("how", "Not for the way through HTTPS, and the walk above is the proof: of the %1 "
                                                  "connections made for it, %2 went to port 135, and the mailbox opened."));
    return paragraphs({seen.arg(QString::number(doors.connections), QString::number(doors.toMapper)), topic("135")});
}

} // namespace mailwalk::wizard
