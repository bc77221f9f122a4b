#include "diagnosis/catalogue.h"
#include "report/advice.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/record.h"
#include "report/settings.h"
#include "report/symbol.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::report::html_parts {

namespace {

constexpr int deepest = 6; // indents of the style sheet

QString inPage(const char *text) { return QCoreApplication::translate("report", text); }

QString wordIn(std::string_view name) { return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())); }

QString settings(const trace::Trace &trace)
{
    Table found{QStringLiteral("settings"),
                inPage(QT_TRANSLATE_NOOP("report", "What servers told, and the step in which they did")),
                {inPage(QT_TRANSLATE_NOOP("report", "Setting")), inPage(QT_TRANSLATE_NOOP("report", "Value")),
                 inPage(QT_TRANSLATE_NOOP("report", "Step"))},
                {}};
    QString group;
    for (const Setting &setting : settingsFound(trace)) {
        if (setting.group != group)
            found.rows += groupRow(group = setting.group, static_cast<int>(found.heads.size()));
        found.rows += row({escaped(setting.name), named(setting.value), stepLink(setting.hop)});
    }
    return table(found);
}

QString ports(const trace::Trace &trace)
{
    Table used{QStringLiteral("ports"),
               inPage(QT_TRANSLATE_NOOP("report", "Ports that this walk has asked")),
               {inPage(QT_TRANSLATE_NOOP("report", "Port")), inPage(QT_TRANSLATE_NOOP("report", "Machine")),
                inPage(QT_TRANSLATE_NOOP("report", "What for")), inPage(QT_TRANSLATE_NOOP("report", "Answer")),
                inPage(QT_TRANSLATE_NOOP("report", "Times")), inPage(QT_TRANSLATE_NOOP("report", "First step"))},
               {}};
    for (const PortUsed &port : portsUsedIn(trace)) {
        const QString address = port.address.isEmpty() ? QString() : QStringLiteral(" [%1]").arg(port.address);
        used.rows += row({QString::number(port.port), named(port.host + address), escaped(port.what), escaped(port.answer),
                          QString::number(port.times), stepLink(port.hop)});
    }
    return table(used);
}

QString forAdministrators(const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    Table causes{QStringLiteral("causes"),
                 inPage(QT_TRANSLATE_NOOP("report", "Causes, as this program calls them")),
                 {inPage(QT_TRANSLATE_NOOP("report", "Cause")), inPage(QT_TRANSLATE_NOOP("report", "Step")),
                  inPage(QT_TRANSLATE_NOOP("report", "Technically"))},
                 {}};
    for (const diagnosis::Finding &finding : verdict.findings)
        causes.rows += row({named(QString::fromStdString(finding.cause)), stepLink(finding.hop),
                            named(QString::fromStdString(technicalFor(finding, trace)))});
    return table(causes);
}

QString facts(const Entry &entry)
{
    QString items;
    for (const Fact &fact : entry.facts)
        items += QStringLiteral("<li>%1: %2</li>\n").arg(named(fact.name), named(fact.value));
    return items.isEmpty() ? items : QStringLiteral("<ul class=\"facts\">\n%1</ul>\n").arg(items);
}

QString described(const Entry &entry)
{
    QString body = QStringLiteral("<span class=\"title\">%1</span>").arg(named(entry.title));
    if (!entry.where.isEmpty())
        body += QStringLiteral(" \u2014 ") + named(entry.where);
    if (!entry.why.isEmpty())
        body += QStringLiteral("<br>") + escaped(entry.why);
    if (!entry.aside.isEmpty())
        body += QStringLiteral("<div class=\"quiet\">%1</div>\n").arg(escaped(entry.aside));
    body += facts(entry);
    if (!entry.excerpt.isEmpty())
        body += QStringLiteral("<div class=\"excerpt\" dir=\"ltr\">%1</div>\n").arg(escaped(entry.excerpt));
    return body;
}

QString lineOf(const Entry &entry)
{
    const QString indent = entry.depth > 0 ? QStringLiteral(" class=\"i%1\"").arg(std::min(entry.depth, deepest)) : QString();
    return QStringLiteral("<tr id=\"step-%1\" class=\"%2\"><th scope=\"row\" class=\"number\">%1</th>"
                          "<td class=\"word\">%3 %4</td><td class=\"number\">%5</td><td><div%6>%7</div></td></tr>\n")
        .arg(QString::number(entry.hop->id), wordIn(nameOf(entry.hop->outcome)), symbolFor(entry.hop->outcome),
             escaped(entry.word), escaped(entry.took), indent, described(entry));
}

QString steps(const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    Table all{QStringLiteral("steps"),
              inPage(QT_TRANSLATE_NOOP("report", "Every act on the network, groups first")),
              {inPage(QT_TRANSLATE_NOOP("report", "Step")), inPage(QT_TRANSLATE_NOOP("report", "Outcome")),
               inPage(QT_TRANSLATE_NOOP("report", "Time")), inPage(QT_TRANSLATE_NOOP("report", "What was done"))},
              {}};
    for (const auto &[hop, depth] : inOrder(trace))
        all.rows += lineOf(entryOf(verdict, *hop, depth));
    return table(all);
}

} // namespace

QString record(const trace::Trace &trace, const diagnosis::Verdict &verdict)
{
    const Advice advice = adviceOf(trace, verdict);
    return QStringLiteral("<div class=\"record\">\n") +
           section(inPage(QT_TRANSLATE_NOOP("report", "The ways")), paragraphs(advice.ways)) +
           section(inPage(QT_TRANSLATE_NOOP("report", "Also noticed")), paragraphs(advice.noticed)) +
           section(inPage(QT_TRANSLATE_NOOP("report", "Settings found")), settings(trace)) +
           section(inPage(QT_TRANSLATE_NOOP("report", "Ports used")), ports(trace)) +
           section(inPage(QT_TRANSLATE_NOOP("report", "For administrators")), forAdministrators(trace, verdict)) +
           section(inPage(QT_TRANSLATE_NOOP("report", "Steps")), steps(trace, verdict)) + QStringLiteral("</div>\n");
}

} // namespace mailwalk::report::html_parts
