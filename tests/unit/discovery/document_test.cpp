#include "discovery/settings.h"
#include "support/golden.h"
#include "wire/http/body.h"

using namespace mailwalk;
using namespace mailwalk::discovery;
using trace::Code;

namespace {

constexpr const char *outer = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
constexpr const char *inner = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

Result<Document, trace::Failure> read(const std::string &text, std::string_view type = "text/xml")
{
    return readDocument(viewOf(text), type);
}

// A captured answer: its head by the codec, its body as the reader of documents gets it.
Result<Document, trace::Failure> captured(const std::string &name, int status = 200)
{
    Bytes bytes = test::golden("gromox-autodiscover-" + name);
    const auto size = wire::http::headSize(bytes);
    EXPECT_TRUE(size.has_value());
    const auto head = wire::http::readResponse(View(bytes).first(*size));
    EXPECT_TRUE(bool(head));
    EXPECT_EQ(head->status, status);
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(*size));
    auto body = wire::http::BodyReader::of(*head, "POST", 1 << 20);
    EXPECT_TRUE(bool(body));
    EXPECT_FALSE(body->take(bytes));
    EXPECT_TRUE(body->complete());
    EXPECT_TRUE(bytes.empty());
    return readDocument(body->body(), *find(head->headers, "Content-Type"));
}

std::string documentWith(const std::string &response)
{
    return std::string("<?xml version=\"1.0\"?><Autodiscover xmlns=\"") + outer + "\"><Response xmlns=\"" + inner + "\">" +
           response + "</Response></Autodiscover>";
}

std::string accountWith(const std::string &content) { return documentWith("<Account>" + content + "</Account>"); }

std::string settingsWith(const std::string &protocols) { return accountWith("<Action>settings</Action>" + protocols); }

Settings settingsIn(const Result<Document, trace::Failure> &document)
{
    EXPECT_TRUE(bool(document)) << document.error().text;
    const auto *settings = std::get_if<Settings>(&*document);
    EXPECT_TRUE(settings);
    return settings ? *settings : Settings{};
}

std::string valueOf(const Protocol &protocol, std::string_view name)
{
    for (const Element &element : protocol.elements)
        if (element.name == name)
            return element.value;
    return "(none)";
}

std::string utf16(const std::string &ascii, bool isBig)
{
    std::string text = isBig ? "\xfe\xff" : "\xff\xfe";
    for (const char c : ascii) {
        text += isBig ? '\0' : c;
        text += isBig ? c : '\0';
    }
    return text;
}

} // namespace

TEST(AutodiscoverDocument, OfAForeignServerIsReadInFull)
{
    const Settings settings = settingsIn(captured("ok-alice"));
    EXPECT_EQ(settings.displayName, "Alice Anderson");
    EXPECT_EQ(settings.legacyDn, "/o=Gromox default/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/"
                                 "cn=0100000001000000-alice");
    EXPECT_EQ(settings.smtpAddress, "alice@example.test");
    EXPECT_EQ(settings.deploymentId, "eeeeeeee-eeee-eeee-eeee-eeeeeeeeeeee");
    ASSERT_EQ(settings.protocols.size(), 4u);
    const Protocol *exhttp = settings.first("EXHTTP"), *mapi = settings.first("mapiHttp"), *exch = settings.first("EXCH"),
                   *expr = settings.first("EXPR");
    ASSERT_TRUE(exhttp && mapi && exch && expr);
    EXPECT_EQ(exhttp->server, "mail.example.test");
    EXPECT_EQ(valueOf(*exhttp, "ServerExclusiveConnect"), "on");
    EXPECT_EQ(valueOf(*exhttp, "EcpUrl-photo"), "thumbnail.php");
    EXPECT_EQ(valueOf(*mapi, "@Version"), "1");
    EXPECT_EQ(valueOf(*mapi, "AddressBook/ExternalUrl"),
              "https://mail.example.test/mapi/nspi/?MailboxId=616c6963-6540-6578-616d-706c01000000@example.test");
    EXPECT_TRUE(isGuidName(exch->server));
    EXPECT_EQ(exch->serverVersion, "73C0834F");
    EXPECT_TRUE(exch->mdbDn.ends_with("/cn=Microsoft Private MDB"));
    EXPECT_EQ(expr->authPackage, "basic");
    EXPECT_EQ(expr->certPrincipalName, "None");
    EXPECT_EQ(expr->ssl, "On");
}

TEST(AutodiscoverDocument, KeepsNamesThatAreNotAscii)
{
    EXPECT_EQ(settingsIn(captured("utf8-password")).displayName, "Carol \xc3\x9cn\xc3\xaf"
                                                                 "code");
    EXPECT_EQ(settingsIn(captured("public-folder")).protocols.size(), 4u);
}

TEST(AutodiscoverDocument, OfAForeignServerMayBeAnError)
{
    const struct {
        const char *name, *code, *message;
    } rows[] = {
        {"bad-schema", "601", "Provider is not available"},
        {"bad-xml", "600", "Invalid Request"},
        {"unknown-user", "404", "Not Found"},
    };
    for (const auto &row : rows) {
        const auto document = captured(row.name);
        ASSERT_TRUE(bool(document)) << row.name;
        const auto *error = std::get_if<ErrorAnswer>(&*document);
        ASSERT_TRUE(error) << row.name;
        EXPECT_EQ(error->code, row.code);
        EXPECT_EQ(error->message, row.message);
        EXPECT_EQ(error->time, "13:12:07");
        EXPECT_EQ(error->id, "1895363361");
    }
}

TEST(AutodiscoverDocument, IsNotWhatElseAForeignServerSays)
{
    const struct {
        const char *name;
        int status;
        const char *got;
    } rows[] = {
        {"mobile-schema", 200, "the schema http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"},
        {"json-v2", 200, "application/json"},
        {"wrong-password", 401, "text/plain"},
    };
    for (const auto &row : rows) {
        const auto document = captured(row.name, row.status);
        ASSERT_FALSE(bool(document)) << row.name;
        EXPECT_EQ(document.error().code, Code::otherProtocol);
        EXPECT_EQ(document.error().got, row.got);
        EXPECT_EQ(document.error().expected, "an Autodiscover document");
    }
}

TEST(AutodiscoverDocument, HasBothShapesOfAProtocol)
{
    const Settings settings =
        settingsIn(read(settingsWith("<Protocol><Type>EXHTTP</Type><Server>in.corp.test</Server></Protocol>"
                                     "<Protocol><Type>EXHTTP</Type><Server> mail.corp.test\n</Server></Protocol>"
                                     "<Protocol Type=\"mapiHttp\" Version=\"1\"><MailStore><InternalUrl>https://in/</InternalUrl>"
                                     "</MailStore></Protocol><Protocol><Type>WEB</Type><Internal><OWAUrl "
                                     "AuthenticationMethod=\"Basic, Fba\">https://in/owa</OWAUrl><Protocol><Type>EXCH</Type>"
                                     "</Protocol></Internal></Protocol><Protocol/>")));
    ASSERT_EQ(settings.protocols.size(), 5u);
    EXPECT_EQ(settings.first("EXHTTP")->server, "in.corp.test");
    EXPECT_EQ(settings.protocols[1].server, "mail.corp.test");
    EXPECT_EQ(valueOf(*settings.first("mapiHttp"), "MailStore/InternalUrl"), "https://in/");
    EXPECT_EQ(valueOf(*settings.first("WEB"), "Internal/OWAUrl"), "https://in/owa");
    EXPECT_EQ(valueOf(*settings.first("WEB"), "Internal/OWAUrl@AuthenticationMethod"), "Basic, Fba");
    EXPECT_EQ(valueOf(*settings.first("WEB"), "Internal/Protocol/Type"), "EXCH");
    EXPECT_EQ(settings.first("EXCH"), nullptr);
    EXPECT_TRUE(settings.protocols[4].type.empty());
}

TEST(AutodiscoverDocument, MayLeadElsewhere)
{
    const auto address = read(accountWith("<Action>redirectAddr</Action><RedirectAddr>a@new.test</RedirectAddr>"));
    ASSERT_TRUE(bool(address));
    EXPECT_EQ(std::get<RedirectAddress>(*address).address, "a@new.test");
    const auto url = read(accountWith("<Action>RedirectURL</Action><RedirectUrl>https://new.test/x?a=1&amp;b=2</RedirectUrl>"));
    ASSERT_TRUE(bool(url));
    EXPECT_EQ(std::get<RedirectUrl>(*url).url, "https://new.test/x?a=1&b=2");
}

TEST(AutodiscoverDocument, MayHaveItsErrorInsideTheAccount)
{
    const auto document = read(accountWith("<Action>settings</Action><Error><ErrorCode>500</ErrorCode></Error>"));
    ASSERT_TRUE(bool(document));
    EXPECT_EQ(std::get<ErrorAnswer>(*document).code, "500");
}

TEST(AutodiscoverDocument, MayBeInEveryEncodingThatItDeclares)
{
    std::string text = settingsWith("<Protocol><Type>EXCH</Type></Protocol>");
    for (const bool isBig : {false, true}) {
        std::string declared = text;
        EXPECT_EQ(settingsIn(read(utf16(declared, isBig))).protocols.size(), 1u);
        declared.replace(0, 21, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>");
        EXPECT_EQ(settingsIn(read(utf16(declared, isBig))).protocols.size(), 1u);
    }
    EXPECT_EQ(settingsIn(read("\xef\xbb\xbf" + text)).protocols.size(), 1u);
    text.replace(0, 21, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>");
    text.replace(text.find("EXCH"), 4, "\xdc");
    EXPECT_EQ(settingsIn(read(text)).protocols.front().type, "\xc3\x9c");
}

TEST(AutodiscoverDocument, IsRefusedWhenItIsNoneOrBroken)
{
    const std::string good = settingsWith("<Protocol><Type>EXCH</Type></Protocol>");
    const auto changed = [&](std::string_view from, const std::string &to) {
        std::string text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    const struct {
        const char *what;
        std::string text;
        const char *type;
        Code code;
        const char *got;
    } rows[] = {
        {"nothing", "", "text/xml", Code::otherProtocol, "an empty body"},
        {"a web page", "<!DOCTYPE html><html><body>Welcome</body></html>", "text/html; charset=utf-8", Code::otherProtocol,
         "text/html"},
        {"an older web page", "<!doctype HTML><HTML><br></HTML>", "text/html", Code::otherProtocol, "text/html"},
        {"XHTML",
         "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
         "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html/>",
         "application/xhtml+xml", Code::otherProtocol, "application/xhtml+xml"},
        {"XML of another kind", "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "text/xml", Code::otherProtocol, "text/xml"},
        {"words", "It works!", "", Code::otherProtocol, "something without a content type"},
        {"zeros", std::string(100, '\0'), "application/octet-stream", Code::otherProtocol, "application/octet-stream"},
        {"a type with a line end", "x", "text/a\r\nb", Code::otherProtocol,
         "text/a\xef\xbf\xbd\xef\xbf\xbd"
         "b"},
        {"the namespace of newer pages",
         changed("http://schemas.microsoft.com/exchange/autodiscover/responseschema",
                 "https://schemas.microsoft.com/exchange/autodiscover/responseschema"),
         "text/xml", Code::malformed, "the namespace https://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"},
        {"another dialect", changed(inner, "urn:x"), "text/xml", Code::otherProtocol, "the schema urn:x"},
        {"no response", std::string("<Autodiscover xmlns=\"") + outer + "\"/>", "text/xml", Code::malformed, "no response"},
        {"no account", documentWith("<User/>"), "text/xml", Code::malformed, "no account"},
        {"no action", accountWith("<Protocol/>"), "text/xml", Code::malformed, "the action \"\""},
        {"an unknown action", accountWith("<Action>dance</Action>"), "text/xml", Code::malformed, "the action \"dance\""},
        {"a redirect without an address", accountWith("<Action>redirectAddr</Action>"), "text/xml", Code::malformed,
         "the action \"redirectAddr\""},
        {"an error without a code", documentWith("<Error><Message>no</Message></Error>"), "text/xml", Code::malformed,
         "an error without a code"},
        {"two documents", good + good, "text/xml", Code::malformed, nullptr},
        {"words behind the end", good + "time 1.01", "text/xml", Code::malformed, nullptr},
        {"crossed elements", changed("</Type></Protocol>", "</Protocol></Type>"), "text/xml", Code::malformed, nullptr},
        {"no UTF-8", changed("EXCH", "EX\xff\xfe"), "text/xml", Code::malformed, nullptr},
        {"an undeclared entity", changed("EXCH", "&exch;"), "text/xml", Code::malformed, nullptr},
        {"an undeclared prefix", changed("<Protocol>", "<a:Protocol>"), "text/xml", Code::malformed, nullptr},
    };
    for (const auto &row : rows) {
        const auto document = read(row.text, row.type);
        ASSERT_FALSE(bool(document)) << row.what;
        EXPECT_EQ(nameOf(document.error().code), nameOf(row.code)) << row.what << ": " << document.error().text;
        EXPECT_TRUE(!row.got || document.error().got == row.got) << row.what << ": " << document.error().got.value_or("(none)");
    }
}

TEST(AutodiscoverDocument, IsNoWholeOneWhereverItBreaksOff)
{
    const std::string whole = settingsWith("<Protocol><Type>EXCH</Type></Protocol>");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(bool(readDocument(part, "text/xml"))) << size;
    }
}

TEST(AutodiscoverDocument, ObeysNoDtdAndNoEntity)
{
    const std::string root = std::string("<Autodiscover xmlns=\"") + outer + "\"><Response xmlns=\"" + inner +
                             "\"><Account><Action>settings</Action></Account><User><DisplayName>&lol9;</DisplayName></User>"
                             "</Response></Autodiscover>";
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE Autodiscover [<!ENTITY lol0 \"lol\">";
    for (int i = 1; i < 10; ++i) {
        bomb += "<!ENTITY lol" + std::to_string(i) + " \"";
        for (int k = 0; k < 10; ++k)
            bomb += "&lol" + std::to_string(i - 1) + ";";
        bomb += "\">";
    }
    const std::string rows[] = {
        bomb + "]>" + root,
        "<!DOCTYPE x [<!ENTITY lol9 SYSTEM \"file:///etc/passwd\">]>" + root,
        "<!DOCTYPE x SYSTEM \"http://evil.test/x.dtd\">" + root,
        "<!DOCTYPE Autodiscover>" + root,
        utf16("<!DOCTYPE x [<!ENTITY lol9 \"a\">]>" + root, false),
    };
    for (const std::string &row : rows) {
        const auto document = read(row);
        ASSERT_FALSE(bool(document));
        EXPECT_EQ(nameOf(document.error().code), nameOf(Code::malformed)) << document.error().text;
        EXPECT_EQ(document.error().got, "a DTD");
    }
}

TEST(AutodiscoverDocument, HasLimits)
{
    std::string deep, wide;
    for (int i = 0; i < 40; ++i)
        deep = "<a>" + deep + "</a>";
    for (int i = 0; i < 20001; ++i)
        wide += "<a/>";
    const std::string rows[] = {settingsWith(deep), settingsWith(wide), settingsWith("<a>" + std::string(1 << 20, 'x') + "</a>"),
                                std::string(10 << 20, '<')};
    for (const std::string &row : rows) {
        const auto document = read(row);
        ASSERT_FALSE(bool(document));
        EXPECT_EQ(nameOf(document.error().code), nameOf(Code::tooLarge)) << document.error().text;
    }
    EXPECT_TRUE(bool(read(settingsWith("<a>" + std::string(1000 * 1000, 'x') + "</a>"))));
}

TEST(AutodiscoverRequest, HasTheNamespacesThatServersCompare)
{
    EXPECT_EQ(
        textOf(writeRequest("alice@corp.test")),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
        "outlook/requestschema/2006\"><Request><EMailAddress>alice@corp.test</EMailAddress><AcceptableResponseSchema>"
        "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>"
        "</Request></Autodiscover>\n");
}

TEST(AutodiscoverRequest, LetsNoAddressWriteXml)
{
    const std::string text = textOf(writeRequest("a</EMailAddress>&\"@corp.test"));
    EXPECT_NE(text.find("a&lt;/EMailAddress&gt;&amp;&quot;@corp.test"), std::string::npos) << text;
}
