#pragma once

#include "trace/hop.h"

#include <QAbstractItemModel>

namespace mailwalk::wizard {

/// The hops of a walk as a tree, fed with the recorder's changes while the walk runs.
class HopModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { title, state, target, time, columns };

    using QAbstractItemModel::QAbstractItemModel;

    void clear();
    void take(const std::vector<trace::Hop> &changes);
    void light(trace::HopId hop); ///< shows this hop as the one at which it stopped; 0 for none

    const trace::Hop *hop(const QModelIndex &index) const;
    std::size_t count() const { return nodes_.empty() ? 0 : nodes_.size() - 1; }
    QModelIndex indexOf(trace::HopId hop) const; ///< invalid for one that is not there

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node {
        trace::Hop hop;
        trace::HopId parent{}; // 0: top
        int row{};
        std::vector<trace::HopId> children;
    };

    void insert(const trace::Hop &hop);
    void replace(Node &node, const trace::Hop &hop);
    const Node *node(trace::HopId id) const { return id && id < nodes_.size() ? nodes_[id].get() : nullptr; }
    QString text(const trace::Hop &hop, int column) const;
    QVariant look(const trace::Hop &hop, int column, int role) const;

    std::vector<std::unique_ptr<Node>> nodes_; // by id; [0] and gaps are null
    std::vector<trace::HopId> tops_;
    trace::HopId lit_{};
};

} // namespace mailwalk::wizard
