#include "support/trace_builder.h"
#include "trace/json.h"
#include "wizard/wizard.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>
#include <ctime>

/// bench_window first-page NANOSECONDS | walk | open
/// One measurement of the window, "window figure value" a line. Read by tests/bench/run.
namespace mailwalk::bench {
namespace {

constexpr int hops = 10'000, atOnce = 500, pullEvery = 40; // as the session hands them on

void say(const char *figure, double value)
{
    std::printf("window %s %.3f\n", figure, value);
    std::fflush(stdout);
}

double memory() // MiB at its highest
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    return 0;
}

/// How late a timer of 5 ms comes at most: for so long the window does not answer.
class Watch : public QObject
{
public:
    Watch()
    {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this,
                [this] { worst_ = std::max(worst_, double(since_.nsecsElapsed()) / 1e6 - beat), since_.start(); });
        since_.start();
        timer_.start(beat);
    }
    double worst() const { return worst_; }

private:
    static constexpr int beat = 5; // ms
    QTimer timer_;
    QElapsedTimer since_;
    double worst_{};
};

trace::Trace longWalk()
{
    test::TraceBuilder b = test::healthyWalk();
    while (int(b.trace().hops.size()) < hops) {
        b.attempt().connect("ex1.corp.test:" + std::to_string(1024 + b.trace().hops.size() % 60'000));
        b.bind("EMSMDB", "ex1.corp.test:49160").fact("interface", "EMSMDB").call("EcDoConnectEx", "ex1.corp.test:49160").end();
    }
    b.fails(trace::Code::timeout);
    return b.trace();
}

void turn(int milliseconds)
{
    QElapsedTimer since;
    since.start();
    while (since.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

void visitTabs(const wizard::Wizard &wizard)
{
    auto *tabs = wizard.findChild<QTabWidget *>(QStringLiteral("tabs"));
    for (int i = 0; tabs && i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        turn(300);
    }
}

class FirstPaint : public QObject
{
public:
    explicit FirstPaint(double began) : began_(began) {}
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() != QEvent::Paint)
            return false;
        object->removeEventFilter(this);
        QTimer::singleShot(0, this, [this] { // once it is painted
            timespec now{};
            clock_gettime(CLOCK_MONOTONIC, &now);
            say("first-page", (double(now.tv_sec) * 1e9 + double(now.tv_nsec) - began_) / 1e6);
            say("memory-first-page", memory());
            QCoreApplication::quit();
        });
        return false;
    }

private:
    double began_;
};

void firstPage(double began)
{
    wizard::Wizard wizard;
    FirstPaint paint(began);
    wizard.installEventFilter(&paint);
    wizard.show();
    QApplication::exec();
}

// The walk that waits meanwhile is one of practice; what it would have told is handed on instead.
void walk()
{
    wizard::Wizard wizard;
    wizard.show();
    wizard::Session &session = wizard.session();
    wizard::Errand errand;
    errand.practice = wizard::Errand::Practice{0, "server-silent"};
    session.choose(wizard::Symptom::practise);
    session.prepare(std::move(errand));
    wizard.restart();
    wizard.setCurrentId(wizard::Wizard::walkingPage);
    turn(500);
    const auto all = longWalk().hops;
    Watch watch;
    for (std::size_t at = 0; at < all.size(); at += atOnce) {
        Q_EMIT session.grew({all.begin() + long(at), all.begin() + long(std::min(all.size(), at + atOnce))});
        turn(pullEvery);
    }
    say("gap-walk", watch.worst());
    session.stop();
    turn(300);
}

void open()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("long.json")));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QJsonDocument(trace::toJson(longWalk())).toJson(QJsonDocument::Compact));
    file.close();
    wizard::Wizard wizard;
    wizard.show();
    turn(300);
    Watch watch;
    QElapsedTimer since;
    since.start();
    wizard.openSaved(file.fileName());
    while (wizard.currentId() != wizard::Wizard::resultPage && since.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    say("open", double(since.elapsed()));
    turn(1000);
    say("gap-open", watch.worst());
    Watch second;
    visitTabs(wizard);
    say("gap-tabs", second.worst());
    say("memory-long", memory());
}

} // namespace
} // namespace mailwalk::bench

int main(int count, char **words)
{
    QApplication application(count, words);
    QCoreApplication::setApplicationName(QStringLiteral("mailwalk-bench"));
    const std::string what = count > 1 ? words[1] : "";
    if (what == "first-page" && count > 2)
        mailwalk::bench::firstPage(std::atof(words[2]));
    else if (what == "walk")
        mailwalk::bench::walk();
    else if (what == "open")
        mailwalk::bench::open();
    else
        return 2;
    return 0;
}
