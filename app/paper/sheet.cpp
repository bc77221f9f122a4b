#include "paper/sheet.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::paper {

namespace {

constexpr double footerHeight = 22; // points, of the paper's foot
constexpr double footerSize = 7.5;
constexpr double leading = 1.15;

} // namespace

// A cell whose lines are known: they are drawn one by one, wherever the page ends.
struct Sheet::Column {
    Column(const Cell &cell, const QFont &font, QPaintDevice &device) : layout(cell.text, font, &device), style(cell.style) {}

    QTextLayout layout;
    Style style;
    double left = 0, width = 0;

    int lines() const { return layout.lineCount(); }
    double heightOf(int line) const { return line < lines() ? leading * layout.lineAt(line).height() : 0; }
};

Sheet::Sheet(QPdfWriter &writer, QString title, Qt::LayoutDirection direction)
    : writer_(writer), painter_(&writer), title_(std::move(title)), direction_(direction), unit_(writer.logicalDpiX() / 72.0),
      page_(writer.width(), writer.height() - footerHeight * unit_)
{
}

Sheet::~Sheet() { drawFooter(); }

QFont Sheet::font(const Style &style) const
{
    QFont font(QStringList{QStringLiteral("DejaVu Sans"), QStringLiteral("Segoe UI"), QStringLiteral("Arial")});
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(style.size * scale_);
    font.setBold(style.isBold);
    return font;
}

std::unique_ptr<Sheet::Column> Sheet::laidOut(const Cell &cell) const
{
    const double inset = cell.style.isQuoted ? 8 * unit_ : 0;
    const bool isLast = cell.left + cell.width > 0.999;
    const double gap = isLast ? 0 : 6 * unit_;
    auto column = std::make_unique<Column>(cell, font(cell.style), writer_);
    column->left = cell.left * page_.width() + inset;
    column->width = cell.width * page_.width() - inset - gap;
    QTextOption option;
    option.setTextDirection(direction_);
    option.setAlignment(direction_ == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    column->layout.setTextOption(option);
    column->layout.beginLayout();
    for (QTextLine line = column->layout.createLine(); line.isValid(); line = column->layout.createLine())
        line.setLineWidth(column->width);
    column->layout.endLayout();
    return column;
}

void Sheet::drawLine(const Column &column, int number)
{
    if (number >= column.lines())
        return;
    const bool isMirrored = direction_ == Qt::RightToLeft;
    const double x = isMirrored ? page_.width() - column.left - column.width : column.left;
    const QTextLine line = column.layout.lineAt(number);
    painter_.setPen(column.style.colour);
    line.draw(&painter_, QPointF(x, y_ - line.y()));
    if (!column.style.isQuoted)
        return;
    const double bar = isMirrored ? x + column.width + 5 * unit_ : x - 6 * unit_;
    painter_.fillRect(QRectF(bar, y_, 1.2 * unit_, column.heightOf(number) * 1.02), QColor(0x88, 0x88, 0x88));
}

void Sheet::row(const std::vector<Cell> &cells)
{
    std::vector<std::unique_ptr<Column>> columns;
    int lines = 0;
    for (const Cell &cell : cells) {
        columns.push_back(laidOut(cell));
        lines = std::max(lines, columns.back()->lines());
    }
    for (int line = 0; line < lines; ++line) {
        double height = 0;
        for (const auto &column : columns)
            height = std::max(height, column->heightOf(line));
        if (y_ + height > page_.height())
            turn();
        for (const auto &column : columns)
            drawLine(*column, line);
        y_ += height;
    }
}

void Sheet::text(const QString &text, const Style &style) { row({{text, style}}); }

void Sheet::space(double points) { y_ += points * unit_; }

void Sheet::reserve(double points)
{
    if (y_ > 0 && y_ + points * unit_ > page_.height())
        turn();
}

void Sheet::rule()
{
    painter_.fillRect(QRectF(0, y_, page_.width(), 0.5 * unit_), QColor(0x99, 0x99, 0x99));
    space(2);
}

void Sheet::zoom(double scale)
{
    unit_ *= scale / scale_;
    scale_ = scale;
}

void Sheet::turn()
{
    drawFooter();
    writer_.newPage();
    ++pages_;
    y_ = 0;
}

void Sheet::drawFooter()
{
    const bool isMirrored = direction_ == Qt::RightToLeft;
    const QString number = QCoreApplication::translate("report", "Page %1").arg(pages_);
    const QString title = mark_.isEmpty() ? title_ : QStringLiteral("%1 \u00b7 %2").arg(title_, mark_);
    QFont small = font({});
    small.setPointSizeF(footerSize);
    const QFontMetricsF metrics(small, &writer_);
    const double height = metrics.height(), aside = metrics.horizontalAdvance(number) + height;
    const QRectF whole(0, writer_.height() - height * 1.2, page_.width(), height * 1.2);
    painter_.setFont(small);
    painter_.setPen(Qt::black);
    painter_.drawText(whole, Qt::AlignVCenter | (isMirrored ? Qt::AlignLeft : Qt::AlignRight), number);
    painter_.drawText(whole.adjusted(isMirrored ? aside : 0, 0, isMirrored ? 0 : -aside, 0),
                      Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft),
                      metrics.elidedText(title, Qt::ElideRight, page_.width() - aside));
}

} // namespace mailwalk::paper
