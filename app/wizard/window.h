#pragma once

#include "wizard/hop_model.h"
#include "wizard/trip.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeView;

namespace mailwalk::wizard {

class Form;

/// The first window: what to walk, the hops live, the verdict in one sentence above them.
class Window final : public QWidget
{
    Q_OBJECT

public:
    explicit Window(QWidget *parent = nullptr);
    ~Window() override;

    void start();
    void stop();
    bool isWalking() const { return bool(trip_); }

Q_SIGNALS:
    void ended(); ///< the verdict is shown

private:
    QWidget *buttons();
    QWidget *results();
    void pull();
    void finish();
    void conclude(const trace::Trace &trace);
    void say(const QString &sentence, const QString &symbol);
    void showHop(const QModelIndex &index);
    void showProgress(const std::vector<trace::Hop> &changes);
    void arrange();

    HopModel model_;
    QTimer pull_;
    std::unique_ptr<Trip> trip_;
    trace::HopId lit_{};
    QString letter_; ///< what to tell whoever can mend it
    QString now_;    ///< the title of the latest act that was begun
    Form *form_;
    QPushButton *walk_, *stop_;
    QLabel *hint_, *verdict_, *advice_, *progress_;
    QTreeView *tree_;
    QPlainTextEdit *details_;
};

} // namespace mailwalk::wizard
