#include "diagnosis/catalogue.h"

#include "base/text.h"
#include "diagnosis/catalogue_rows.h"
#include "diagnosis/scene.h"

#include <QRegularExpression>

namespace mailwalk::diagnosis {
namespace {

QString oneLineOf(const std::string &text) { return QString::fromStdString(oneLine(text, 100)); }

QString orElse(const std::string &text, const char *source)
{
    return text.empty() ? QCoreApplication::translate("cause", source) : oneLineOf(text);
}

QString valueOf(const QString &name, const Scene &scene)
{
    if (name == QLatin1String("port"))
        return scene.port() ? QString::number(*scene.port()) : QCoreApplication::translate("cause", "of the service");
    if (name == QLatin1String("name"))
        return oneLineOf(scene.trace.asked.mailbox.value_or(scene.trace.asked.address.value_or(std::string{})));
    if (name == QLatin1String("address"))
        return orElse(scene.trace.asked.address.value_or(std::string{}), QT_TRANSLATE_NOOP("cause", "your address"));
    if (name == QLatin1String("domain"))
        return orElse(scene.domain(), QT_TRANSLATE_NOOP("cause", "your company"));
    if (name == QLatin1String("inner"))
        return orElse(scene.inner(), QT_TRANSLATE_NOOP("cause", "the inner server"));
    return orElse(scene.host(), QT_TRANSLATE_NOOP("cause", "the server"));
}

const Cause *rowOf(const Finding &finding, const trace::Trace &trace)
{
    const trace::Hop *hop = trace.hop(finding.hop);
    return causeOf(finding.cause, hop ? Scene{trace, *hop}.desk() : std::nullopt);
}

QString textFor(const Finding &finding, const trace::Trace &trace, const char *Cause::*text)
{
    const Cause *cause = rowOf(finding, trace);
    const trace::Hop *hop = trace.hop(finding.hop);
    if (!cause || !hop || !*(cause->*text))
        return {};
    return filled(QCoreApplication::translate("cause", cause->*text), trace, *hop);
}

} // namespace

const std::vector<Cause> &catalogue()
{
    static const std::vector<Cause> all = [] {
        std::vector<Cause> rows = networkRows();
        for (const auto &part : {discoveryRows(), tlsRows(), proxyRows(), deskRows(), accountRows(), evidenceRows()})
            rows.insert(rows.end(), part.begin(), part.end());
        return rows;
    }();
    return all;
}

const Cause *causeOf(std::string_view id, std::optional<trace::Stage> desk)
{
    const Cause *found = nullptr;
    for (const Cause &cause : catalogue()) {
        if (cause.id != id)
            continue;
        if (!cause.desk || cause.desk == desk)
            return &cause;
        if (!found)
            found = &cause;
    }
    return found;
}

// In one pass: a name that somebody chose is never looked through for further braces.
QString filled(const QString &text, const trace::Trace &trace, const trace::Hop &hop)
{
    static const QRegularExpression brace(QStringLiteral("\\{(host|port|name|address|domain|inner)\\}"));
    const Scene scene{trace, hop};
    QString result;
    qsizetype at = 0;
    for (auto matches = brace.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        result += QStringView(text).mid(at, match.capturedStart() - at);
        result += valueOf(match.captured(1), scene);
        at = match.capturedEnd();
    }
    result += QStringView(text).mid(at);
    return result;
}

Finding findingAt(const trace::Trace &trace, const trace::Hop &hop, std::string_view id)
{
    Finding finding{hop.id, std::string(id), {}, {}};
    if (const Cause *cause = rowOf(finding, trace))
        finding.fixers = cause->fixers;
    finding.text = textFor(finding, trace, &Cause::sentence).toStdString();
    return finding;
}

QString remedyFor(const Finding &finding, const trace::Trace &trace) { return textFor(finding, trace, &Cause::remedy); }
QString messageFor(const Finding &finding, const trace::Trace &trace) { return textFor(finding, trace, &Cause::message); }

std::string technicalFor(const Finding &finding, const trace::Trace &trace)
{
    const Cause *cause = rowOf(finding, trace);
    return cause ? cause->technical : "";
}

QString wordFor(Fixer fixer)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("cause", "you"),
        QT_TRANSLATE_NOOP("cause", "whoever looks after your home network"),
        QT_TRANSLATE_NOOP("cause", "your internet provider"),
        QT_TRANSLATE_NOOP("cause", "your company's IT (network and firewall)"),
        QT_TRANSLATE_NOOP("cause", "your Exchange administrator"),
        QT_TRANSLATE_NOOP("cause", "your directory (Active Directory) administrator"),
    };
    return QCoreApplication::translate("cause", words[static_cast<std::size_t>(fixer)]);
}

} // namespace mailwalk::diagnosis
