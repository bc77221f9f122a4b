#include "wizard/compare/difference_rows.h"

#include "wizard/words.h"

#include <QCoreApplication>

namespace mailwalk::wizard {

namespace {

class Rows
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard::compare)
};

const std::vector<int> widths{14, 12, 80};

QString stepOf(trace::HopId hop) { return hop ? QString::number(hop) : QStringLiteral("–"); }

} // namespace

TableTab *makeDifferencesTable()
{
    const TableTab::Words words{
        Rows::tr("All differences, the one that explains most first. Times, numbers and ports that change "
                 "each time are left out."),
        {Rows::tr("Step, first"), Rows::tr("Second"), Rows::tr("What differs")},
        Rows::tr("Nothing differs, or nothing is compared yet.")};
    return new TableTab("differences", Rows::tr("Differences"), words, widths);
}

TableTab *makeProfilesTable()
{
    const TableTab::Words words{{}, {Rows::tr("Step, new"), Rows::tr("Finished"), Rows::tr("What differs")}, {}};
    return new TableTab("profile-differences", Rows::tr("How a new and a finished profile differ"), words, widths);
}

RowsModel::Rows rowsOf(const std::vector<diagnosis::Difference> &differences, Leads leads)
{
    const auto hop = [&differences, leads](std::size_t row) {
        return leads == Leads::toFirst ? differences[row].first : differences[row].second;
    };
    const auto text = [&differences](std::size_t row, int column) {
        const diagnosis::Difference &difference = differences[row];
        return column == 0 ? stepOf(difference.first) : column == 1 ? stepOf(difference.second) : wordsOf(difference);
    };
    return {differences.size(), hop, text};
}

QString wordsOf(const diagnosis::Difference &difference) { return shown(difference.text.toStdString(), 1000); }

} // namespace mailwalk::wizard
