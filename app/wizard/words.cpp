#include "wizard/words.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace mailwalk::wizard {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

QString line(const QString &name, const QString &value) { return name + QStringLiteral(": ") + value; }

QString named(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

void add(QStringList &lines, const QString &name, const std::optional<std::string> &value)
{
    if (value && !value->empty())
        lines += line(name, shown(*value, 1000));
}

void addFailure(QStringList &lines, const trace::Failure &failure)
{
    lines += line(Words::tr("Failure"), named(nameOf(failure.code)) + QStringLiteral(", ") + shown(failure.text, 1000));
    add(lines, Words::tr("Expected"), failure.expected);
    add(lines, Words::tr("Got"), failure.got);
}

QString bytesOf(const trace::Hop &hop) { return Words::tr("%1 bytes sent, %2 received").arg(hop.sent).arg(hop.received); }

} // namespace

QString shown(std::string_view text, std::size_t most) { return QString::fromStdString(oneLine(text, most)); }

QString breakable(const QString &text)
{
    static const QRegularExpression longWord(QStringLiteral("(\\S{24})(?=\\S{8})"));
    return QString(text).replace(longWord, QStringLiteral("\\1\u200b"));
}

QString tip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(breakable(text).toHtmlEscaped());
}

QString wordFor(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::running: return Words::tr("running");
    case trace::Outcome::passed: return Words::tr("passed");
    case trace::Outcome::warned: return Words::tr("passed, but odd");
    case trace::Outcome::failed: return Words::tr("failed");
    case trace::Outcome::notRun: return Words::tr("not run");
    case trace::Outcome::cancelled: return Words::tr("stopped");
    }
    return {};
}

QString symbolFor(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::running: return QStringLiteral("…");
    case trace::Outcome::passed: return QStringLiteral("✔");
    case trace::Outcome::warned: return QStringLiteral("!");
    case trace::Outcome::failed: return QStringLiteral("✘");
    case trace::Outcome::notRun: return QStringLiteral("–");
    case trace::Outcome::cancelled: return QStringLiteral("■");
    }
    return {};
}

QString wordFor(diagnosis::Result result)
{
    switch (result) {
    case diagnosis::Result::works: return Words::tr("works");
    case diagnosis::Result::fails: return Words::tr("fails");
    case diagnosis::Result::notOffered: return Words::tr("not offered");
    case diagnosis::Result::notProven: return Words::tr("not proven");
    case diagnosis::Result::notRun: return Words::tr("not walked");
    case diagnosis::Result::cancelled: return Words::tr("stopped");
    }
    return {};
}

QString symbolFor(diagnosis::Result result)
{
    switch (result) {
    case diagnosis::Result::works: return QStringLiteral("✔");
    case diagnosis::Result::fails: return QStringLiteral("✘");
    case diagnosis::Result::cancelled: return QStringLiteral("■");
    case diagnosis::Result::notOffered:
    case diagnosis::Result::notRun: return QStringLiteral("–");
    case diagnosis::Result::notProven: return QStringLiteral("?");
    }
    return {};
}

QString wordFor(trace::Code code)
{
    using trace::Code;
    switch (code) {
    case Code::nameNotFound: return Words::tr("no such name");
    case Code::nameNoData: return Words::tr("the name has no address");
    case Code::nameServerFailure: return Words::tr("the name service failed");
    case Code::timeout: return Words::tr("no answer in time");
    case Code::refused: return Words::tr("refused");
    case Code::unreachable: return Words::tr("not reachable");
    case Code::permission: return Words::tr("this computer does not allow it");
    case Code::reset: return Words::tr("connection cut off");
    case Code::closed: return Words::tr("connection closed too early");
    case Code::otherProtocol: return Words::tr("something else answers there");
    case Code::certificate: return Words::tr("the certificate does not fit");
    case Code::tlsAlert:
    case Code::tls: return Words::tr("no secure connection");
    case Code::httpStatus: return Words::tr("refused by the web server");
    case Code::authRejected: return Words::tr("sign-in refused");
    case Code::authUnsupported: return Words::tr("no common way to sign in");
    case Code::rpcRejected: return Words::tr("the service does not take the call");
    case Code::rpcFault: return Words::tr("the service broke off the call");
    case Code::status: return Words::tr("the service said no");
    case Code::malformed: return Words::tr("an answer that makes no sense");
    case Code::tooLarge: return Words::tr("an answer that is too large");
    case Code::consent: return Words::tr("needs your consent");
    case Code::internal: return Words::tr("a fault of this program");
    }
    return {};
}

QString wordFor(trace::Reason reason)
{
    using trace::Reason;
    switch (reason) {
    case Reason::earlierFailure: return Words::tr("an earlier step failed");
    case Reason::notChosen: return Words::tr("not chosen");
    case Reason::policy: return Words::tr("a rule of the company");
    case Reason::wouldRiskLockout: return Words::tr("the account might be locked");
    case Reason::needsPassword: return Words::tr("needs the password");
    case Reason::consent: return Words::tr("needs your consent");
    case Reason::notOffered: return Words::tr("not offered here");
    }
    return {};
}

QString stateOf(const trace::Hop &hop)
{
    QString state = symbolFor(hop.outcome) + QLatin1Char(' ') + wordFor(hop.outcome);
    if (hop.failure && hop.outcome != trace::Outcome::cancelled)
        state += QStringLiteral(": ") + wordFor(hop.failure->code);
    else if (hop.reason)
        state += QStringLiteral(": ") + wordFor(*hop.reason);
    return state;
}

QString inMilliseconds(double ms)
{
    return ms < 1000 ? Words::tr("%1 ms").arg(QString::number(ms, 'f', 1)) : Words::tr("%1 s").arg(QString::number(ms / 1000, 'f', 1));
}

QString tookOf(const trace::Hop &hop)
{
    return hop.closed && hop.outcome != trace::Outcome::notRun ? inMilliseconds(*hop.closed - hop.opened) : QString();
}

QString whereTo(const trace::Hop &hop)
{
    const QString address = hop.address ? shown(*hop.address) : QString();
    const QString target = shown(hop.target);
    return address.isEmpty() || target.contains(address) ? target : target + QStringLiteral(" (") + address + QLatin1Char(')');
}

QString detailsOf(const trace::Hop &hop)
{
    QStringList lines{Words::tr("Step %1: %2").arg(hop.id).arg(shown(hop.title)), stateOf(hop)};
    add(lines, Words::tr("Target"), hop.target);
    add(lines, Words::tr("Address"), hop.address);
    if (hop.failure)
        addFailure(lines, *hop.failure);
    if (hop.sent || hop.received)
        lines += bytesOf(hop);
    for (const Fact &fact : hop.facts)
        lines += line(shown(fact.name), shown(fact.value, 2000));
    add(lines, Words::tr("Excerpt"), hop.excerpt);
    return lines.join(QLatin1Char('\n'));
}

} // namespace mailwalk::wizard
