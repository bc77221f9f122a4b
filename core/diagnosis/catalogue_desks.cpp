#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;
using trace::Stage;

// The services on the way: referral, address book, store.
const std::vector<Cause> &deskRows()
{
    static const std::vector<Cause> rows{
        {"epm-interface-not-registered",
         Stage::refer,
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause", "{host} answers, but the service that tells Outlook which directory server to use is not running there."),
         QT_TRANSLATE_NOOP("cause", "Check that {host} is the mail server. If it is, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "The mapper of {host} knows no referral service (RFR). Is the System Attendant (2003, 2007), "
                                    "RPC Client Access or Address Book service (2010) running?"),
         "ept_map: 0x16c9a0d6 for RFR 1544f5e0. Start MSExchangeSA (2003, 2007) or MSExchangeAB (2010)."},
        {"epm-interface-not-registered",
         Stage::lookUp,
         {exchangeAdmin, directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} answers, but its address book service is not running."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "The mapper of {host} knows no address book service (NSPI). If it is a directory server: is it a global "
                      "catalog, and was it restarted since? If it is an Exchange server: is the address book service running?"),
         "ept_map: 0x16c9a0d6 for NSPI f5cc5a18. A domain controller offers it only as global catalog, and after a restart; "
         "Exchange 2010 in MSExchangeAB."},
        {"epm-interface-not-registered",
         Stage::open,
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} answers, but the service that holds the mailboxes is not running there."),
         QT_TRANSLATE_NOOP("cause",
                           "Wait some minutes, in case the server has just been restarted. If it stays, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "The mapper of {host} knows no mailbox store (EMSMDB). Is the Information Store (2003, 2007) "
                                    "or RPC Client Access service (2010) running?"),
         "ept_map: 0x16c9a0d6 for EMSMDB a4f1db00. Start MSExchangeIS or MSExchangeRPC; a fixed port that clashes with another "
         "also takes the entry away."},
        {"no-rfr-breaks-new-profile",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The desk at {host} that sends a new Outlook to its directory server may be switched off or "
                                    "stopped: no new profile can be set up then; a finished profile may still work."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP(
             "cause", "The referral service (RFR) of {host} does not serve my PC. Outlook 2007 SP2 and later needs it to set "
                      "up a profile. Is it running, or is \"No RFR Service\" set?"),
         "RFR is not offered while the mapper answers. MSExchangeSA\\Parameters \"No RFR Service\" = 1 is a work-around for old "
         "clients that stops newer ones."},
        {"gc-without-exchange",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} is a directory server without Exchange: it knows the people, but it keeps no mail."),
         QT_TRANSLATE_NOOP("cause", "Type the name of the mail server instead of {host}."),
         QT_TRANSLATE_NOOP("cause",
                           "Which server name do I have to type for Exchange? {host} is a directory server without Exchange."),
         "The mapper there knows NSPI or DRSUAPI, but neither RFR nor EMSMDB: a domain controller without the mailbox role."},
        {"server-without-exchange",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} answers, but no part of Exchange runs there."),
         QT_TRANSLATE_NOOP("cause", "Check that {host} is the mail server. If it is, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} offers neither the referral service nor the mailbox store. Is it an Exchange server, "
                                    "and do its services run?"),
         "The mapper there knows neither RFR nor EMSMDB: another machine, or all Exchange services are stopped."},
        {"referral-to-unresolvable-gc",
         {},
         {exchangeAdmin, directoryAdmin},
         QT_TRANSLATE_NOOP("cause",
                           "The mail server sends Outlook on to the directory server {host}, but nobody here knows that name."),
         QT_TRANSLATE_NOOP("cause", "Connect to the company network (office or VPN) and try again."),
         QT_TRANSLATE_NOOP("cause", "New Outlook profiles are referred to {host}, a name that cannot be looked up from my PC. "
                                    "Please refer to a server that can be, or make the name known."),
         "RFR named a host that does not resolve here. The choice varies by user, load and site, so it fails for some and works "
         "for others."},
        {"referral-to-unreachable-gc",
         {},
         {companyIt, directoryAdmin, exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause", "The mail server sends Outlook on to the directory server {host}, but it cannot be reached from here."),
         QT_TRANSLATE_NOOP("cause",
                           "Try again: the next attempt may be sent to another one. Pass on the message all the same."),
         QT_TRANSLATE_NOOP("cause", "New Outlook profiles are referred to {host}, and port {port} there does not answer my PC. "
                                    "Please open 135 and its fixed address book port, or refer to a server that can be reached."),
         "The referred directory server does not answer. Exchange's own fixed ports are not enough for a new profile: every "
         "directory server that RFR may name needs 135 and its NSPI port."},
        {"referral-stored-in-profile-dead",
         {},
         {you, directoryAdmin, companyIt},
         QT_TRANSLATE_NOOP("cause",
                           "This profile remembers the directory server {host}, and that one cannot be reached any more."),
         QT_TRANSLATE_NOOP("cause",
                           "Restart Outlook, so that it asks for another one; if that does not help, repair the profile."),
         QT_TRANSLATE_NOOP(
             "cause", "My Outlook profile still uses {host} as its directory server. Has it been taken away, or is it down?"),
         "The profile value 001e6602 names a directory server that does not answer. In cached mode only the address book "
         "suffers."},
        {"gc-nspi-service-dead",
         {},
         {directoryAdmin, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The directory server {host} is up, but its address book does not answer as it should."),
         QT_TRANSLATE_NOOP("cause",
                           "Try again: the next attempt may be sent to another one. Pass on the message all the same."),
         QT_TRANSLATE_NOOP("cause", "NSPI on {host} accepts the line but not the session. Was it made a global catalog without a "
                                    "restart, or is the address book service hanging?"),
         "The bind succeeds; NspiBind faults, hangs or is cut off, or the interface is rejected."},
        {"nspi-session-limit",
         {},
         {directoryAdmin, exchangeAdmin, you},
         QT_TRANSLATE_NOOP("cause", "The address book at {host} refuses another session for this account, although the sign-in "
                                    "went through: most often too many are open already."),
         QT_TRANSLATE_NOOP("cause", "Close other programs that use your mail account, wait some minutes and try again."),
         QT_TRANSLATE_NOOP("cause", "NspiBind at {host} returns 0x80040111 although the sign-in is right. Has this account "
                                    "reached \"NSPI max sessions per user\" (50 by default)?"),
         "NspiBind returned LogonFailed 0x80040111. Windows Server 2008 and later allow 50 NSPI sessions a user; programs that "
         "leak them use them up."},
        {"nspi-codepage-refused",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The address book at {host} does not know the language setting that was asked for."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "NspiBind at {host} refuses the code page or locale of the client."),
         "NspiBind returned InvalidCodepage 0x8004011e or InvalidLocale 0x8004011f."},
        {"name-not-found-hidden",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "The address book does not find \"{name}\": the mailbox is hidden from it, or the name is typed differently there."),
         QT_TRANSLATE_NOOP("cause",
                           "Try the full e-mail address, and check the spelling. If it is right, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "Outlook cannot find \"{name}\" in the address book while setting up. Is the mailbox hidden "
                                    "from address lists? Showing it until the profile is made is enough."),
         "Name resolution returned MID_UNRESOLVED. msExchHideFromAddressLists, a missing showInAddressBook, or a name that "
         "matches nothing."},
        {"name-not-stamped-yet",
         {},
         {exchangeAdmin, directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "\"{name}\" may be so new that this copy of the address book does not have it yet."),
         QT_TRANSLATE_NOOP("cause", "If the mailbox was made in the last hours, try again later."),
         QT_TRANSLATE_NOOP("cause", "\"{name}\" is not in the address book of {host}. Has it been replicated there?"),
         "Another directory server may resolve it: compare. Recipient update or replication is pending."},
        {"name-ambiguous",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause", "Several people match \"{name}\", so Outlook cannot tell which mailbox is meant."),
         QT_TRANSLATE_NOOP("cause", "Type the full e-mail address, or the alias with an equals sign in front: =alias."),
         "",
         "Name resolution returned MID_AMBIGUOUS."},
        {"address-list-permission",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "This account may not read the company's address book, so Outlook cannot find the mailbox."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "My account may not open the global address list at {host}. Please check \"Open Address "
                                    "List\" and the address book policy."),
         "NSPI returned InvalidBookmark 0x80040405 or AccessDenied 0x80070005 for the address list."},
        {"directory-unavailable-at-server",
         {},
         {directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "The mail server {host} cannot reach the company's directory, and without it knows nobody."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again: a server may be restarting."),
         QT_TRANSLATE_NOOP("cause",
                           "{host} reports that it cannot use Active Directory. Is a global catalog reachable in its site?"),
         "ecADUnavailable 0x96e, ecADError 0x96f or ecADNotFound 0x971."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
