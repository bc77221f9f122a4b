#include "wizard/typed_account.h"

#include "base/endpoint.h"
#include "discovery/discover.h"

#include <QCoreApplication>
#include <algorithm>

namespace mailwalk::wizard {

namespace {

constexpr qsizetype longestLocalPart = 64; ///< RFC 5321 4.5.3.1.1

struct Hint {
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard::Hint)
};

bool isWebAddress(const QString &text) { return text.contains(QLatin1Char('/')); }

// Whoever types "1.2.3.400" means a number: no host's last label is one (RFC 1123 2.1).
bool isMeantAsNumber(const QString &text)
{
    const QString label = text.section(QLatin1Char('.'), -1, -1, QString::SectionSkipEmpty);
    return std::all_of(label.begin(), label.end(), [](QChar c) { return c.isDigit(); });
}

bool hasPort(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    const QString behind = text.mid(colon + 1);
    return colon > 0 && std::all_of(behind.begin(), behind.end(), [](QChar c) { return c.isDigit(); });
}

// Empty when it can be walked with, as the next ones.
QString faultOfHost(const QString &text)
{
    if (text.isEmpty() || addressFrom(text.toStdString()))
        return {};
    if (isWebAddress(text))
        return Hint::tr("Only the name of the server belongs here, without https:// before it and without what follows a slash.");
    if (text.contains(QLatin1Char('@')))
        return Hint::tr("This is the place for a server's name, mail.example.com; an e-mail address belongs at the top.");
    if (text.contains(QLatin1Char('\\')))
        return Hint::tr("Only the name of the server belongs here, without \\\\ before it; a user name has its own place.");
    if (hasPort(text))
        return Hint::tr("Only the name of the server belongs here, without a port number after it.");
    if (isMeantAsNumber(text))
        return Hint::tr("A network address is four numbers from 0 to 255: 192.0.2.10");
    if (!isHostName(text.toStdString()))
        return Hint::tr("The server's name may have letters, digits, dots and hyphens: mail.example.com");
    return {};
}

QString faultOfLocalPart(const QString &local)
{
    const bool isOdd = std::any_of(local.begin(), local.end(), [](QChar c) { return c.isSpace() || !c.isPrint(); });
    if (local.isEmpty())
        return Hint::tr("Your name before the @ is missing: name@example.com");
    if (isOdd || local.contains(QLatin1Char('@')))
        return Hint::tr("An e-mail address has no spaces and one @: name@example.com");
    if (local.size() > longestLocalPart)
        return Hint::tr("What stands before the @ is too long to be an e-mail address.");
    return {};
}

QString faultOfDomain(const QString &address, const QString &domain)
{
    if (domain.isEmpty())
        return Hint::tr("Your company's name after the @ is missing: name@example.com");
    const std::string host = discovery::domainOf(address.toStdString());
    if (host.empty() || isMeantAsNumber(domain))
        return Hint::tr("What stands after the @ cannot be the name of a company: name@example.com");
    if (discovery::isFreeMail(host))
        return Hint::tr(
            "That is an address of a mail service for everybody, which Outlook sets up in another way: let Outlook set it up "
            "as an internet mail account, or follow the help pages of that service. For your mailbox at work, type the "
            "address that your company has given you.");
    return {};
}

QString faultOfAddress(const QString &text)
{
    if (text.isEmpty())
        return {};
    if (text.contains(QStringLiteral("://")) || (isWebAddress(text) && !text.contains(QLatin1Char('@'))))
        return Hint::tr("That looks like a web address. Your e-mail address belongs here: name@example.com");
    if (text.contains(QLatin1Char('\\')))
        return Hint::tr("That looks like a user name, which has its place under “More”. Your e-mail address belongs here.");
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return Hint::tr("Type the whole e-mail address, with the @ and what follows it: name@example.com");
    const QString fault = faultOfLocalPart(text.left(at));
    return fault.isEmpty() ? faultOfDomain(text, text.mid(at + 1)) : fault;
}

// As a profile stores it.
QString faultOfPrincipal(const QString &text)
{
    if (text.isEmpty())
        return {};
    QString name = text;
    const bool hasForm = name.startsWith(QStringLiteral("msstd:"), Qt::CaseInsensitive);
    name = name.mid(hasForm ? 6 : 0);
    name = name.mid(name.startsWith(QStringLiteral("*.")) ? 2 : 0);
    return hasForm && isHostName(name.toStdString()) ? QString() : Hint::tr("A principal name looks like msstd:mail.example.com");
}

bool isInnerName(const QString &mailbox) { return mailbox.startsWith(QStringLiteral("/o="), Qt::CaseInsensitive); }

std::optional<Obstacle> wrongText(const Typed &typed)
{
    const std::pair<Field, QString> checks[] = {{Field::address, faultOfAddress(typed.address)},
                                                {Field::server, faultOfHost(typed.server)},
                                                {Field::rpcProxy, faultOfHost(typed.rpcProxy)},
                                                {Field::principal, faultOfPrincipal(typed.principal)},
                                                {Field::directory, faultOfHost(typed.directory)}};
    for (const auto &[field, sentence] : checks)
        if (!sentence.isEmpty())
            return Obstacle{field, sentence};
    return std::nullopt;
}

std::optional<Obstacle> missing(const Typed &typed)
{
    if (typed.address.isEmpty() && typed.server.isEmpty())
        return Obstacle{Field::address, Hint::tr("Type your e-mail address.")};
    if (typed.address.isEmpty() && typed.mailbox.isEmpty())
        return Obstacle{Field::mailbox, Hint::tr("Type your e-mail address; or, besides the server, the name of the mailbox.")};
    if (typed.outlook == path::Outlook::v2003 && typed.server.isEmpty())
        return Obstacle{Field::server, Hint::tr("Outlook 2003 does not look for the server: type its name as well.")};
    if (typed.hasPassword && typed.user.isEmpty() && typed.address.isEmpty() && isInnerName(typed.mailbox))
        return Obstacle{Field::user, Hint::tr("With a password, type your user name as well.")};
    return std::nullopt;
}

std::optional<Obstacle> contradiction(const Typed &typed)
{
    const bool isFinished = typed.profile == path::Profile::finished;
    if (!typed.rpcProxy.isEmpty() && typed.server.isEmpty())
        return Obstacle{Field::server, Hint::tr("With an RPC proxy, the Exchange server behind it is needed as well.")};
    if (!typed.principal.isEmpty() && typed.rpcProxy.isEmpty())
        return Obstacle{Field::rpcProxy, Hint::tr("A principal name belongs to an RPC proxy: type that as well.")};
    if (typed.via == trace::Transport::rpcHttps && !typed.server.isEmpty() && typed.rpcProxy.isEmpty())
        return Obstacle{Field::rpcProxy, Hint::tr("Through HTTPS with a typed server, the RPC proxy is needed as well.")};
    if (isFinished && !typed.server.isEmpty() && !isInnerName(typed.mailbox))
        return Obstacle{Field::mailbox,
                        Hint::tr("A finished profile knows its mailbox by an inner name, /o=…/cn=…: take it from a "
                                 "saved walk, or leave the server empty.")};
    return std::nullopt;
}

std::optional<std::string> filled(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text.toStdString());
}

path::Remembered rememberedFrom(const Typed &typed)
{
    return {typed.server.toStdString(), typed.mailbox.toStdString(), typed.directory.toStdString(), typed.rpcProxy.toStdString(),
            typed.principal.toStdString()};
}

std::string whoSignsIn(const Typed &typed)
{
    const QString &name = !typed.user.isEmpty() ? typed.user : !typed.address.isEmpty() ? typed.address : typed.mailbox;
    return name.toStdString();
}

} // namespace

std::optional<Obstacle> obstacleIn(const Typed &typed)
{
    if (const auto wrong = wrongText(typed))
        return wrong;
    if (const auto gap = missing(typed))
        return gap;
    return contradiction(typed);
}

path::Request requestFrom(const Typed &typed, Secret password)
{
    path::Request request;
    request.profile = typed.profile;
    request.outlook = typed.outlook;
    request.via = typed.via;
    request.address = filled(typed.address);
    if (typed.profile == path::Profile::finished && !typed.server.isEmpty()) {
        request.remembered = rememberedFrom(typed);
    } else {
        request.server = filled(typed.server);
        request.mailbox = filled(typed.mailbox);
        request.rpcProxy = filled(typed.rpcProxy);
        request.principal = filled(typed.principal);
    }
    if (!password.empty())
        request.identity = auth::identityFrom(whoSignsIn(typed), std::move(password));
    return request;
}

Typed typedFrom(const path::Request &request)
{
    const auto text = [](const std::optional<std::string> &typed, const std::string &remembered) {
        return QString::fromStdString(typed.value_or(remembered));
    };
    const path::Remembered stored = request.remembered.value_or(path::Remembered{});
    Typed typed;
    typed.address = text(request.address, {});
    typed.mailbox = text(request.mailbox, stored.mailboxDn);
    typed.server = text(request.server, stored.server);
    typed.rpcProxy = text(request.rpcProxy, stored.rpcProxy);
    typed.principal = text(request.principal, stored.principal);
    typed.directory = QString::fromStdString(stored.directory);
    typed.profile = request.profile;
    typed.outlook = request.outlook;
    typed.via = request.via;
    return typed;
}

} // namespace mailwalk::wizard
