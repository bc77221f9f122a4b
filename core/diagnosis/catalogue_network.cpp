#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;

// Names, lines and ports: everything below the Exchange services themselves.
const std::vector<Cause> &networkRows()
{
    static const std::vector<Cause> rows{
        {"manual-server-typed-wrong",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause", "There is no machine called {host}: the server name is probably typed wrong."),
         QT_TRANSLATE_NOOP("cause", "Check the server name letter by letter, or ask your company's IT for the right one."),
         "",
         "The typed server name does not exist in DNS, or has no address (NXDOMAIN or no A/AAAA record)."},
        {"dns-internal-name-only",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause", "The name {host} is probably only known inside the company network, and this PC seems not to be inside."),
         QT_TRANSLATE_NOOP("cause", "Connect to the company network first (office or VPN), then try again."),
         QT_TRANSLATE_NOOP("cause", "The name {host} cannot be looked up from where I am. Is there a name that works from "
                                    "outside, or do I need the VPN?"),
         "The server's name does not resolve here. Publish a name that resolves outside, or give access by VPN; do not rely on "
         "hosts files."},
        {"directory-names-unknown-server",
         {},
         {exchangeAdmin, directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "The directory names the server {host}, but the name service knows no such machine."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "My mailbox leads to the server {host}, and that name does not resolve, although other "
                                    "servers inside can be reached. Has it been taken away or renamed?"),
         "The home server that the directory or a redirect names has no A/AAAA record here, while private addresses answer: an "
         "old homeMDB, or a missing record."},
        {"name-server-failing",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause", "The name service gives no usable answer for {host}: whoever looks after that name has to "
                                    "mend it."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "Looking up {host} ends in a failure of the name service. Please check the zone and its servers."),
         "SERVFAIL or REFUSED, a circle of CNAME records, or silence for this name while its neighbours resolve. Compare with a "
         "second resolver."},
        {"name-server-not-answering",
         {},
         {homeNetwork, internetProvider, companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "The name service of this network does not answer, so the address of {host} cannot be looked up."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Restart your router, or try another network such as a phone's hotspot. On a VPN: disconnect and connect again."),
         QT_TRANSLATE_NOOP("cause", "The name server does not answer for {host} from my network."),
         "The resolver was silent, refused the port or was out of reach. Compare with a second resolver."},
        {"tcp135-filtered-by-provider",
         {},
         {internetProvider, companyIt},
         QT_TRANSLATE_NOOP("cause", "This PC cannot get in at port 135 of {host}: that machine is on the internet, and there "
                                    "this port is blocked almost everywhere, so the direct way cannot work from here."),
         QT_TRANSLATE_NOOP(
             "cause",
             "Connect by VPN, or let Outlook use the way through HTTPS. Do not ask anyone to open port 135 to the internet."),
         QT_TRANSLATE_NOOP("cause", "From outside I cannot reach {host} on port 135, and that is as it should be. Which way is "
                                    "meant for me: HTTPS (Outlook Anywhere) or a VPN?"),
         "Port 135 of a public address does not answer, or is rejected. Providers and company edges do that; offer RPC or MAPI "
         "over HTTPS (443 only), or a VPN."},
        {"direct-way-from-internet",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} says which door to use, port {port}, but that door is not open on the internet: the "
                                    "direct way is not meant for it."),
         QT_TRANSLATE_NOOP("cause",
                           "Connect by VPN, or let Outlook use the way through HTTPS. Do not ask anyone to open more ports."),
         QT_TRANSLATE_NOOP("cause",
                           "From outside, {host} answers on port 135 and sends Outlook to port {port}, which does not "
                           "answer. Port 135 should not be open to the internet at all. Which way is meant for me: HTTPS "
                           "(Outlook Anywhere) or a VPN?"),
         "The mapper of a public address answers, the mapped port does not. Do not open the mapped ports to the internet, and "
         "close 135 there; offer RPC or MAPI over HTTPS, or a VPN."},
        {"tcp135-filtered-by-company",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause", "Something on the way does not let this PC through to port 135 of {host}: a firewall in the "
                                    "company network or the VPN, or the machine is off."),
         QT_TRANSLATE_NOOP("cause", "Check that the VPN is connected, then give your company's IT the message."),
         QT_TRANSLATE_NOOP("cause", "Port 135 (TCP) of {host} does not answer from my PC. Outlook's direct connection needs it, "
                                    "together with the ports of the Exchange services."),
         "SYN to port 135 of a private address is not answered, or answered by an administrative prohibition. Allow 135 and the "
         "fixed service ports on the inner path, or use HTTPS."},
        {"tcp135-refused",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} is there, but it turns away the first question that Outlook asks (port 135)."),
         QT_TRANSLATE_NOOP("cause", "Check that {host} is really the mail server. If it is, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} refuses connections on port 135 (TCP). Is this the mail server, and is its RPC "
                                    "end-point mapper allowed through the firewall?"),
         "Port 135 answers with RST: no RPC end-point mapper there, or a firewall rejects on its behalf."},
        {"epm-ok-dynamic-port-filtered",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} says which door to use, port {port}, but the way to that door is blocked."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause",
             "{host} answers on port 135 and sends Outlook to port {port}, but port {port} does not answer. Please give the "
             "Exchange services (and the address book of the directory servers) fixed ports, and open exactly these."),
         "The mapper answers; the mapped port swallows SYN, or something rejects it by ICMP. Dynamic ports change at every "
         "restart: fix RFR, NSPI and store "
         "ports, and NTDS \\Parameters TCP/IP Port on directory servers, and open 135 and these."},
        {"mapped-port-refused",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} says which door to use, port {port}, but that door is shut."),
         QT_TRANSLATE_NOOP(
             "cause", "Try again in a few minutes: the service may just be restarting. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} sends Outlook to port {port}, and port {port} refuses the connection. Has the "
                                    "service stopped, or does a firewall reject this port?"),
         "The mapper lists a port that answers with RST: a service that died without taking its entry back, or a rejecting "
         "firewall."},
        {"no-route-to-server",
         {},
         {homeNetwork, companyIt},
         QT_TRANSLATE_NOOP("cause", "From this PC there is no way to {host}."),
         QT_TRANSLATE_NOOP("cause", "Check that this PC is connected, and the VPN if you need one; then try again."),
         QT_TRANSLATE_NOOP("cause", "My PC gets \"unreachable\" for {host}. Is the VPN meant to lead there?"),
         "This machine itself found no way: no route, no neighbour, or no such address family."},
        {"router-says-unreachable",
         {},
         {companyIt, homeNetwork},
         QT_TRANSLATE_NOOP("cause",
                           "A router on the way says that {host} cannot be reached: the VPN is not connected, the machine "
                           "is off, or a firewall answers like that."),
         QT_TRANSLATE_NOOP("cause", "Check that the VPN is connected, if you need one; then try again."),
         QT_TRANSLATE_NOOP("cause",
                           "A router answers \"unreachable\" for {host}. Is the machine up, and is there a way to it from "
                           "my network?"),
         "Unreachable by ICMP; the hop's fact \"said by\" names the kind and the router."},
        {"blocked-at-home-router",
         {},
         {homeNetwork},
         QT_TRANSLATE_NOOP(
             "cause", "The router of the network that this PC is in does not let it through to port {port} of {host}."),
         QT_TRANSLATE_NOOP("cause", "Try another network, such as a phone's hotspot. If it works there, look for a filter in the "
                                    "router's settings."),
         QT_TRANSLATE_NOOP("cause", "From my PC, connections to port {port} of {host} come no further than the router here, while "
                                    "others come further. Does it filter that port?"),
         "Connections to this port that die at a chosen router show the first router and nothing behind it, those to another port "
         "of the same machine go on: the closer look names the routers. Some routers filter Windows ports towards the internet, "
         "where 135 has no business anyway."},
        {"blocked-at-provider",
         {},
         {internetProvider},
         QT_TRANSLATE_NOOP("cause", "The internet provider does not let this PC through to port {port} of {host}."),
         QT_TRANSLATE_NOOP("cause", "Try another network, such as a phone's hotspot. If it fails there too, let Outlook use the way "
                                    "through HTTPS, or connect by VPN."),
         QT_TRANSLATE_NOOP("cause", "Connections from my line to port {port} of {host} get lost in your network, while other "
                                    "connections come further. Do you filter this port?"),
         "Connections to this port that die at a chosen router are silent behind a router of the provider's, those to another port "
         "of the same machine go on: the closer look names the routers. Many providers filter 135 for everybody."},
        {"blocked-at-company-edge",
         {},
         {companyIt},
         QT_TRANSLATE_NOOP(
             "cause", "The company's firewall, or {host} itself, does not let this PC in at port {port}."),
         QT_TRANSLATE_NOOP("cause", "Check that the VPN is connected, if you need one. Then pass on the message."),
         QT_TRANSLATE_NOOP("cause", "Connections from my PC to port {port} of {host} come as far as the edge of your network, and no "
                                    "further. Is that meant? If it is: which way is meant for me, HTTPS or a VPN?"),
         "Connections to this port that die at a chosen router come up to the last router before the machine, and no further: the "
         "closer look names the routers. Port 135 and the mapped ports do not belong on the internet."},
        {"home-security-software-blocks",
         {},
         {you},
         QT_TRANSLATE_NOOP(
             "cause", "This PC itself does not allow the connection to {host}: a protection program or a local rule stops it."),
         QT_TRANSLATE_NOOP("cause", "Allow this program in your firewall or virus scanner, or ask whoever looks after this PC."),
         "",
         "The operating system refused the connection locally (EACCES or EPERM)."},
        {"rpc-inspection-drops",
         {},
         {companyIt, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} answers, but the line is cut as soon as the real conversation begins: a firewall on "
                                    "the way probably misreads it."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "TCP to {host} port {port} opens, and is reset right after the RPC bind. Is there a firewall "
                                    "that inspects DCE-RPC in between? Please switch that off for these servers."),
         "RST right after the RPC bind. Typical of DCE-RPC inspection that does not know the bind's options; a crashing service "
         "looks the same."},
        {"server-silent",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} picks up, but then says nothing."),
         QT_TRANSLATE_NOOP("cause", "Try again in a few minutes. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} accepts connections on port {port} but does not answer. Is the service hanging, or "
                                    "does a firewall answer in its place?"),
         "The TCP connection is made and no answer comes: a hanging service, or a device that completes the handshake for it."},
        {"server-closes-early",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} picks up, and hangs up before it has answered."),
         QT_TRANSLATE_NOOP("cause", "Try again in a few minutes. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} closes the connection on port {port} in the middle of the conversation. Is the "
                                    "service failing, or a limit or firewall in between?"),
         "The connection ended before the answer was complete."},
        {"another-program-on-port",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "On port {port} of {host} answers something that is not the mail service."),
         QT_TRANSLATE_NOOP("cause",
                           "Check the server name. If it is right, pass on the message to your Exchange administrator."),
         QT_TRANSLATE_NOOP("cause",
                           "Port {port} of {host} answers with another protocol than Exchange's. What is listening there?"),
         "The first bytes are no RPC; the hop's excerpt shows them."},
        {"answer-malformed",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "{host} answers, but part of its answer makes no sense."),
         QT_TRANSLATE_NOOP("cause", "Try again. If it stays, save this walk and give it, with the message, to your "
                                    "Exchange administrator."),
         QT_TRANSLATE_NOOP("cause", "The answer of {host} on port {port} breaks the rules of its protocol; the saved walk shows "
                                    "where. Does a device in between change it?"),
         "An answer broke the specification; the failure names the field, what was expected and what came."},
        {"server-too-busy-throttled",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} is too busy now and asks to come back later."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again."),
         QT_TRANSLATE_NOOP("cause", "{host} answers \"too busy\". Is it overloaded, or throttling this account?"),
         "Server too busy (0x1c010014, 0x6bb, ecServerBusy 0x480, 0x973), or a bind refused for a local limit."},
        {"wrong-service-on-port",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} sends Outlook to port {port}, but another service lives there."),
         QT_TRANSLATE_NOOP("cause",
                           "Try again in a few minutes: ports may just have changed. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "Port {port} of {host} rejects the interface that the mapper promises there. Are two "
                                    "services set to the same fixed port?"),
         "Bind result abstract_syntax_not_supported, or fault nca_s_unk_if 0x1c010003, on the mapped port."},
        {"dns-round-robin-one-bad",
         {},
         {exchangeAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause", "Several machines share the name {host}, and one of them does not answer: it will work "
                                    "sometimes, and sometimes not."),
         QT_TRANSLATE_NOOP("cause", "Try again: the next attempt may meet a working one. Pass on the message all the same."),
         QT_TRANSLATE_NOOP("cause", "One of the addresses behind {host} does not answer on port {port}; the others do. Please "
                                    "mend it or take it out of DNS."),
         "One address of a name failed while another passed; the hops name the addresses."},
        {"idle-timeout-short",
         {},
         {companyIt, homeNetwork},
         QT_TRANSLATE_NOOP("cause", "A connection to {host} that nobody had used for a while was dead when it was needed again: "
                                    "something on the way forgets quiet connections."),
         QT_TRANSLATE_NOOP("cause", "Where Outlook says that it is connected but nothing comes, restart it. At home, restart or "
                                    "replace the router; if it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "A connection to {host} (port {port}) dies unnoticed after a silence; the walk says how long. "
                           "Which router, firewall or balancer on the way forgets connections before Outlook speaks "
                           "again? Its limit has to be longer than the silence, or the RPC proxy's minimum connection "
                           "time-out shorter (120 s is usual)."),
         "After the silence came a reset or nothing, and no orderly end. The limit for idle connections is shorter than the "
         "interval of the keep-alives."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
