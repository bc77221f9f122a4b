#pragma once

#include "wizard/result/saving.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>

namespace mailwalk::wizard {

/// How much is walked again.
enum class Again { all, failedWay };

/// What can be done with the whole result: save it, report it, walk again. Says what came of it.
class ActionRow final : public QWidget
{
    Q_OBJECT

public:
    explicit ActionRow(QWidget *parent = nullptr);

    void offer(Again which, bool isOffered);
    void offerRepeat(bool isOffered);
    void say(const QString &sentence);

Q_SIGNALS:
    void wished(const mailwalk::wizard::Wish &wish);
    void toBeCopied();
    void again(mailwalk::wizard::Again which);
    void toBeRepeated();
    void toBeCompared();

private:
    QMenu *saveMenu();
    QMenu *reportMenu();
    QMenu *againMenu();
    QPushButton *button(const char *name, const QString &text, QMenu *menu = nullptr);
    void addWish(QMenu *menu, const char *name, const QString &text, const Wish &wish);

    QAction *all_, *failedWay_;
    QPushButton *again_, *repeat_, *compare_;
    QLabel *told_;
};

} // namespace mailwalk::wizard
