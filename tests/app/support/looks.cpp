#include "support/looks.h"

#include "wizard/outlined_style.h"

#include <QApplication>
#include <QDir>
#include <QLockFile>
#include <QPainter>
#include <QPixmap>
#include <QSet>
#include <QStyle>
#include <QWidget>
#include <stdexcept>

namespace mailwalk::test {

namespace {

struct Colours {
    QColor window, text, base, other, button, marked, markedText, link, faint;
};

QPalette paletteOf(const Colours &c)
{
    QPalette palette(c.button, c.window);
    for (const auto &[role, colour] :
         std::initializer_list<std::pair<QPalette::ColorRole, QColor>>{{QPalette::Window, c.window},
                                                                       {QPalette::WindowText, c.text},
                                                                       {QPalette::Base, c.base},
                                                                       {QPalette::AlternateBase, c.other},
                                                                       {QPalette::Text, c.text},
                                                                       {QPalette::Button, c.button},
                                                                       {QPalette::ButtonText, c.text},
                                                                       {QPalette::BrightText, c.text},
                                                                       {QPalette::Highlight, c.marked},
                                                                       {QPalette::HighlightedText, c.markedText},
                                                                       {QPalette::Link, c.link},
                                                                       {QPalette::LinkVisited, c.link},
                                                                       {QPalette::ToolTipBase, c.base},
                                                                       {QPalette::ToolTipText, c.text},
                                                                       {QPalette::PlaceholderText, c.faint}})
        palette.setColor(role, colour);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.faint);
    return palette;
}

const Colours light{0xefefefU, 0x1b1b1bU, 0xffffffU, 0xf6f6f6U, 0xf2f2f2U, 0x2a6fc9U, 0xffffffU, 0x1d5bb0U, 0x6b6b6bU};
const Colours dark{0x2a2c30U, 0xe9e9e9U, 0x1d1f22U, 0x24262aU, 0x36393eU, 0x4a8fe7U, 0xffffffU, 0x7db5ffU, 0x9a9a9aU};
const Colours contrast{0x000000U, 0xffffffU, 0x000000U, 0x000000U, 0x000000U, 0xffff00U, 0x000000U, 0x00ffffU, 0xc0c0c0U};

QStringList foldersIn(const QDir &folder)
{
    QStringList found;
    for (const Look &look : looks())
        if (folder.exists(look.name))
            found += look.name;
    return found;
}

QStringList scenesIn(const QDir &folder, const QStringList &looks)
{
    QSet<QString> scenes;
    for (const QString &look : looks)
        for (const QString &file : QDir(folder.filePath(look)).entryList({QStringLiteral("*.png")}))
            scenes += file;
    QStringList sorted = scenes.values();
    sorted.sort();
    return sorted;
}

constexpr QSize cell(640, 480);
constexpr int margin = 12, caption = 24;

void paintCell(QPainter &painter, QRect place, const QString &file, const QString &name)
{
    painter.drawText(QRect(place.topLeft(), QSize(place.width(), caption)), Qt::AlignVCenter, name);
    QPixmap picture(file);
    if (picture.isNull())
        return;
    picture.setDevicePixelRatio(1);
    painter.drawPixmap(place.topLeft() + QPoint(0, caption), picture.scaled(cell, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

} // namespace

const std::vector<Look> &looks()
{
    static const std::vector<Look> all{{QStringLiteral("light"), paletteOf(light)},
                                       {QStringLiteral("dark"), paletteOf(dark)},
                                       {QStringLiteral("contrast"), paletteOf(contrast)},
                                       {QStringLiteral("mirrored"), paletteOf(light), Qt::RightToLeft},
                                       {QStringLiteral("twice"), paletteOf(light), Qt::LeftToRight, 200}};
    return all;
}

Wearing::Wearing(const Look &look) : palette_(QApplication::palette())
{
    QApplication::setStyle(new wizard::OutlinedStyle(QStringLiteral("Fusion")));
    QApplication::setPalette(look.palette);
    QApplication::setLayoutDirection(look.direction);
}

Wearing::~Wearing()
{
    QApplication::setPalette(palette_);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

QString picturesFolder()
{
    const QString folder =
        qEnvironmentVariable("MAILWALK_PICTURES", QCoreApplication::applicationDirPath() + QStringLiteral("/pictures"));
    QDir().mkpath(folder);
    return folder;
}

void takePicture(QWidget &window, const QString &look, const QString &scene)
{
    const QDir folder(picturesFolder());
    folder.mkpath(look);
    if (!window.grab().save(folder.filePath(look + QLatin1Char('/') + scene + QStringLiteral(".png"))))
        throw std::runtime_error("cannot save the picture " + scene.toStdString());
}

void composeContactSheet()
{
    const QDir folder(picturesFolder());
    QLockFile lock(folder.filePath(QStringLiteral("contact-sheet.lock"))); // looks are taken side by side
    if (!lock.tryLock(15'000)) // so many at work on it: one of them will find these pictures too
        return;
    const QStringList columns = foldersIn(folder), rows = scenesIn(folder, columns);
    const QSize step = cell + QSize(margin, margin + caption);
    QPixmap sheet(int(columns.size()) * step.width() + margin, int(rows.size()) * step.height() + margin);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    for (int column = 0; column < columns.size(); ++column)
        for (int row = 0; row < rows.size(); ++row)
            paintCell(painter, {QPoint(margin + column * step.width(), row * step.height()), step},
                      folder.filePath(columns[column] + QLatin1Char('/') + rows[row]),
                      columns[column] + QLatin1Char('/') + rows[row]);
    painter.end();
    if (!sheet.save(folder.filePath(QStringLiteral("contact-sheet.png"))))
        throw std::runtime_error("cannot save the contact sheet");
}

} // namespace mailwalk::test
