#include "support/driver.h"

#include <QLineEdit>

namespace mailwalk::test {
namespace {

struct Entry {
    const char *name, *page;
};

// Every entry leads somewhere, and back again.
TEST(TheFirstPage, LeadsSomewhereFromEveryEntry)
{
    for (const auto &[name, page] : std::initializer_list<Entry>{{"new-profile", "account"},
                                                                 {"used-to-work", "account"},
                                                                 {"only-sometimes", "account"},
                                                                 {"one-account", "account"},
                                                                 {"ports-only", "ports"},
                                                                 {"how-it-connects", "how"},
                                                                 {"practise", "practice"}}) {
        Driver driver;
        driver.choose(name);
        driver.waitForPage(page);
        driver.back();
        driver.waitForPage("symptom");
    }
}

TEST(TheFirstPage, SaysOfEveryEntryWhatItDoes)
{
    Driver driver;
    for (const char *name : {"new-profile", "used-to-work", "only-sometimes", "one-account", "ports-only", "how-it-connects",
                             "open-saved", "practise"}) {
        const auto &button = driver.part<QAbstractButton>(name);
        EXPECT_FALSE(button.text().isEmpty() && button.accessibleName().isEmpty()) << name;
        EXPECT_NE(button.focusPolicy(), Qt::NoFocus) << name;
    }
}

TEST(TheAccountPage, WaitsForAnAddressAndSaysWhatIsMissing)
{
    Driver driver;
    driver.choose("new-profile");
    driver.waitForPage("account");
    EXPECT_FALSE(driver.said("hint").isEmpty());
    EXPECT_THROW(driver.next(), std::runtime_error);
    driver.type("address", QStringLiteral("alice"));
    EXPECT_THROW(driver.next(), std::runtime_error);
    driver.type("address", QStringLiteral("alice@corp.test"));
    EXPECT_TRUE(driver.wizard().button(QWizard::NextButton)->isEnabled() ||
                driver.wizard().button(QWizard::CommitButton)->isEnabled());
}

TEST(TheAccountPage, TellsWhoHasAFreeMailAddressWhatToDoInstead)
{
    Driver driver;
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.type("address", QStringLiteral("somebody@gmail.com"));
    EXPECT_FALSE(driver.said("hint").isEmpty());
    EXPECT_THROW(driver.next(), std::runtime_error);
}

TEST(TheAccountPage, KeepsWhatIsSeldomNeededFoldedAway)
{
    Driver driver;
    driver.choose("new-profile");
    driver.waitForPage("account");
    const auto folded = {"user", "mailbox", "server", "rpc-proxy", "principal", "transport", "outlook"};
    for (const char *name : folded)
        EXPECT_FALSE(driver.isThere(name)) << name;
    driver.press("more");
    for (const char *name : folded)
        EXPECT_TRUE(driver.isThere(name)) << name;
    driver.press("more");
    for (const char *name : folded)
        EXPECT_FALSE(driver.isThere(name)) << name;
}

TEST(TheAccountPage, WalksFromAServerThatIsTyped)
{
    Driver driver;
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.press("more");
    driver.type("server", QStringLiteral("no such host!"));
    driver.type("mailbox", QStringLiteral("alice"));
    EXPECT_THROW(driver.next(), std::runtime_error);
    driver.type("server", QStringLiteral("ex1.corp.invalid"));
    driver.next();
    driver.waitForPage("walking");
    driver.waitForPage("result");
    ASSERT_TRUE(driver.session().told());
    EXPECT_EQ(driver.session().told()->document.trace.asked.server, "ex1.corp.invalid");
}

TEST(TheAccountPage, ForgetsThePasswordAndKeepsTheAddressForTheNextWalk)
{
    Driver driver;
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.type("address", QStringLiteral("alice@corp.invalid"));
    driver.type("password", QStringLiteral("Practice.1"));
    ASSERT_EQ(driver.part<QLineEdit>("password").text().size(), 10);
    driver.next();
    driver.waitForPage("result");
    EXPECT_TRUE(driver.session().told()->document.trace.asked.signedIn);
    driver.trigger("again-all");
    driver.waitForPage("account");
    EXPECT_EQ(driver.part<QLineEdit>("address").text(), QStringLiteral("alice@corp.invalid"));
    EXPECT_EQ(driver.part<QLineEdit>("password").text(), QString());
}

} // namespace
} // namespace mailwalk::test
