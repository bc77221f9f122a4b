#include "cli/ports_plan.h"

#include "base/text.h"
#include "cli/saved_walk.h"

#include <array>
#include <charconv>

namespace mailwalk::cli {

using namespace diagnosis::ports;

namespace {

QString shown(std::string_view text) { return QString::fromStdString(oneLine(text, 60)); }

[[noreturn]] void oneOf(std::string_view option, const QString &values)
{
    throw WrongUsage{Cli::tr("--%1 is one of %2.").arg(shown(option), values)};
}

Exchange exchangeIn(const Arguments &given)
{
    const auto exchange = exchangeFrom(given.value("exchange").value_or("2007"));
    if (!exchange)
        oneOf("exchange", QStringLiteral("2003, 2007, 2010, 2013, 2016, 2019, se, online"));
    return *exchange;
}

// Who does not say gets the Outlook of the same time.
Outlook usualOutlook(Exchange exchange)
{
    const auto same = outlookFrom(nameOf(exchange));
    return same ? *same : Outlook::v365;
}

Outlook outlookIn(const Arguments &given, Exchange exchange)
{
    const auto name = given.value("outlook");
    const auto outlook = name ? outlookFrom(*name) : usualOutlook(exchange);
    if (!outlook)
        oneOf("outlook", QStringLiteral("2003, 2007, 2010, 2013, 2016, 2019, 365"));
    return *outlook;
}

std::optional<trace::Transport> viaIn(const Arguments &given)
{
    const std::string via = given.value("via").value_or("all");
    const auto transport = trace::valueOf<trace::Transport>(via);
    if (!transport && via != "all")
        oneOf("via", QStringLiteral("direct, rpc-https, mapi-https, all"));
    return transport;
}

Where whereIn(const Arguments &given)
{
    const auto where = whereFrom(given.value("where").value_or("lan"));
    if (!where)
        oneOf("where", QStringLiteral("internet, vpn, lan, dmz"));
    return *where;
}

std::optional<Windows> windowsIn(const Arguments &given)
{
    const auto name = given.value("windows");
    const auto windows = name ? windowsFrom(*name) : std::nullopt;
    if (name && !windows)
        oneOf("windows", QStringLiteral("2003, 2008"));
    return windows;
}

Profile profileIn(const Arguments &given)
{
    const std::string name = given.value("profile").value_or("new");
    if (name != "new" && name != "finished")
        oneOf("profile", QStringLiteral("new, finished"));
    return name == "new" ? Profile::fresh : Profile::finished;
}

std::optional<std::uint16_t> *pinNamed(Pins &pins, std::string_view name)
{
    if (name == "store")
        return &pins.store;
    if (name == "referral")
        return &pins.referral;
    if (name == "dsproxy")
        return &pins.dsproxy;
    return name == "gc" ? &pins.gc : nullptr;
}

std::optional<std::uint16_t> numberIn(std::string_view text)
{
    std::uint16_t number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size() && number;
    return isNumber ? std::optional(number) : std::nullopt;
}

void readPin(Pins &pins, std::string_view text)
{
    const auto equals = text.find('=');
    auto *pin = pinNamed(pins, text.substr(0, equals));
    const auto number = equals == text.npos ? std::nullopt : numberIn(text.substr(equals + 1));
    if (!pin || !number || *pin)
        throw WrongUsage{
            Cli::tr("--pin takes store=N,referral=N,dsproxy=N,gc=N, each at most once, with ports from 1024 to 65535.")};
    *pin = number;
}

Pins pinsIn(const Arguments &given, Exchange exchange)
{
    Pins pins;
    std::string_view rest;
    const auto value = given.value("pin");
    for (rest = value ? std::string_view(*value) : rest; !rest.empty();) {
        const auto comma = rest.find(',');
        readPin(pins, rest.substr(0, comma));
        rest = comma == rest.npos ? std::string_view{} : rest.substr(comma + 1);
    }
    if (const QString complaint = complaintAbout(pins, exchange); !complaint.isEmpty())
        throw WrongUsage{QStringLiteral("--pin: ") + complaint};
    return pins;
}

// Never repeated as it came: it may be made to look like a command.
std::vector<std::string> addressesFrom(const Arguments &given, std::string_view option)
{
    std::vector<std::string> places;
    for (const std::string &text : given.values(option)) {
        auto place = placeFrom(text);
        if (!place)
            throw WrongUsage{Cli::tr("--%1: a network address such as 192.0.2.7, or a network such as 192.0.2.0/24, is expected; "
                                     "firewalls take no names.")
                                 .arg(shown(option))};
        places.push_back(std::move(*place));
    }
    return places;
}

void readPlaces(const Arguments &given, Places &places)
{
    const std::pair<std::string_view, std::vector<std::string> *> options[] = {
        {"client", &places.client},
        {"exchange-host", &places.exchange},
        {"directory", &places.directory},
        {"public-folders", &places.publicFolders},
        {"rpc-proxy", &places.proxy},
        {"mailbox-server", &places.mailbox},
        {"autodiscover", &places.autodiscover},
        {"domain-controller", &places.domainController},
        {"dns", &places.nameServer},
    };
    for (const auto &[option, list] : options)
        if (given.has(option))
            *list = addressesFrom(given, option);
}

PortsFormat formatIn(const Arguments &given)
{
    static constexpr std::array<std::pair<std::string_view, PortsFormat>, 6> formats{{{"text", PortsFormat::text},
                                                                                      {"csv", PortsFormat::csv},
                                                                                      {"json", PortsFormat::json},
                                                                                      {"reg", PortsFormat::registry},
                                                                                      {"netsh", PortsFormat::netsh},
                                                                                      {"nft", PortsFormat::nft}}};
    const std::string asked = given.value("format").value_or("text");
    for (const auto &[name, format] : formats)
        if (name == asked)
            return format;
    oneOf("format", QStringLiteral("text, csv, json, reg, netsh, nft"));
}

} // namespace

const std::vector<Option> &portsOptions()
{
    static const std::vector<Option> all{
        {"exchange", Takes::value, "VERSION",
         QT_TRANSLATE_NOOP("cli", "2003, 2007 (default), 2010, 2013, 2016, 2019, se, online.")},
        {"outlook", Takes::value, "VERSION",
         QT_TRANSLATE_NOOP("cli", "2003, 2007, 2010, 2013, 2016, 2019, 365; else that of Exchange's time.")},
        {"via", Takes::value, "TRANSPORT", QT_TRANSLATE_NOOP("cli", "direct, rpc-https, mapi-https or all (default).")},
        {"where", Takes::value, "PLACE",
         QT_TRANSLATE_NOOP("cli", "Of the client: lan (default), vpn, internet; dmz: and the proxy in a perimeter.")},
        {"profile", Takes::value, "WHICH",
         QT_TRANSLATE_NOOP("cli", "new (default): setting up and daily use; finished: daily use alone.")},
        {"windows", Takes::value, "VERSION",
         QT_TRANSLATE_NOOP("cli", "Of the servers: 2003 or 2008 (and later), for their dynamic ports.")},
        {"pin", Takes::value, "NAME=PORT,...", QT_TRANSLATE_NOOP("cli", "Fixed ports: store=N,referral=N,dsproxy=N,gc=N.")},
        {"client", Takes::values, "NETWORK", QT_TRANSLATE_NOOP("cli", "Address or network of the clients.")},
        {"exchange-host", Takes::values, "ADDRESS", QT_TRANSLATE_NOOP("cli", "Every Exchange server that clients connect to.")},
        {"directory", Takes::values, "ADDRESS", QT_TRANSLATE_NOOP("cli", "Every directory server (global catalog).")},
        {"public-folders", Takes::values, "ADDRESS",
         QT_TRANSLATE_NOOP("cli", "Every server with public folders; else the Exchange servers.")},
        {"rpc-proxy", Takes::values, "ADDRESS", QT_TRANSLATE_NOOP("cli", "Every proxy, front end or Client Access server.")},
        {"mailbox-server", Takes::values, "ADDRESS",
         QT_TRANSLATE_NOOP("cli", "From Exchange 2010 on: mailbox servers behind the Client Access server.")},
        {"autodiscover", Takes::values, "ADDRESS", QT_TRANSLATE_NOOP("cli", "Where Autodiscover is; else the proxy.")},
        {"domain-controller", Takes::values, "ADDRESS",
         QT_TRANSLATE_NOOP("cli", "Every domain controller; else the directory servers.")},
        {"dns", Takes::values, "ADDRESS", QT_TRANSLATE_NOOP("cli", "Name servers; else the domain controllers.")},
        {"trace", Takes::value, "FILE",
         QT_TRANSLATE_NOOP("cli", "A saved walk: what it really used, and which rule is missing.")},
        {"format", Takes::value, "FORMAT", QT_TRANSLATE_NOOP("cli", "text (default), csv, json, reg, netsh, nft.")},
        {"folder", Takes::value, "FOLDER",
         QT_TRANSLATE_NOOP("cli", "With --format reg: write a file for each kind of machine there.")},
    };
    return all;
}

// What was said goes before what the walk tells.
static void readVersions(const Arguments &given, Situation &situation)
{
    const bool isExchangeGiven = given.has("exchange") || !given.has("trace");
    if (isExchangeGiven)
        situation.exchange = exchangeIn(given);
    if (isExchangeGiven || given.has("outlook"))
        situation.outlook = outlookIn(given, situation.exchange);
}

static void readSurroundings(const Arguments &given, Situation &situation)
{
    const bool hasTrace = given.has("trace");
    if (given.has("via") || !hasTrace)
        situation.via = viaIn(given);
    if (given.has("where") || !hasTrace)
        situation.where = whereIn(given);
    if (given.has("profile") || !hasTrace)
        situation.profile = profileIn(given);
    situation.windows = windowsIn(given);
    situation.pins = pinsIn(given, situation.exchange);
}

PortsPlan portsPlanFrom(const Arguments &given)
{
    PortsPlan plan;
    plan.format = formatIn(given);
    plan.folder = given.value("folder");
    if (plan.folder && plan.format != PortsFormat::registry)
        throw WrongUsage{Cli::tr("--folder goes with --format reg; the other formats are one text, on standard output.")};
    if (const auto file = given.value("trace"))
        plan.measured = measuredIn(savedWalk(*file).trace);
    if (plan.measured)
        plan.situation = plan.measured->situation;
    readVersions(given, plan.situation);
    readSurroundings(given, plan.situation);
    readPlaces(given, plan.situation.places);
    return plan;
}

} // namespace mailwalk::cli
