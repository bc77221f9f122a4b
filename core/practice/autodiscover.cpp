#include "practice/autodiscover.h"

#include "base/bytes.h"

#include <QtCore/QXmlStreamReader>
#include <QtCore/QXmlStreamWriter>

namespace mailwalk::practice {
namespace {

// [MS-OXDSCLI] 2.2.2
constexpr const char *frameSchema = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006",
                     *answerSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a",
                     *requestSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";

QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// [MS-OXDSCLI] 2.2.3
struct Asked {
    std::string address, legacyDn, schema;
};

std::optional<Asked> askedIn(View body)
{
    QXmlStreamReader xml(QByteArray(reinterpret_cast<const char *>(body.data()), static_cast<qsizetype>(body.size())));
    Asked asked;
    bool ours = false;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::DTD)
            return std::nullopt;
        if (!xml.isStartElement())
            continue;
        ours = ours || (xml.name() == QLatin1String("Autodiscover") && xml.namespaceUri() == QLatin1String(requestSchema));
        if (xml.name() == QLatin1String("EMailAddress"))
            asked.address = xml.readElementText().toStdString();
        else if (xml.name() == QLatin1String("LegacyDN"))
            asked.legacyDn = xml.readElementText().toStdString();
        else if (xml.name() == QLatin1String("AcceptableResponseSchema"))
            asked.schema = xml.readElementText().toStdString();
    }
    if (xml.hasError() || !ours || (asked.address.empty() && asked.legacyDn.empty()))
        return std::nullopt;
    return asked;
}

/// Writes one document, element by element.
class Document
{
public:
    Document()
    {
        xml_.setAutoFormatting(true);
        xml_.setAutoFormattingIndent(2);
        xml_.writeStartDocument();
        xml_.writeStartElement(QStringLiteral("Autodiscover"));
        xml_.writeDefaultNamespace(QLatin1String(frameSchema));
    }

    void open(const char *name) { xml_.writeStartElement(QLatin1String(name)); }
    void close() { xml_.writeEndElement(); }
    void attribute(const char *name, std::string_view value) { xml_.writeAttribute(QLatin1String(name), qt(value)); }
    void line(const char *name, std::string_view value) { xml_.writeTextElement(QLatin1String(name), qt(value)); }
    void characters(std::string_view text) { xml_.writeCharacters(qt(text)); }
    void openAnswer()
    {
        open("Response");
        xml_.writeDefaultNamespace(QLatin1String(answerSchema));
    }

    Page page()
    {
        xml_.writeEndDocument();
        return {200, "OK", {{"Content-Type", "text/xml; charset=utf-8"}, {"Cache-Control", "private"}}, bytes_.toStdString()};
    }

private:
    QByteArray bytes_;
    QXmlStreamWriter xml_{&bytes_};
};

// [MS-OXDSCLI] 2.2.4.1.1.3
std::string_view messageOf(std::string_view code)
{
    if (code == "500")
        return "The email address can't be found.";
    if (code == "501")
        return "No configuration information can be found for this user.";
    if (code == "600")
        return "Invalid Request";
    if (code == "601")
        return "Provider is not available";
    if (code == "602")
        return "The Active Directory configuration of this server has errors.";
    return code == "603" ? "An internal error has occurred." : "";
}

Page errorPage(std::string_view code)
{
    Document document;
    document.open("Response");
    document.open("Error");
    document.attribute("Time", "12:00:00.0000000");
    document.attribute("Id", "2380485342");
    document.line("ErrorCode", code);
    document.line("Message", messageOf(code));
    document.line("DebugData", "");
    return document.page();
}

// [MS-OXDSCLI] 2.2.4.1.1.2.6
std::string versionWord(const wire::emsmdb::Version &version)
{
    return hexNumber(0x70008000u | std::uint32_t(version.major) << 22 | std::uint32_t(version.minor) << 16 | version.build, 8)
        .substr(2);
}

/// The settings of one mailbox.
class Settings
{
public:
    Settings(const AutodiscoverPlan &plan, const Directory &directory, const wire::emsmdb::Version &version,
             const Mailbox &mailbox)
        : plan_(plan), server_(*directory.serverByName(mailbox.directoryHome())), version_(versionWord(version)),
          mailbox_(mailbox)
    {
    }

    Page page()
    {
        to_.openAnswer();
        user();
        to_.open("Account");
        to_.line("AccountType", "email");
        to_.line("Action", "settings");
        if (plan_.internetMail)
            internetMail();
        else if (plan_.layout == AutodiscoverPlan::Layout::exchange2013)
            blocks2013();
        else
            blocks2010();
        return to_.page();
    }

private:
    void user()
    {
        to_.open("User");
        to_.line("DisplayName", mailbox_.displayName);
        to_.line("LegacyDN", mailbox_.dn());
        to_.line("AutoDiscoverSMTPAddress", mailbox_.address());
        to_.line("DeploymentId", "5f3c0b52-6b0e-4a5b-9d3c-0d2a7c1e9f00");
        to_.close();
    }

    void blocks2010()
    {
        inside(server_.host);
        if (plan_.outside)
            outside("EXPR");
        web();
    }

    void blocks2013()
    {
        inside(mailbox_.guidName());
        if (plan_.outside) {
            outside("EXPR");
            outside("EXHTTP");
        }
        web();
    }

    void inside(const std::string &server)
    {
        open("EXCH");
        to_.line("Server", server);
        to_.line("ServerDN", server_.dn());
        to_.line("ServerVersion", version_);
        to_.line("MdbDN", server_.databaseDn());
        to_.line("PublicFolderServer", server_.host);
        to_.line("AD", plan_.directoryServer);
        to_.line("AuthPackage", "");
        addresses();
    }

    void outside(const char *type)
    {
        open(type);
        to_.line("Server", plan_.externalHost);
        to_.line("SSL", "On");
        to_.line("AuthPackage", plan_.authPackage);
        to_.line("CertPrincipalName", plan_.principal);
        addresses();
    }

    void web()
    {
        open("WEB");
        for (const char *side : {"Internal", "External"}) {
            to_.open(side);
            to_.open("OWAUrl");
            to_.attribute("AuthenticationMethod", "Basic, Fba");
            to_.characters("https://mail.corp.test/owa/");
            to_.close();
            to_.close();
        }
        to_.close();
    }

    void internetMail()
    {
        for (const char *type : {"IMAP", "SMTP"}) {
            open(type);
            to_.line("Server", "mail.hosting.test");
            to_.line("LoginName", mailbox_.address());
            to_.line("SSL", "On");
            to_.close();
        }
    }

    void open(const char *type)
    {
        to_.open("Protocol");
        to_.line("Type", type);
    }

    void addresses()
    {
        to_.line("ASUrl", "https://mail.corp.test/EWS/Exchange.asmx");
        to_.line("OOFUrl", "https://mail.corp.test/EWS/Exchange.asmx");
        to_.line("OABUrl", "https://mail.corp.test/OAB/");
        to_.close();
    }

    const AutodiscoverPlan &plan_;
    const MailboxServer &server_;
    std::string version_;
    const Mailbox &mailbox_;
    Document to_;
};

Page redirection(const char *action, const char *name, const std::string &value)
{
    Document document;
    document.openAnswer();
    document.open("Account");
    document.line("AccountType", "email");
    document.line("Action", action);
    document.line(name, value);
    return document.page();
}

} // namespace

Page autodiscover(const AutodiscoverPlan &plan, const Directory &directory, const wire::emsmdb::Version &version, View body)
{
    const auto asked = askedIn(body);
    if (!asked)
        return errorPage("600");
    if (asked->schema != answerSchema)
        return errorPage("601");
    if (!plan.error.empty())
        return errorPage(plan.error);
    if (!plan.redirectAddress.empty())
        return redirection("redirectAddr", "RedirectAddr", plan.redirectAddress);
    if (!plan.redirectUrl.empty())
        return redirection("redirectUrl", "RedirectUrl", plan.redirectUrl);
    const Mailbox *mailbox =
        asked->legacyDn.empty() ? directory.mailboxAt(asked->address) : directory.mailboxByDn(asked->legacyDn);
    return mailbox ? Settings(plan, directory, version, *mailbox).page() : errorPage("500");
}

} // namespace mailwalk::practice
