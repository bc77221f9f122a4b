#pragma once

#include <QCommandLinkButton>

namespace mailwalk::wizard {

/// A button with an icon, what it does, and one line that explains it. Qt's own has a fixed size of type off Windows, no
/// wrapping title and no mirrored form.
class ChoiceButton final : public QCommandLinkButton
{
    Q_OBJECT

public:
    ChoiceButton(const QString &picture, const QString &title, const QString &line, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    int space() const { return fontMetrics().height() * 3 / 5; } ///< between the parts, and around them
    int iconSide() const { return fontMetrics().height() * 7 / 4; }
    QFont titleFont() const;
    QRect textPart(int width) const; ///< left to right; the height is any
    QRect measured(const QFont &font, const QString &text, int width) const;
    void paintPanel(QPainter &painter) const;
};

} // namespace mailwalk::wizard
