#include "diagnosis/verdict.h"
#include "support/recorded_walks.h"

#include <QDir>
#include <QFile>
#include <gmock/gmock.h>

/// The walks that tests/firewall keeps of its laboratory, held against its own table: what is true of the network stands there.
namespace mailwalk::diagnosis {
namespace {

const QString laboratory = QStringLiteral(MAILWALK_SOURCE_DIR "/tests/firewall");
const QString kept = QStringLiteral(MAILWALK_SOURCE_DIR "/tests/walks/firewall");

enum Column { id, seenFrom, where, leg, action, typed, outcome, stage, hop, code, causes, fixers, allColumns };

/// A walk and what has to be said of it: outcome, stage, kind of the hop, code, causes, fixers.
struct Row {
    std::string name;
    QStringList verdict;
};

std::vector<Row> rowsIn(const QString &line)
{
    QStringList cells;
    for (const QString &cell : line.split(QLatin1Char('|')))
        cells += cell.trimmed();
    if (cells.size() != allColumns) {
        ADD_FAILURE() << line.toStdString();
        return {};
    }
    std::vector<Row> rows;
    for (const QString &place : cells[where].split(QLatin1Char(',')))
        rows.push_back({(cells[id] + (place == QLatin1String("-") ? QString() : QLatin1Char('-') + place)).toStdString(),
                        cells.mid(outcome)});
    return rows;
}

std::vector<Row> table()
{
    std::vector<Row> rows;
    QFile file(laboratory + QStringLiteral("/matrix.txt"));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly | QIODevice::Text));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines)
        if (!line.startsWith(QLatin1Char('#')))
            for (Row &row : rowsIn(line))
                rows.push_back(std::move(row));
    return rows;
}

QString text(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

template <class E> QString nameOrDash(const std::optional<E> &value)
{
    return value ? text(nameOf(*value)) : QStringLiteral("-");
}

QString listOrDash(const QStringList &list, const char *between)
{
    return list.isEmpty() ? QStringLiteral("-") : list.join(QLatin1String(between));
}

QStringList saidOf(const trace::Trace &trace)
{
    const Verdict verdict = diagnose(trace);
    const trace::Hop *stopping = trace.hop(verdict.hop.value_or(0));
    QStringList causes, fixers;
    for (const Finding &finding : verdict.findings) {
        causes += QString::fromStdString(finding.cause);
        for (const Fixer fixer : finding.fixers)
            fixers += text(nameOf(fixer));
    }
    fixers.removeDuplicates();
    return {
        text(nameOf(verdict.outcome)), nameOrDash(verdict.stage), stopping ? text(nameOf(stopping->kind)) : QStringLiteral("-"),
        nameOrDash(verdict.code),      listOrDash(causes, " + "), listOrDash(fixers, ", ")};
}

class FirewallWalk : public testing::TestWithParam<Row>
{
};

TEST_P(FirewallWalk, IsJudgedAsTheTableOfTheLaboratorySays)
{
    const Row &row = GetParam();
    const auto walk = test::recorded::read("firewall/" + row.name).trace;
    EXPECT_EQ(saidOf(walk).join(QLatin1String(" | ")).toStdString(), row.verdict.join(QLatin1String(" | ")).toStdString());
}

INSTANTIATE_TEST_SUITE_P(Kept, FirewallWalk, testing::ValuesIn(table()), [](const auto &row) {
    std::string name = row.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(FirewallWalks, AreThoseOfTheTable)
{
    std::vector<std::string> files, rows;
    for (const QFileInfo &each : QDir(kept).entryInfoList({QStringLiteral("*.json")}, QDir::Files))
        files.push_back(each.completeBaseName().toStdString());
    for (const Row &row : table())
        rows.push_back(row.name);
    EXPECT_GE(rows.size(), 200u);
    EXPECT_THAT(files, testing::UnorderedElementsAreArray(rows));
}

// Nobody is ever asked to open port 135 to the internet: where HTTPS is offered, the direct way simply is not.
TEST(FirewallWalks, FromTheInternetAShutPort135IsNoFaultWhereHttpsIsOffered)
{
    for (const char *name : {"mapper-dropped-https-offered-company", "mapper-reset-https-offered-company"}) {
        const Verdict verdict = diagnose(test::recorded::read("firewall/" + std::string(name)).trace);
        EXPECT_EQ(verdict.lanes.at(trace::Transport::direct).outcome, Result::notOffered) << name;
        EXPECT_EQ(verdict.lanes.at(trace::Transport::rpcHttps).outcome, Result::works) << name;
    }
}

} // namespace
} // namespace mailwalk::diagnosis
