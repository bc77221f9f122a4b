#include "support/spoken.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QTabWidget>
#include <QTableView>
#include <QTextEdit>
#include <QTreeView>

namespace mailwalk::test {

namespace {

constexpr int mostNodes = 20'000; ///< of an accessibility tree; a table of ten thousand rows is not read to its end

class Collector
{
public:
    void add(const QObject &object, const char *what, const QString &text)
    {
        if (!text.trimmed().isEmpty())
            found.push_back({QLatin1String(object.metaObject()->className()) + QLatin1Char(' ') + object.objectName() +
                                 QStringLiteral(", ") + QLatin1String(what),
                             text});
    }

    void addEvery(const QWidget &widget)
    {
        add(widget, "tool tip", widget.toolTip());
        add(widget, "status tip", widget.statusTip());
        add(widget, "what's this", widget.whatsThis());
        add(widget, "accessible name", widget.accessibleName());
        add(widget, "accessible description", widget.accessibleDescription());
        for (const QAction *action : widget.actions())
            add(widget, "action", action->text());
    }

    void addModel(const QWidget &view, const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        for (int row = 0; row < std::min(model.rowCount(parent), mostNodes); ++row)
            for (int column = 0; column < model.columnCount(parent); ++column) {
                const QModelIndex index = model.index(row, column, parent);
                add(view, "item", index.data().toString());
                add(view, "item's tool tip", index.data(Qt::ToolTipRole).toString());
                add(view, "item's accessible text", index.data(Qt::AccessibleTextRole).toString());
                add(view, "item's accessible description", index.data(Qt::AccessibleDescriptionRole).toString());
                if (!column)
                    addModel(view, model, index);
            }
    }

    void addHeader(const QWidget &view, const QHeaderView &header)
    {
        for (int section = 0; header.isVisible() && section < header.count(); ++section) {
            add(view, "header", header.model()->headerData(section, header.orientation()).toString());
            add(view, "header's tool tip", header.model()->headerData(section, header.orientation(), Qt::ToolTipRole).toString());
        }
    }

    void addList(const QAbstractItemView &view)
    {
        addModel(view, *view.model());
        if (const auto *tree = qobject_cast<const QTreeView *>(&view))
            addHeader(view, *tree->header());
        if (const auto *table = qobject_cast<const QTableView *>(&view)) {
            addHeader(view, *table->horizontalHeader());
            addHeader(view, *table->verticalHeader());
        }
    }

    void addTabs(const QTabWidget &tabs)
    {
        for (int i = 0; i < tabs.count(); ++i) {
            add(tabs, "tab", tabs.tabText(i));
            add(tabs, "tab's tool tip", tabs.tabToolTip(i));
        }
    }

    void addField(const QLineEdit &field)
    {
        add(field, "placeholder", field.placeholderText());
        if (field.echoMode() == QLineEdit::Normal)
            add(field, "text", field.text());
    }

    void addOwn(const QWidget &widget)
    {
        if (const auto *label = qobject_cast<const QLabel *>(&widget))
            add(widget, "text", label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
            add(widget, "text", button->text());
        if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
            addField(*field);
        if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
            add(widget, "text", text->toPlainText()), add(widget, "placeholder", text->placeholderText());
        if (const auto *text = qobject_cast<const QTextEdit *>(&widget))
            add(widget, "text", text->toPlainText());
        if (const auto *box = qobject_cast<const QGroupBox *>(&widget))
            add(widget, "title", box->title());
        if (const auto *bar = qobject_cast<const QProgressBar *>(&widget); bar && bar->isTextVisible())
            add(widget, "text", bar->text());
        if (const auto *combo = qobject_cast<const QComboBox *>(&widget))
            addModel(widget, *combo->model());
        if (const auto *tabs = qobject_cast<const QTabWidget *>(&widget))
            addTabs(*tabs);
        if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget);
            view && view->model() && !qobject_cast<const QHeaderView *>(view))
            addList(*view);
    }

    std::vector<Spoken> found;
};

void hear(QAccessibleInterface *node, std::vector<Spoken> &found)
{
    if (!node || !node->isValid() || node->state().invisible || found.size() > mostNodes)
        return;
    const QString role = QVariant::fromValue(node->role()).toString();
    for (const auto what : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        if (const QString text = node->text(what); !text.isEmpty())
            found.push_back({role, text});
    if (QAccessibleTextInterface *text = node->textInterface())
        found.push_back({role, text->text(0, text->characterCount())});
    for (int i = 0; i < node->childCount(); ++i)
        hear(node->child(i), found);
}

} // namespace

std::vector<Spoken> writtenIn(const QWidget &window)
{
    Collector collector;
    collector.add(window, "title of the window", window.windowTitle());
    for (const QWidget *widget : window.findChildren<QWidget *>())
        if (widget->isVisible()) {
            collector.addEvery(*widget);
            collector.addOwn(*widget);
        }
    return collector.found;
}

std::vector<Spoken> heardFrom(QWidget &window)
{
    std::vector<Spoken> found;
    hear(QAccessible::queryAccessibleInterface(&window), found);
    return found;
}

} // namespace mailwalk::test
