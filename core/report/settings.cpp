#include "report/settings.h"

#include "report/paragraph.h"

#include <QCoreApplication>
#include <QSet>

namespace mailwalk::report {

using trace::Hop;
using trace::Kind;
using trace::Stage;
using trace::Trace;

namespace {

QString inSettings(const char *text) { return QCoreApplication::translate("report", text); }
QString asText(std::string_view text) { return fit(std::string(text), 1024); }

/// A fact that is a setting, under a name for people.
struct Known {
    const char *fact;
    Kind kind;
    std::optional<Stage> stage;
    const char *name;
};

constexpr Known told[] = {
    {"winner", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "Who answered")},
    {"display name", Kind::stage, Stage::discover, QT_TRANSLATE_NOOP("report", "Your name")},
    {"legacyDN", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "Inner name of the mailbox")},
};

constexpr Known learned[] = {
    {"directory server", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "Directory server")},
    {"display name", Kind::stage, Stage::lookUp, QT_TRANSLATE_NOOP("report", "Your name in the address book")},
    {"mailbox", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "Inner name of the mailbox")},
    {"home server", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "Home server")},
    {"rpc proxy", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "RPC proxy")},
    {"principal", Kind::stage, {}, QT_TRANSLATE_NOOP("report", "Name that the certificate must bear")},
    {"server", Kind::stage, Stage::open, QT_TRANSLATE_NOOP("report", "Server that opened the mailbox")},
    {"server version", Kind::call, {}, QT_TRANSLATE_NOOP("report", "Version of the server")},
};

template <std::size_t N> const Known *rowFor(const Known (&rows)[N], const Hop &hop, const std::string &fact)
{
    for (const Known &row : rows)
        if (fact == row.fact && hop.kind == row.kind && (!row.stage || hop.stage == row.stage))
            return &row;
    return nullptr;
}

QString groupOf(const std::string &block)
{
    static constexpr std::pair<std::string_view, const char *> all[] = {
        {"EXCH", QT_TRANSLATE_NOOP("report", "Told by Autodiscover: inside (EXCH)")},
        {"EXPR", QT_TRANSLATE_NOOP("report", "Told by Autodiscover: outside (EXPR)")},
        {"EXHTTP", QT_TRANSLATE_NOOP("report", "Told by Autodiscover: outside and inside (EXHTTP)")},
        {"WEB", QT_TRANSLATE_NOOP("report", "Told by Autodiscover: in the browser (WEB)")},
    };
    for (const auto &[type, group] : all)
        if (block == type)
            return inSettings(group);
    return inSettings(QT_TRANSLATE_NOOP("report", "Told by Autodiscover: %1")).arg(asText(block));
}

/// "EXPR: AuthPackage", as discovery writes it: block and element.
std::optional<std::pair<std::string, std::string>> elementIn(const std::string &fact)
{
    static constexpr std::string_view separator = ": ", version = "version of ";
    if (fact.starts_with(version))
        return std::pair(fact.substr(version.size()), std::string("version"));
    const auto at = fact.find(separator);
    if (at == 0 || at == fact.npos)
        return std::nullopt;
    return std::pair(fact.substr(0, at), fact.substr(at + separator.size()));
}

class Collector
{
public:
    void take(const Hop &hop)
    {
        const bool isSearch = hop.kind == Kind::stage && hop.stage == Stage::discover;
        for (const auto &fact : hop.facts) {
            if (fact.value.empty())
                continue;
            if (const Known *row = isSearch ? rowFor(told, hop, fact.name) : rowFor(learned, hop, fact.name))
                add(hop,
                    inSettings(isSearch ? QT_TRANSLATE_NOOP("report", "Told by Autodiscover")
                                        : QT_TRANSLATE_NOOP("report", "Learned on the way")),
                    inSettings(row->name), fact.value);
            else if (const auto element = isSearch ? elementIn(fact.name) : std::nullopt)
                add(hop, groupOf(element->first), asText(element->second), fact.value);
        }
    }
    std::vector<Setting> settings() { return std::move(settings_); }

private:
    // What both lanes learned is told once.
    void add(const Hop &hop, const QString &group, const QString &name, const std::string &text)
    {
        const QString value = asText(text);
        const QString key = group + QLatin1Char('\n') + name + QLatin1Char('\n') + value;
        if (seen_.contains(key))
            return;
        seen_.insert(key);
        settings_.push_back({hop.id, group, name, value});
    }

    std::vector<Setting> settings_;
    QSet<QString> seen_;
};

} // namespace

std::vector<Setting> settingsFound(const Trace &trace)
{
    Collector collector;
    for (const Hop &hop : trace.hops)
        collector.take(hop);
    return collector.settings();
}

} // namespace mailwalk::report
