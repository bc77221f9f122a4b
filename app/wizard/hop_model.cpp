#include "wizard/hop_model.h"

#include "wizard/words.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

namespace mailwalk::wizard {

namespace {

constexpr trace::HopId mostHops = 1'000'000;

// Red or green that can be read on the window's own background, light or dark.
QColor readable(const QColor &light, const QColor &dark)
{
    return QGuiApplication::palette().color(QPalette::Base).lightness() > 127 ? light : dark;
}

QVariant colourOf(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::passed: return readable(QColor(0x0b, 0x6b, 0x2b), QColor(0x7a, 0xd8, 0x94));
    case trace::Outcome::warned: return readable(QColor(0x85, 0x58, 0x00), QColor(0xf0, 0xc0, 0x60));
    case trace::Outcome::failed: return readable(QColor(0xa8, 0x12, 0x12), QColor(0xff, 0x9a, 0x90));
    default: return {};
    }
}

QColor litBackground() { return readable(QColor(0xff, 0xe0, 0xdc), QColor(0x5a, 0x18, 0x14)); }

QString took(const trace::Hop &hop)
{
    if (!hop.closed || hop.outcome == trace::Outcome::notRun)
        return {};
    const double ms = *hop.closed - hop.opened;
    return ms < 1000 ? HopModel::tr("%1 ms").arg(QString::number(ms, 'f', 1))
                     : HopModel::tr("%1 s").arg(QString::number(ms / 1000, 'f', 1));
}

QString whereTo(const trace::Hop &hop)
{
    const QString address = hop.address ? shown(*hop.address) : QString();
    const QString target = shown(hop.target);
    return address.isEmpty() || target.contains(address) ? target : target + QStringLiteral(" (") + address + QLatin1Char(')');
}

} // namespace

void HopModel::clear()
{
    beginResetModel();
    nodes_.clear();
    tops_.clear();
    lit_ = 0;
    endResetModel();
}

void HopModel::take(const std::vector<trace::Hop> &changes)
{
    for (const trace::Hop &hop : changes) {
        if (node(hop.id))
            replace(*nodes_[hop.id], hop);
        else if (hop.id && hop.id < mostHops)
            insert(hop);
    }
}

void HopModel::insert(const trace::Hop &hop)
{
    const trace::HopId parent = node(hop.parent) ? hop.parent : 0;
    auto &siblings = parent ? nodes_[parent]->children : tops_;
    const int row = int(siblings.size());
    beginInsertRows(indexOf(parent), row, row);
    if (nodes_.size() <= hop.id)
        nodes_.resize(hop.id + 1);
    nodes_[hop.id] = std::make_unique<Node>(Node{hop, parent, row, {}});
    siblings.push_back(hop.id);
    endInsertRows();
}

void HopModel::replace(Node &node, const trace::Hop &hop)
{
    node.hop = hop;
    const QModelIndex first = indexOf(hop.id);
    Q_EMIT dataChanged(first, first.siblingAtColumn(columns - 1));
}

void HopModel::light(trace::HopId hop)
{
    for (const trace::HopId changed : {std::exchange(lit_, hop), hop}) {
        if (const Node *shown = node(changed))
            replace(*nodes_[changed], trace::Hop(shown->hop));
    }
}

const trace::Hop *HopModel::hop(const QModelIndex &index) const
{
    const Node *found = index.isValid() ? node(trace::HopId(index.internalId())) : nullptr;
    return found ? &found->hop : nullptr;
}

QModelIndex HopModel::indexOf(trace::HopId hop) const
{
    const Node *found = node(hop);
    return found ? createIndex(found->row, 0, quintptr(hop)) : QModelIndex();
}

QModelIndex HopModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *above = parent.isValid() ? node(trace::HopId(parent.internalId())) : nullptr;
    const auto &siblings = above ? above->children : tops_;
    if (row < 0 || row >= int(siblings.size()) || column < 0 || column >= columns)
        return {};
    return createIndex(row, column, quintptr(siblings[std::size_t(row)]));
}

QModelIndex HopModel::parent(const QModelIndex &child) const
{
    const Node *found = child.isValid() ? node(trace::HopId(child.internalId())) : nullptr;
    return found ? indexOf(found->parent) : QModelIndex();
}

int HopModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(tops_.size());
    const Node *above = node(trace::HopId(parent.internalId()));
    return above && parent.column() == 0 ? int(above->children.size()) : 0;
}

int HopModel::columnCount(const QModelIndex &) const { return columns; }

QVariant HopModel::data(const QModelIndex &index, int role) const
{
    const trace::Hop *found = hop(index);
    if (!found)
        return {};
    if (role == Qt::DisplayRole)
        return text(*found, index.column());
    if (role == Qt::AccessibleTextRole) // a screen reader reads one cell: give it the state with the title
        return index.column() == title ? text(*found, title) + QStringLiteral(", ") + stateOf(*found)
                                       : text(*found, index.column());
    if (role == Qt::TextAlignmentRole && index.column() == time)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return look(*found, index.column(), role);
}

QString HopModel::text(const trace::Hop &hop, int column) const
{
    switch (column) {
    case title: return shown(hop.title);
    case state: return hop.id == lit_ ? tr("%1 ◀ stopped here").arg(stateOf(hop)) : stateOf(hop);
    case target: return whereTo(hop);
    case time: return took(hop);
    default: return {};
    }
}

QVariant HopModel::look(const trace::Hop &hop, int column, int role) const
{
    if (role == Qt::ForegroundRole)
        return column == state || hop.outcome == trace::Outcome::failed ? colourOf(hop.outcome) : QVariant();
    if (hop.id != lit_)
        return {};
    if (role == Qt::BackgroundRole)
        return litBackground();
    if (role == Qt::FontRole) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant HopModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case title: return tr("Step");
    case state: return tr("What came of it");
    case target: return tr("Asked of");
    case time: return tr("Time");
    default: return {};
    }
}

} // namespace mailwalk::wizard
