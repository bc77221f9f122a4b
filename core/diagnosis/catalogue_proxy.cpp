#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;

// The web server in front, the RPC proxy, and signing in there.
const std::vector<Cause> &proxyRows()
{
    static const std::vector<Cause> rows{
        {"rpc-proxy-not-installed",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} is a web server, but the part that carries Outlook through it is not there."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} answers 404 for /rpc/rpcproxy.dll. Is the RPC-over-HTTP proxy installed and Outlook Anywhere enabled? "
             "After enabling it takes 15 minutes."),
         "404 without a challenge. The feature is missing, or the configurator has not run yet."},
        {"app-pool-stopped",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} answers, but the part of the mail server that Outlook needs there has stopped."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} answers 503 Service Unavailable. Has the application pool stopped, or has the load balancer no server left "
             "for it?"),
         "503 without \"RPC Error\". From Microsoft-HTTPAPI it is a stopped application pool; from a balancer, no healthy "
         "server."},
        {"gateway-cannot-reach-server",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "A gateway answers for {host} and says that it cannot reach the mail server behind it."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The gateway of {host} answers 502 or 504. Can it reach the mail server, and does it trust its certificate?"),
         "502 or 504."},
        {"validports-missing",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} has a list of the machines it passes Outlook on to, and the one that is needed may be missing from it."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The RPC proxy {host} answers \"RPC Error\" for {inner}. Is that name with that port in ValidPorts, short and "
             "full?"),
         "503 RPC Error: 6ba. HKLM\\Software\\Microsoft\\Rpc\\RpcProxy ValidPorts must list NetBIOS name and FQDN with 6001-6002 "
         "and 6004."},
        {"proxy-cannot-resolve-backend",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} does not know where the inner mail server lives that it should pass Outlook on to."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "The RPC proxy {host} cannot resolve the name in {inner}. Please check DNS and suffixes on it."),
         "503 RPC Error: 6ba; the extended information has status 11001 (host not found) where the proxy sends any."},
        {"proxy-cannot-reach-backend-port",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} gets no connection to the inner mail server that it should pass Outlook on to."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The RPC proxy {host} cannot connect to {inner}. Is the service there running, and are 6001, 6002 and 6004 open "
             "between the two? They must not be open to the internet."),
         "503 RPC Error: 6ba; extended information: component 14, location 1440, status 10060 (nothing came) or 10061 "
         "(refused)."},
        {"rfr-6002-not-listening",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "Behind {host} the desk that tells Outlook which directory server to use is closed."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The RPC proxy {host} gets no connection to {inner} (referral). Is the System Attendant (2003, 2007) or the Address "
             "Book service (2010) running there, and does no firewall between the two turn it away?"),
         "6002 is not served while other ports are reached, or its connection is refused. New profiles need it; finished ones do "
         "not."},
        {"dsproxy-6004-not-listening",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP(
             "cause",
             "Behind {host} the address book does not answer, so a new profile cannot find the mailbox; finished profiles may "
             "still work."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "The RPC proxy {host} gets no connection to {inner} (address book). Please check the System Attendant (DSProxy) or "
             "the Address Book service there, and any firewall between the two."),
         "6004 is not served while other ports are reached, or its connection is refused. Exchange 2007 before SP1 RU4 on "
         "Windows 2008 does "
         "not listen there over IPv6."},
        {"store-6001-not-listening",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "Behind {host} the service that holds the mailboxes does not answer."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "The RPC proxy {host} gets no connection to {inner} (store). Is the Information Store (2003, "
                                    "2007) or the RPC Client Access service (2010) running there, and does no firewall "
                                    "between the two turn it away?"),
         "6001 is not served while other ports are reached, or its connection is refused."},
        {"gc-nspi-http-not-configured",
         {},
         {directoryAdmin, exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "Outlook was sent on to another directory server behind {host}, and that one may not be prepared for the way from "
             "outside."),
         QT_TRANSLATE_NOOP("cause",
                           "Try again: the next attempt may be sent to another one. Pass on the message all the same."),
         QT_TRANSLATE_NOOP(
             "cause",
             "New profiles are referred to {inner}, which the RPC proxy {host} does not get through to. Has every global catalog "
             "\"NSPI interface protocol sequences\" with ncacn_http:6004, and is it in ValidPorts?"),
         "RFR named a global catalog whose 6004 is not served. It depends on the referral: some users can be set up, others "
         "cannot."},
        {"rpc-remote-name-rejected",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} does not accept the server name that Outlook asks for behind it: newer servers expect the mailbox's own "
             "number there."),
         QT_TRANSLATE_NOOP(
             "cause", "Do not type the server by hand: let Outlook find its settings by the address, or repair the profile."),
         QT_TRANSLATE_NOOP("cause", "{host} knows /rpc, but answers 404 for {inner}. Which name does Outlook have to ask for?"),
         "404 after the sign-in. Exchange 2013 and later want GUID@domain in place of a server name."},
        {"publishing-rule-denies-path",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} forbids the address that Outlook has to ask there, whoever asks."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} answers 403 to Outlook. Please let /rpc, /mapi, /autodiscover, /EWS and /OAB pass in "
                                    "the publishing rule. If "
                                    "TLS ends in front of the server, it must not demand SSL itself (403.4)."),
         "403: a gateway's list of paths (ISA 12202), 403.4 behind SSL offloading, or a restriction by address."},
        {"front-end-rejects-rpc-verbs",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "A web gateway in front of {host} does not know the special kind of request that Outlook makes."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} rejects RPC_IN_DATA and RPC_OUT_DATA. The gateway must support RPC over HTTP or pass the connection "
             "through; or use MAPI over HTTP."),
         "400, 405 or 501 for the methods of [MS-RPCH] 2.1.2.1, typical of a reverse proxy or WAF."},
        {"request-size-limit",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "Outlook announces a very long conversation, and {host} refuses requests of that length."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "{host} refuses RPC_IN_DATA with Content-Length 1073741824. Please raise maxAllowedContentLength or "
                           "client_max_body_size for /rpc to 2 GiB."),
         "413, or 404 (sub-status 13 in the log) for the long request alone, while the short one was answered."},
        {"reverse-proxy-buffers-body",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "A gateway in front of {host} may be waiting for the end of a message that never ends by design."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "The gateway of {host} seems to buffer request bodies. Please switch that off for /rpc, or "
                                    "pass the connection through."),
         "Short requests are answered; the endless one of the IN channel never reaches the proxy."},
        {"reverse-proxy-breaks-ntlm",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP(
             "cause",
             "A gateway in front of {host} does not keep one line for one person, and this way of signing in cannot survive "
             "that."),
         QT_TRANSLATE_NOOP("cause", "Do not type the password again and again. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "NTLM to {host} fails in the middle of its handshake. The gateway must keep one back-end connection for each client "
             "connection, or use Basic inside TLS."),
         "The connection ends between challenge and proof, or a password that was accepted before is refused here."},
        {"lb-no-affinity-channels",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP(
             "cause",
             "Outlook's line to {host} has two halves, and they probably end at two different servers that do not know of each "
             "other."),
         QT_TRANSLATE_NOOP("cause", "Try again: it may work at times. Pass on the message all the same."),
         QT_TRANSLATE_NOOP("cause", "RPC_IN_DATA and RPC_OUT_DATA to {host} do not meet: CONN/C2 never comes. Please set "
                                    "persistence by source address on the "
                                    "load balancer."),
         "OUT answers 200 and CONN/A3, CONN/C2 does not come: the IN channel has not joined."},
        {"in-channel-cut",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The sending half of Outlook's line through {host} was cut."),
         QT_TRANSLATE_NOOP("cause", "Try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "{host} or something in front of it closes the RPC_IN_DATA connection. Is there a limit on long requests?"),
         "The IN channel was closed or reset while the OUT channel was open."},
        {"out-channel-cut",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The receiving half of Outlook's line through {host} was cut."),
         QT_TRANSLATE_NOOP("cause", "Try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "{host} or something in front of it closes the RPC_OUT_DATA connection. Is there a limit on long answers?"),
         "The OUT channel was closed or reset while the IN channel was open."},
        {"proxy-silent",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} takes the question, but never answers it."),
         QT_TRANSLATE_NOOP("cause", "Try again in a few minutes. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "{host} accepts the encrypted connection and the request, and does not answer. Does the web service hang?"),
         "TLS is made, the request is sent, and no answer comes within the deadline."},
        {"basic-ntlm-mismatch",
         {},
         {exchangeAdmin, you},
         QT_TRANSLATE_NOOP("cause", "Outlook was told to sign in to {host} in one way, and {host} only accepts another."),
         QT_TRANSLATE_NOOP("cause", "The password is not the problem: do not type it again and again. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "AuthPackage in Autodiscover and the schemes that /rpc of {host} offers do not fit. Please "
                                    "set ClientAuthenticationMethod and "
                                    "IISAuthenticationMethods alike."),
         "WWW-Authenticate lacks the scheme that AuthPackage names. A change by hand in IIS is overwritten every 15 minutes."},
        {"extended-protection-mismatch",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} may refuse the sign-in because something on the way opens the encrypted line."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Switch off the scanning of encrypted connections if your virus scanner has it. Otherwise pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} refuses a sign-in that is right elsewhere. Is Extended Protection on while TLS ends "
                                    "at a gateway or an inspecting "
                                    "device with another certificate (0xC000035B in the log)?"),
         "401 after the proof. With Extended Protection the proof is bound to the certificate that the client sees."},
        {"modern-auth-required",
         {},
         {you, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} no longer accepts a plain password: it wants the modern sign-in with a web page, "
                                    "which older versions of Outlook do "
                                    "not know."),
         QT_TRANSLATE_NOOP("cause", "Use Outlook 2016 or later, and its own sign-in window. This program cannot go on here."),
         QT_TRANSLATE_NOOP("cause",
                           "{host} offers only Bearer. Which Outlook and which way of signing in are meant for my mailbox?"),
         "401 with Bearer alone: OAuth 2.0 is required. Exchange Online gave up Basic in 2022; with hybrid modern authentication "
         "Exchange 2019 can too."},
        {"rpchttp-retired-in-cloud",
         {},
         {you, companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "The mailbox is in Microsoft's cloud, and that has given up the old way on which this walk went."),
         QT_TRANSLATE_NOOP("cause", "Use a current Outlook, which knows the new way."),
         QT_TRANSLATE_NOOP(
             "cause", "My mailbox is in Exchange Online, which no longer speaks RPC over HTTP. Which Outlook is meant for it?"),
         "RPC over HTTP at Exchange Online ended in 2017; MAPI over HTTP with modern sign-in took its place."},
        {"rpchttp-blocked-for-user",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "Outlook from outside is switched off for this mailbox."),
         QT_TRANSLATE_NOOP("cause",
                           "Connect to the company network (office or VPN), or use webmail; and pass on the message."),
         QT_TRANSLATE_NOOP("cause", "Please allow Outlook Anywhere for my mailbox."),
         "ecRpcHttpDisallowed 0x4e0. Set-CASMailbox -MAPIBlockOutlookRpcHttp $false."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
