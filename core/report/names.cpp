#include "report/names.h"

#include "base/endpoint.h"
#include "diagnosis/certificate.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace mailwalk::report {
namespace {

// Endings that say "inside the company" are kept: diagnosis reads them, and they name nobody.
const QSet<QString> &inHouseEndings()
{
    static const QSet<QString> all{QStringLiteral("local"),    QStringLiteral("lan"),     QStringLiteral("internal"),
                                   QStringLiteral("intranet"), QStringLiteral("private"), QStringLiteral("corp"),
                                   QStringLiteral("home")};
    return all;
}

// Words of the protocols and of this program that also occur inside names; replacing them would make the report unreadable.
const QSet<QString> &ownWords()
{
    static const QSet<QString> all = [] {
        const QString words = QStringLiteral(
            "o ou cn dc exchange administrative group recipients configuration servers microsoft private mdb "
            "rfr nspi emsmdb epm ncacn_ip_tcp ncacn_http ntlm negotiate none connect integrity privacy unresolved ambiguous "
            "the a at to of and is not no in on for port ms icmp icmpv6 from which has look up bind call test null global "
            "address list all "
            "default offline public folders contacts users book server domain "
            "mailbox walk as outlook find that was typed ask directory use open connect "
            "autodiscover msstd http https tcp www rpc post get first contact through virtual connection settings basic bearer "
            "other name provider free redirect plain microsoft com authority root certificate ca");
        const QStringList list = words.split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return all;
}

// Makers of what opens encrypted lines are no names either: diagnosis reads them.
bool isOwnWord(const QString &word) { return ownWords().contains(word) || diagnosis::isInspectorsWord(word.toStdString()); }

// What looks like a host and names nobody: files that everybody has, and the hosts of Microsoft's cloud.
bool isCommon(const QString &token)
{
    static const QSet<QString> all{QStringLiteral("autodiscover.xml"),
                                   QStringLiteral("autodiscover.svc"),
                                   QStringLiteral("rpcproxy.dll"),
                                   QStringLiteral("cookieauth.dll"),
                                   QStringLiteral("my.policy"),
                                   QStringLiteral("logon.aspx"),
                                   QStringLiteral("outlook.com"),
                                   QStringLiteral("outlook.office.com"),
                                   QStringLiteral("outlook.office365.com"),
                                   QStringLiteral("autodiscover.outlook.com"),
                                   QStringLiteral("autodiscover-s.outlook.com")};
    return all.contains(token.toLower());
}

// Names inside a query of a URL are joined by what stands for a separator there (RFC 3986 2.1): "%2F", but not "%40".
const QRegularExpression &escapes()
{
    static const QRegularExpression all(QStringLiteral("%(?!40)[0-9A-Fa-f]{2}"));
    return all;
}

// What a name may have in front: of a principal name, and the dot that a wildcard leaves.
qsizetype prefixOf(const QString &token)
{
    static const QRegularExpression prefix(QStringLiteral("^(?:msstd:|\\.)"), QRegularExpression::CaseInsensitiveOption);
    return prefix.match(token).capturedLength();
}

// Runs of what can be part of a name, an address with its port, or an e-mail address.
const QRegularExpression &tokens()
{
    static const QRegularExpression all(QStringLiteral("[\\p{L}\\p{N}_.:@%\\[\\]-]+"),
                                        QRegularExpression::UseUnicodePropertiesOption);
    return all;
}

const QRegularExpression &separators()
{
    static const QRegularExpression all(QStringLiteral("[^\\p{L}\\p{N}]+"), QRegularExpression::UseUnicodePropertiesOption);
    return all;
}

// What this file makes of a name, alone or as labels of a host: masking twice changes nothing.
constexpr QLatin1String madeHere("(?:host|domain|user|name|(?:private|public)-address)-[0-9]+(?:-v6)?");

bool isMadeHere(const QString &name)
{
    static const QRegularExpression all(QStringLiteral("^%1(?:\\.%1)*(?:\\.invalid)?$").arg(madeHere));
    return all.match(name).hasMatch();
}

bool isNumber(const QString &word)
{
    return std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
}

// The text with every token replaced.
template <class Replace> QString eachToken(const QString &text, Replace replace)
{
    QString result;
    qsizetype at = 0;
    for (auto found = tokens().globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        result += QStringView(text).mid(at, match.capturedStart() - at);
        result += replace(match.captured());
        at = match.capturedEnd();
    }
    result += QStringView(text).mid(at);
    return result;
}

bool isDottedHost(const QString &token)
{
    const qsizetype dot = token.lastIndexOf(QLatin1Char('.'));
    return dot > 0 && dot + 1 < token.size() && token.at(dot + 1).isLetter() && isHostName(token.toStdString());
}

QString maskedAddress(const Address &address, const QString &word)
{
    return (isPrivate(address) ? QStringLiteral("private-") : QStringLiteral("public-")) + word +
           (address.v6 ? QStringLiteral("-v6") : QString());
}

} // namespace

QString Names::wordFor(const QString &name, const QString &kind)
{
    if (isMadeHere(name))
        return name;
    QString &word = words_[name.toLower()];
    if (word.isEmpty())
        word = QStringLiteral("%1-%2").arg(kind).arg(++counts_[kind]);
    return word;
}

void Names::learn(const QString &text, Kind kind)
{
    static const QString kinds[] = {QStringLiteral("host"), QStringLiteral("domain"), QStringLiteral("user"),
                                    QStringLiteral("name")};
    static const QRegularExpression made(madeHere);
    for (const QString &word : QString(text).remove(made).split(separators(), Qt::SkipEmptyParts))
        if (word.size() > 1 && !isOwnWord(word.toLower()))
            wordFor(word, kinds[static_cast<std::size_t>(kind)]);
}

QString Names::maskedService(const QString &host)
{
    for (const QLatin1String &service : {QLatin1String("_autodiscover._tcp."), QLatin1String("autodiscover.")})
        if (host.startsWith(service, Qt::CaseInsensitive) && host.indexOf(QLatin1Char('.'), service.size()) > 0)
            return service + maskedDomain(host.mid(service.size()));
    return {};
}

void Names::gather(const QString &text)
{
    for (auto found = tokens().globalMatch(text); found.hasNext();) {
        for (QString token : found.next().captured().replace(QLatin1String("%40"), QLatin1String("@")).split(escapes()))
            gatherToken(token.remove(0, prefixOf(token)));
    }
}

void Names::gatherToken(const QString &token)
{
    if (isCommon(token))
        return;
    maskedToken(token);
    const QString place = token.section(QLatin1Char('@'), -1).section(QLatin1Char(':'), 0, 0);
    if (token.contains(QLatin1Char('@')))
        learn(token.section(QLatin1Char('@'), 0, 0), Kind::user);
    if (!isDottedHost(place))
        return;
    const QStringList labels = place.split(QLatin1Char('.'), Qt::SkipEmptyParts);
    for (const QString &label : labels.first(labels.size() - 1))
        if (!isNumber(label)) // versions and the like have dots too; a user called "4711" is learnt from where it is a name
            learn(label, Kind::name);
}

QString Names::masked(const QString &text)
{
    return eachToken(text, [this](const QString &token) { return maskedToken(token); });
}

// The names of this program's facts have dots too: "out.status".
QString Names::maskedWhereKnown(const QString &text)
{
    return eachToken(text, [this](const QString &token) {
        const QString domain = token.section(QLatin1Char('.'), 1).toLower();
        return !isDottedHost(token) || words_.contains(domain) ? maskedToken(token) : maskedWord(token);
    });
}

QString Names::maskedToken(const QString &token)
{
    static const QRegularExpression trailing(QStringLiteral("[.:\\]-]+$"));
    if (isCommon(token))
        return token;
    if (const qsizetype prefix = prefixOf(token); prefix > 0 && prefix < token.size())
        return token.left(prefix) + maskedToken(token.mid(prefix));
    if (const auto address = addressFrom(token.toStdString()))
        return maskedAddress(*address, wordFor(QString::fromStdString(toText(*address)), QStringLiteral("address")));
    if (const auto escape = escapes().match(token); escape.hasMatch())
        return maskedToken(token.left(escape.capturedStart())) + escape.captured() + maskedToken(token.mid(escape.capturedEnd()));
    if (const qsizetype at = token.indexOf(QLatin1String("%40")); at > 0)
        return wordFor(token.left(at), QStringLiteral("user")) + QLatin1String("%40") + maskedToken(token.mid(at + 3));
    const qsizetype at = token.indexOf(QLatin1Char('@'));
    if (at > 0)
        return wordFor(token.left(at), QStringLiteral("user")) + QLatin1Char('@') + maskedToken(token.mid(at + 1));
    if (const auto endpoint = endpointFrom(token.toStdString()))
        return maskedToken(QString::fromStdString(endpoint->host)) + QStringLiteral(":%1").arg(endpoint->port);
    if (isDottedHost(token) && !token.endsWith(QLatin1Char('.')))
        return maskedHost(token);
    if (const auto end = trailing.match(token); end.hasMatch() && end.capturedStart() > 0)
        return maskedToken(token.left(end.capturedStart())) + end.captured();
    return maskedWord(token);
}

// The first label is the machine, the rest its domain; a domain that is known stands for itself.
QString Names::maskedHost(const QString &host)
{
    if (isMadeHere(host))
        return host;
    if (const QString service = maskedService(host); !service.isEmpty())
        return service;
    if (words_.value(host.toLower()).startsWith(QLatin1String("domain")))
        return maskedDomain(host);
    const qsizetype dot = host.indexOf(QLatin1Char('.'));
    const QString domain = host.mid(dot + 1);
    if (!domain.contains(QLatin1Char('.')) && !inHouseEndings().contains(domain.toLower()))
        return maskedDomain(host);
    return wordFor(host.left(dot), QStringLiteral("host")) + QLatin1Char('.') + maskedDomain(domain);
}

QString Names::maskedDomain(const QString &domain)
{
    const QString ending = domain.section(QLatin1Char('.'), -1).toLower();
    if (isMadeHere(domain))
        return domain;
    if (!inHouseEndings().contains(ending)) // RFC 2606 2: an ending that no public name has
        return wordFor(domain, QStringLiteral("domain")) + QLatin1String(".invalid");
    const QString rest = domain.left(domain.size() - ending.size() - 1);
    return rest.isEmpty() ? ending : wordFor(rest, QStringLiteral("domain")) + QLatin1Char('.') + ending;
}

// A single word, or several joined by a hyphen or the like: learnt as a whole or in pieces.
QString Names::maskedWord(const QString &word) const
{
    if (const QString known = words_.value(word.toLower()); !known.isEmpty())
        return known;
    QString result;
    qsizetype at = 0;
    for (auto found = separators().globalMatch(word); found.hasNext();) {
        const auto match = found.next();
        const QString piece = word.mid(at, match.capturedStart() - at);
        result += words_.value(piece.toLower(), piece) + match.captured();
        at = match.capturedEnd();
    }
    const QString piece = word.mid(at);
    return result + words_.value(piece.toLower(), piece);
}

} // namespace mailwalk::report
