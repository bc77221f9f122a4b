#include "cli/values.h"

#include "base/text.h"
#include "cli/usage.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <algorithm>
#include <charconv>

namespace mailwalk::cli {
namespace {

constexpr std::size_t longestName = 256;
constexpr std::size_t longestLocalPart = 64; // RFC 5321 4.5.3.1.1
constexpr unsigned longestDeadline = 3600;
constexpr qsizetype mostCertificateBytes = 1 << 20;

QString shown(std::string_view text) { return QString::fromStdString(oneLine(text, 80)); }

[[noreturn]] void wrong(std::string_view option, const std::string &text, const QString &why)
{
    throw WrongUsage{Cli::tr("--%1 %2: %3.").arg(shown(option), shown(text), why)};
}

// "10.0.0.256" has the form of a host name, but whoever typed it meant a number.
bool isHost(std::string_view text)
{
    const auto lastLabel = text.substr(text.rfind('.') + 1);
    const bool numeric = std::all_of(lastLabel.begin(), lastLabel.end(), [](char c) { return c >= '0' && c <= '9'; });
    return addressFrom(text) || (isHostName(text) && !numeric);
}

std::string withoutBrackets(const std::string &host) { return host.starts_with('[') ? host.substr(1, host.size() - 2) : host; }

// The place of the colon that ends a leading HOST:PORT; brackets hide the colons of an IPv6 number.
std::size_t endOfEndpoint(std::string_view text)
{
    const auto host = text.starts_with('[') ? text.find(']') : 0;
    const auto colon = host == text.npos ? text.npos : text.find(':', host);
    return colon == text.npos ? text.npos : text.find(':', colon + 1);
}

bool isVisible(std::string_view text) { return oneLine(text, text.size() + 1) == text; }

} // namespace

std::string hostOf(std::string_view option, const std::string &text)
{
    if (!isHost(text))
        wrong(option, text, Cli::tr("this is neither a host name nor a network address"));
    return withoutBrackets(text);
}

Endpoint nameServerOf(std::string_view option, const std::string &text)
{
    constexpr std::uint16_t domain = 53;
    if (const auto address = addressFrom(text))
        return {toText(*address), domain};
    const auto endpoint = endpointFrom(text);
    if (!endpoint || !addressFrom(endpoint->host))
        wrong(option, text, Cli::tr("a name server is given as ADDRESS or ADDRESS:PORT, a number and not a name"));
    return *endpoint;
}

net::Detour detourOf(std::string_view option, const std::string &text)
{
    const auto middle = endOfEndpoint(text);
    const auto from = endpointFrom(std::string_view(text).substr(0, middle));
    const auto to = middle == text.npos ? std::nullopt : endpointFrom(std::string_view(text).substr(middle + 1));
    const bool sameHost = from && to && sameCase(from->host) == sameCase(to->host); // of all its addresses another port
    if (!from || !to || !isHost(from->host) || !(sameHost || addressFrom(to->host)))
        wrong(option, text, Cli::tr("HOST:PORT:ADDRESS:PORT is expected, with brackets around an IPv6 address"));
    return {*from, *to};
}

FixedName fixedNameOf(std::string_view option, const std::string &text)
{
    const auto colon = text.find(':');
    const auto host = text.substr(0, colon);
    const auto address = colon == text.npos ? std::nullopt : addressFrom(text.substr(colon + 1));
    if (!address || !isHost(host) || addressFrom(host))
        wrong(option, text, Cli::tr("HOST:ADDRESS is expected, a name and a network address"));
    return {sameCase(host), *address};
}

Deadlines deadlinesOf(std::string_view option, const std::string &text)
{
    unsigned seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 1 || seconds > longestDeadline)
        wrong(option, text, Cli::tr("whole seconds from 1 to %1 are expected").arg(longestDeadline));
    return Deadlines::all(std::chrono::seconds(seconds));
}

std::string nameTyped(std::string_view option, const std::string &text)
{
    if (text.size() > longestName)
        throw WrongUsage{Cli::tr("--%1: the name is longer than %2 bytes.").arg(shown(option)).arg(longestName)};
    if (!isVisible(text))
        wrong(option, text, Cli::tr("the name contains a control character"));
    return text;
}

std::string distinguishedNameOf(std::string_view option, const std::string &text)
{
    if (!text.starts_with("/o=") && !text.starts_with("/O="))
        wrong(option, text,
              Cli::tr("a finished profile stores a distinguished name, /o=.../cn=...; a saved walk (--trace) knows it"));
    return nameTyped(option, text);
}

std::string mailAddressOf(const std::string &text)
{
    const auto at = text.rfind('@');
    const auto local = text.substr(0, at);
    const bool fits = at != text.npos && !local.empty() && local.size() <= longestLocalPart && isVisible(local) &&
                      local.find_first_of(" @") == local.npos && isHostName(text.substr(at + 1));
    if (!fits)
        throw WrongUsage{Cli::tr("ADDRESS: an e-mail address of the form name@example.com is expected.")};
    return text;
}

QByteArray contentOf(const std::string &file, qsizetype most)
{
    QFile input(QString::fromStdString(file));
    if (!input.open(QIODevice::ReadOnly))
        throw WrongUsage{Cli::tr("%1 cannot be read: %2.").arg(shown(file), input.errorString())};
    const QByteArray bytes = input.read(most + 1);
    if (input.error() != QFile::NoError)
        throw WrongUsage{Cli::tr("%1 cannot be read: %2.").arg(shown(file), input.errorString())};
    if (bytes.size() > most)
        throw WrongUsage{Cli::tr("%1 is larger than %2 MiB.").arg(shown(file)).arg(most >> 20)};
    return bytes;
}

static bool isCertificate(const QByteArray &body)
{
    constexpr char sequence = 0x30; // the DER tag that every certificate begins with
    const auto der = QByteArray::fromBase64Encoding(body.simplified().replace(' ', ""), QByteArray::AbortOnBase64DecodingErrors);
    return der && (*der).startsWith(sequence);
}

std::string certificatesOf(std::string_view option, const std::string &file)
{
    static const QByteArray begin("-----BEGIN CERTIFICATE-----"), end("-----END CERTIFICATE-----");
    const QByteArray content = contentOf(file, mostCertificateBytes);
    qsizetype at = content.indexOf(begin);
    bool good = at >= 0;
    for (; good && at >= 0; at = content.indexOf(begin, at)) {
        const qsizetype inside = at + begin.size(), last = content.indexOf(end, inside);
        good = last > inside && isCertificate(content.mid(inside, last - inside));
        at = last;
    }
    if (!good)
        wrong(option, file, Cli::tr("there is no certificate in this file, in PEM form (-----BEGIN CERTIFICATE-----)"));
    return content.toStdString();
}

std::string principalOf(std::string_view option, const std::string &text)
{
    constexpr std::string_view form = "msstd:", any = "*.";
    std::string_view name = text;
    const bool hasForm = sameCase(name.substr(0, form.size())) == form;
    name.remove_prefix(hasForm ? form.size() : 0);
    name.remove_prefix(name.starts_with(any) ? any.size() : 0);
    if (!hasForm || !isHostName(name))
        wrong(option, text, Cli::tr("a principal name looks like msstd:mail.example.com"));
    return text;
}

QString writableFile(std::string_view option, const std::string &file)
{
    const QFileInfo target(QString::fromStdString(file));
    const QFileInfo folder(target.absolutePath());
    if (!folder.isDir())
        wrong(option, file, Cli::tr("its folder does not exist"));
    if (target.isDir())
        wrong(option, file, Cli::tr("this is a folder"));
    // It is replaced as a whole, which must not happen to a device.
    if (target.exists() && !target.isFile())
        wrong(option, file, Cli::tr("this is not a plain file"));
    if (!folder.isWritable() || (target.exists() && !target.isWritable()))
        wrong(option, file, Cli::tr("this may not be written"));
    return target.absoluteFilePath();
}

} // namespace mailwalk::cli
