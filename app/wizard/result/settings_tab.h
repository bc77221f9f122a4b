#pragma once

#include "report/settings.h"
#include "wizard/result/table_tab.h"

/// The two tabs that are tables: what the walk was told, and which ports it asked.
namespace mailwalk::wizard {

TableTab *makeSettingsTab();
std::vector<RowsModel::Row> rowsOf(const std::vector<report::Setting> &settings);

TableTab *makePortsTab();
std::vector<RowsModel::Row> rowsOf(const std::vector<report::PortUsed> &ports);

} // namespace mailwalk::wizard
