#pragma once

#include "report/settings.h"
#include "wizard/result/table_tab.h"

/// The two tabs that are tables: what the walk was told, and which ports it asked.
namespace mailwalk::wizard {

TableTab *makeSettingsTab();
RowsModel::Rows rowsOf(const std::vector<report::Setting> &settings); ///< that outlive the rows, as the next

TableTab *makePortsTab();
RowsModel::Rows rowsOf(const std::vector<report::PortUsed> &ports);

} // namespace mailwalk::wizard
