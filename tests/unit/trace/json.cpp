#include "trace/json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <gtest/gtest.h>

namespace mailwalk::trace {
namespace {

QString key(const char *name) { return QString::fromLatin1(name); }

// Every member has a value, so that nothing can be left out without a test noticing.
Trace fullTrace()
{
    Trace trace;
    trace.started = "2026-01-01T00:00:00Z";
    trace.system = "Debian 12";
    trace.version = "0.1.0";
    trace.asked = {"alice@corp.test", "alice", "ex1.corp.test", "finished", "2007", true};
    Hop walk;
    walk.id = 1;
    walk.title = "Walk";
    walk.outcome = Outcome::failed;
    walk.closed = 7013.5;
    Hop hop;
    hop.id = 2;
    hop.parent = 1;
    hop.kind = Kind::connect;
    hop.transport = Transport::direct;
    hop.stage = Stage::lookUp;
    hop.title = "Connect to gc1.corp.test:49155";
    hop.target = "gc1.corp.test:49155";
    hop.address = "192.0.2.7";
    hop.port = 49155;
    hop.needed = Needed::setUp;
    hop.opened = 12.25;
    hop.closed = 7012.75;
    hop.outcome = Outcome::failed;
    hop.reason = Reason::policy;
    hop.failure = Failure{Code::timeout, "no answer within 7000 ms", "SYN/ACK", "nothing"};
    hop.facts = {{"local", "192.0.2.99"}, {"local", "again"}};
    hop.sent = 9007199254740991;
    hop.received = 3;
    hop.excerpt = "abc \xe2\x82\xac";
    trace.hops = {walk, hop};
    return trace;
}

QByteArray bytesOf(const QJsonObject &object) { return QJsonDocument(object).toJson(); }

std::string compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

// The file of the full trace with one member of a hop changed.
QByteArray withHop(int index, const char *member, const QJsonValue &value)
{
    QJsonObject file = toJson(fullTrace());
    QJsonArray hops = file.value(key("hops")).toArray();
    QJsonObject hop = hops.at(index).toObject();
    if (value.isUndefined())
        hop.remove(key(member));
    else
        hop.insert(key(member), value);
    hops.replace(index, hop);
    file.insert(key("hops"), hops);
    return bytesOf(file);
}

QByteArray withMember(const char *member, const QJsonValue &value)
{
    QJsonObject file = toJson(fullTrace());
    file.insert(key(member), value);
    return bytesOf(file);
}

TEST(TraceJson, ComesBackAsItWasWritten)
{
    const Trace trace = fullTrace();
    const auto read = fromJson(bytesOf(toJson(trace)));
    ASSERT_TRUE(bool(read)) << read.error().place.toStdString();
    EXPECT_EQ(compact(toJson(read->trace)), compact(toJson(trace)));
    EXPECT_EQ(read->trace.asked, trace.asked);
    ASSERT_EQ(read->trace.hops.size(), 2u);
    const Hop &hop = read->trace.hops[1];
    EXPECT_EQ(hop.failure, trace.hops[1].failure);
    EXPECT_EQ(hop.facts, trace.hops[1].facts);
    EXPECT_EQ(hop.excerpt, trace.hops[1].excerpt);
    EXPECT_EQ(hop.opened, 12.25);
    EXPECT_EQ(hop.sent, 9007199254740991u);
    EXPECT_EQ(hop.needed, Needed::setUp);
    EXPECT_EQ(read->trace.system, "Debian 12");
}

TEST(TraceJson, WritesTheWordsOfTheFormat)
{
    const QJsonObject hop = toJson(fullTrace()).value(key("hops")).toArray().at(1).toObject();
    EXPECT_EQ(compact(hop.value(key("failure")).toObject()),
              R"({"code":"timeout","expected":"SYN/ACK","got":"nothing","text":"no answer within 7000 ms"})");
    EXPECT_EQ(hop.value(key("kind")).toString().toStdString(), "connect");
    EXPECT_EQ(hop.value(key("stage")).toString().toStdString(), "look-up");
    EXPECT_EQ(hop.value(key("opened_ms")).toDouble(), 12.25);
    EXPECT_TRUE(toJson(fullTrace()).value(key("hops")).toArray().at(0).toObject().value(key("transport")).isNull());
}

TEST(TraceJson, TakesNullAndAbsentAsNotKnown)
{
    for (const char *member : {"parent", "transport", "stage", "title", "target", "address", "port", "needed", "closed_ms",
                               "reason", "failure", "facts", "sent", "received", "excerpt"}) {
        EXPECT_TRUE(bool(fromJson(withHop(1, member, QJsonValue::Null)))) << member;
        EXPECT_TRUE(bool(fromJson(withHop(1, member, QJsonValue::Undefined)))) << member;
    }
    const auto read = fromJson(R"({"format":"mailwalk-trace","version":1,
        "hops":[{"id":1,"kind":"walk","opened_ms":0,"outcome":"passed"}]})");
    ASSERT_TRUE(bool(read));
    EXPECT_TRUE(read->trace.started.empty());
    EXPECT_EQ(read->trace.asked.profile, "new");
}

TEST(TraceJson, KeepsWhatItDoesNotKnow)
{
    QJsonObject file = QJsonDocument::fromJson(withHop(1, "colour", key("blue"))).object();
    file.insert(key("weather"), QJsonArray{1, 2});
    const auto read = fromJson(bytesOf(file));
    ASSERT_TRUE(bool(read));
    const QJsonObject again = toJson(*read);
    EXPECT_EQ(again.value(key("weather")).toArray().size(), 2);
    EXPECT_EQ(again.value(key("hops")).toArray().at(1).toObject().value(key("colour")).toString(), key("blue"));
    EXPECT_EQ(compact(again), compact(file));
}

TEST(TraceJson, WhatIsKnownWinsOverTheFile)
{
    auto read = fromJson(withHop(1, "colour", key("blue")));
    ASSERT_TRUE(bool(read));
    read->trace.hops[1].title = "changed";
    read->trace.hops[1].facts.clear();
    const QJsonObject hop = toJson(*read).value(key("hops")).toArray().at(1).toObject();
    EXPECT_EQ(hop.value(key("title")).toString(), key("changed"));
    EXPECT_TRUE(hop.value(key("facts")).toArray().isEmpty());
    EXPECT_EQ(hop.value(key("colour")).toString(), key("blue"));
}

struct BrokenRow {
    const char *what;
    QByteArray file;
    const char *place;
};

std::vector<BrokenRow> brokenRows()
{
    using V = QJsonValue;
    const QByteArray head = R"({"format":"mailwalk-trace","version":1)";
    return {
        {"nothing", "", "line 1"},
        {"no JSON", "hello", "line 1"},
        {"cut off", "{\n\"format\":\n", "line 3"},
        {"a list", "[]", "file"},
        {"no format", R"({"version":1,"hops":[]})", "format"},
        {"another format", R"({"format":"har","version":1,"hops":[]})", "format"},
        {"repeated walks", R"({"format":"mailwalk-repeat","version":1,"walks":[]})", "format"},
        {"no version", R"({"format":"mailwalk-trace","hops":[]})", "version"},
        {"a newer version", R"({"format":"mailwalk-trace","version":2,"hops":[]})", "version"},
        {"half a version", R"({"format":"mailwalk-trace","version":1.5,"hops":[]})", "version"},
        {"no hops", head + "}", "hops"},
        {"hops that are no list", head + R"(,"hops":{}})", "hops"},
        {"a walk of no hops", head + R"(,"hops":[]})", "hops"},
        {"a hop that is no object", head + R"(,"hops":[3]})", "hops[0]"},
        {"an empty hop", head + R"(,"hops":[{}]})", "hops[0].id"},
        {"started is a number", withMember("started", 3), "started"},
        {"asked is text", withMember("asked", key("x")), "asked"},
        {"signed_in is text", withMember("asked", QJsonObject{{key("signed_in"), key("yes")}}), "asked.signed_in"},
        {"program is a list", withMember("program", QJsonArray{}), "program"},
        {"a system that is a number", withMember("program", QJsonObject{{key("system"), 1}}), "program.system"},
        {"no kind", withHop(1, "kind", V::Undefined), "hops[1].kind"},
        {"a null kind", withHop(1, "kind", V::Null), "hops[1].kind"},
        {"an unknown kind", withHop(1, "kind", key("jump")), "hops[1].kind"},
        {"a kind that is a number", withHop(1, "kind", 3), "hops[1].kind"},
        {"an unknown transport", withHop(1, "transport", key("pigeon")), "hops[1].transport"},
        {"an unknown stage", withHop(1, "stage", key("lookup")), "hops[1].stage"},
        {"no outcome", withHop(1, "outcome", V::Undefined), "hops[1].outcome"},
        {"an unknown reason", withHop(1, "reason", key("laziness")), "hops[1].reason"},
        {"an unknown need", withHop(1, "needed", key("never")), "hops[1].needed"},
        {"a wrong id", withHop(1, "id", 3), "hops[1].id"},
        {"a half id", withHop(1, "id", 2.5), "hops[1].id"},
        {"a negative id", withHop(1, "id", -2), "hops[1].id"},
        {"its own parent", withHop(1, "parent", 2), "hops[1].parent"},
        {"a later parent", withHop(0, "parent", 2), "hops[0].parent"},
        {"a parent beyond 32 bits", withHop(1, "parent", 4294967296.0), "hops[1].parent"},
        {"a port beyond 65535", withHop(1, "port", 65536), "hops[1].port"},
        {"a port that is text", withHop(1, "port", key("135")), "hops[1].port"},
        {"no time of opening", withHop(1, "opened_ms", V::Undefined), "hops[1].opened_ms"},
        {"a negative time", withHop(1, "opened_ms", -1), "hops[1].opened_ms"},
        {"closed before it was opened", withHop(1, "closed_ms", 1), "hops[1].closed_ms"},
        {"a failure that is text", withHop(1, "failure", key("x")), "hops[1].failure"},
        {"a failure without a code", withHop(1, "failure", QJsonObject{}), "hops[1].failure.code"},
        {"an unknown code", withHop(1, "failure", QJsonObject{{key("code"), key("x")}}), "hops[1].failure.code"},
        {"facts that are an object", withHop(1, "facts", QJsonObject{}), "hops[1].facts"},
        {"a fact without a value", withHop(1, "facts", QJsonArray{QJsonObject{{key("name"), key("x")}}}),
         "hops[1].facts[0].value"},
        {"bytes beyond 2^53", withHop(1, "sent", 1e17), "hops[1].sent"},
        {"an excerpt that is a list", withHop(1, "excerpt", QJsonArray{}), "hops[1].excerpt"},
    };
}

TEST(TraceJson, RefusesABrokenFileWithThePlace)
{
    for (const BrokenRow &row : brokenRows()) {
        const auto read = fromJson(row.file);
        ASSERT_FALSE(bool(read)) << row.what;
        EXPECT_EQ(read.error().place.toStdString(), row.place) << row.what;
        EXPECT_FALSE(read.error().text.isEmpty()) << row.what;
    }
}

TEST(TraceJson, RefusesEveryPrefixOfAFile)
{
    const QByteArray file = QJsonDocument(toJson(fullTrace())).toJson(QJsonDocument::Compact);
    for (qsizetype size = 0; size < file.size(); ++size)
        EXPECT_FALSE(bool(fromJson(file.left(size)))) << size;
}

TEST(TraceJson, SaysThatRepeatedWalksCannotBeOpenedYet)
{
    const auto read = fromJson(R"({"format":"mailwalk-repeat","version":1})");
    ASSERT_FALSE(bool(read));
    EXPECT_TRUE(read.error().text.contains(key("repeated walks")));
    EXPECT_TRUE(read.error().text.contains(key("show")));
}

Trace chainOf(std::size_t depth)
{
    Trace trace;
    for (std::size_t i = 0; i < depth; ++i) {
        Hop hop;
        hop.id = static_cast<HopId>(i + 1);
        hop.parent = static_cast<HopId>(i);
        trace.hops.push_back(hop);
    }
    return trace;
}

TEST(TraceJson, LimitsHowDeepGroupsAreNested)
{
    EXPECT_TRUE(bool(fromJson(bytesOf(toJson(chainOf(deepestHop))))));
    const auto read = fromJson(bytesOf(toJson(chainOf(deepestHop + 1))));
    ASSERT_FALSE(bool(read));
    EXPECT_EQ(read.error().place.toStdString(), "hops[64].parent");
}

TEST(TraceJson, LimitsTheSizeOfAFileAndTheNumberOfHops)
{
    const auto large = fromJson(QByteArray(mostFileBytes + 1, ' '));
    ASSERT_FALSE(bool(large));
    EXPECT_EQ(large.error().place.toStdString(), "file");

    QByteArray many = R"({"format":"mailwalk-trace","version":1,"hops":[0)";
    for (qsizetype i = 0; i < mostHops; ++i)
        many += ",0";
    const auto read = fromJson(many + "]}");
    ASSERT_FALSE(bool(read));
    EXPECT_EQ(read.error().place.toStdString(), "hops");
}

TEST(TraceJson, RefusesJsonThatIsNestedWithoutEnd)
{
    EXPECT_FALSE(bool(fromJson(QByteArray(100'000, '['))));
    const QByteArray deep =
        R"({"format":"mailwalk-trace","version":1,"hops":[],"x":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}";
    EXPECT_FALSE(bool(fromJson(deep)));
}

TEST(TraceJson, KeepsTheWalkOfTheOtherProfile)
{
    Document document{fullTrace(), {}, fullTrace()};
    document.companion->asked.profile = "finished";
    const auto read = fromJson(QJsonDocument(toJson(document)).toJson());
    ASSERT_TRUE(read && read->companion);
    EXPECT_EQ(read->companion->asked.profile, "finished");
    EXPECT_EQ(toJson(*read->companion), toJson(*document.companion));
    EXPECT_EQ(toJson(*read), toJson(document));
}

TEST(TraceJson, RefusesABrokenWalkOfTheOtherProfile)
{
    QJsonObject file = toJson(fullTrace());
    file.insert(key("companion"), 5);
    EXPECT_FALSE(bool(fromJson(QJsonDocument(file).toJson())));
    QJsonObject companion = toJson(fullTrace());
    QJsonArray hops = companion.value(key("hops")).toArray();
    QJsonObject hop = hops.first().toObject();
    hop.insert(key("kind"), key("dance"));
    hops.replace(0, hop);
    companion.insert(key("hops"), hops);
    file.insert(key("companion"), companion);
    const auto read = fromJson(QJsonDocument(file).toJson());
    ASSERT_FALSE(bool(read));
    EXPECT_EQ(read.error().place.toStdString(), "companion.hops[0].kind");
}

// The schema and the code say the same: every member that is written stands in the schema, and the other way round.
class Schema
{
public:
    Schema()
    {
        QFile file(QStringLiteral(MAILWALK_SOURCE_DIR "/resources/mailwalk-trace.schema.json"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        root = QJsonDocument::fromJson(file.readAll()).object();
    }
    QJsonObject at(const QJsonObject &schema) const
    {
        const QString reference = schema.value(key("$ref")).toString();
        return reference.isEmpty()
                   ? schema
                   : root.value(key("$defs")).toObject().value(reference.section(QLatin1Char('/'), -1)).toObject();
    }
    void expectSame(const QJsonValue &value, const QJsonObject &reference, const std::string &place) const
    {
        const QJsonObject schema = at(reference);
        if (value.isArray() && !value.toArray().isEmpty())
            return expectSame(value.toArray().last(), schema.value(key("items")).toObject(), place + "[]");
        if (!value.isObject())
            return;
        const QJsonObject properties = schema.value(key("properties")).toObject(), object = value.toObject();
        for (const QString &name : object.keys())
            EXPECT_TRUE(properties.contains(name)) << place << "." << name.toStdString() << " is not in the schema";
        for (const QString &name : properties.keys()) {
            if (place.empty() && (name == key("verdict") || name == key("masked") || name == key("companion")))
                continue; // core/report writes these, and a companion is not always there
            EXPECT_TRUE(object.contains(name)) << place << "." << name.toStdString() << " is not written";
            expectSame(object.value(name), properties.value(name).toObject(), place + "." + name.toStdString());
        }
    }
    QStringList words(const char *definition) const
    {
        QStringList words;
        for (const QJsonValue &word :
             root.value(key("$defs")).toObject().value(key(definition)).toObject().value(key("enum")).toArray())
            if (word.isString())
                words += word.toString();
        return words;
    }
    QJsonObject root;
};

template <class E> QStringList allWords()
{
    QStringList words;
    for (int i = 0; !nameOf(static_cast<E>(i)).empty(); ++i) {
        const auto name = nameOf(static_cast<E>(i));
        words += QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    return words;
}

TEST(TraceSchema, NamesTheMembersThatAreWrittenAndNoOthers)
{
    const Schema schema;
    schema.expectSame(toJson(fullTrace()), schema.root, "");
}

TEST(TraceSchema, KnowsTheSameWordsAsTheCode)
{
    const Schema schema;
    EXPECT_EQ(schema.words("kind"), allWords<Kind>());
    EXPECT_EQ(schema.words("transport"), allWords<Transport>());
    EXPECT_EQ(schema.words("stage"), allWords<Stage>());
    EXPECT_EQ(schema.words("code"), allWords<Code>());
    EXPECT_EQ(schema.words("reason"), allWords<Reason>());
    EXPECT_EQ(schema.words("outcome"), allWords<Outcome>());
    EXPECT_EQ(schema.words("needed"), allWords<Needed>());
}

} // namespace
} // namespace mailwalk::trace
