#include "report/mask.h"

#include "report/names.h"

#include <QRegularExpression>
#include <algorithm>

namespace mailwalk::report {

using namespace trace;

namespace {

QString qt(const std::string &text) { return QString::fromStdString(text); }

// Facts whose value is a name, whatever it looks like: a NetBIOS name, a display name, a distinguished name.
bool isNaming(const QString &fact)
{
    static const QRegularExpression names(
        QStringLiteral("name|user|mailbox|server|domain|computer|forest|host|workstation|display|dn$|principal|spn|account|"
                       "betarget|diaginfo|^via$"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression others(QStringLiteral("(?:time|flags|guid|uuid|version|challenge|type|count|required)$"),
                                           QRegularExpression::CaseInsensitiveOption);
    return names.match(fact).hasMatch() && !others.match(fact).hasMatch();
}

// Facts in words of this program or of a specification, whatever else they look like.
bool isVocabulary(const std::string &fact)
{
    static constexpr std::string_view all[] = {"reason",     "channel",   "stopped at hop", "certificate fault", "auth_type",
                                               "sub-status", "rpc error", "looks like",     "wanted by",         "protocol",
                                               "cipher",     "date",      "retry-after",    "content-type"};
    return std::find(std::begin(all), std::end(all), fact) != std::end(all);
}

// The same of what a failure expected and got; diagnosis reads it.
bool isVerdict(const std::string &text)
{
    static constexpr std::string_view all[] = {"free-mail provider",
                                               "an Exchange mailbox",
                                               "redirect loop",
                                               "too many redirects",
                                               "redirect to plain HTTP",
                                               "other name",
                                               "expired",
                                               "not yet valid",
                                               "self-signed",
                                               "missing intermediate",
                                               "unknown authority",
                                               "too old a protocol",
                                               "no common cipher",
                                               "client certificate demanded",
                                               "port 443",
                                               "an Autodiscover document",
                                               "connection closed after the challenge",
                                               "text/html",
                                               "application/rpc"};
    return std::find(std::begin(all), std::end(all), text) != std::end(all);
}

// Four numbers with dots between them are an address, unless they say what they are.
bool isVersion(const Fact &fact)
{
    static const QRegularExpression numbers(QStringLiteral("^[0-9.]+(?: \\(Exchange [0-9or ]+\\))?$"));
    return qt(fact.name).endsWith(QLatin1String("version")) && numbers.match(qt(fact.value)).hasMatch();
}

// What PidTagMessageClass says of every mail; "IPM.Note" is no host.
bool isMessageClass(const Fact &fact)
{
    return qt(fact.name).endsWith(QLatin1String("MessageClass")) && (fact.value == "IPM" || fact.value == "IPM.Note");
}

// Who makes a web server's software is no secret: "Microsoft-IIS/8.5".
bool isProduct(const Hop &hop, const Fact &fact) { return hop.kind == Kind::http && fact.name == "server"; }

bool isNameless(const Hop &hop, const Fact &fact)
{
    return isVocabulary(fact.name) || isProduct(hop, fact) || isVersion(fact) || isMessageClass(fact);
}

// Values of distinguished names: /o=Corp/ou=Site/cn=alice, and CN=..., DC=...
void learnDistinguished(Names &names, const QString &text)
{
    static const QRegularExpression piece(
        QStringLiteral("\\b(?:o|ou|cn|dc|l|st|s|street|postalCode|serialNumber|emailAddress|realm)=\"?([^/,\"]+)"),
        QRegularExpression::CaseInsensitiveOption);
    for (auto found = piece.globalMatch(text); found.hasNext();)
        names.learn(found.next().captured(1), Names::Kind::name);
}

// Bytes printed as hexadecimal or Base64 may hold names that no reader sees at once.
bool hasBytes(const QString &value)
{
    static const QRegularExpression bytes(
        QStringLiteral("[0-9a-fA-F]{24,}|(?:[0-9a-fA-F]{2}[ :]){8,}[0-9a-fA-F]{2}|[0-9A-Za-z+/]{40,}"));
    return bytes.match(value).hasMatch();
}

/// Applies `how` to every text of a trace that may hold a name.
void forEachText(Trace &trace, auto how)
{
    const auto maybe = [&](std::optional<std::string> &text) {
        if (text)
            how(*text);
    };
    for (auto *part : {&trace.asked.address, &trace.asked.mailbox, &trace.asked.server})
        maybe(*part);
    how(trace.system);
    for (Hop &hop : trace.hops) {
        how(hop.title);
        how(hop.target);
        maybe(hop.address);
        for (Fact &fact : hop.facts)
            if (!isNameless(hop, fact))
                how(fact.value);
        if (hop.failure) {
            how(hop.failure->text);
            for (auto *part : {&hop.failure->expected, &hop.failure->got})
                if (*part && !isVerdict(**part))
                    how(**part);
        }
    }
}

// A server typed without a domain: one word, no dot to know it by.
void learnHost(Names &names, const QString &host)
{
    if (!host.contains(QLatin1Char('.')) && !host.contains(QLatin1Char(':')))
        names.learn(host, Names::Kind::host);
}

void learn(Names &names, Trace &trace)
{
    names.learn(qt(trace.asked.mailbox.value_or(std::string{})), Names::Kind::user);
    learnHost(names, qt(trace.asked.server.value_or(std::string{})));
    for (const Hop &hop : trace.hops)
        if (hop.kind == Kind::resolve)
            learnHost(names, qt(hop.target));
    forEachText(trace, [&](std::string &text) {
        names.gather(qt(text));
        learnDistinguished(names, qt(text));
    });
    for (const Hop &hop : trace.hops)
        for (const Fact &fact : hop.facts)
            if (isNaming(qt(fact.name)) && !isProduct(hop, fact))
                names.learn(qt(fact.value), Names::Kind::name);
}

// Bytes that nobody can read names in, and so nobody can mask.
void dropBytes(Trace &trace)
{
    for (Hop &hop : trace.hops) {
        hop.excerpt.reset();
        for (Fact &fact : hop.facts)
            if (hasBytes(qt(fact.value)))
                fact.value = "(bytes, left out)";
    }
}

void replace(Names &names, Trace &trace)
{
    forEachText(trace, [&](std::string &text) { text = names.masked(qt(text)).toStdString(); });
    for (Hop &hop : trace.hops)
        for (Fact &fact : hop.facts)
            fact.name = names.maskedWhereKnown(qt(fact.name)).toStdString();
}

} // namespace

Trace masked(const Trace &trace) { return std::move(masked(std::vector{trace}).front()); }

std::vector<Trace> masked(std::vector<Trace> walks)
{
    Names names;
    for (Trace &walk : walks) {
        dropBytes(walk);
        learn(names, walk);
    }
    for (Trace &walk : walks)
        replace(names, walk);
    return walks;
}

} // namespace mailwalk::report
