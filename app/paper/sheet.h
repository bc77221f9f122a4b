#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <QTextLayout>
#include <memory>
#include <vector>

namespace mailwalk::paper {

/// How a text looks. Sizes in points.
struct Style {
    double size = 9.5;
    bool isBold{};
    bool isQuoted{}; ///< with a bar beside it
    QColor colour = Qt::black;
};

/// A column of a row: its place and width as parts of the width of the page. A text may hold line separators.
struct Cell {
    QString text;
    Style style{};
    double left = 0, width = 1;
};

/// Paper that is written from top to bottom, line by line, and turned when it is full. Costs what is written on it: neither the
/// time nor the memory grows with what stands there already.
class Sheet
{
public:
    /// The footer has this title and the number of the page.
    Sheet(QPdfWriter &writer, QString title, Qt::LayoutDirection direction);
    ~Sheet();

    void text(const QString &text, const Style &style = {});
    void row(const std::vector<Cell> &cells);
    void rule();
    void space(double points);
    void reserve(double points); ///< turns the page when less than that is left
    void turn();
    void zoom(double scale); ///< of all sizes from now on
    double zoomed() const { return scale_; }
    void mark(const QString &step) { mark_ = step; } ///< what the footer says beside the title

    int pages() const { return pages_; }
    double unit() const { return unit_; } ///< of a point that is scaled, on the writer
    double width() const { return page_.width(); }
    double top() const { return y_; }
    QPainter &painter() { return painter_; }
    QFont font(const Style &style) const;

private:
    struct Column;
    std::unique_ptr<Column> laidOut(const Cell &cell) const;
    void drawLine(const Column &column, int line);
    void drawFooter();

    QPdfWriter &writer_;
    QPainter painter_;
    QString title_, mark_;
    Qt::LayoutDirection direction_;
    double scale_ = 1, unit_;
    QSizeF page_; // what may be written on
    double y_ = 0;
    int pages_ = 1;
};

} // namespace mailwalk::paper
