#include "wizard/repeat/machines.h"

#include "report/repeat_words.h"
#include "wizard/words.h"

namespace mailwalk::wizard {

TableTab *makeMachinesTab()
{
    const TableTab::Words words{TableTab::tr("How many of the walks that met a machine failed there."),
                                {TableTab::tr("Failed"), TableTab::tr("What it is"), TableTab::tr("Name")},
                                TableTab::tr("No machine was met yet.")};
    return new TableTab("machines", TableTab::tr("Machines that the walks met"), words, {14, 26, 40});
}

RowsModel::Rows rowsOf(const std::vector<diagnosis::Share> &shares)
{
    const auto text = [&shares](std::size_t row, int column) {
        const diagnosis::Share &share = shares[row];
        return column == 0   ? report::repeated::ratio(share.failed)
               : column == 1 ? report::repeated::wordFor(share.group)
                             : shown(share.name);
    };
    return {shares.size(), [](std::size_t) { return trace::HopId(); }, text};
}

} // namespace mailwalk::wizard
