#include "cli/check_plan.h"

namespace mailwalk::cli {

static std::vector<Option> ownOptions()
{
    return {
        {"server", Takes::value, "HOST",
         QT_TRANSLATE_NOOP("cli", "The Exchange server, as typed into Outlook; else Autodiscover is asked.")},
        {"mailbox", Takes::value, "NAME", QT_TRANSLATE_NOOP("cli", "The mailbox name; else the ADDRESS is looked up.")},
        {"rpc-proxy", Takes::value, "HOST",
         QT_TRANSLATE_NOOP("cli", "With --server: the proxy for RPC over HTTPS, as typed into Outlook.")},
        {"principal", Takes::value, "msstd:NAME",
         QT_TRANSLATE_NOOP("cli", "With --rpc-proxy: the name that its certificate must have.")},
        {"password-stdin", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "Sign in; the password is one line of standard input.")},
        {"user", Takes::value, "NAME",
         QT_TRANSLATE_NOOP("cli", "DOMAIN\\name or name@domain; else ADDRESS, else the mailbox name.")},
        {"via", Takes::value, "TRANSPORT",
         QT_TRANSLATE_NOOP("cli", "direct, rpc-https or all (default); mapi-https is not there yet.")},
        {"profile", Takes::value, "WHICH", QT_TRANSLATE_NOOP("cli", "new (default), finished, or both: one behind the other, with the differences.")},
        {"trace", Takes::value, "FILE",
         QT_TRANSLATE_NOOP("cli", "With --profile finished: the saved walk that knows what it stores.")},
        {"directory", Takes::value, "HOST",
         QT_TRANSLATE_NOOP("cli", "With --profile finished: the directory server that it remembers.")},
        {"outlook", Takes::value, "VERSION", QT_TRANSLATE_NOOP("cli", "2003, 2007, 2010, 2013, 2016 (default), 2019, 365.")},
        {"auth", Takes::value, "SCHEME", QT_TRANSLATE_NOOP("cli", "any (default), basic (inside HTTPS only), ntlm, negotiate.")},
        {"accept", Takes::values, "HOST",
         QT_TRANSLATE_NOOP(
             "cli",
             "Trust this host: it may have the sign-in although it is not your own or on no private address, and with old TLS.")},
        {"ca", Takes::value, "FILE", QT_TRANSLATE_NOOP("cli", "Further authorities (PEM) that HTTPS believes.")},
        {"dns", Takes::value, "ADDRESS[:PORT]", QT_TRANSLATE_NOOP("cli", "Ask this name server and not the system's.")},
        {"resolve", Takes::values, "HOST:ADDRESS", QT_TRANSLATE_NOOP("cli", "Take this address for that name.")},
        {"connect-to", Takes::values, "HOST:PORT:ADDRESS:PORT",
         QT_TRANSLATE_NOOP("cli", "Go to the second when the first is meant.")},
        {"timeout", Takes::value, "SECONDS", QT_TRANSLATE_NOOP("cli", "For one act, 1 to 3600; else 5 to 15 by its kind.")},
        {"idle", Takes::value, "SECONDS",
         QT_TRANSLATE_NOOP("cli", "60, 300 or 900: then hold a connection of each working way quiet so long, and use it again.")},
        {"repeat", Takes::value, "N",
         QT_TRANSLATE_NOOP("cli", "Walk so often, 1 to 100, and say what went wrong how often and where.")},
    };
}

const std::vector<Option> &checkOptions()
{
    static const std::vector<Option> all = [] {
        auto options = ownOptions();
        options.insert(options.end(), outputOptions().begin(), outputOptions().end());
        return options;
    }();
    return all;
}

} // namespace mailwalk::cli
