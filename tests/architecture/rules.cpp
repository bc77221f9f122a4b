#include "architecture/rules.h"

#include <filesystem>
#include <regex>

namespace mailwalk::architecture {

namespace {

using Names = std::set<std::string>;

const Names sockets{"sys/socket.h", "netinet/in.h",  "netinet/tcp.h", "netdb.h",          "sys/epoll.h",
                    "sys/select.h", "sys/eventfd.h", "arpa/inet.h",   "linux/errqueue.h", "resolv.h",
                    "winsock2.h",   "ws2tcpip.h",    "mswsock.h",     "iphlpapi.h",       "windns.h"};
const Names system{"poll.h", "sys/poll.h", "unistd.h", "windows.h", "io.h", "fcntl.h", "termios.h", "sys/stat.h"};
const Names threadsAndClocks{"thread", "mutex", "shared_mutex", "condition_variable", "future",
                             "atomic", "ctime", "time.h",       "sys/time.h",         "base/deadlines.h"};
const Names banned{"stop_token", "semaphore", "latch", "barrier", "coroutine", "semaphore.h"};

/// Judges each include of a source that `concerns` picks; `wrong` tells why one may not be.
template <class Wrong> Complaints judgeIncludes(const Source &source, Wrong wrong)
{
    Complaints complaints;
    for (const auto &include : includesOf(source)) {
        if (const std::string why = wrong(include); !why.empty())
            complaints.push_back(source.path + ":" + std::to_string(include.line) + " includes " + include.name + ": " + why);
    }
    return complaints;
}

Complaints judgeCode(const Source &source, const std::regex &unwanted, const std::string &why)
{
    Complaints complaints;
    const std::string code = source.code();
    for (std::sregex_iterator at(code.begin(), code.end(), unwanted), end; at != end; ++at)
        complaints.push_back(source.path + " says " + at->str() + ": " + why);
    return complaints;
}

bool isIn(const std::string &path, const std::string &folder) { return path.starts_with(folder); }

bool isQt(const Include &include)
{
    return !include.quoted && include.name.size() > 1 && include.name[0] == 'Q' &&
           (isupper(include.name[1]) || include.name[1] == 't');
}

bool mayUseQt(const Source &source, const Table &table)
{
    const auto row = table.find(source.module());
    return row == table.end() || row->second.qt || source.path.starts_with("core/trace/json") ||
           source.path.starts_with("core/trace/schema.");
}

std::string firstFolder(const std::string &path) { return path.substr(0, path.find('/')); }

Rule modules(const Table &table)
{
    return {"ModulesIncludeOnlyWhatTheTableAllows", [table](const Source &source) {
                const auto row = table.find(source.module());
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    const std::string used = firstFolder(include.name);
                    if (!include.quoted || row == table.end() || row->second.uses.contains(used))
                        return {};
                    return source.module() + " may not use " + used;
                });
            }};
}

Rule resolved()
{
    return {"QuotedIncludesAreOurOwnFiles", [](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    const bool ours =
                        exists("core/" + include.name) || (source.module() == "app" && exists("app/" + include.name));
                    return !include.quoted || ours || include.name.ends_with(".moc") ? "" : "no such file in core";
                });
            }};
}

Rule unknownModules(const Table &table)
{
    return {"EveryFolderOfCoreIsInTheTable", [table](const Source &source) -> Complaints {
                const std::string module = source.module();
                if (!isIn(source.path, "core/") || module.empty() || table.contains(module))
                    return {};
                return {source.path + ": core/modules.cmake has no row for it"};
            }};
}

Rule wireForNet()
{
    return {"NetUsesOfWireOnlyDnsAndIo", [](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    const bool wire = include.quoted && isIn(include.name, "wire/");
                    const bool allowed = isIn(include.name, "wire/dns/") || isIn(include.name, "wire/io/");
                    return source.module() == "net" && wire && !allowed ? "of wire, net may use dns and io" : "";
                });
            }};
}

Rule qtModules(const Table &table)
{
    return {"QtIsOnlyWhereTheTableSaysSo", [table](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    const bool hidden = include.name.starts_with("trace/json");
                    return (isQt(include) || hidden) && !mayUseQt(source, table) ? "no Qt here" : "";
                });
            }};
}

Rule qtCoreOnly()
{
    return {"WindowsAreOnlyInApp", [](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    const std::string name = include.name.substr(include.name.find('/') + 1);
                    const bool core = std::filesystem::exists(std::string(MAILWALK_QTCORE_HEADERS "/") + name);
                    const bool elsewhere =
                        !core || (include.name.find('/') != std::string::npos && !isIn(include.name, "QtCore/"));
                    return isIn(source.path, "core/") && isQt(include) && elsewhere ? "core may use Qt Core alone" : "";
                });
            }};
}

Rule noQtSockets()
{
    static const std::regex unwanted(R"(\bQ(Tcp|Udp|Ssl|Local)(Socket|Server)\b|\bQ(HostInfo|DnsLookup|NetworkAccessManager)\b)");
    return {"NobodyUsesQtsSocketsAndResolver",
            [](const Source &source) { return judgeCode(source, unwanted, "it hides what this program must show"); }};
}

Rule socketHeaders()
{
    static const std::regex platform(R"(core/net/(.*/)?\w*(posix|linux|windows|platform|socket_|system_resolver)\w*\.(h|cpp))");
    return {"SocketsAreOnlyInPlatformFilesOfNetAndInPractice", [](const Source &source) {
                const bool allowed = std::regex_match(source.path, platform) || source.module() == "practice";
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    return sockets.contains(include.name) && !allowed ? "sockets belong into a platform file of net" : "";
                });
            }};
}

Rule systemHeaders()
{
    static const std::regex platform(R"(.*/\w*(posix|linux|windows|platform|socket)\w*\.(h|cpp))");
    return {"TheSystemIsAskedOnlyInPlatformFiles", [](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    return system.contains(include.name) && !std::regex_match(source.path, platform)
                               ? "belongs into a platform file"
                               : "";
                });
            }};
}

bool isPure(const Source &source) { return source.module() == "wire" || source.module() == "auth"; }

Rule pureIncludes()
{
    return {"WireAndAuthIncludeNoThreadAndNoClock", [](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    return isPure(source) && threadsAndClocks.contains(include.name) ? "no thread and no clock here" : "";
                });
            }};
}

// The precompiled header would let these compile without their include.
Rule pureCode()
{
    static const std::regex unwanted(
        R"(\bstd::(thread|jthread|mutex|atomic|async)\b|\bsteady_clock\b|\b\w*[cC]lock::now\b|\b(time|gettimeofday|clock_gettime)\s*\()");
    return {"WireAndAuthReadNoClockAndStartNoThread", [](const Source &source) {
                return isPure(source) ? judgeCode(source, unwanted, "no thread and no clock here") : Complaints{};
            }};
}

Rule bannedHeaders()
{
    return {"WhatHangsOrBreaksIsNotIncluded", [](const Source &source) {
                return judgeIncludes(source, [&](const Include &include) -> std::string {
                    return banned.contains(include.name) ? "banned: see CONTRIBUTING.md" : "";
                });
            }};
}

Rule bannedCode()
{
    static const std::regex unwanted(
        R"(\bstd::(stop_\w+|jthread|counting_semaphore|binary_semaphore|latch|barrier)\b|\bco_(await|return|yield)\b)");
    return {"WhatHangsOrBreaksIsNotUsed",
            [](const Source &source) { return judgeCode(source, unwanted, "banned: see CONTRIBUTING.md"); }};
}

Rule pragmaOnce()
{
    return {"HeadersAreReadOnce", [](const Source &source) -> Complaints {
                if (!source.path.ends_with(".h") || source.text.starts_with("#pragma once\n"))
                    return {};
                return {source.path + " does not begin with #pragma once"};
            }};
}

} // namespace

std::vector<Rule> rulesFor(const Table &table)
{
    return {modules(table),  resolved(),      unknownModules(table), wireForNet(), qtModules(table), qtCoreOnly(), noQtSockets(),
            socketHeaders(), systemHeaders(), pureIncludes(),        pureCode(),   bannedHeaders(),  bannedCode(), pragmaOnce()};
}

} // namespace mailwalk::architecture
