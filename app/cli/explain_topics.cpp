#include "cli/explain_topics.h"

#include "cli/usage.h"

#include <array>

namespace mailwalk::cli {
namespace {

// Q1, Q3, Q4 and Q5 of the questions that the product exists to answer.
constexpr std::array<Topic, 4> all{{
    {"direct", QT_TRANSLATE_NOOP("cli", "How Outlook connects directly (RPC over TCP)"),
     QT_TRANSLATE_NOOP(
         "cli",
         "1. Outlook looks up the name of the Exchange server and connects to its port 135. The end-point mapper there is asked "
         "on\n"
         "   which port a service listens; it answers with a port from the dynamic range (1024-65535, since Windows 2008\n"
         "   49152-65535) that changes with each restart, unless the administrator has fixed it.\n"
         "2. Referral: on that port Outlook asks which directory server it shall use. The answer may be another machine: a "
         "global\n"
         "   catalog (Exchange 2003 and 2007) or the Client Access server itself.\n"
         "3. Address book: port 135 of the directory server, then the port it names; there the mailbox is looked up, and with "
         "it\n"
         "   the server it lives on.\n"
         "4. Store: port 135 of that server, then the port it names; there the mailbox is opened.\n"
         "A firewall must let through 135 and each of these ports, on each of these machines. That is why the ports are fixed\n"
         "where a firewall stands, and why 135 alone is never enough.")},
    {"rpc-https", QT_TRANSLATE_NOOP("cli", "How Outlook connects by RPC over HTTPS (Outlook Anywhere)"),
     QT_TRANSLATE_NOOP(
         "cli",
         "1. Outlook connects to one machine only, the RPC proxy (a front end or Client Access server), on port 443, proves its\n"
         "   certificate, and opens two HTTPS requests that stay open: one for each direction.\n"
         "2. The same services as in the direct way are spoken inside: referral (6002), address book (6004), store (6001). "
         "These\n"
         "   numbers travel as text in the request; it is the proxy that connects to them, inside the company.\n"
         "3. So the client needs 443 only: neither 135 nor 6001-6004 are ever opened towards it. When the proxy cannot reach one "
         "of\n"
         "   the three, only that service fails.")},
    {"new-profile", QT_TRANSLATE_NOOP("cli", "Why a new profile may fail where a finished one works"),
     QT_TRANSLATE_NOOP(
         "cli",
         "A new profile visits four desks: discover (find the server), refer (which directory server), look-up (who is this "
         "user,\n"
         "where is the mailbox), open (the store). A finished profile has stored the answers of the first three and, in cached "
         "mode,\n"
         "needs only the last. The extra desks are just those that vary: the referral may name a different directory server for "
         "each\n"
         "user, site or attempt; a dynamic port changes with each restart; a user may be hidden from the address book. So one\n"
         "account can be set up and another cannot, today and not tomorrow, while every finished profile goes on working.\n"
         "'check --profile finished' walks what a finished profile needs; compare it with 'check --profile new'.")},
    {"135", QT_TRANSLATE_NOOP("cli", "What port 135 is for, and when it is not needed"),
     QT_TRANSLATE_NOOP("cli", "Port 135 is the end-point mapper: it tells on which port a service listens. Only the direct way "
                              "needs it, on the Exchange\n"
                              "server and on every directory server that the referral may name. RPC over HTTPS and MAPI over "
                              "HTTP never touch it: they\n"
                              "need 443 only. Nobody should open 135 to the internet; most providers block it anyway.")},
}};

} // namespace

std::span<const Topic> topics() { return all; }

const char *meaningOf(trace::Code code)
{
    using enum trace::Code;
    switch (code) {
    case nameNotFound: return QT_TRANSLATE_NOOP("cli", "The name service says that there is no such name.");
    case nameNoData: return QT_TRANSLATE_NOOP("cli", "The name exists, but has no address of the kind that was asked for.");
    case nameServerFailure: return QT_TRANSLATE_NOOP("cli", "The name service did not answer, or says that it cannot.");
    case timeout:
        return QT_TRANSLATE_NOOP(
            "cli", "Nothing came back in time: something on the way swallows it, or the machine is off or too busy.");
    case refused: return QT_TRANSLATE_NOOP("cli", "The machine answered at once that nobody listens on this port.");
    case unreachable: return QT_TRANSLATE_NOOP("cli", "A router, or this computer, says that there is no way to that address.");
    case permission: return QT_TRANSLATE_NOOP("cli", "This computer's own rules forbid the connection.");
    case reset: return QT_TRANSLATE_NOOP("cli", "The connection stood, and was then torn down without a word.");
    case closed: return QT_TRANSLATE_NOOP("cli", "The other side ended the connection before it had answered.");
    case otherProtocol: return QT_TRANSLATE_NOOP("cli", "Something answers on this port, but it speaks another language.");
    case certificate:
        return QT_TRANSLATE_NOOP("cli", "The server's certificate does not prove that it is the server that was asked for.");
    case tlsAlert: return QT_TRANSLATE_NOOP("cli", "The server ended the encryption's handshake with an alert.");
    case tls: return QT_TRANSLATE_NOOP("cli", "Both sides found no way to encrypt that they share.");
    case httpStatus: return QT_TRANSLATE_NOOP("cli", "The web server answered with an error status.");
    case authRejected:
        return QT_TRANSLATE_NOOP(
            "cli", "The sign-in was refused: user name or password is wrong, or the account is locked or disabled.");
    case authUnsupported: return QT_TRANSLATE_NOOP("cli", "The server offers no way to sign in that this program can use.");
    case rpcRejected: return QT_TRANSLATE_NOOP("cli", "A server listens, but not with the service that was asked for.");
    case rpcFault: return QT_TRANSLATE_NOOP("cli", "The service was reached and broke off the call with a fault.");
    case status: return QT_TRANSLATE_NOOP("cli", "The service answered, and its answer is a refusal with a reason of its own.");
    case malformed: return QT_TRANSLATE_NOOP("cli", "The answer does not have the form that the specification gives it.");
    case tooLarge: return QT_TRANSLATE_NOOP("cli", "The answer is larger than any honest answer can be.");
    case consent:
        return QT_TRANSLATE_NOOP(
            "cli", "Going on needs a consent that was not given: the password would go to a host outside your own network.");
    case internal: return QT_TRANSLATE_NOOP("cli", "This program or this computer failed, not the other side.");
    }
    return "";
}

} // namespace mailwalk::cli
