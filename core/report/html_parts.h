#pragma once

#include "report/masking.h"

#include "diagnosis/verdict.h"

#include <QString>
#include <QStringList>

/// The parts that the HTML report is put together from. Everything that comes in as text goes out escaped.
namespace mailwalk::report::html_parts {

QString page(const QString &title, const QString &body); ///< a whole file: no script, nothing fetched

QLatin1String styleSheet(); ///< light and dark, screen and paper

QString heading(int level, const QString &text);
QString paragraphs(const QStringList &texts);               ///< one each
QString section(const QString &title, const QString &body); ///< with a heading of level 2; nothing without a body

/// Rows of cells that are markup already; the first cell of each row is its header.
struct Table {
    QString classes;
    QString caption;   ///< text
    QStringList heads; ///< text
    QString rows;
};
QString table(const Table &table);
QString row(const QStringList &cells);
QString groupRow(const QString &text, int columns); ///< the heading of the rows that follow

QString stepLink(trace::HopId hop); ///< to a row of the record

/// The first page: for a ticket.
QString ticket(const trace::Trace &trace, const diagnosis::Verdict &verdict, Masking masking);

/// Everything else.
QString record(const trace::Trace &trace, const diagnosis::Verdict &verdict);

} // namespace mailwalk::report::html_parts
