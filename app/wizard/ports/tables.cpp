#include "wizard/ports/tables.h"

#include <QCoreApplication>

namespace mailwalk::wizard {

namespace {

class TableWords
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

} // namespace

TableTab *makeRulesTable()
{
    const TableTab::Words words{
        TableWords::tr("One row for each opening, in the order in which setting up an account needs them. Answers come back by "
                       "themselves."),
        {TableWords::tr("From"), TableWords::tr("To"), TableWords::tr("Port"), TableWords::tr("What listens there"),
         TableWords::tr("Way"), TableWords::tr("Needed for"), TableWords::tr("Fixed by"), TableWords::tr("Your walk")},
        TableWords::tr("No rule: these versions do not connect to each other this way.")};
    return new TableTab("rules", TableWords::tr("Rules for a firewall"), words, {25, 24, 28, 40, 26, 28, 34, 16});
}

TableTab *makePinsTable()
{
    const TableTab::Words words{
        TableWords::tr("Values in the registry of the servers that fix a port. Two services of one server need two ports."),
        {TableWords::tr("Machine"), TableWords::tr("Value"), TableWords::tr("Type"), TableWords::tr("Port"),
         TableWords::tr("Key")},
        TableWords::tr("There is nothing to fix: no port here moves.")};
    return new TableTab("pins", TableWords::tr("Registry values"), words, {20, 36, 14, 16, 80});
}

TableTab *makeUsedTable()
{
    const TableTab::Words words{TableWords::tr("Every port that this walk asked, and who chose it."),
                                {TableWords::tr("Step"), TableWords::tr("Host"), TableWords::tr("Port"),
                                 TableWords::tr("Chosen by"), TableWords::tr("Answer"), TableWords::tr("What listens there")},
                                TableWords::tr("No port was asked: the walk ended before its first connection.")};
    return new TableTab("used", TableWords::tr("Ports that this walk used"), words, {7, 30, 8, 30, 16, 30});
}

} // namespace mailwalk::wizard
