#include "wizard/window.h"

#include <QApplication>
#include <cstdio>

namespace {

const char *const help =
    "mailwalk [--help | --version]\n"
    "Opens the window of Mailwalk: walks to a mailbox the way Outlook does and shows the step at which it stops.\n"
    "In a terminal, mailwalk-cli does the same; mailwalk-cli --help tells how.\n";

int print(FILE *where, const std::string &text, int exit)
{
    std::fputs(text.c_str(), where);
    return exit;
}

// The words that need no display.
const char *answerTo(const std::string &word)
{
    if (word == "--help" || word == "-h")
        return help;
    return word == "--version" || word == "-v" ? "mailwalk " MAILWALK_VERSION "\n" : nullptr;
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

} // namespace

int main(int count, char **words)
{
    if (const char *answer = count == 2 ? answerTo(words[1]) : nullptr)
        return print(stdout, answer, 0);
    if (!mayHaveDisplay())
        return print(stderr, "mailwalk: there is no display here. In a terminal: mailwalk-cli --help\n", 2);

    QApplication application(count, words); // takes Qt's own options away
    if (count > 1)
        return print(stderr, std::string("mailwalk: this window takes no arguments.\n") + help, 2);
    QCoreApplication::setApplicationName(QStringLiteral("Mailwalk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MAILWALK_VERSION));
    mailwalk::wizard::Window window;
    window.show();
    return QApplication::exec();
}
