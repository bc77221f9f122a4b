#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;

// Autodiscover: from an address to the servers.
const std::vector<Cause> &discoveryRows()
{
    static const std::vector<Cause> rows{
        {"not-an-exchange-account",
         {},
         {you},
         QT_TRANSLATE_NOOP(
             "cause", "{domain} is a mail service for everybody and has no Exchange mailboxes of the kind that is set up here."),
         QT_TRANSLATE_NOOP("cause",
                           "Let Outlook set up this account by itself as an internet mail account, or follow the help pages of "
                           "{domain}. For your mailbox at work, use the address of your company."),
         "",
         "The domain is that of a free-mail provider; nothing was asked on the network."},
        {"autodiscover-dns-missing",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause",
                           "Nobody has published where the mail server of {domain} is: the signpost that Outlook looks for is "
                           "missing."),
         QT_TRANSLATE_NOOP("cause",
                           "Check the part of your address behind the @. If it is right, pass on the message; until then "
                           "the server can be typed by hand."),
         QT_TRANSLATE_NOOP("cause", "Outlook cannot find the mail server for addresses at {domain}. Please publish "
                                    "autodiscover.{domain} or an SRV record _autodiscover._tcp.{domain} in the public zone."),
         "No A/AAAA record for autodiscover.DOMAIN, no usable SRV record _autodiscover._tcp.DOMAIN, and the domain itself has no "
         "Autodiscover. Inside, a name service of its own or the directory may hide that."},
        {"autodiscover-dns-servfail",
         {},
         {homeNetwork, internetProvider, companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "The name service fails when it is asked for {host}, so the mail server of {domain} cannot be found."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes, restart your router, or try another network such as a phone's hotspot."),
         QT_TRANSLATE_NOOP("cause",
                           "Looking up {host} ends in a failure of the name service. If other networks get an answer, it is the "
                           "name server of mine; else the zone of {domain}."),
         "SERVFAIL or REFUSED for an Autodiscover name. Compare with a second resolver: a broken resolver, a zone whose servers "
         "fail, or "
         "DNSSEC that does not verify."},
        {"root-domain-200-html",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "The website {host} answers with a page for people when Outlook asks it for mail settings; some "
                           "versions of Outlook stop there or ask for a password."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "https://{host}/autodiscover/autodiscover.xml answers 200 with a web page. Please let it answer 404, or "
                      "redirect it to the real Autodiscover."),
         "200 with something that is no Autodiscover document, from the bare domain or in the place of Autodiscover."},
        {"root-domain-foreign-certificate",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause",
                           "Before the mail server Outlook asks the website {host}, and that shows the certificate of somebody "
                           "else: Outlook may warn or stop there."),
         QT_TRANSLATE_NOOP("cause", "Do not accept that certificate. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "https://{host} presents a certificate for other names. Outlook asks there first: please give the site "
                      "a fitting certificate, or let it refuse port 443."),
         "The certificate of the bare domain does not name it: a web host's or CDN's. Policy ExcludeHttpsRootDomain is the "
         "work-around on "
         "managed PCs."},
        {"autodiscover-redirect-loop",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The signposts to the mail server of {domain} point at each other in a circle."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "Autodiscover for my address redirects in a circle, the last time at {host}. Please check redirects of the "
                      "web server, targetAddress and RedirectUrl."),
         "An address or URL came back that had been asked before, or more than ten redirects. A redirectAddr equal to the "
         "address asked is "
         "the classic."},
        {"autodiscover-redirect-to-plain-http",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "{host} sends Outlook on to an address without encryption, and Outlook does not follow there."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "Autodiscover at {host} redirects to an http:// URL. Please redirect to https://."),
         "Location or RedirectUrl with the scheme http; never followed ([MS-OXDISCO] 3.1.5)."},
        {"redirect-consent-declined",
         {},
         {you},
         QT_TRANSLATE_NOOP(
             "cause", "The settings come from another company's machine, {host}, and nobody has agreed yet that it is asked."),
         QT_TRANSLATE_NOOP("cause",
                           "If {host} belongs to your company's mail provider, walk again and allow it. Otherwise do not."),
         "",
         "A redirect or SRV record leads outside the user's domain: nothing is sent there without consent. Outlook asks the "
         "same; policy "
         "RedirectServers answers in advance."},
        {"autodiscover-600-invalid-request",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} knows the service, but takes the question for a damaged one."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "Autodiscover at {host} answers a proper POST with error 600. Does something in between take the body "
                           "away?"),
         "ErrorCode 600. Harmless for a GET from a browser; here a whole request was posted."},
        {"autodiscover-601-provider",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} understands the question, but has no answer of the kind that Outlook needs."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "Autodiscover at {host} answers with error 601: no provider for the Outlook schema. Is it meant for phones "
                      "only, or is its virtual directory damaged?"),
         "ErrorCode 601: the requested response schema is not available."},
        {"autodiscover-602-bad-address",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} cannot do anything with \"{address}\", or is not set up for it."),
         QT_TRANSLATE_NOOP("cause", "Check the address letter by letter. If it is right, pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "Autodiscover at {host} answers with error 602 for \"{address}\". Please check the address and the "
                           "configuration of Autodiscover."),
         "ErrorCode 602: bad address or an error of configuration ([MS-OXDSCLI] 2.2.4.1.1.3.2)."},
        {"autodiscover-603-internal-error",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} failed by itself while it looked for the settings."),
         QT_TRANSLATE_NOOP("cause", "Try again in some minutes. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Autodiscover at {host} answers with error 603, an internal error. The time of my try is in the saved walk."),
         "ErrorCode 603: internal error of the Autodiscover service; its own log tells more."},
        {"autodiscover-address-unknown",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The mail server does not know \"{address}\"."),
         QT_TRANSLATE_NOOP(
             "cause", "Check the spelling, and try your main address in case this is a second one. If it is right, pass on the "
                      "message."),
         QT_TRANSLATE_NOOP(
             "cause", "Autodiscover at {host} answers that \"{address}\" cannot be found. Is it an address of a mailbox there?"),
         "ErrorCode 500: the address is not found. An alias that is missing, a contact in place of a mailbox, or a sign-in name "
         "that is no "
         "address."},
        {"autodiscover-no-configuration",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The mail server knows \"{address}\", but has no settings for it."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Autodiscover at {host} knows \"{address}\" but has no configuration for it. Is it a mailbox, and is Outlook "
             "allowed for it?"),
         "ErrorCode 501: address found, no configuration."},
        {"autodiscover-mailbox-too-old",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The mailbox is still on an old server that knows no automatic set-up."),
         QT_TRANSLATE_NOOP("cause", "Ask for the server's name, and type it by hand."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Autodiscover at {host} answers that my mailbox is on a server before Exchange 2007. Which server and which "
             "RPC proxy do I have to type?"),
         "The error text says that mailboxes must be on Exchange 2007 or later."},
        {"hosting-provider-autodiscover",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "{host} answers the set-up question with settings for a simple internet mailbox, not for Exchange: "
                           "probably the web host of {domain} answers in the mail server's place."),
         QT_TRANSLATE_NOOP("cause",
                           "If your mailbox is one on Exchange, pass on the message. Otherwise set it up as an internet mail "
                           "account."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Autodiscover at {host} offers IMAP, POP or SMTP only. Please switch off the web host's own Autodiscover for "
             "{domain}, or point autodiscover.{domain} at Exchange."),
         "A valid document without EXCH, EXPR, EXHTTP and mapiHttp."},
        {"autodiscover-path-missing",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause",
                           "{host} is a web server, but knows nothing of the question that Outlook asks for mail settings."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} answers /autodiscover/autodiscover.xml with an error. Should that name lead to the Exchange server?"),
         "404, 405, 410 or 501 for /autodiscover/autodiscover.xml from the host that is published for it."},
        {"perimeter-preauth-on-autodiscover",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "A gateway in front of {host} shows a log-in page for people, and Outlook cannot fill that in."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "A gateway in front of {host} redirects Outlook to a log-in form. Please let /autodiscover, /rpc, /mapi, /EWS and "
             "/OAB pass without pre-authentication."),
         "A redirect to a form (CookieAuth.dll, my.policy, vpn/index, auth/logon) in place of 401."},
        {"srv-target-wrong",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "The signpost of {domain} points at {host}, and that is not a machine that can give the settings."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "_autodiscover._tcp.{domain} leads to {host}, which cannot be used. Please name a host that exists, whose "
                      "certificate carries its name, and which serves /autodiscover on port 443."),
         "The SRV target does not resolve, does not answer, has another certificate, or no Autodiscover."},
        {"srv-port-ignored",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause", "The signpost of {domain} names a special port, and Outlook only ever uses 443 there."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "_autodiscover._tcp.{domain} names a port other than 443, which Outlook ignores. Please serve Autodiscover on "
             "443."),
         "The SRV record's port is not 443 ([MS-OXDISCO] 3.1.5)."},
        {"exch-block-only",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause",
                           "The settings for \"{address}\" only hold the way inside the company, and none for the outside."),
         QT_TRANSLATE_NOOP("cause",
                           "Connect to the company network (office or VPN) and try again; for the outside pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Autodiscover gives my mailbox an EXCH block but neither EXPR nor EXHTTP. Please switch on Outlook Anywhere with "
             "an external host name, or MAPI over HTTP."),
         "No EXPR or EXHTTP block and no mapiHttp: Outlook Anywhere is off or has no ExternalHostname."},
        {"expr-wrong-external-host",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause", "The mail server hands out a name for the way from outside, {host}, that cannot be used from outside."),
         QT_TRANSLATE_NOOP("cause",
                           "Nothing on this PC can change that: Outlook corrects it back within the hour. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Autodiscover names {host} as the RPC proxy, which does not exist or has an inner address only. Please correct "
             "ExternalHostname on all Client Access servers."),
         "The Server of EXPR or EXHTTP does not resolve here, or resolves to a private address while Autodiscover has a public "
         "one."},
        {"outlook-too-old-for-exchange",
         {},
         {you, companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "This Outlook is too old for the mailbox: the server only offers a way that later versions know."),
         QT_TRANSLATE_NOOP("cause", "Use a newer Outlook, or webmail until then."),
         QT_TRANSLATE_NOOP(
             "cause",
             "My mailbox is only offered through MAPI over HTTP, which my version of Outlook does not know. Which Outlook is "
             "meant for it?"),
         "mapiHttp only, no EXPR or EXHTTP. Outlook 2013 SP1 and later speak it, 2010 with its last updates; 2003 and 2007 "
         "never."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
