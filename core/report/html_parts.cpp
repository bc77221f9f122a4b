#include "report/html_parts.h"

#include "report/escape.h"

namespace mailwalk::report::html_parts {

QString heading(int level, const QString &text)
{
    return QStringLiteral("<h%1>%2</h%1>\n").arg(QString::number(level), escaped(text));
}

QString paragraphs(const QStringList &texts)
{
    QString body;
    for (const QString &text : texts)
        body += QStringLiteral("<p>%1</p>\n").arg(escaped(text));
    return body;
}

QString section(const QString &title, const QString &body)
{
    return body.isEmpty() ? QString() : QStringLiteral("<section>\n%1%2</section>\n").arg(heading(2, title), body);
}

QString table(const Table &table)
{
    if (table.rows.isEmpty())
        return {};
    QString heads;
    for (const QString &head : table.heads)
        heads += QStringLiteral("<th scope=\"col\">%1</th>").arg(escaped(head));
    return QStringLiteral("<table class=\"%1\">\n<caption>%2</caption>\n<thead><tr>%3</tr></thead>\n"
                          "<tbody>\n%4</tbody>\n</table>\n")
        .arg(table.classes, escaped(table.caption), heads, table.rows);
}

QString row(const QStringList &cells)
{
    QString markup = QStringLiteral("<tr><th scope=\"row\">%1</th>").arg(cells.value(0));
    for (const QString &cell : cells.mid(1))
        markup += QStringLiteral("<td>%1</td>").arg(cell);
    return markup + QStringLiteral("</tr>\n");
}

QString groupRow(const QString &text, int columns)
{
    return QStringLiteral("<tr><th class=\"group\" scope=\"colgroup\" colspan=\"%1\">%2</th></tr>\n")
        .arg(QString::number(columns), escaped(text));
}

QString stepLink(trace::HopId hop) { return QStringLiteral("<a href=\"#step-%1\">%1</a>").arg(hop); }

} // namespace mailwalk::report::html_parts
