#include "wizard/picture/path_view.h"

#include "support/looks.h"
#include "support/trace_builder.h"
#include "wizard/icon.h"
#include "wizard/picture/path_badge.h"
#include "wizard/picture/path_station.h"

#include <QAbstractEventDispatcher>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>
#include <gtest/gtest.h>

namespace mailwalk::wizard {

using diagnosis::Place;
using diagnosis::State;
using diagnosis::Station;
using trace::Outcome;
using trace::Stage;
using trace::Transport;

namespace {

constexpr State allStates[] = {State::notReached, State::asking, State::passed,   State::warned,
                               State::failed,     State::notRun, State::notNeeded};

std::vector<Station> untouched() { return diagnosis::Picture().stations(diagnosis::Colouring::fresh); }

// A picture with every state in it.
std::vector<Station> motley()
{
    std::vector<Station> stations = untouched();
    const auto set = [&](std::size_t at, State state, const char *label = "") {
        stations[at].state = state;
        stations[at].hop = trace::HopId(at + 1);
        stations[at].label = QLatin1String(label);
    };
    set(0, State::passed);
    set(1, State::passed);
    set(2, State::warned);
    set(3, State::notNeeded);
    set(4, State::passed, "port 135");
    set(5, State::passed, "port 49200");
    set(6, State::failed, "port 49213: no answer");
    stations[6].isLit = true;
    set(8, State::passed, "port 443");
    set(9, State::notRun, "takes a password");
    set(10, State::asking);
    return stations;
}

class ThePath : public testing::Test
{
protected:
    void SetUp() override
    {
        view.resize(720, 400);
        view.QWidget::show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    }

    PathStation *station(const char *name) const { return view.findChild<PathStation *>(QLatin1String(name)); }
    QList<PathStation *> all() const
    {
        return view.findChildren<PathStation *>(QRegularExpression(QStringLiteral("^station-")), Qt::FindDirectChildrenOnly);
    }
    bool isAnimated(const char *name) const
    {
        return !QAbstractEventDispatcher::instance()->registeredTimers(station(name)).isEmpty();
    }
    QString focused() const
    {
        const QWidget *widget = view.focusWidget();
        return widget ? widget->objectName() : QString();
    }
    void press(const char *from, Qt::Key key)
    {
        station(from)->setFocus();
        QTest::keyClick(station(from), key);
    }

    PathView view;
};

// How many pieces are drawn between two stations, along the way from one to the other.
int piecesBetween(PathView &view, const QRect &from, const QRect &to)
{
    const QImage image = view.grab().toImage();
    const QRgb ground = view.palette().color(QPalette::Window).rgb();
    int pieces = 0;
    bool wasDrawn = false;
    for (int x = from.right() + 2; x < to.left() - 1; ++x) {
        const bool isDrawn = qAbs(qGray(image.pixel(x, from.center().y())) - qGray(ground)) > 40;
        pieces += isDrawn && !wasDrawn;
        wasDrawn = isDrawn;
    }
    return pieces;
}

QImage badgeOf(State state)
{
    const PathInk ink{Qt::white, Qt::black, Qt::black, Qt::black, Qt::white, Qt::black, 1};
    QImage image(24, 24, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawBadge(painter, QRectF(2, 2, 20, 20), state, ink);
    return image;
}

void save(PathView &view, const QString &name, qreal scale)
{
    QImage image(view.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    view.render(&image);
    const QDir folder(test::picturesFolder());
    EXPECT_TRUE(image.save(folder.filePath(QStringLiteral("path-%1.png").arg(name))));
}

} // namespace

TEST_F(ThePath, HasAButtonForEveryStationWithNameStateAndExplanation)
{
    view.show(motley());
    ASSERT_EQ(all().size(), 12);
    for (const char *name : {"station-computer", "station-name-service", "station-autodiscover", "station-direct-entrance",
                             "station-direct-mailbox", "station-rpc-https-directory"}) {
        ASSERT_TRUE(station(name)) << name;
        EXPECT_EQ(station(name)->focusPolicy(), Qt::StrongFocus) << name;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(station(name));
        EXPECT_EQ(face->role(), QAccessible::Button) << name;
        EXPECT_FALSE(face->text(QAccessible::Description).isEmpty()) << name;
        EXPECT_FALSE(station(name)->toolTip().isEmpty()) << name;
    }
    EXPECT_EQ(station("station-name-service")->accessibleName(), QStringLiteral("Name service: passed, but odd"));
    EXPECT_TRUE(station("station-direct-directory")->accessibleDescription().contains(QStringLiteral("port 49213: no answer")));
}

TEST_F(ThePath, HasTheNameOfWhatIsTrueNow)
{
    view.show(untouched());
    EXPECT_EQ(station("station-name-service")->accessibleName(), QStringLiteral("Name service: not reached"));
    auto stations = untouched();
    stations[2].state = State::asking;
    view.show(stations);
    EXPECT_EQ(station("station-name-service")->accessibleName(), QStringLiteral("Name service: asking"));
    EXPECT_EQ(station("station-network")->accessibleName(), QStringLiteral("Network: not reached"));
}

TEST_F(ThePath, KeepsFocusAndWidgetsWhenStatesChangeAndWhenALaneGoes)
{
    view.show(untouched());
    PathStation *mailbox = station("station-direct-mailbox");
    mailbox->setFocus();
    view.show(motley());
    EXPECT_EQ(station("station-direct-mailbox"), mailbox);
    auto directAlone = motley();
    directAlone.resize(8);
    view.show(directAlone);
    EXPECT_EQ(station("station-direct-mailbox"), mailbox);
    EXPECT_EQ(focused(), QStringLiteral("station-direct-mailbox"));
    EXPECT_FALSE(station("station-rpc-https-mailbox"));
    view.show(motley());
    ASSERT_TRUE(station("station-rpc-https-mailbox"));
    EXPECT_TRUE(station("station-rpc-https-mailbox")->isVisible());
}

TEST_F(ThePath, IsWalkedWithTheArrowKeys)
{
    view.show(motley());
    press("station-computer", Qt::Key_Right);
    EXPECT_EQ(focused(), QStringLiteral("station-network"));
    press("station-network", Qt::Key_Left);
    EXPECT_EQ(focused(), QStringLiteral("station-computer"));
    press("station-computer", Qt::Key_Down);
    EXPECT_EQ(focused(), QStringLiteral("station-direct-entrance"));
    press("station-direct-entrance", Qt::Key_Down);
    EXPECT_EQ(focused(), QStringLiteral("station-rpc-https-entrance"));
    press("station-rpc-https-entrance", Qt::Key_End);
    EXPECT_EQ(focused(), QStringLiteral("station-rpc-https-mailbox"));
    press("station-rpc-https-mailbox", Qt::Key_Home);
    EXPECT_EQ(focused(), QStringLiteral("station-computer"));
}

TEST_F(ThePath, IsMirroredForThoseWhoReadFromRightToLeft)
{
    view.setLayoutDirection(Qt::RightToLeft);
    view.show(motley());
    EXPECT_GT(station("station-computer")->x(), station("station-network")->x());
    EXPECT_GT(station("station-direct-entrance")->x(), station("station-direct-mailbox")->x());
    press("station-computer", Qt::Key_Left);
    EXPECT_EQ(focused(), QStringLiteral("station-network"));
}

TEST_F(ThePath, NamesTheHopOfAStationThatIsChosen)
{
    view.show(motley());
    QSignalSpy chosen(&view, &PathView::chosen);
    press("station-direct-directory", Qt::Key_Return);
    press("station-direct-entrance", Qt::Key_Space);
    QTest::mouseClick(station("station-name-service"), Qt::LeftButton);
    QTest::mouseClick(station("station-direct-mailbox"), Qt::LeftButton); // nothing was asked of it
    ASSERT_EQ(chosen.size(), 3);
    EXPECT_EQ(chosen[0][0].value<trace::HopId>(), 7u);
    EXPECT_EQ(chosen[1][0].value<trace::HopId>(), 5u);
    EXPECT_EQ(chosen[2][0].value<trace::HopId>(), 3u);
}

TEST_F(ThePath, MovesOnlyWhatIsBeingAskedAndOnlyWhileItIsSeen)
{
    view.show(motley());
    const bool isAllowed = view.style()->styleHint(QStyle::SH_Widget_Animate, nullptr, &view);
    EXPECT_EQ(isAnimated("station-rpc-https-directory"), isAllowed);
    EXPECT_FALSE(isAnimated("station-computer"));
    view.hide();
    EXPECT_FALSE(isAnimated("station-rpc-https-directory"));
    view.QWidget::show();
    view.show(untouched());
    EXPECT_FALSE(isAnimated("station-rpc-https-directory"));
}

TEST_F(ThePath, BreaksTheConnectionToWhatFailed)
{
    view.show(motley());
    const auto pieces = [&](const char *from, const char *to) {
        return piecesBetween(view, station(from)->geometry(), station(to)->geometry());
    };
    EXPECT_EQ(pieces("station-direct-entrance", "station-direct-referral"), 1);
    EXPECT_EQ(pieces("station-direct-referral", "station-direct-directory"), 3) << "an end, a cross, an end";
}

TEST_F(ThePath, StandsInsideItsWidthAndOverlapsNowhere)
{
    view.show(motley());
    for (const int points : {9, 18, 22})
        for (int width = 420; width <= 2400; width += 60) {
            QFont font = view.font();
            font.setPointSize(points);
            view.setFont(font);
            const int fit = qMax(width, view.minimumSizeHint().width());
            view.resize(fit, view.heightForWidth(fit));
            QRegion taken;
            for (const PathStation *each : all()) {
                EXPECT_TRUE(view.rect().contains(each->geometry())) << width << ' ' << each->objectName().toStdString();
                EXPECT_FALSE(taken.intersects(each->geometry())) << width << ' ' << each->objectName().toStdString();
                taken += each->geometry();
            }
        }
}

TEST_F(ThePath, ShowsWhatIsNoWholePathAsWell)
{
    const auto whole = motley();
    for (const auto &part : {std::vector<Station>{}, std::vector<Station>(whole.begin(), whole.begin() + 4),
                             std::vector<Station>(whole.begin() + 4, whole.begin() + 8)}) {
        view.show(part);
        EXPECT_EQ(all().size(), qsizetype(part.size()));
        for (const PathStation *each : all())
            EXPECT_TRUE(view.rect().contains(each->geometry())) << each->objectName().toStdString();
    }
}

TEST_F(ThePath, FitsIntoSevenHundredPixelsAlsoInDoubledType)
{
    view.show(motley());
    QFont font = view.font();
    font.setPointSizeF(2 * font.pointSizeF());
    view.setFont(font);
    EXPECT_LE(view.minimumSizeHint().width(), 700);
}

TEST(PathColours, AreReadableInEveryPalette)
{
    for (const test::Look &look : test::looks())
        for (const State state : allStates) {
            const PathInk ink = inkFor(state, look.palette);
            const std::string where = look.name.toStdString() + ' ' + std::string(nameOf(state));
            EXPECT_GE(contrast(ink.text, ink.fill), 4.5) << where;
            EXPECT_GE(contrast(ink.faint, ink.fill), 4.5) << where;
            EXPECT_GE(contrast(ink.edge, look.palette.color(QPalette::Window)), 3) << where;
            EXPECT_GE(contrast(ink.sign, ink.badge), 3) << where;
        }
}

TEST(PathColours, AreThePalettesOwnInHighContrast)
{
    const QPalette palette = test::looks()[2].palette;
    ASSERT_TRUE(isHighContrast(palette));
    EXPECT_FALSE(isHighContrast(test::looks()[0].palette));
    EXPECT_FALSE(isHighContrast(test::looks()[1].palette));
    EXPECT_EQ(inkFor(State::failed, palette).edge, palette.color(QPalette::WindowText));
    EXPECT_EQ(inkFor(State::passed, palette).fill, palette.color(QPalette::Window));
}

TEST(PathBadges, DifferInShapeNotInColourAlone)
{
    for (const State one : allStates)
        for (const State other : allStates)
            EXPECT_EQ(badgeOf(one) == badgeOf(other), one == other) << nameOf(one) << ' ' << nameOf(other);
}

TEST(Icons, AreDrawnInTheColourAskedForAndSharpOnEveryScale)
{
    for (const char *name : {"computer", "network", "name-service", "autodiscover", "firewall", "proxy", "referral", "directory",
                             "mailbox", "mailwalk", "copy", "save", "stop", "skip"})
        for (const qreal scale : {1.0, 1.25, 2.5}) {
            const QPixmap drawn = pictogram(QLatin1String(name), Qt::red, 24, scale);
            EXPECT_EQ(drawn.width(), qRound(24 * scale)) << name;
            const QImage image = drawn.toImage();
            int marked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    marked += qAlpha(image.pixel(x, y)) > 60 && qRed(image.pixel(x, y)) > 200 && qBlue(image.pixel(x, y)) < 60;
            EXPECT_GT(marked, 10) << name;
        }
    EXPECT_FALSE(icon(QStringLiteral("save")).isNull());
    EXPECT_FALSE(icon(QStringLiteral("save")).pixmap(16, 16).isNull());
    EXPECT_TRUE(icon(QStringLiteral("no-such-icon")).isNull());
}

TEST(PathPictures, AreTakenInEveryLook)
{
    for (const test::Look &look : test::looks())
        for (const int width : {700, 1180}) {
            const test::Wearing wearing(look);
            PathView view;
            view.show(motley());
            QFont font = view.font();
            font.setPointSizeF(font.pointSizeF() * (look.percent > 100 && width == 700 ? 2 : 1));
            view.setFont(font);
            view.resize(width, view.heightForWidth(width));
            save(view, QStringLiteral("%1-%2").arg(look.name).arg(width), look.percent / 100.0);
        }
}

} // namespace mailwalk::wizard
