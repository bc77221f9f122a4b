#include "cli/check_plan.h"

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

void refuseWhatIsMissing(const Arguments &given)
{
    for (const std::string_view option : {"rpc-proxy", "principal", "repeat"})
        if (given.has(option))
            notThereYet(QStringLiteral("--") + shown(option));
    if (given.value("auth") == "basic")
        notThereYet(Cli::tr("--auth basic, which exists only inside HTTPS,"));
}

void checkTransport(const Arguments &given)
{
    const std::string via = given.value("via").value_or("all");
    if (via == "rpc-https" || via == "mapi-https")
        notThereYet(QStringLiteral("--via ") + shown(via));
    if (via != "all" && via != "direct")
        throw WrongUsage{Cli::tr("--via is one of direct, rpc-https, mapi-https, all.")};
}

path::Remembered rememberedFrom(const Arguments &given)
{
    path::Remembered remembered;
    if (const auto file = given.value("trace")) {
        const auto found = path::rememberedFrom(savedWalk(*file).trace);
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
        throw WrongUsage{
            Cli::tr("--profile finished needs what that profile stores: --server and --mailbox, or --trace with a saved walk.")};
    return remembered;
}

void readProfile(const Arguments &given, path::Request &request)
{
    request.profile = chosen(given, "profile", path::Profile::fresh, path::profileFrom, "new, finished");
    if (request.profile == path::Profile::finished) {
        request.remembered = rememberedFrom(given);
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
    request.outlook =
        chosen(given, "outlook", path::Outlook::v2016, path::outlookFrom, "2003, 2007, 2010, 2013, 2016, 2019, 365");
    request.scheme = chosen(given, "auth", path::Scheme::any, path::schemeFrom, "any, basic, ntlm, negotiate");
    for (const std::string &host : given.values("accept"))
        request.accepted.push_back(hostOf("accept", host));
    return request;
}

// Without a server the walk would begin with Autodiscover.
void requireServer(const path::Request &request)
{
    if (request.remembered)
        return;
    if (!request.server && request.address)
        notThereYet(Cli::tr("Finding the server by Autodiscover (name it with --server HOST)"));
    if (!request.server)
        throw WrongUsage{Cli::tr("check needs to know where to: --server HOST and --mailbox NAME; 'check --help' shows more.")};
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

} // namespace

CheckPlan checkPlanFrom(const Arguments &given)
{
    refuseWhatIsMissing(given);
    checkTransport(given);
    CheckPlan plan;
    plan.request = requestFrom(given);
    requireServer(plan.request);
    readNames(given, plan);
    if (const auto seconds = given.value("timeout"))
        plan.deadlines = deadlinesOf("timeout", *seconds);
    if (const auto file = given.value("ca"))
        requireCertificate("ca", *file);
    plan.signsIn = given.has("password-stdin");
    plan.user = userFrom(given, plan.request);
    if (plan.signsIn)
        requireMailbox(plan.request);
    if (plan.signsIn && plan.user.empty())
        throw WrongUsage{Cli::tr("--password-stdin needs to know whose password it is: --user NAME.")};
    plan.outputs = outputsFrom(given);
    return plan;
}

} // namespace mailwalk::cli
