#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;

const std::vector<Cause> &evidenceRows()
{
    static const std::vector<Cause> rows{
        {"ipv6-does-not-get-through",
         {},
         {homeNetwork, internetProvider, companyIt},
         QT_TRANSLATE_NOOP("cause", "The newer internet protocol (IPv6) does not get through to {host}, the older one (IPv4) "
                                    "does: connecting may take a moment longer than it has to."),
         QT_TRANSLATE_NOOP("cause", "Nothing has to be done for Outlook to work. If other programs are slow to connect too, "
                                    "restart the router."),
         QT_TRANSLATE_NOOP("cause", "{host} has an IPv6 address that does not answer on port {port} from here, while its IPv4 "
                                    "address does. Is IPv6 broken on my line, or at {host}?"),
         "A connection to an AAAA address of the name failed on the way, one to an A address was made."},
        {"one-directory-server-dead",
         {},
         {directoryAdmin, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause",
                           "There are several directory servers that Outlook may be sent to, and one of them, {host}, does "
                           "not answer: it will work sometimes, and sometimes not."),
         QT_TRANSLATE_NOOP("cause", "Try again: the next attempt may be sent to another one. Pass on the message all the same."),
         QT_TRANSLATE_NOOP("cause",
                           "Of the directory servers that Exchange refers to, {host} does not answer on port {port}, while "
                           "another one does. Please mend it, or see to it that nobody is referred to it."),
         "Port 135 of this directory server does not let in, that of another one does from the same place, in the same minute."},
        {"pmtu-black-hole",
         {},
         {homeNetwork, internetProvider, companyIt},
         QT_TRANSLATE_NOOP("cause", "Small messages get through to {host} and back, large ones get lost on the way."),
         QT_TRANSLATE_NOOP("cause",
                           "Try another network, such as a phone's hotspot. If it works there, restart the router, or lower "
                           "the packet size (MTU) of the VPN."),
         QT_TRANSLATE_NOOP("cause",
                           "Large packets from {host} do not reach me, and nobody tells the sender: with small segments the "
                           "same handshake is done at once. Please let ICMP \"fragmentation needed\" through, or lower the "
                           "MSS on the line or VPN."),
         "TLS hung after the connection was made. In segments of 512 bytes the server's part of it came: a path MTU black hole "
         "(RFC 2923 2.1)."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
