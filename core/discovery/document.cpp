#include "base/text.h"
#include "discovery/schema.h"
#include "discovery/settings.h"
#include "discovery/xml_tree.h"

#include <algorithm>

namespace mailwalk::discovery {

using trace::Code;
using trace::Failure;

namespace {

bool isSame(const std::string &text, std::string_view word) { return upperCase(text) == upperCase(word); }

Failure missing(const std::string &what, const std::string &got)
{
    return {Code::malformed, "an Autodiscover document with " + oneLine(got), what, oneLine(got)};
}

Failure otherProtocol(const std::string &got)
{
    return {Code::otherProtocol, "the answer is no Autodiscover document but " + got, "an Autodiscover document", got};
}

// "text/html; charset=utf-8" is "text/html".
std::string mediaType(std::string_view contentType)
{
    std::string type(contentType.substr(0, contentType.find(';')));
    type.erase(type.find_last_not_of(' ') + 1);
    return type.empty() ? "something without a content type" : oneLine(type);
}

// Damaged before its first element, in whatever encoding: it set out to be XML.
bool beginsLikeXml(View body)
{
    std::string start;
    for (const Byte byte : body.first(std::min<std::size_t>(body.size(), 64)))
        if (byte > ' ' && byte < 0x7f)
            start += static_cast<char>(byte);
    return start.starts_with("<?xml") || start.starts_with("<Autodiscover");
}

// A web page has a document type too, and only that one is no attempt on us.
bool isAutodiscover(View body)
{
    const auto root = rootOf(body);
    if (!root)
        return beginsLikeXml(body);
    return root->isDtd ? !isSame(root->name, "html") : root->name == "Autodiscover";
}

void addElements(const Node &node, const std::string &path, std::vector<Element> &to)
{
    for (const Fact &attribute : node.attributes)
        to.push_back({path + '@' + attribute.name, attribute.value});
    for (const Node &child : node.children) {
        const std::string name = path.empty() ? child.name : path + '/' + child.name;
        if (child.children.empty())
            to.push_back({name, child.text});
        addElements(child, name, to);
    }
}

// [MS-OXDSCLI] 2.2.4.1.1.2.6: the type is an element, or for mapiHttp an attribute.
Protocol protocolOf(const Node &node)
{
    Protocol protocol;
    protocol.type = node.child("Type") ? node.textOf("Type") : node.attribute("Type");
    protocol.server = node.textOf("Server");
    protocol.serverDn = node.textOf("ServerDN");
    protocol.serverVersion = node.textOf("ServerVersion");
    protocol.mdbDn = node.textOf("MdbDN");
    protocol.activeDirectory = node.textOf("AD");
    protocol.authPackage = node.textOf("AuthPackage");
    protocol.certPrincipalName = node.textOf("CertPrincipalName");
    protocol.ssl = node.textOf("SSL");
    addElements(node, {}, protocol.elements);
    return protocol;
}

Settings settingsOf(const Node &response, const Node &account)
{
    Settings settings;
    if (const Node *user = response.child("User")) {
        settings.displayName = user->textOf("DisplayName");
        settings.legacyDn = user->textOf("LegacyDN");
        settings.smtpAddress = user->textOf("AutoDiscoverSMTPAddress");
        settings.deploymentId = user->textOf("DeploymentId");
    }
    for (const Node &node : account.children)
        if (node.name == "Protocol")
            settings.protocols.push_back(protocolOf(node));
    return settings;
}

// [MS-OXDSCLI] 2.2.4.1.1.2.2
Result<Document, Failure> documentOf(const Node &response, const Node &account)
{
    const std::string action = account.textOf("Action");
    if (isSame(action, "settings"))
        return Document(settingsOf(response, account));
    if (isSame(action, "redirectAddr") && account.child("RedirectAddr"))
        return Document(RedirectAddress{account.textOf("RedirectAddr")});
    if (isSame(action, "redirectUrl") && account.child("RedirectUrl"))
        return Document(RedirectUrl{account.textOf("RedirectUrl")});
    return missing("an action: settings, redirectAddr or redirectUrl", "the action \"" + action + '"');
}

// [MS-OXDSCLI] 2.2.4.1.1.3. Some servers have it inside the account.
const Node *errorIn(const Node &response)
{
    const Node *account = response.child("Account");
    const Node *inside = account ? account->child("Error") : nullptr;
    const Node *error = response.child("Error");
    return error ? error : inside;
}

Result<Document, Failure> errorOf(const Node &error)
{
    if (error.textOf("ErrorCode").empty())
        return missing("an error code", "an error without a code");
    return Document(ErrorAnswer{error.textOf("ErrorCode"), error.textOf("Message"), error.textOf("DebugData"),
                                error.attribute("Time"), error.attribute("Id")});
}

Result<Document, Failure> documentOf(const Node &root)
{
    if (root.nameSpace != schema::document)
        return missing(std::string(schema::document), "the namespace " + root.nameSpace);
    const Node *response = root.child("Response");
    if (!response)
        return missing("a response", "no response");
    if (const Node *error = errorIn(*response))
        return errorOf(*error);
    if (response->nameSpace != schema::response) // the telephones' dialect, for one
        return otherProtocol("the schema " + oneLine(response->nameSpace));
    const Node *account = response->child("Account");
    return account ? documentOf(*response, *account) : missing("an account", "no account");
}

} // namespace

Result<Document, Failure> readDocument(View body, std::string_view contentType)
{
    if (body.empty())
        return otherProtocol("an empty body");
    if (body.size() <= documentBytes.most && !isAutodiscover(body))
        return otherProtocol(mediaType(contentType));
    const auto root = readTree(body);
    return root ? documentOf(*root) : root.error();
}

} // namespace mailwalk::discovery
