#include "cli/check_plan.h"

#include "cli/repeats.h"
#include "cli/saved_walk.h"
#include "cli/values.h"

#include <algorithm>

namespace mailwalk::cli {
namespace {

QString shown(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())).left(40); }

template <class Value> Value chosen(const Arguments &given, std::string_view option, Value byDefault,
                                    std::optional<Value> (*from)(std::string_view), const char *choices)
{
    const auto text = given.value(option);
    if (!text)
        return byDefault;
    if (const auto value = from(*text))
        return *value;
    throw WrongUsage{Cli::tr("--%1 is one of %2.").arg(shown(option), QString::fromUtf8(choices))};
}

std::optional<trace::Transport> transportFrom(const Arguments &given)
{
    const std::string via = given.value("via").value_or("all");
    if (via == "mapi-https")
        notThereYet(QStringLiteral("--via mapi-https"));
    const auto transport = trace::valueOf<trace::Transport>(via);
    if (!transport && via != "all")
        throw WrongUsage{Cli::tr("--via is one of direct, rpc-https, mapi-https, all.")};
    return transport;
}

void readProxy(const Arguments &given, path::Request &request)
{
    if (const auto proxy = given.value("rpc-proxy"))
        request.rpcProxy = hostOf("rpc-proxy", *proxy);
    if (const auto principal = given.value("principal"))
        request.principal = principalOf("principal", *principal);
    if (request.rpcProxy && !request.server && !request.remembered)
        throw WrongUsage{Cli::tr("--rpc-proxy needs the Exchange server behind it: --server HOST.")};
    if (request.principal && !request.rpcProxy)
        throw WrongUsage{Cli::tr("--principal is of use only with --rpc-proxy.")};
}

// What was asked for must be able to lead somewhere.
void checkTransport(const path::Request &request)
{
    const bool isTyped = request.server || request.remembered;
    const bool hasProxy = request.rpcProxy || (request.remembered && !request.remembered->rpcProxy.empty());
    const bool isDirect = request.via == trace::Transport::direct || (isTyped && !hasProxy);
    if (request.via == trace::Transport::rpcHttps && isTyped && !hasProxy)
        throw WrongUsage{Cli::tr("--via rpc-https with a typed server needs --rpc-proxy HOST.")};
    if (isDirect && request.scheme == path::Scheme::basic)
        throw WrongUsage{Cli::tr("--auth basic exists only inside HTTPS; a direct connection does not know it.")};
}

path::Remembered rememberedFrom(const Arguments &given, path::Request &request)
{
    path::Remembered remembered;
    if (const auto file = given.value("trace")) {
        const trace::Trace walk = savedWalk(*file).trace;
        if (!request.address) // whose profile it is
            request.address = walk.asked.address;
        const auto found = path::rememberedFrom(walk);
        if (!found)
            throw WrongUsage{Cli::tr("--trace: that walk did not come far enough to tell what a finished profile stores.")};
        remembered = *found;
    }
    if (const auto server = given.value("server"))
        remembered.server = hostOf("server", *server);
    if (const auto mailbox = given.value("mailbox"))
        remembered.mailboxDn = distinguishedNameOf("mailbox", *mailbox);
    if (const auto directory = given.value("directory"))
        remembered.directory = hostOf("directory", *directory);
    if (remembered.server.empty() || remembered.mailboxDn.empty())
        throw WrongUsage{Cli::tr("--profile finished needs what that profile stores: ADDRESS, or --server and --mailbox, or "
                                 "--trace with a saved walk.")};
    return remembered;
}

bool walksBothProfiles(const Arguments &given) { return given.value("profile") == "both"; }

void readProfile(const Arguments &given, path::Request &request)
{
    request.profile = walksBothProfiles(given)
                          ? path::Profile::fresh
                          : chosen(given, "profile", path::Profile::fresh, path::profileFrom, "new, finished, both");
    const bool isStored = given.has("trace") || given.has("server") || given.has("mailbox") || given.has("directory");
    if (request.profile == path::Profile::finished) {
        if (isStored || !request.address) // else Autodiscover stands for it
            request.remembered = rememberedFrom(given, request);
        return;
    }
    for (const std::string_view option : {"trace", "directory"})
        if (given.has(option))
            throw WrongUsage{Cli::tr("--%1 is of use only with --profile finished.").arg(shown(option))};
}

path::Request requestFrom(const Arguments &given)
{
    path::Request request;
    if (!given.words().empty())
        request.address = mailAddressOf(given.words().front());
    if (const auto mailbox = given.value("mailbox"))
        request.mailbox = nameTyped("mailbox", *mailbox);
    if (const auto server = given.value("server"))
        request.server = hostOf("server", *server);
    readProfile(given, request);
    readProxy(given, request);
    request.via = transportFrom(given);
    request.outlook =
        chosen(given, "outlook", path::Outlook::v2016, path::outlookFrom, "2003, 2007, 2010, 2013, 2016, 2019, 365");
    request.scheme = chosen(given, "auth", path::Scheme::any, path::schemeFrom, "any, basic, ntlm, negotiate");
    for (const std::string &host : given.values("accept"))
        request.accepted.push_back(hostOf("accept", host));
    return request;
}

void requireWhereTo(const path::Request &request)
{
    if (!request.remembered && !request.server && !request.address)
        throw WrongUsage{
            Cli::tr("check needs to know where to: an ADDRESS, or --server HOST and --mailbox NAME; 'check --help' shows more.")};
}

// The address book is asked for a name as soon as it lets us in.
void requireMailbox(const path::Request &request)
{
    if (!request.remembered && !request.address && !request.mailbox)
        throw WrongUsage{Cli::tr("--password-stdin needs a mailbox to open: ADDRESS or --mailbox NAME.")};
}

void readNames(const Arguments &given, CheckPlan &plan)
{
    if (const auto server = given.value("dns"))
        plan.names.nameServer = nameServerOf("dns", *server);
    for (const std::string &text : given.values("resolve")) {
        const FixedName fixed = fixedNameOf("resolve", text);
        plan.names.fixed[fixed.host].push_back(fixed.address);
    }
    for (const std::string &text : given.values("connect-to"))
        plan.detours.push_back(detourOf("connect-to", text));
}

std::string userFrom(const Arguments &given, const path::Request &request)
{
    if (const auto user = given.value("user"))
        return nameTyped("user", *user);
    if (request.address)
        return *request.address;
    return request.remembered ? "" : request.mailbox.value_or("");
}

void readRepeats(const Arguments &given, CheckPlan &plan)
{
    const QString text = QString::fromStdString(given.value("repeat").value_or("1"));
    bool isNumber = false;
    const int times = text.toInt(&isNumber);
    if (!isNumber || times < 1 || times > static_cast<int>(evidence::mostRepeats))
        throw WrongUsage{Cli::tr("--repeat takes a number from 1 to %1.").arg(evidence::mostRepeats)};
    plan.times = static_cast<std::size_t>(times);
    plan.walksBoth = walksBothProfiles(given);
    if (times > 1 && plan.walksBoth)
        throw WrongUsage{Cli::tr("--repeat repeats the walk of one kind of profile: --profile is new or finished.")};
    if (times > 1)
        requireFormsForRepeats(plan.outputs);
}

// What is opened again afterwards is a mailbox.
void readIdle(const Arguments &given, CheckPlan &plan)
{
    const auto text = given.value("idle");
    if (!text)
        return;
    for (const int seconds : {60, 300, 900})
        if (*text == std::to_string(seconds))
            plan.idle = std::chrono::seconds(seconds);
    if (!plan.idle)
        throw WrongUsage{Cli::tr("--idle is one of 60, 300, 900.")};
    if (!plan.signsIn)
        throw WrongUsage{Cli::tr("--idle needs --password-stdin: it opens the mailbox again.")};
}

} // namespace

CheckPlan checkPlanFrom(const Arguments &given)
{
    CheckPlan plan;
    plan.request = requestFrom(given);
    requireWhereTo(plan.request);
    checkTransport(plan.request);
    readNames(given, plan);
    if (const auto seconds = given.value("timeout"))
        plan.deadlines = deadlinesOf("timeout", *seconds);
    if (const auto file = given.value("ca"))
        plan.trust.authorities.push_back(certificatesOf("ca", *file));
    plan.signsIn = given.has("password-stdin");
    plan.user = userFrom(given, plan.request);
    if (plan.signsIn)
        requireMailbox(plan.request);
    if (plan.signsIn && plan.user.empty())
        throw WrongUsage{Cli::tr("--password-stdin needs to know whose password it is: --user NAME.")};
    plan.outputs = outputsFrom(given);
    readRepeats(given, plan);
    readIdle(given, plan);
    return plan;
}

} // namespace mailwalk::cli
