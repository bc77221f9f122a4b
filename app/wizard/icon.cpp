#include "wizard/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QtMath>

namespace mailwalk::wizard {

namespace {

QByteArray drawingOf(const QString &name, const QColor &colour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace("currentColor", colour.name().toLatin1()) : QByteArray();
}

QPixmap rendered(const QString &name, const QColor &colour, const QSize &pixels)
{
    QPixmap pixmap(pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer drawing(drawingOf(name, colour));
    if (!drawing.isValid())
        return pixmap;
    drawing.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&pixmap);
    drawing.render(&painter);
    return pixmap;
}

QPixmap drawn(const QString &name, const QColor &colour, const QSize &pixels)
{
    const QString key =
        QStringLiteral("mailwalk/%1/%2/%3x%4").arg(name, colour.name(QColor::HexArgb)).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = rendered(name, colour, pixels);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

QColor inkFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
}

/// Asks for the palette each time it draws, so that an icon outlives a change from light to dark.
class Engine final : public QIconEngine
{
public:
    explicit Engine(QString name) : name_(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal scale = painter->device()->devicePixelRatio();
        QPixmap pixmap = drawn(name_, inkFor(mode), rect.size() * scale);
        pixmap.setDevicePixelRatio(scale);
        painter->drawPixmap(rect.topLeft(), pixmap);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return drawn(name_, inkFor(mode), size); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return drawn(name_, inkFor(mode), size);
    }
    QIconEngine *clone() const override { return new Engine(name_); }
    bool isNull() override { return !QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name_)); }

private:
    QString name_;
};

} // namespace

QPixmap pictogram(const QString &name, const QColor &colour, int size, qreal scale)
{
    const int pixels = qCeil(size * scale);
    QPixmap pixmap = drawn(name, colour, {pixels, pixels});
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QIcon icon(const QString &name) { return QIcon(new Engine(name)); }

} // namespace mailwalk::wizard
