#include "wizard/result/settings_tab.h"

#include "wizard/icon.h"
#include "wizard/wizard.h"
#include "wizard/words.h"

#include <QPushButton>

namespace mailwalk::wizard {

namespace {

QString fitted(const QString &text) { return shown(text.toStdString(), 1000); }

QString textOf(const report::Setting &setting, int column)
{
    switch (column) {
    case 0: return QString::number(setting.hop);
    case 1: return setting.group;
    case 2: return fitted(setting.name);
    case 3: return fitted(setting.value);
    default: return {};
    }
}

QString textOf(const report::PortUsed &used, int column)
{
    switch (column) {
    case 0: return QString::number(used.hop);
    case 1: return QString::number(used.port);
    case 2: return used.what;
    case 3: return fitted(used.host);
    case 4: return fitted(used.address);
    case 5: return TableTab::tr("%n time(s)", nullptr, int(used.times));
    case 6: return used.answer;
    default: return {};
    }
}

QPushButton *toAdvice()
{
    auto *button = new QPushButton(icon(QStringLiteral("firewall")), TableTab::tr("Which ports a &firewall must let through …"));
    button->setObjectName(QStringLiteral("ports-advice"));
    button->setAutoDefault(false);
    QObject::connect(button, &QAbstractButton::clicked, button, [button] {
        if (auto *window = qobject_cast<Wizard *>(button->window()))
            window->turnTo(Wizard::portsPage);
    });
    return button;
}

} // namespace

TableTab *makeSettingsTab()
{
    const TableTab::Words words{
        TableTab::tr("What the company's servers told during this walk. Press Enter on a row to see the step that found it."),
        {TableTab::tr("Step"), TableTab::tr("Told by"), TableTab::tr("Setting"), TableTab::tr("Value")},
        TableTab::tr("No settings were found: the walk did not come as far as a server that tells them.")};
    return new TableTab("settings", TableTab::tr("Settings found"), words, {7, 40, 30, 60});
}

RowsModel::Rows rowsOf(const std::vector<report::Setting> &settings)
{
    return {settings.size(), [&settings](std::size_t row) { return settings[row].hop; },
            [&settings](std::size_t row, int column) { return textOf(settings[row], column); }};
}

TableTab *makePortsTab()
{
    const TableTab::Words words{
        TableTab::tr("Every port that this walk asked. A dynamic port is chosen by the server each time it starts."),
        {TableTab::tr("Step"), TableTab::tr("Port"), TableTab::tr("What listens there"), TableTab::tr("Host"),
         TableTab::tr("Address"), TableTab::tr("Asked"), TableTab::tr("Answer")},
        TableTab::tr("No port was asked: the walk ended before its first connection.")};
    auto *tab = new TableTab("ports", TableTab::tr("Ports that this walk used"), words, {7, 8, 32, 28, 20, 10, 20});
    tab->addBelow(toAdvice());
    return tab;
}

RowsModel::Rows rowsOf(const std::vector<report::PortUsed> &ports)
{
    return {ports.size(), [&ports](std::size_t row) { return ports[row].hop; },
            [&ports](std::size_t row, int column) { return textOf(ports[row], column); }};
}

} // namespace mailwalk::wizard
