#include "wizard/preferences.h"

#include <QFileInfo>
#include <QScreen>
#include <QStandardPaths>
#include <QWidget>

namespace mailwalk::wizard {

namespace {

constexpr qsizetype longest = 255;

using Place = std::pair<const char *, QString Typed::*>;
constexpr Place texts[] = {{"account/address", &Typed::address},    {"account/user", &Typed::user},
                           {"account/mailbox", &Typed::mailbox},    {"account/server", &Typed::server},
                           {"account/rpc-proxy", &Typed::rpcProxy}, {"account/principal", &Typed::principal},
                           {"account/directory", &Typed::directory}};

QString nameOf(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

QRect roomOf(const QWidget &window)
{
    const QScreen *screen = window.screen();
    return screen ? screen->availableGeometry() : QRect(0, 0, 1024, 768);
}

// Whatever was remembered, of another screen perhaps.
void keepOnScreen(QWidget &window)
{
    const QRect room = roomOf(window);
    window.resize(window.size().boundedTo(room.size()));
    if (window.isMaximized() || room.contains(window.geometry()))
        return;
    const int x = std::clamp(window.x(), room.left(), std::max(room.left(), room.right() - window.width()));
    const int y = std::clamp(window.y(), room.top(), std::max(room.top(), room.bottom() - window.height()));
    window.move(x, y);
}

} // namespace

void Preferences::keepWindow(const QWidget &window) { settings_.setValue("window/geometry", window.saveGeometry()); }

void Preferences::restoreWindow(QWidget &window) const
{
    const QFontMetrics font = window.fontMetrics();
    if (!window.restoreGeometry(settings_.value("window/geometry").toByteArray()))
        window.resize(QSize(font.averageCharWidth() * 150, font.height() * 54).boundedTo(roomOf(window).size() * 9 / 10));
    else
        keepOnScreen(window);
}

Typed Preferences::account() const
{
    Typed typed;
    for (const auto &[key, member] : texts)
        typed.*member = settings_.value(QLatin1String(key)).toString().left(longest).trimmed();
    typed.outlook = path::outlookFrom(settings_.value("account/outlook").toString().toStdString()).value_or(typed.outlook);
    typed.via = trace::valueOf<trace::Transport>(settings_.value("account/transport").toString().toStdString());
    return typed;
}

void Preferences::keep(const Typed &account)
{
    for (const auto &[key, member] : texts)
        settings_.setValue(QLatin1String(key), account.*member);
    settings_.setValue("account/outlook", nameOf(path::nameOf(account.outlook)));
    settings_.setValue("account/transport", account.via ? nameOf(trace::nameOf(*account.via)) : QString());
}

bool Preferences::isMoreOpen() const { return settings_.value("account/more").toBool(); }

void Preferences::setMoreOpen(bool open) { settings_.setValue("account/more", open); }

QString Preferences::folder() const
{
    const QString known = settings_.value("files/folder").toString();
    return QFileInfo(known).isDir() ? known : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void Preferences::setFolderOf(const QString &file) { settings_.setValue("files/folder", QFileInfo(file).absolutePath()); }

} // namespace mailwalk::wizard
