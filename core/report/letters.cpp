#include "report/letters.h"

#include "diagnosis/catalogue.h"
#include "diagnosis/short_code.h"
#include "report/paragraph.h"
#include "report/steps.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::report {

using namespace diagnosis;
using trace::Trace;

namespace {

QString write(const char *text) { return QCoreApplication::translate("report", text); }

std::vector<const Finding *> causesIn(const Verdict &verdict)
{
    std::vector<const Finding *> causes;
    for (const Finding &finding : verdict.findings)
        if (isCause(finding, verdict))
            causes.push_back(&finding);
    return causes;
}

bool canMend(Fixer fixer, const Finding &cause)
{
    return std::find(cause.fixers.begin(), cause.fixers.end(), fixer) != cause.fixers.end();
}

std::vector<Fixer> addressees(const std::vector<const Finding *> &causes)
{
    std::vector<Fixer> all;
    for (const Finding *cause : causes)
        for (const Fixer fixer : cause->fixers)
            if (fixer != Fixer::you && std::find(all.begin(), all.end(), fixer) == all.end())
                all.push_back(fixer);
    return all;
}

// Whose mailbox it is concerns nobody outside the company.
bool isOfCompany(Fixer fixer) { return fixer >= Fixer::companyIt; }

QString requests(Fixer fixer, const std::vector<const Finding *> &causes, const Trace &trace)
{
    QStringList texts;
    for (const Finding *cause : causes)
        if (const QString text = messageFor(*cause, trace); canMend(fixer, *cause) && !text.isEmpty() && !texts.contains(text))
            texts += text;
    if (!texts.isEmpty() && causes.size() > 1)
        texts += write(QT_TRANSLATE_NOOP("report", "From here more than one cause looks like this, so it may be another."));
    return texts.join(QLatin1Char('\n'));
}

QString observed(const trace::Hop &hop)
{
    QStringList lines{write(QT_TRANSLATE_NOOP("report", "Asked: %1")).arg(titleOf(hop))};
    if (hop.failure)
        lines += write(QT_TRANSLATE_NOOP("report", "Came back: %1")).arg(whyOf(*hop.failure));
    if (hop.closed)
        lines += write(QT_TRANSLATE_NOOP("report", "After: %1 ms")).arg(*hop.closed - hop.opened, 0, 'f', 0);
    return lines.join(QLatin1Char('\n'));
}

QString mailboxOf(const Trace &trace)
{
    const auto &asked = trace.asked;
    const std::string name = asked.address.value_or(asked.mailbox.value_or(std::string{}));
    return name.empty() ? QString() : write(QT_TRANSLATE_NOOP("report", "Mailbox: %1")).arg(fit(name));
}

QString reference(const Trace &trace, const Verdict &verdict)
{
    return write(QT_TRANSLATE_NOOP("report", "Mailwalk %1, walk of %2, step %3, code %4"))
        .arg(fit(trace.version), fit(trace.started))
        .arg(verdict.hop.value_or(0))
        .arg(QString::fromStdString(shortCode(verdict, trace)));
}

QString detailsFor(Fixer fixer, const Trace &trace, const Verdict &verdict)
{
    QStringList lines;
    if (const trace::Hop *hop = trace.hop(verdict.hop.value_or(0)))
        lines += observed(*hop);
    if (isOfCompany(fixer))
        lines += mailboxOf(trace);
    lines += reference(trace, verdict);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

std::vector<Letter> letters(const Trace &trace, const Verdict &verdict)
{
    const auto causes = causesIn(verdict);
    std::vector<Letter> all;
    for (const Fixer fixer : addressees(causes))
        if (const QString request = requests(fixer, causes, trace); !request.isEmpty())
            all.push_back(
                {fixer, diagnosis::wordFor(fixer), request + QLatin1String("\n\n") + detailsFor(fixer, trace, verdict)});
    return all;
}

} // namespace mailwalk::report
