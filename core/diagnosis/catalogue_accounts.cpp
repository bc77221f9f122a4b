#include "diagnosis/catalogue_rows.h"

namespace mailwalk::diagnosis {

using enum Fixer;

// The sign-in and the mailbox itself.
const std::vector<Cause> &accountRows()
{
    static const std::vector<Cause> rows{
        {"wrong-password",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause", "The user name or the password is not right."),
         QT_TRANSLATE_NOOP(
             "cause", "Type both once more, slowly, and check Caps Lock. If you changed the password lately, use the new one."),
         "",
         "The sign-in was refused. A wrong password and a locked, disabled or expired account look the same from here; only the "
         "server's log tells."},
        {"account-locked",
         {},
         {directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "The account is locked for a while, after too many wrong tries."),
         QT_TRANSLATE_NOOP("cause", "Do not try again and again: wait, or ask for the account to be unlocked. Look for an old "
                                    "phone that still has the old password."),
         QT_TRANSLATE_NOOP("cause",
                           "Please check whether my account is locked, disabled or expired, and which device caused it."),
         "In the server's security log: 0xc0000234 locked, 0xc0000072 disabled, 0xc0000193 expired, 0xc000006a wrong password."},
        {"username-format",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The user name may be written in a form that this server does not accept."),
         QT_TRANSLATE_NOOP("cause", "Try both forms: DOMAIN\\name and name@domain."),
         QT_TRANSLATE_NOOP("cause", "In which form do I have to write my user name for {host}?"),
         "The sign-in named no domain. Servers that have no default domain refuse such a name whatever the password."},
        {"sign-in-keys-differ",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "This PC and {host} did not come to the same keys while signing in: their clocks or their "
                                    "sign-in settings may differ."),
         QT_TRANSLATE_NOOP("cause",
                           "Check the date, the time and the time zone of this PC. If they are right, pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} could not verify what my PC signed. Please compare the clocks, and the NTLM settings "
                                    "(LmCompatibilityLevel, session security) of {host} and its domain controllers."),
         "Fault 0x00000721 (sec_pkg_error) or 0x1c01000b (nca_proto_error): a signature or key does not match. Clocks, "
         "negotiated "
         "flags, a defect; some servers answer a wrong password so."},
        {"rpc-layer-access-denied",
         {},
         {exchangeAdmin, directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "{host} accepted the sign-in, but does not let this account use the service."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "{host} answers \"access denied\" (RPC fault 5) to my account. If its log shows that the "
                                    "sign-in was right, please check the right to access it from the network."),
         "Fault 0x00000005. After an accepted sign-in: rights, not the password. Where nothing has said yes to the sign-in "
         "before "
         "(NTLM without SPNEGO), both look the same."},
        {"password-expired-must-change",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause", "The password has to be changed before Outlook can be used."),
         QT_TRANSLATE_NOOP("cause", "Change it in webmail or on a PC in the office, then try again."),
         "",
         "ecPwdExpired 0x64d or MAPI_E_PASSWORD_EXPIRED 0x80040121."},
        {"logon-restriction",
         {},
         {directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "This account may only be used at certain times, or on certain machines."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "My account is refused for its log-on hours or workstations. The mail servers have to be in "
                                    "the list of allowed machines."),
         "ecInvLogonHrs 0x64f or ecInvWkstn 0x64e."},
        {"rpc-encryption-required",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The server wants the conversation encrypted, and this Outlook is set not to."),
         QT_TRANSLATE_NOOP("cause",
                           "In the account's settings, under Security, tick \"Encrypt data between Outlook and Exchange\"."),
         QT_TRANSLATE_NOOP("cause", "{host} demands encryption (0x970), and Outlook 2003 does not encrypt unless told. Please "
                                    "set it by policy for old profiles."),
         "ecNotEncrypted 0x970; the same with packet privacy succeeds. On by default from Outlook 2007. Do not lift the demand "
         "on the server for it."},
        {"client-version-blocked",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The server does not let in this version of Outlook."),
         QT_TRANSLATE_NOOP("cause", "Update Outlook."),
         QT_TRANSLATE_NOOP("cause", "{host} blocks my version of Outlook. Which one do I need?"),
         "ecClientVerDisallowed 0x4df or ecVersionMismatch 0x80040110; \"Disable MAPI Clients\" or the mailbox's settings. Old "
         "clients may get it in place of 0x970."},
        {"outlook-too-new-for-exchange",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "This Outlook does not talk to an Exchange as old as that of {host}."),
         QT_TRANSLATE_NOOP("cause", "Use an older Outlook or webmail, and pass on the message."),
         QT_TRANSLATE_NOOP("cause",
                           "{host} runs an Exchange that my Outlook no longer supports. Which Outlook is meant for it, or "
                           "when will the server be updated?"),
         "EcDoConnectEx tells the server's version; the failure says which one this Outlook demands at least."},
        {"cached-mode-required",
         {},
         {you},
         QT_TRANSLATE_NOOP("cause", "The server lets Outlook in only with a local copy of the mailbox."),
         QT_TRANSLATE_NOOP("cause", "Tick \"Use Cached Exchange Mode\" in the account's settings."),
         "",
         "ecCachedModeRequired 0x4e1."},
        {"mapi-disabled-for-user",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "Outlook is switched off for this mailbox."),
         QT_TRANSLATE_NOOP("cause", "Use webmail for now, and pass on the message."),
         QT_TRANSLATE_NOOP("cause", "Please allow Outlook (MAPI) for my mailbox."),
         "ecProtocolDisabled 0x7d8. Set-CASMailbox -MAPIEnabled $true."},
        {"mailbox-disabled",
         {},
         {exchangeAdmin, directoryAdmin},
         QT_TRANSLATE_NOOP("cause", "The mailbox, or the account it belongs to, is switched off."),
         QT_TRANSLATE_NOOP("cause", "Nothing on this PC can change that. Pass on the message."),
         QT_TRANSLATE_NOOP("cause", "My mailbox or account is disabled. Please enable it."),
         "ecMailboxDisabled 0x96c or ecAcctDisabled 0x650."},
        {"unknown-user-in-store",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP(
             "cause",
             "The mail server {host} has no mailbox for this person: it is brand-new, deleted, or has another internal name."),
         QT_TRANSLATE_NOOP("cause", "If the mailbox is new, sign in to webmail once, and try again in some minutes."),
         QT_TRANSLATE_NOOP("cause", "{host} knows no mailbox for the name that the address book gives. Please check the mailbox "
                                    "and its legacyExchangeDN."),
         "ecUnknownUser 0x3eb; or ecLoginFailure 0x80040111, which is no more than one of several possible causes."},
        {"login-permission",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "You are known, but not allowed into this mailbox."),
         QT_TRANSLATE_NOOP("cause", "Check that you signed in with the account that the mailbox belongs to."),
         QT_TRANSLATE_NOOP("cause", "Please give my account access to the mailbox \"{name}\"."),
         "ecLoginPerm 0x3f2 or ecAccessDenied 0x80070005: the signed-in account has no rights on the mailbox."},
        {"mapi-session-limit",
         {},
         {you, exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "This account has too many mail connections open."),
         QT_TRANSLATE_NOOP("cause", "Close other mail programs and devices, wait some minutes and try again."),
         QT_TRANSLATE_NOOP("cause", "My account has reached its limit of mailbox sessions at {host}. What keeps them open?"),
         "MAPI_E_SESSION_LIMIT 0x80040112; 32 sessions a user by default (event 9646)."},
        {"database-dismounted",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The mailbox database at {host} is probably closed."),
         QT_TRANSLATE_NOOP("cause", "Wait some minutes and try again; ask a colleague whether it is the same for them."),
         QT_TRANSLATE_NOOP("cause", "The database of my mailbox at {host} seems not to be mounted."),
         "ecMDBNotInit 0x476 or MAPI_E_NETWORK_ERROR 0x80040115. ecLoginFailure 0x80040111 at the logon is "
         "no more than one of several possible causes."},
        {"mailbox-in-transit",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "The mailbox is being moved to another server right now."),
         QT_TRANSLATE_NOOP("cause", "Wait and try again: it ends by itself."),
         QT_TRANSLATE_NOOP("cause", "My mailbox answers that it is being moved. When will that be finished?"),
         "ecMailboxInTransit 0x50c."},
        {"store-wrong-server",
         {},
         {exchangeAdmin},
         QT_TRANSLATE_NOOP("cause", "Each mail server says that the mailbox lives on another one, round and round."),
         QT_TRANSLATE_NOOP("cause", "If the mailbox was moved lately, wait an hour and try again."),
         QT_TRANSLATE_NOOP(
             "cause",
             "ecWrongServer leads in a circle, the last time at {host}. Do homeMDB and the copies of the directory agree?"),
         "ecWrongServer 0x478 came back for a server that was asked before, or too often; or ecServerPaused 0x47f, more than "
         "five such tries in ten seconds. One redirect is normal; a circle is not."},
    };
    return rows;
}

} // namespace mailwalk::diagnosis
