#include "diagnosis/ports/adviser.h"
#include "practice/organisation.h"
#include "support/driver.h"
#include "support/fits.h"
#include "support/pseudo_translator.h"
#include "support/recorded_walks.h"

#include <QFile>
#include <QTabWidget>

namespace mailwalk::test {
namespace {

// All that a record holds, names of settings among it, as the window puts it together.
QString wordsOf(const trace::Trace &trace)
{
    QString words;
    const auto add = [&](const std::string &text) { words += QString::fromStdString(text) + QLatin1Char('\n'); };
    for (const trace::Hop &hop : trace.hops) {
        for (const std::string &text : {hop.title, hop.target, hop.target + " (" + hop.address.value_or("") + ")",
                                        hop.excerpt.value_or(""), std::string(nameOf(hop.kind))})
            add(text);
        if (const auto &failure = hop.failure)
            add(std::string(nameOf(failure->code)) + ", " + failure->text), add(failure->expected.value_or("")),
                add(failure->got.value_or(""));
        for (const Fact &fact : hop.facts)
            add(fact.name + ": " + fact.value);
    }
    return words;
}

// What an administrator finds in the registry and on the wire.
QString wordsOf(const diagnosis::ports::Advice &advice)
{
    std::string words = "TCP UDP REG_DWORD REG_SZ Exchange Outlook ";
    for (const auto &pin : advice.pins)
        words += pin.id + ' ' + pin.key + ' ' + pin.value + '\n';
    for (const auto &rule : advice.rules)
        for (const std::string &uuid : rule.interfaces)
            words += uuid + '\n';
    return QString::fromStdString(words);
}

// Names of what can be practised, and of protocols.
QString practised()
{
    std::string words = "TCP TLS DNS HTTPS RPC over HTTP v2 MAPI over DCE/RPC end-point mapper at ";
    for (const practice::FaultInfo &fault : practice::faults())
        words += fault.id + '\n';
    for (const practice::Account &account : practice::accounts())
        words += account.address + '\n';
    return QString::fromStdString(words);
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
            if (!fault.contains(QStringLiteral("QLineEdit"))) // an example in a field that has a label
                ADD_FAILURE() << driver.page().toStdString() << ": " << fault.toStdString();
    }

    PseudoTranslator language;
    // Proper names, and what a person types.
    const QString names = practised() + QStringLiteral("Mailwalk Outlook 2003 2007 2010 2013 2016 2019 365 alice@corp.test");
};

TEST_F(InAnotherLanguage, EveryPageIsTranslated)
{
    for (const char *entry : {"new-profile", "ports-only", "how-it-connects", "practise"}) {
        Driver driver;
        expectTranslated(driver);
        expectReadable(driver);
        driver.choose(entry);
        QFile bundled(QStringLiteral(":/walks/how-it-connects.json"));
        ASSERT_TRUE(bundled.open(QIODevice::ReadOnly));
        const QString shown = wordsOf(trace::fromJson(bundled.readAll())->trace) + wordsOf(adviceFor(diagnosis::ports::Situation()));
        for (const char *fold : {"more", "more-pins", "more-places"})
            if (driver.isThere(fold))
                driver.press(fold);
        expectTranslated(driver, shown);
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
