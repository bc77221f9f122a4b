#include "wizard/result/settings_tab.h"

#include "wizard/words.h"

namespace mailwalk::wizard {

namespace {

QString fitted(const QString &text) { return shown(text.toStdString(), 1000); }

} // namespace

TableTab *makeSettingsTab()
{
    const TableTab::Words words{
        TableTab::tr("What the company's servers told during this walk. Press Enter on a row to see the step that found it."),
        {TableTab::tr("Step"), TableTab::tr("Told by"), TableTab::tr("Setting"), TableTab::tr("Value")},
        TableTab::tr("No settings were found: the walk did not come as far as a server that tells them.")};
    return new TableTab("settings", TableTab::tr("Settings found"), words, {7, 34, 34, 60});
}

std::vector<RowsModel::Row> rowsOf(const std::vector<report::Setting> &settings)
{
    std::vector<RowsModel::Row> rows;
    rows.reserve(settings.size());
    for (const report::Setting &setting : settings)
        rows.push_back({setting.hop, {QString::number(setting.hop), setting.group, fitted(setting.name), fitted(setting.value)}});
    return rows;
}

TableTab *makePortsTab()
{
    const TableTab::Words words{
        TableTab::tr("Every port that this walk asked. A dynamic port is chosen by the server each time it starts. Which ports a "
                     "firewall must let through in general comes with the next version."),
        {TableTab::tr("Step"), TableTab::tr("Port"), TableTab::tr("What listens there"), TableTab::tr("Host"),
         TableTab::tr("Address"), TableTab::tr("Asked"), TableTab::tr("Answer")},
        TableTab::tr("No port was asked: the walk ended before its first connection.")};
    return new TableTab("ports", TableTab::tr("Ports that this walk used"), words, {7, 8, 40, 34, 20, 8, 24});
}

std::vector<RowsModel::Row> rowsOf(const std::vector<report::PortUsed> &ports)
{
    std::vector<RowsModel::Row> rows;
    rows.reserve(ports.size());
    for (const report::PortUsed &used : ports)
        rows.push_back({used.hop,
                        {QString::number(used.hop), QString::number(used.port), used.what, fitted(used.host),
                         fitted(used.address), TableTab::tr("%n time(s)", nullptr, int(used.times)), used.answer}});
    return rows;
}

} // namespace mailwalk::wizard
