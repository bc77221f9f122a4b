#pragma once

#include <QFrame>

class QLabel;

namespace mailwalk::wizard {

/// A sentence above the buttons of the window, on whatever page: what could not be opened, what was saved. It waits for nobody
/// and goes with its button, with Escape, or with the next page.
class Notice final : public QFrame
{
    Q_OBJECT

public:
    explicit Notice(QWidget *window, QWidget *above); ///< above that widget, which moves as the window does

    void say(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QWidget *above_;
    QLabel *text_;
};

} // namespace mailwalk::wizard
