#include "support/driver.h"
#include "support/fits.h"
#include "support/pseudo_translator.h"
#include "support/recorded_walks.h"

#include <QTabWidget>

namespace mailwalk::test {
namespace {

// All that a record holds, names of settings among it.
QString wordsOf(const trace::Trace &trace)
{
    QString words;
    const auto add = [&](const std::string &text) { words += QString::fromStdString(text) + QLatin1Char('\n'); };
    for (const trace::Hop &hop : trace.hops) {
        add(hop.title), add(hop.target), add(hop.address.value_or("")), add(hop.excerpt.value_or(""));
        add(std::string(nameOf(hop.kind)));
        if (hop.failure)
            add(std::string(nameOf(hop.failure->code))), add(hop.failure->text), add(hop.failure->expected.value_or("")),
                add(hop.failure->got.value_or(""));
        for (const Fact &fact : hop.facts)
            add(fact.name), add(fact.value);
    }
    return words;
}

class InAnotherLanguage : public testing::Test
{
protected:
    void SetUp() override { QCoreApplication::installTranslator(&language); }
    void TearDown() override { QCoreApplication::removeTranslator(&language); }

    void expectTranslated(Driver &driver, const QString &known = {})
    {
        QCoreApplication::processEvents();
        auto texts = writtenIn(driver.wizard());
        for (const Spoken &heard : heardFrom(driver.wizard()))
            texts.push_back(heard);
        for (const Spoken &spoken : untranslated(texts, known + names))
            ADD_FAILURE() << driver.page().toStdString() << ", " << spoken.where.toStdString() << ": "
                          << spoken.text.toStdString();
    }
    // Longer texts wrap or are shortened with a tip; nothing is cut.
    void expectReadable(Driver &driver)
    {
        for (const QString &fault : unreadableIn(driver.wizard()))
            ADD_FAILURE() << driver.page().toStdString() << ": " << fault.toStdString();
    }

    PseudoTranslator language;
    // Proper names, and what a person types.
    const QString names = QStringLiteral("Mailwalk Outlook Exchange Autodiscover RPC MAPI HTTPS TCP 2003 alice@corp.test");
};

TEST_F(InAnotherLanguage, EveryPageIsTranslated)
{
    for (const char *entry : {"new-profile", "how-it-connects", "practise"}) {
        Driver driver;
        expectTranslated(driver);
        expectReadable(driver);
        driver.choose(entry);
        if (driver.isThere("more"))
            driver.press("more");
        expectTranslated(driver);
        expectReadable(driver);
    }
}

TEST_F(InAnotherLanguage, EveryPartOfTheResultIsTranslated)
{
    for (const char *walk : {"epm-ok-dynamic-port-filtered", "wrong-password", "cert-name-mismatch"}) {
        Driver driver;
        driver.open(recorded::file(walk));
        const QString known = wordsOf(driver.session().told()->document.trace);
        expectTranslated(driver, known);
        auto &tabs = driver.part<QTabWidget>("tabs");
        for (int i = 0; i < tabs.count(); ++i) {
            tabs.setCurrentIndex(i);
            expectTranslated(driver, known);
            expectReadable(driver);
        }
    }
}

TEST_F(InAnotherLanguage, AWalkThatRunsIsTranslated)
{
    Driver driver;
    driver.practise(QStringLiteral("server-silent"));
    ASSERT_TRUE(waitFor([&] { return driver.isThere("skip"); }));
    expectTranslated(driver);
    driver.press("stop");
    driver.waitForPage("result");
}

} // namespace
} // namespace mailwalk::test
