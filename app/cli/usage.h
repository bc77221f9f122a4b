#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QString>

namespace mailwalk::cli {

/// The translation context of everything that mailwalk-cli says.
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

/// What the program ends with; the contract with installers and scripts.
enum class Exit : int { works = 0, fails = 1, wrongUsage = 2, cancelled = 3, ownFault = 4, notProven = 5 };

/// Wrong usage or an unreadable file: thrown before anything has started, caught in main. One sentence, exit 2.
struct WrongUsage {
    QString sentence;
};

/// An output that did not take what was written. One sentence, exit 4.
struct NotWritten {
    QString sentence;
};

/// Part of the contract that this version does not do yet: said in one sentence, exit 2.
[[noreturn]] void notThereYet(const QString &what);

} // namespace mailwalk::cli
