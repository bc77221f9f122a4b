#pragma once

#include "wizard/repeat/grid_model.h"

#include <QTableView>

namespace mailwalk::wizard {

/// Runs by hop as a table. The steps' names get the room that the runs leave.
class GridView final : public QTableView
{
public:
    explicit GridView(GridModel *model);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void size();
    void sizeNames();
};

} // namespace mailwalk::wizard
