#pragma once

#include "diagnosis/repeated.h"
#include "wizard/result/table_tab.h"

namespace mailwalk::wizard {

/// Every address, directory server, front end and host that many walks met, and how often something failed there.
TableTab *makeMachinesTab();
RowsModel::Rows rowsOf(const std::vector<diagnosis::Share> &shares); ///< that outlive the rows

} // namespace mailwalk::wizard
