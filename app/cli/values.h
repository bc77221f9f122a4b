#pragma once

#include "base/deadlines.h"
#include "base/endpoint.h"
#include "net/step.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <string>
#include <string_view>

/// What stands behind an option, checked before anything starts. Every function throws WrongUsage, naming the option.
namespace mailwalk::cli {

std::string hostOf(std::string_view option, const std::string &text);    ///< a name or a number, without brackets
Endpoint nameServerOf(std::string_view option, const std::string &text); ///< ADDRESS[:PORT], 53 when no port is given
net::Detour detourOf(std::string_view option, const std::string &text);  ///< HOST:PORT:ADDRESS:PORT

struct FixedName {
    std::string host; ///< in sameCase() form
    Address address;
};
FixedName fixedNameOf(std::string_view option, const std::string &text); ///< HOST:ADDRESS

Deadlines deadlinesOf(std::string_view option, const std::string &text); ///< whole seconds, 1 to 3600

/// A name that a person types: mailbox, user. Not empty, one line, at most 256 bytes.
std::string nameTyped(std::string_view option, const std::string &text);

/// A legacyDN, "/o=Organisation/ou=.../cn=alice": what a profile stores of its mailbox.
std::string distinguishedNameOf(std::string_view option, const std::string &text);

/// name@example.com. Its text is never repeated in a sentence: it could be a misplaced password.
std::string mailAddressOf(const std::string &text);

/// A file that can be read; its bytes, at most `most` of them.
QByteArray contentOf(const std::string &file, qsizetype most);

/// The text of a file with certificates in PEM form (RFC 7468 5.1): something else was surely not meant.
std::string certificatesOf(std::string_view option, const std::string &file);

/// "msstd:mail.corp.test" or "msstd:*.corp.test", as an Outlook profile stores it.
std::string principalOf(std::string_view option, const std::string &text);

/// A file that can be written: its folder is there and lets us write, and it is no folder or device itself.
QString writableFile(std::string_view option, const std::string &file);

} // namespace mailwalk::cli
