#pragma once

#include "report/ports/formats.h"
#include "wizard/result/rows_model.h"

#include <memory>

namespace mailwalk::wizard {

/// What the adviser says, and what the walk that is shown has used, as the page's tables show it.
struct PortsAnswer {
    diagnosis::ports::Situation situation;
    diagnosis::ports::Advice advice;
    std::optional<diagnosis::ports::Measured> measured; ///< when there is a walk

    QString sentence() const; ///< the few ports that matter
    QString inShort() const;  ///< a line for each leg
    QString notes() const;
    QString missing() const; ///< of the walk: the rules whose port did not answer

    const diagnosis::ports::Rule *rule(const std::string &id) const;
    const diagnosis::ports::Pin *pin(const std::string &id) const;
};
using SharedAnswer = std::shared_ptr<const PortsAnswer>;

RowsModel::Rows ruleRows(const SharedAnswer &answer);
RowsModel::Rows pinRows(const SharedAnswer &answer);
RowsModel::Rows usedRows(const SharedAnswer &answer);

// All that there is to say of one row, lines of plain text.
QString detailsOfRule(const PortsAnswer &answer, std::size_t row);
QString detailsOfPin(const PortsAnswer &answer, std::size_t row);

} // namespace mailwalk::wizard
