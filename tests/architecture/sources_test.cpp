#include "architecture/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace mailwalk::architecture {

namespace {

Table table() { return tableFrom(contents("core/modules.cmake")); }

std::string lines(const Complaints &complaints)
{
    std::string text;
    for (const auto &complaint : complaints)
        text += complaint + '\n';
    return text;
}

// A made-up source that breaks one rule: what shows that the rule can fail.
struct Offender {
    std::string rule, path, text;
};

Complaints judged(const std::vector<Rule> &rules, const Offender &row)
{
    const auto rule = std::ranges::find(rules, row.rule, &Rule::name);
    return rule == rules.end() ? Complaints{"no such rule: " + row.rule} : rule->judge({row.path, row.text});
}

const std::vector<Offender> offenders{
    {"ModulesIncludeOnlyWhatTheTableAllows", "core/wire/x.cpp", "#include \"net/step.h\"\n"},
    {"ModulesIncludeOnlyWhatTheTableAllows", "core/base/x.h", "#pragma once\n#include \"wire/io/reader.h\"\n"},
    {"ModulesIncludeOnlyWhatTheTableAllows", "core/diagnosis/x.cpp", "# include \"net/step.h\"\n"},
    {"ModulesIncludeOnlyWhatTheTableAllows", "core/practice/x.cpp", "#include \"rpc/association.h\"\n"},
    {"QuotedIncludesAreOurOwnFiles", "core/wire/x.cpp", "#include \"reader.h\"\n"},
    {"QuotedIncludesAreOurOwnFiles", "app/wizard/x.cpp", "#include \"nowhere/reader.h\"\n"},
    {"EveryFolderOfCoreIsInTheTable", "core/misc/x.cpp", "int x;\n"},
    {"NetUsesOfWireOnlyDnsAndIo", "core/net/x.cpp", "#include \"wire/dcerpc/bind.h\"\n"},
    {"QtIsOnlyWhereTheTableSaysSo", "core/wire/x.cpp", "#include <QString>\n"},
    {"QtIsOnlyWhereTheTableSaysSo", "core/net/x.cpp", "#include <QtCore/QString>\n"},
    {"QtIsOnlyWhereTheTableSaysSo", "core/trace/hop.cpp", "#include <QJsonObject>\n"},
    {"QtIsOnlyWhereTheTableSaysSo", "core/net/x.cpp", "#include \"trace/json.h\"\n"},
    {"WindowsAreOnlyInApp", "core/report/x.cpp", "#include <QWidget>\n"},
    {"WindowsAreOnlyInApp", "core/report/x.cpp", "#include <QtGui/QImage>\n"},
    {"WindowsAreOnlyInApp", "core/rpc/x.cpp", "#include <QtNetwork/QTcpSocket>\n"},
    {"NobodyUsesQtsSocketsAndResolver", "app/wizard/x.cpp", "QTcpSocket socket;\n"},
    {"NobodyUsesQtsSocketsAndResolver", "app/wizard/x.cpp", "QHostInfo::fromName(name);\n"},
    {"SocketsAreOnlyInPlatformFilesOfNetAndInPractice", "core/net/step.cpp", "#include <netdb.h>\n"},
    {"TheSystemIsAskedOnlyInPlatformFiles", "core/net/step.cpp", "#include <poll.h>\n"},
    {"TheSystemIsAskedOnlyInPlatformFiles", "app/cli/main.cpp", "#include <windows.h>\n"},
    {"SocketsAreOnlyInPlatformFilesOfNetAndInPractice", "core/rpc/x.cpp", "#include <sys/socket.h>\n"},
    {"SocketsAreOnlyInPlatformFilesOfNetAndInPractice", "app/cli/x.cpp", "#include <winsock2.h>\n"},
    {"WireAndAuthIncludeNoThreadAndNoClock", "core/wire/x.cpp", "#include <thread>\n"},
    {"WireAndAuthIncludeNoThreadAndNoClock", "core/auth/x.cpp", "#include <mutex>\n"},
    {"WireAndAuthReadNoClockAndStartNoThread", "core/auth/x.cpp", "auto t = std::chrono::system_clock::now();\n"},
    {"WireAndAuthReadNoClockAndStartNoThread", "core/auth/x.cpp", "std::mutex mutex;\n"},
    {"WireAndAuthReadNoClockAndStartNoThread", "core/wire/x.cpp", "auto t = time(nullptr);\n"},
    {"WhatHangsOrBreaksIsNotIncluded", "core/net/x.cpp", "#include <stop_token>\n"},
    {"WhatHangsOrBreaksIsNotIncluded", "app/wizard/x.cpp", "#include <semaphore>\n"},
    {"WhatHangsOrBreaksIsNotUsed", "core/net/x.cpp", "std::jthread thread;\n"},
    {"WhatHangsOrBreaksIsNotUsed", "core/path/x.cpp", "co_await step;\n"},
    {"HeadersAreReadOnce", "core/base/x.h", "#ifndef X\n"},
};

// And what a rule must not take for an offence.
const std::vector<Offender> innocents{
    {"ModulesIncludeOnlyWhatTheTableAllows", "core/auth/x.cpp", "#include \"wire/io/reader.h\"\n#include \"base/bytes.h\"\n"},
    {"ModulesIncludeOnlyWhatTheTableAllows", "app/wizard/x.cpp", "#include \"net/step.h\"\n"},
    {"NetUsesOfWireOnlyDnsAndIo", "core/net/x.cpp", "#include \"wire/dns/message.h\"\n"},
    {"QtIsOnlyWhereTheTableSaysSo", "core/trace/json.cpp", "#include <QJsonObject>\n"},
    {"WindowsAreOnlyInApp", "app/wizard/x.cpp", "#include <QWidget>\n"},
    {"WindowsAreOnlyInApp", "core/report/x.cpp", "#include <QString>\n#include <QtCore/QJsonObject>\n"},
    {"WhatHangsOrBreaksIsNotUsed", "core/net/x.cpp", "// no std::jthread\n/* co_await */ auto text = \"std::latch\";\n"},
    {"TheSystemIsAskedOnlyInPlatformFiles", "app/cli/system_posix.cpp", "#include <poll.h>\n"},
    {"WireAndAuthReadNoClockAndStartNoThread", "core/wire/x.cpp",
     "std::chrono::year_month_day day; io.number(\"time\", m.time);\n"},
};

} // namespace

class ARule : public testing::TestWithParam<Rule>
{
};

TEST_P(ARule, HoldsInAllSources)
{
    for (const auto &source : sourcesBelow({"core", "app"}))
        EXPECT_EQ(lines(GetParam().judge(source)), "");
}

TEST_P(ARule, CanFail)
{
    EXPECT_TRUE(std::ranges::any_of(offenders, [](const Offender &row) { return row.rule == GetParam().name; }));
    for (const auto &row : offenders) {
        if (row.rule == GetParam().name) {
            EXPECT_FALSE(GetParam().judge({row.path, row.text}).empty()) << row.path << '\n' << row.text;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, ARule, testing::ValuesIn(rulesFor(table())), [](const auto &row) { return row.param.name; });

TEST(Rules, LeaveTheInnocentAlone)
{
    const auto rules = rulesFor(table());
    for (const auto &row : innocents)
        EXPECT_EQ(lines(judged(rules, row)), "") << row.text;
}

TEST(Table, HasARowForEachModuleAndNoCircle)
{
    const Table modules = table();
    ASSERT_TRUE(modules.contains("base") && modules.contains("practice"));
    EXPECT_FALSE(modules.at("net").qt);
    EXPECT_TRUE(modules.at("report").qt);
    EXPECT_FALSE(modules.at("practice").uses.contains("rpc"));
    std::set<std::string> built;
    for (std::size_t round = 0; round < modules.size(); ++round) {
        for (const auto &[name, module] : modules) {
            if (std::ranges::all_of(module.uses, [&](const auto &used) { return used == name || built.contains(used); }))
                built.insert(name);
        }
    }
    EXPECT_EQ(built.size(), modules.size()) << "a module uses, in the end, itself, or one that has no row";
}

} // namespace mailwalk::architecture
