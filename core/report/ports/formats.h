#pragma once

#include "diagnosis/ports/adviser.h"

#include <QByteArray>

/// The adviser's answer in every format. What is not host syntax never enters a command; every writer has one escaper.
namespace mailwalk::report::ports {

using diagnosis::ports::Advice;
using diagnosis::ports::Situation;

/// A file for one kind of machine: .reg has one for each.
struct File {
    std::string name; ///< "exchange-2007.reg"; for others "ports.csv"
    QByteArray bytes; ///< UTF-8; .reg: UTF-16LE with its mark, as regedit writes it
};

QString text(const Advice &advice, const Situation &situation);
QByteArray csv(const Advice &advice, const Situation &situation);
/// `mailwalk-ports`, version 1; with what a walk really used, where there is one.
QByteArray json(const Advice &advice, const Situation &situation, const diagnosis::ports::Measured *measured = nullptr);
std::vector<File> registry(const Advice &advice, const Situation &situation); ///< only what has a planned port
/// For the Windows firewall of each machine. Empty where there is no rule.
QByteArray netsh(const Advice &advice, const Situation &situation);
/// One ruleset that lets exactly these through and nothing else; for `nft -f`. Replies by connection tracking. Empty where there
/// is no rule.
QByteArray nft(const Advice &advice, const Situation &situation);

/// The person's own walk: what it used, which ports were dynamic, which rule is missing.
QString measured(const diagnosis::ports::Measured &measured);

} // namespace mailwalk::report::ports
