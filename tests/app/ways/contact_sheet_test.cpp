#include "support/company.h"
#include "support/fits.h"
#include "support/looks.h"
#include "support/recorded_walks.h"

#include <QProcess>
#include <QTabWidget>
#include <QTreeView>

namespace mailwalk::test {
namespace {

struct Scene {
    const char *name;
    std::function<void(Driver &)> play;
};

void toAccount(Driver &driver)
{
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.type("address", QStringLiteral("alice@corp.test"));
}

void unfold(Driver &driver)
{
    toAccount(driver);
    driver.press("more");
}

void untilItWaits(Driver &driver)
{
    driver.practise(QStringLiteral("server-silent"));
    if (!waitFor([&] { return driver.isThere("skip"); }))
        throw std::runtime_error("the walk does not wait");
}

void untilAsked(Driver &driver, const char *fault)
{
    driver.practise(QLatin1String(fault));
    if (!waitFor([&] { return driver.isThere("consent"); }))
        throw std::runtime_error("nothing is asked");
}

void tab(Driver &driver, const char *name)
{
    driver.open(recorded::file("epm-ok-dynamic-port-filtered"));
    auto &tabs = driver.part<QTabWidget>("tabs");
    tabs.setCurrentWidget(tabs.findChild<QWidget *>(QLatin1String(name)));
}

void seeHow(Driver &driver)
{
    driver.choose("how-it-connects");
    driver.waitForPage("how");
    if (!waitFor([&] { return !driver.said("answer").isEmpty(); }))
        throw std::runtime_error("no answer");
}

void repeat(Driver &driver)
{
    driver.walkThrough(QStringLiteral("store-busy-at-times"));
    driver.press("repeat");
    driver.waitForPage("repeat");
    driver.press("start");
    const wizard::Repeating &repeating = driver.session().repeating();
    if (!waitFor([&] { return !repeating.isWalking() && repeating.repeats() && repeating.repeats()->summary.runs.size() == 10; }))
        throw std::runtime_error("not walked so often");
}

void compare(Driver &driver)
{
    driver.open(recorded::file("works-typed"));
    driver.open(recorded::file("epm-ok-dynamic-port-filtered"));
    driver.press("compare");
    driver.waitForPage("compare");
    if (!waitFor([&] { return driver.isThere("first-difference"); }))
        throw std::runtime_error("not compared");
}

void measure(Driver &driver)
{
    driver.walkThrough({});
    if (!waitFor([&] { return driver.isThere("profile-differences"); }))
        throw std::runtime_error("the other profile was not walked");
}

void seePorts(Driver &driver, int tab)
{
    driver.choose("ports-only");
    driver.waitForPage("ports");
    driver.press("more-pins");
    driver.press("suggest");
    driver.part<QTabWidget>("ports-tabs").setCurrentIndex(tab);
}

void seePortsOfWalk(Driver &driver)
{
    tab(driver, "ports-tab");
    driver.press("ports-advice");
    driver.waitForPage("ports");
    driver.part<QTabWidget>("ports-tabs").setCurrentIndex(3);
}

const std::vector<Scene> scenes{
    {"01-symptom", [](Driver &) {}},
    {"02-account", toAccount},
    {"03-account-unfolded", unfold},
    {"04-practice", [](Driver &d) { d.choose("practise"); }},
    {"05-walking", untilItWaits},
    {"06-consent-redirect", [](Driver &d) { untilAsked(d, "redirect-consent-declined"); }},
    {"07-consent-certificate", [](Driver &d) { untilAsked(d, "autodiscover-cert-name-mismatch"); }},
    {"08-guess", [](Driver &d) { d.beSurprised(QStringLiteral("mapi-disabled-for-user")); }},
    {"09-result-fails", [](Driver &d) { d.open(recorded::file("epm-ok-dynamic-port-filtered")); }},
    {"10-result-works", [](Driver &d) { d.open(recorded::file("works-by-address")); }},
    {"11-result-not-proven", [](Driver &d) { d.open(recorded::file("modern-auth-required")); }},
    {"12-steps", [](Driver &d) { tab(d, "steps-tab"); }},
    {"13-settings", [](Driver &d) { tab(d, "settings-tab"); }},
    {"14-timing", [](Driver &d) { tab(d, "timing-tab"); }},
    {"15-ports", [](Driver &d) { tab(d, "ports-tab"); }},
    {"16-how", seeHow},
    {"17-repeat", repeat},
    {"18-compare", compare},
    {"19-profiles", measure},
    {"20-firewall", [](Driver &d) { d.choose("ports-only"); }},
    {"21-firewall-rules", [](Driver &d) { seePorts(d, 1); }},
    {"22-firewall-registry", [](Driver &d) { seePorts(d, 2); }},
    {"23-firewall-walk", seePortsOfWalk},
    {"24-firewall-preview", [](Driver &d) { seePorts(d, 4); }},
};

class InEveryLook : public testing::TestWithParam<Look>
{
};

// The scale of a system is fixed when a program starts: these pictures are taken by this program once more.
void takeInAProgramOfTheirOwn(const Look &look)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::number(look.percent / 100.0));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    const auto *self = testing::UnitTest::GetInstance()->current_test_info();
    process.start(
        QCoreApplication::applicationFilePath(),
        {QStringLiteral("--gtest_filter=%1.%2").arg(QLatin1String(self->test_suite_name()), QLatin1String(self->name()))});
    EXPECT_TRUE(process.waitForFinished(patience) && process.exitCode() == 0);
}

void take(const Look &look, const Scene &scene)
{
    SCOPED_TRACE(scene.name);
    Driver driver;
    driver.wizard().resize(1024, 768);
    scene.play(driver);
    driver.wizard().resize(1024, 768);
    QCoreApplication::processEvents();
    takePicture(driver.wizard(), look.name, QLatin1String(scene.name));
    EXPECT_LE(driver.wizard().width(), 1024);
    EXPECT_LE(driver.wizard().height(), 768);
    for (const QString &fault : unreadableIn(driver.wizard()))
        ADD_FAILURE() << fault.toStdString();
}

TEST_P(InEveryLook, EveryPageCanBeReadAndIsOnTheContactSheet)
{
    const Look &look = GetParam();
    if (look.percent != 100 && qgetenv("QT_SCALE_FACTOR").isEmpty())
        return takeInAProgramOfTheirOwn(look);
    const Wearing wearing(look);
    for (const Scene &scene : scenes)
        try {
            take(look, scene);
        } catch (const std::exception &fault) {
            ADD_FAILURE() << scene.name << ": " << fault.what();
        }
    composeContactSheet();
}

INSTANTIATE_TEST_SUITE_P(Of, InEveryLook, testing::ValuesIn(looks()),
                         [](const auto &row) { return row.param.name.toStdString(); });

} // namespace
} // namespace mailwalk::test
