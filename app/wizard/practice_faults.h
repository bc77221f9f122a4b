#pragma once

#include "practice/organisation.h"

#include <QString>
#include <vector>

namespace mailwalk::wizard {

/// Faults of the practice organisation that belong together, as a trainer looks for them.
struct FaultGroup {
    QString caption; ///< translated: "Name service"
    std::vector<const practice::FaultInfo *> faults;
};

/// Every fault once, group by group along the way; one that no row names is in the last, "Others".
std::vector<FaultGroup> faultGroups();

/// What it says to a person, translated: "Nothing comes back from port 135 of the Exchange server".
QString describe(const practice::FaultInfo &fault);

} // namespace mailwalk::wizard
