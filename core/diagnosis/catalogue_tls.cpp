#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;

// Port 443 and what proves the server behind it.
const std::vector<Cause> &tlsRows()
{
    static const std::vector<Cause> rows{
        {"tcp-443-filtered",
         {},
         {companyIt, homeNetwork},
         QT_TRANSLATE_NOOP(
             "cause", "No answer comes from {host}: something on the way throws the connection away, or the machine is off."),
         QT_TRANSLATE_NOOP("cause",
                           "Try from another network, such as a phone's hotspot. If it fails there too, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "{host} does not answer on port {port} (TCP). Is the machine up, and does the firewall let my network in?"),
         "SYN is not answered, or answered by an administrative prohibition. A private address here is one that works inside "
         "only."},
        {"tcp-443-refused",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "The machine {host} is there, but the door that Outlook needs is shut."),
         QT_TRANSLATE_NOOP("cause",
                           "Try again in a few minutes: the server may just be restarting. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} refuses connections on port {port} (TCP). Does the web server run, and does the forwarding rule lead to "
             "it?"),
         "RST on SYN: no web server, or a firewall or forwarding rule without a target."},
        {"cert-expired",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The certificate of {host} has run out, so Outlook does not trust the server any more."),
         QT_TRANSLATE_NOOP(
             "cause", "Check the date of this PC. If it is right, pass on the message; do not go on with such a certificate."),
         QT_TRANSLATE_NOOP(
             "cause", "The certificate of {host} has expired. Please renew it and bind it everywhere, load balancers included."),
         "notAfter is past; the hop's facts have the dates. Only some of several nodes may have the old one."},
        {"cert-not-yet-valid",
         {},
         {exchangeAdmin, you},
         QT_TRANSLATE_NOOP("cause", "The certificate of {host} is not valid yet, seen from the clock of this PC."),
         QT_TRANSLATE_NOOP(
             "cause", "Check the date, the time and the time zone of this PC first. If they are right, pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "The certificate of {host} begins to be valid in the future. Was it made with a wrong clock?"),
         "notBefore is still to come. A wrong clock on this PC looks the same."},
        {"client-clock-wrong",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause", "The clock of this PC is probably wrong, so that valid certificates look invalid."),
         QT_TRANSLATE_NOOP("cause", "Set date, time and time zone of this PC, then try again."),
         "",
         "The Date of a server's answer contradicts this PC's clock, or several servers' different certificates fail for their "
         "dates alone."},
        {"cert-name-mismatch",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The certificate that {host} shows belongs to another name."),
         QT_TRANSLATE_NOOP("cause", "Do not go on with it, and do not type your password there. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The certificate at {host}:{port} does not name {host}. Please use one that does, or publish a name that it "
             "carries."),
         "Neither a subjectAltName nor, without any, the common name fits the host; the hop's facts have the names."},
        {"cert-untrusted-ca",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The certificate of {host} was issued by somebody whom this PC does not know."),
         QT_TRANSLATE_NOOP(
             "cause",
             "If it is your company's own authority, have its root certificate installed on this PC; Outlook offers no way "
             "to go on without."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The certificate of {host} comes from an authority that private PCs do not know. Please use a public one, or "
             "send me the root certificate."),
         "The chain ends at an authority that is not among the trusted ones. Company PCs have the root, private ones do not."},
        {"cert-self-signed",
         {},
         {exchangeAdmin, you},
         QT_TRANSLATE_NOOP("cause",
                           "{host} has signed its certificate itself, so nobody vouches for it, and Outlook does not go on."),
         QT_TRANSLATE_NOOP("cause", "Pass on the message. Installing that certificate is for your company's IT to decide."),
         QT_TRANSLATE_NOOP("cause", "{host} uses a self-signed certificate. Please use one of an authority that my PC knows."),
         "The leaf is its own issuer: the certificate that Exchange's set-up makes, or a device's."},
        {"cert-missing-intermediate",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} shows its certificate without the one in between that leads to a known authority: some PCs have it by "
             "chance, this one does not."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC should be changed for it. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} does not send its intermediate certificate. Please install the whole chain on every server and load "
             "balancer."),
         "The leaf's issuer is neither sent nor known. Windows may fetch it or have it cached, which makes it look random."},
        {"tls-inspection-appliance",
         {},
         {companyIt, homeNetwork},
         QT_TRANSLATE_NOOP(
             "cause",
             "A device in this network opens all encrypted connections and seals them again with a certificate of its own: "
             "this PC does not trust it."),
         QT_TRANSLATE_NOOP("cause", "Try from another network, such as a phone's hotspot. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "In this network the certificate of {host} comes from an inspecting device. Please leave {host} out of the "
                      "inspection, or install the device's root certificate."),
         "The issuer bears the name of a maker of TLS inspection; compare with a control host."},
        {"antivirus-tls-scan",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause",
                           "A virus scanner on this PC opens the encrypted connection to {host} and gets in Outlook's way."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Switch off the scanning of encrypted connections in the virus scanner, at least for {host}, and try again."),
         "",
         "The issuer bears the name of a virus scanner's root."},
        {"tls-server-too-old",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} only knows an old kind of encryption that this program does not use: it cannot go on here, an Outlook "
             "of that time may."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC should be weakened for it. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} offers no newer protocol than TLS 1.1. Please put a current TLS front end before it, or update it."),
         "protocol_version alert or a ServerHello below TLS 1.2. Servers of 2003 to 2008 know TLS 1.0 at most."},
        {"tls-no-common-cipher",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP(
             "cause", "{host} and this program share no kind of encryption: it cannot go on here, an Outlook of that time may."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC should be weakened for it. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} accepts none of today's cipher suites (handshake_failure). Which does it offer? RC4 and 3DES are gone "
             "from current programs."),
         "Alert 40 or 71. A server of 2003 has RC4 and 3DES only, which OpenSSL 3 has not; a device that wants another server "
         "name answers the "
         "same."},
        {"client-certificate-demanded",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} lets in only PCs that show a certificate of their own."),
         QT_TRANSLATE_NOOP("cause", "Use a PC that your company has set up for it, or pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} demands a client certificate in the TLS handshake. Is that meant for Outlook, and how do I get one?"),
         "CertificateRequest, and the handshake was refused without one. Outlook sends one only where the PC is set up for it."},
        {"msstd-mismatch",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "Outlook was told to expect another name on the certificate of {host} than it shows."),
         QT_TRANSLATE_NOOP("cause",
                           "Nothing on this PC helps for long: Outlook gets the same setting again. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "CertPrincipalName (msstd:) of the EXPR provider does not fit the certificate of {host}. Please correct it with "
             "Set-OutlookProvider EXPR -CertPrincipalName, or renew the certificate with that name."),
         "The certificate is valid for the host, but not for the principal name of the settings. Outlook asks for the password "
         "again and again."},
        {"msstd-wildcard-or-xp-cn",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "The certificate of {host} fits, but not in the way this Outlook compares it: it wants the expected name itself "
             "in the first place of the certificate."),
         QT_TRANSLATE_NOOP("cause", "A newer Windows and Outlook may be content. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "msstd: of the EXPR provider does not fit the certificate of {host} as old Windows compares it. Please set "
                      "msstd:*.DOMAIN for a wildcard, or put the name into the common name."),
         "A wildcard certificate against msstd:HOST, or Windows XP, which compares the common name only."},
        {"captive-portal",
         {},
         {you},
         QT_TRANSLATE_NOOP(
             "cause",
             "This network lets nobody onto the internet before its own page was seen: it answers in the place of {host}."),
         QT_TRANSLATE_NOOP("cause", "Open a web browser, sign in to the Wi-Fi or accept its page, then try again."),
         "",
         "HTTP 511, or different hosts that all lead to the same private address with one foreign certificate."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
