#pragma once

#include "base/result.h"
#include "trace/hop.h"
#include "wire/http/url.h"

/// What Autodiscover tells ([MS-OXDSCLI] 2.2.4).
namespace mailwalk::discovery {

using wire::http::Url;

/// One element or attribute of a block: "OABUrl" = "https://...", "Internal/OWAUrl@AuthenticationMethod" = "Basic, Fba".
struct Element {
    std::string name, value;
};

/// A <Protocol> of either shape.
struct Protocol {
    std::string type;   ///< "EXCH", "EXPR", "EXHTTP", "WEB", "mapiHttp", ...
    std::string server; ///< a host name, or "guid@domain", which is never resolved
    std::string serverDn, serverVersion, mdbDn, activeDirectory, authPackage, certPrincipalName, ssl;
    std::vector<Element> elements; ///< everything, the above included, with the path inside the block
};

struct Settings {
    std::string displayName, legacyDn, smtpAddress, deploymentId;
    std::vector<Protocol> protocols; ///< in the order of the document

    const Protocol *first(std::string_view type) const; ///< or null
};

/// <Error>: "500", "600" ... with its message.
struct ErrorAnswer {
    std::string code, message, debugData;
    std::string time, id; ///< by which the server's own log has it
};
struct RedirectAddress {
    std::string address;
};
struct RedirectUrl {
    std::string url;
};

using Document = std::variant<Settings, ErrorAnswer, RedirectAddress, RedirectUrl>;

/// Whether the server's name can be resolved: "mailboxGuid@domain" of Exchange 2013 and later cannot.
bool isGuidName(std::string_view server);

/// Reads an answer. Never obeys a DTD or entity; at most 1 MiB, depth 32, 20000 elements. The failure has the code malformed,
/// too-large, or other-protocol (it is no Autodiscover document at all: got "text/html").
Result<Document, trace::Failure> readDocument(View body, std::string_view contentType);

/// The request ([MS-OXDSCLI] 2.2.3).
Bytes writeRequest(const std::string &address);

/// "14.3.123" from the eight digits of ServerVersion ([MS-OXDSCLI] 2.2.4.1.1.2.6); nothing when they are none.
std::optional<std::string> versionFrom(std::string_view serverVersion);

} // namespace mailwalk::discovery
