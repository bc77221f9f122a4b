#pragma once

#include "wizard/result/table_tab.h"

/// The three tables of the ports page; their rows are in answer.h.
namespace mailwalk::wizard {

inline constexpr int walkColumn = 7; ///< of the rules: what the walk that is shown met

TableTab *makeRulesTable();
TableTab *makePinsTable();
TableTab *makeUsedTable();

} // namespace mailwalk::wizard
