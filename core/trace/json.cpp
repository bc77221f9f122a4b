#include "trace/json.h"

#include "trace/json_io.h"

#include <QJsonDocument>

// One declaration for both directions: the reader and the writer of json_io.h find them by their arguments.
namespace mailwalk {

void fields(trace::json::Like<Fact> auto &fact, auto &io)
{
    io.must("name", fact.name);
    io.must("value", fact.value);
}

} // namespace mailwalk

namespace mailwalk::trace {

void fields(json::Like<Failure> auto &failure, auto &io)
{
    io.must("code", failure.code);
    io.may("text", failure.text);
    io.may("expected", failure.expected);
    io.may("got", failure.got);
}

void fields(json::Like<Asked> auto &asked, auto &io)
{
    io.may("address", asked.address);
    io.may("mailbox", asked.mailbox);
    io.may("server", asked.server);
    io.may("profile", asked.profile);
    io.may("outlook", asked.outlook);
    io.may("signed_in", asked.signedIn);
}

void fields(json::Like<Hop> auto &hop, auto &io)
{
    io.must("id", hop.id);
    io.may("parent", hop.parent);
    io.must("kind", hop.kind);
    io.may("transport", hop.transport);
    io.may("stage", hop.stage);
    io.may("title", hop.title);
    io.may("target", hop.target);
    io.may("address", hop.address);
    io.may("port", hop.port);
    io.may("needed", hop.needed);
    io.must("opened_ms", hop.opened);
    io.may("closed_ms", hop.closed);
    io.must("outcome", hop.outcome);
    io.may("reason", hop.reason);
    io.may("failure", hop.failure);
    io.list("facts", hop.facts, mostFacts);
    io.may("sent", hop.sent);
    io.may("received", hop.received);
    io.may("excerpt", hop.excerpt);
}

void fields(json::Like<Trace> auto &trace, auto &io)
{
    io.group("program", [&](auto &program) {
        program.may("version", trace.version);
        program.may("system", trace.system);
    });
    io.may("started", trace.started);
    io.may("asked", trace.asked);
    io.list("hops", trace.hops, mostHops);
}

} // namespace mailwalk::trace

namespace mailwalk::trace {
namespace {

constexpr QLatin1String format("mailwalk-trace");
constexpr QLatin1String companionMember("companion");
constexpr int version = 1;

// What we know wins; what only the file has stays.
QJsonValue over(const QJsonValue &file, const QJsonValue &ours)
{
    if (file.isObject() && ours.isObject()) {
        QJsonObject merged = file.toObject();
        const QJsonObject known = ours.toObject();
        for (auto member = known.begin(); member != known.end(); ++member)
            merged.insert(member.key(), over(merged.value(member.key()), member.value()));
        return merged;
    }
    if (file.isArray() && ours.isArray() && file.toArray().size() == ours.toArray().size()) {
        QJsonArray merged;
        const QJsonArray theirs = file.toArray(), known = ours.toArray();
        for (qsizetype i = 0; i < known.size(); ++i)
            merged.append(over(theirs.at(i), known.at(i)));
        return merged;
    }
    return ours;
}

std::optional<Broken> formatFault(const QJsonObject &file)
{
    const QString found = file.value(QLatin1String("format")).toString();
    if (found == QLatin1String("mailwalk-repeat"))
        return Broken{QStringLiteral("format"),
                      QStringLiteral("this file holds repeated walks, and one walk is expected; \"mailwalk-cli show\" opens it")};
    if (found != format)
        return Broken{QStringLiteral("format"), QStringLiteral("this is not a saved walk (\"%1\" is expected)").arg(format)};
    const QJsonValue number = file.value(QLatin1String("version"));
    if (!number.isDouble() || number.toDouble() < 1)
        return Broken{QStringLiteral("version"), QStringLiteral("a version number is expected")};
    if (number.toDouble() != version)
        return Broken{QStringLiteral("version"),
                      QStringLiteral("it was written by a newer program (version %1 of the format)").arg(number.toDouble())};
    if (!file.value(QLatin1String("hops")).isArray())
        return Broken{QStringLiteral("hops"), QStringLiteral("a list is expected")};
    if (file.value(QLatin1String("hops")).toArray().isEmpty())
        return Broken{QStringLiteral("hops"), QStringLiteral("a walk has at least one hop")};
    return std::nullopt;
}

Broken brokenHop(std::size_t index, QLatin1String member, const QString &text)
{
    return {QStringLiteral("hops[%1].%2").arg(index).arg(member), text};
}

// Ids are places in the list, and a group is opened before what it holds: so walking up always ends.
std::optional<Broken> orderFault(const std::vector<Hop> &hops)
{
    std::vector<int> depth(hops.size() + 1, 0);
    for (std::size_t i = 0; i < hops.size(); ++i) {
        const Hop &hop = hops[i];
        if (hop.id != i + 1)
            return brokenHop(i, QLatin1String("id"), QStringLiteral("%1 is expected").arg(i + 1));
        if (hop.parent >= hop.id)
            return brokenHop(i, QLatin1String("parent"), QStringLiteral("an earlier hop is expected"));
        depth[hop.id] = depth[hop.parent] + 1;
        if (depth[hop.id] > deepestHop)
            return brokenHop(i, QLatin1String("parent"), QStringLiteral("groups are nested deeper than %1").arg(deepestHop));
        if (hop.closed && *hop.closed < hop.opened)
            return brokenHop(i, QLatin1String("closed_ms"), QStringLiteral("it is before opened_ms"));
    }
    return std::nullopt;
}

Result<Trace, Broken> walkIn(const QJsonObject &file)
{
    std::optional<Broken> fault = formatFault(file);
    Trace trace;
    if (!fault) {
        json::Reader io(file, {}, fault);
        fields(trace, io);
    }
    if (!fault)
        fault = orderFault(trace.hops);
    if (fault)
        return *fault;
    return trace;
}

// A walk is whole without a companion, but a file that says it has one and has none is broken.
Result<std::optional<Trace>, Broken> companionIn(const QJsonObject &file)
{
    const QJsonValue companion = file.value(companionMember);
    if (companion.isUndefined() || companion.isNull())
        return std::optional<Trace>{};
    auto walk = walkIn(companion.toObject());
    if (walk)
        return std::optional(std::move(*walk));
    return Broken{companionMember + QLatin1Char('.') + walk.error().place, walk.error().text};
}

Broken syntaxFault(const QByteArray &bytes, const QJsonParseError &error)
{
    const auto line = bytes.left(error.offset).count('\n') + 1;
    return {QStringLiteral("line %1").arg(line), QStringLiteral("this is not JSON (%1)").arg(error.errorString())};
}

} // namespace

QJsonObject toJson(const Trace &trace)
{
    QJsonObject file = json::valueFor(trace).toObject();
    QJsonObject program = file.value(QLatin1String("program")).toObject();
    program.insert(QLatin1String("name"), QLatin1String("mailwalk"));
    file.insert(QLatin1String("program"), program);
    file.insert(QLatin1String("format"), format);
    file.insert(QLatin1String("version"), version);
    return file;
}

QJsonObject toJson(const Document &document)
{
    QJsonObject file = toJson(document.trace);
    if (document.companion)
        file.insert(companionMember, toJson(*document.companion));
    return over(document.rest, file).toObject();
}

Result<Document, Broken> fromJson(const QByteArray &bytes)
{
    if (bytes.size() > mostFileBytes)
        return Broken{QStringLiteral("file"), QStringLiteral("it is larger than %1 MiB").arg(mostFileBytes / 1024 / 1024)};
    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return syntaxFault(bytes, error);
    if (!parsed.isObject())
        return Broken{QStringLiteral("file"), QStringLiteral("an object is expected")};

    auto walk = walkIn(parsed.object());
    if (!walk)
        return walk.error();
    auto companion = companionIn(parsed.object());
    if (!companion)
        return companion.error();
    return Document{std::move(*walk), parsed.object(), std::move(*companion)};
}

} // namespace mailwalk::trace
