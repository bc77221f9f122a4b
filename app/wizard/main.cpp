#include "language/language.h"
#include "wizard/icon.h"
#include "wizard/outlined_style.h"
#include "wizard/system.h"
#include "wizard/wizard.h"

#include <QApplication>
#include <algorithm>
#include <cstdio>

namespace {

const char *const help =
    "mailwalk [FILE] [--sharing] [--help | --version]\n"
    "Opens the window of Mailwalk: walks to a mailbox the way Outlook does and shows the step at which it stops.\n"
    "  FILE       a saved walk, to be shown at once\n"
    "  --sharing  somebody else sees the screen: large type, names and addresses hidden (F9 in the window)\n"
    "Qt's own options work as well. In a terminal, mailwalk-cli does the same; mailwalk-cli --help tells how.\n";

int print(FILE *where, const std::string &text, int exit)
{
    std::fputs(text.c_str(), where);
    return exit;
}

// The words that need no display.
const char *answerTo(const std::vector<std::string> &words)
{
    const auto has = [&](const char *word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (has("--help") || has("-h"))
        return help;
    return has("--version") || has("-v") ? "mailwalk " MAILWALK_VERSION "\n" : nullptr;
}

bool mayHaveDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

struct Wishes {
    bool isShared{};
    QStringList files;
    QString unknown; ///< an option that there is not
};

// What is left when Qt has taken its own; behind "--" everything is a file.
Wishes wishesIn(QStringList words)
{
    Wishes wishes;
    bool areFiles = false;
    for (const QString &word : words.mid(1)) {
        if (areFiles || !word.startsWith(QLatin1Char('-')))
            wishes.files += word;
        else if (word == QLatin1String("--"))
            areFiles = true;
        else if (word == QLatin1String("--sharing"))
            wishes.isShared = true;
        else
            wishes.unknown = word;
    }
    return wishes;
}

void introduce()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Mailwalk"));
    QCoreApplication::setApplicationName(QStringLiteral("Mailwalk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MAILWALK_VERSION));
    mailwalk::language::speak();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/mailwalk.svg")));
}

int open(const Wishes &wishes)
{
    mailwalk::wizard::Wizard window;
    if (wishes.isShared)
        window.session().setSharing(mailwalk::wizard::Sharing::on);
    window.show();
    if (!wishes.files.isEmpty())
        window.openSaved(wishes.files.front());
    return QApplication::exec();
}

} // namespace

int main(int count, char **words)
{
    if (const char *answer = answerTo({words + 1, words + count}))
        return print(stdout, answer, 0);
    if (!mayHaveDisplay())
        return print(stderr, "mailwalk: there is no display here. In a terminal: mailwalk-cli --help\n", 2);

    mailwalk::wizard::setUpProcess();
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(count, words); // takes Qt's own options away
    const Wishes wishes = wishesIn(QCoreApplication::arguments());
    if (!wishes.unknown.isEmpty())
        return print(stderr, "mailwalk: there is no option " + wishes.unknown.toStdString() + ".\n" + help, 2);
    if (wishes.files.size() > 1)
        return print(stderr, std::string("mailwalk: one saved walk at a time.\n") + help, 2);
    QApplication::setStyle(new mailwalk::wizard::OutlinedStyle);
    introduce();
    return open(wishes);
}
