#pragma once

#include "diagnosis/compare.h"
#include "wizard/result/table_tab.h"

namespace mailwalk::wizard {

TableTab *makeDifferencesTable(); ///< of any two walks
TableTab *makeProfilesTable();    ///< of a new and a finished profile's

/// A row that is opened leads to the step of one of the walks.
enum class Leads { toFirst, toSecond };
RowsModel::Rows rowsOf(const std::vector<diagnosis::Difference> &differences,
                       Leads leads = Leads::toFirst); ///< that outlive the rows
QString wordsOf(const diagnosis::Difference &difference);

} // namespace mailwalk::wizard
