#include "support/driver.h"
#include "support/spoken.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QTest>
#include <QUrl>
#include <cstdio>
#include <sys/prctl.h>
#include <unistd.h>

/// secret_window [--forgetful] NAME-SERVER AUTHORITY.pem FOLDER FROM=TO...
/// Walks as a person does: types an address, and a password that comes from the input character by character, so that nothing but
/// the program under test ever holds it as a whole. Saves everything that the window can save into FOLDER, says "ended", and
/// waits to be looked at until the input ends. A forgetful one keeps what was typed: the search has to find it.
namespace {

using namespace mailwalk;

std::vector<std::string> words;
bool isForgetful;
QString forgotten;

net::Detour detourFrom(const std::string &word)
{
    const auto middle = word.find('=');
    return {endpointFrom(word.substr(0, middle)).value(), endpointFrom(word.substr(middle + 1)).value()};
}

std::string contentOf(const std::string &file)
{
    QFile opened(QString::fromStdString(file));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll().toStdString() : std::string();
}

wizard::Surroundings surroundings()
{
    wizard::Surroundings found{{endpointFrom(words[0]), {}}, {{contentOf(words[1])}}, {}};
    for (std::size_t i = 3; i < words.size(); ++i)
        found.detours.push_back(detourFrom(words[i]));
    return found;
}

// Unbuffered: no buffer of this program's may hold the password.
void typeFromInput(QWidget &field)
{
    for (char c = 0; read(STDIN_FILENO, &c, 1) == 1 && c != '\n';)
        QTest::keyClick(&field, c);
}

void say(const char *word)
{
    std::puts(word);
    std::fflush(stdout);
}

void keep(const char *name, const QByteArray &content)
{
    QFile file(QString::fromStdString(words[2]) + QLatin1Char('/') + QLatin1String(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        throw std::runtime_error(name);
}

QByteArray joined(const std::vector<test::Spoken> &texts)
{
    QByteArray all;
    for (const test::Spoken &spoken : texts)
        all += (spoken.where + QLatin1String(": ") + spoken.text).toUtf8() + '\n';
    return all;
}

void keepEverything(test::Driver &driver)
{
    keep("written.txt", joined(test::writtenIn(driver.wizard())));
    keep("heard.txt", joined(test::heardFrom(driver.wizard())));
    if (driver.isThere("copy-letter")) {
        driver.press("copy-letter");
        keep("clipboard.txt", QApplication::clipboard()->text().toUtf8());
    }
    driver.saveEverythingInto(QString::fromStdString(words[2]));
}

void walk(test::Driver &driver)
{
    driver.session().setSurroundings(surroundings());
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.type("address", QStringLiteral("alice@corp.test"));
    auto &password = driver.part<QLineEdit>("password");
    typeFromInput(password);
    if (isForgetful)
        forgotten = QString(password.text().constData(), password.text().size());
    keep("typed.txt", joined(test::writtenIn(driver.wizard())) + joined(test::heardFrom(driver.wizard())));
    driver.next();
    driver.waitForPage("result");
    if (!test::waitFor([&] { return !driver.session().isMeasuring(); })) // until then the password is still in use
        throw std::runtime_error("the other kind of profile takes too long");
}

} // namespace

int main(int count, char **arguments)
{
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY); // the test that started this may read its memory
    words.assign(arguments + 1, arguments + count);
    isForgetful = std::erase(words, "--forgetful") > 0;
    QApplication application(count, arguments);
    QAccessible::setActive(true); // as a screen reader does: then texts are told as they are typed
    try {
        test::Driver driver;
        say("type");
        walk(driver);
        keepEverything(driver);
        say("ended");
        for (char c = 0; read(STDIN_FILENO, &c, 1) == 1;)
            continue;
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "secret_window: %s\n", fault.what());
        return 1;
    }
    return 0;
}
