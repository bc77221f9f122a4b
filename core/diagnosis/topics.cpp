#include "diagnosis/topics.h"

#include <QCoreApplication>
#include <iterator>

namespace mailwalk::diagnosis {

static constexpr Page pages[] = {
    {"direct",
     QT_TRANSLATE_NOOP(
         "explain",
         "How Outlook connects directly (MAPI over TCP), with Exchange 2003 to 2010.\n\n"
         "Outlook goes to several desks, and at each machine it first asks the receptionist on port 135: "
         "\"Which port does "
         "this service have today?\" The answer is a number that the server chose when the service started, so it looks random: "
         "1024 and up on "
         "Windows 2000 and 2003, 49152 to 65535 from Windows 2008 on, 6005 and up on an Exchange 2010 Client Access server.\n\n"
         "A new profile goes this way: 1. the Exchange server that was typed: port 135, then the port of the referral service, "
         "which names a "
         "directory server; 2. that directory server (with 2003 and 2007 a global catalog, another machine): port 135, then the "
         "port of its "
         "address book, where your name and your home server are looked up; 3. the home mailbox server: port 135, then the port "
         "of the mailbox "
         "store, where the mailbox is opened. With Exchange 2010 all three services live on the Client Access server.\n\n"
         "To have fixed ports, give each service its own: store, referral and address book on Exchange, and the address book on "
         "every directory "
         "server that a referral may name. These and 135 are then all that the firewall has to let through. Exchange 2013 and "
         "later do not "
         "offer this way at all.")},
    {"rpc-https",
     QT_TRANSLATE_NOOP(
         "explain",
         "How Outlook connects through HTTPS (RPC over HTTPS, \"Outlook Anywhere\").\n\n"
         "From nothing but an address: Outlook asks for its settings (Autodiscover), in this order: https://DOMAIN, "
         "https://autodiscover.DOMAIN, a redirect from http://autodiscover.DOMAIN, and an SRV record. The answer names the "
         "machine "
         "to go to from outside, how to sign in there, and which name its certificate must bear.\n\n"
         "Outlook then opens port 443 of that one machine, the RPC proxy (a front-end or Client Access server), and packs the "
         "same "
         "conversations as in the direct way into encrypted web requests, two for each conversation: one to send, one to "
         "receive. "
         "Each request names the inner server and a fixed port: 6002 for the referral, 6004 for the address book, 6001 for the "
         "mailbox. The proxy makes those connections, inside the company; from outside they are never opened. The referral names "
         "no directory server behind the firewall but a name that the proxy can reach.\n\n"
         "So from your PC only 443 is needed. Port 80 is only used by one step of finding the settings, a redirect to HTTPS. The "
         "receptionist on port 135 is not asked, and neither is its sister on 593.\n\n"
         "A walk proves it: in its way through HTTPS every connection goes to port 443. What can go wrong there stands in it "
         "step "
         "by step: the signpost, the certificate, the sign-in at the web server, the two halves of the line, and each of the "
         "three ports behind the proxy by itself. Walk this way alone with --via rpc-https.\n\n"
         "Exchange 2013 and later want the mailbox's own number in place of a server name, which only the settings tell. They "
         "speak "
         "a newer kind as well (MAPI over HTTP), also on 443 alone; Microsoft's cloud speaks nothing else any more.")},
    {"new-profile",
     QT_TRANSLATE_NOOP(
         "explain",
         "Why a new profile can fail where a finished one works, and why it fails only sometimes.\n\n"
         "A new profile has to visit four desks: finding the server, the referral, the address book, and the "
         "mailbox. A finished one "
         "remembers the mailbox server, the mailbox's inner name and a directory server, and in cached mode keeps "
         "a copy of the address book; "
         "so every day it needs the mailbox only (and without cached mode the directory server it remembers).\n\n"
         "The extra desks are the ones that vary. The referral may name another directory server each time, by "
         "user, site and load, and one of "
         "them may be unknown or closed to you. Ports that are not fixed change with each restart. Port 135 "
         "depends on the network you are in. "
         "And some obstacles belong to one account: a mailbox hidden from the address book, a name that two people "
         "share, Outlook switched "
         "off for a mailbox, a mailbox so new that not every directory server knows it.\n\n"
         "Through HTTPS it is the same with other doors: port 443 is one for all, but behind it the proxy may "
         "reach 6001 (the mailbox) and not 6002 or 6004, which only a new profile needs; a load balancer may part the two "
         "halves of a line at one time and not at the next; and finding the settings is a desk of its own, which a finished "
         "profile passes by with what it remembers.\n\n"
         "That is why one account can be set up and another cannot, and why it works at one hour and not at the "
         "next. Walk several times, and "
         "walk both accounts from the same PC: the desk where they part is the one to mend.")},
    {"fixed-ports",
     QT_TRANSLATE_NOOP(
         "explain",
         "How the ports of the direct way are fixed.\n\n"
         "Each service that Outlook asks for gets a port of its own, by a value in the registry of the machine it runs on. With "
         "Exchange 2003 and 2007: the mailbox store, the referral service and the address book that Exchange passes on, on every "
         "Exchange server; and the address book of every directory server that a referral may name, which is the one that is "
         "forgotten. With Exchange 2010: the RPC Client Access service and the Address Book service, the same on every Client "
         "Access server behind one name. From Exchange 2013 on there is nothing to fix: everything goes through HTTPS.\n\n"
         "The numbers of one machine must differ from each other and from 6001, 6002 and 6004, and nothing else may use them. "
         "Set "
         "the values, restart the services (a directory server as a whole: all of Active Directory's own conversations move to "
         "that "
         "port), see that a walk finds the new ports, and only then close the dynamic range in the firewall.\n\n"
         "Port 135 stays necessary: Outlook asks there for the fixed ports, too.\n\n"
         "'mailwalk-cli ports' prints the values, their machines and side effects, and the firewall's rules before and after; "
         "with "
         "--format reg, netsh or nft as files to use.")},
    {"135",
     QT_TRANSLATE_NOOP(
         "explain",
         "Is port 135 needed?\n\n"
         "For the direct way: yes, on every machine that is visited, the directory servers included. It cannot be moved; "
         "it can only be "
         "avoided by a profile that was given fixed ports. Whether 135 answers depends on the network: most internet "
         "providers and companies "
         "block it at their border, and they are right. Nobody should open it to the internet. From home, use a VPN, or "
         "the way through HTTPS.\n\n"
         "For RPC over HTTPS: no. The ports are named in the request (6001, 6002, 6004), so nobody has to be asked for "
         "them: neither 135 nor "
         "593, neither by your PC nor by the proxy on Outlook's behalf. A walk with --via rpc-https proves it for your own "
         "mailbox: no step of it goes to 135, and where it works, it works without. 135 shows up all the same when Outlook tries "
         "the "
         "direct way first (on a "
         "network that it takes for fast), or when \"Check Name\" is pressed before the proxy settings are filled in.\n\n"
         "Where both ways are offered, a walk takes both, side by side: from outside the direct one ends at a closed port 135 as "
         "it "
         "should, and the mailbox opens all the same. The report then calls the direct way \"not offered\" and blames nobody.\n\n"
         "For MAPI over HTTP: no.")},
};

// In the order of trace::Code.
static constexpr Page meanings[] = {
    {"name-not-found", QT_TRANSLATE_NOOP("explain", "The name service knows no machine of this name.")},
    {"name-no-data", QT_TRANSLATE_NOOP("explain", "The name exists, but no address belongs to it.")},
    {"name-server-failure",
     QT_TRANSLATE_NOOP("explain", "The name service answered that it cannot tell, or its answers contradict each other.")},
    {"timeout", QT_TRANSLATE_NOOP("explain", "Nothing came back in time. A firewall that swallows what it does not like looks "
                                             "like this, and so does a machine that is switched off.")},
    {"refused", QT_TRANSLATE_NOOP("explain", "The machine answered at once that nothing listens on this port. So the way there "
                                             "is open, or a firewall answered in its place.")},
    {"unreachable", QT_TRANSLATE_NOOP("explain", "A router, or this PC itself, said that there is no way to this address.")},
    {"permission", QT_TRANSLATE_NOOP("explain", "This PC did not allow it: a local firewall or protection program.")},
    {"reset", QT_TRANSLATE_NOOP("explain", "The connection was made and then cut, by the server or by something in between.")},
    {"closed", QT_TRANSLATE_NOOP("explain", "The other side hung up in good order, but before it had answered.")},
    {"other-protocol",
     QT_TRANSLATE_NOOP("explain", "Something answered that speaks another language than the service expected here.")},
    {"certificate",
     QT_TRANSLATE_NOOP("explain", "The server's certificate does not prove that it is the server that was asked for.")},
    {"tls-alert", QT_TRANSLATE_NOOP("explain", "The server broke off the encrypted connection, and said why by a number.")},
    {"tls", QT_TRANSLATE_NOOP("explain", "No encrypted connection could be made.")},
    {"http-status", QT_TRANSLATE_NOOP("explain", "The web server answered with an error.")},
    {"auth-rejected",
     QT_TRANSLATE_NOOP("explain",
                       "The server did not accept the sign-in. A wrong password, a locked account and an expired one look the "
                       "same from here. No further try is made in this walk, so that the account is not locked by it.")},
    {"auth-unsupported",
     QT_TRANSLATE_NOOP("explain",
                       "The server does not accept this way of signing in: it may want another, such as Kerberos or the modern "
                       "sign-in with a web page. No password was refused. This program has no other way; Outlook may have it.")},
    {"rpc-rejected",
     QT_TRANSLATE_NOOP(
         "explain",
         "The server answered, but would not begin the conversation: it does not offer this service here, or has no room.")},
    {"rpc-fault",
     QT_TRANSLATE_NOOP("explain",
                       "The conversation was under way when the server answered a question with a fault instead of a result.")},
    {"status",
     QT_TRANSLATE_NOOP("explain",
                       "The service itself said no, with a number of its own. The line and the conversation are in order.")},
    {"malformed",
     QT_TRANSLATE_NOOP(
         "explain",
         "The answer breaks the rules of its protocol. The step tells which field, what was expected, and what came.")},
    {"too-large", QT_TRANSLATE_NOOP("explain", "The answer was larger than any honest one.")},
    {"consent", QT_TRANSLATE_NOOP("explain", "Going on would have sent your sign-in to a machine that you have not agreed to.")},
    {"internal", QT_TRANSLATE_NOOP("explain", "This program failed or met a limit of its own. Nobody else is to blame.")},
};

Pages topics() { return {std::begin(pages), std::end(pages)}; }
Pages codes() { return {std::begin(meanings), std::end(meanings)}; }

} // namespace mailwalk::diagnosis
