#include "diagnosis/limits.h"

#include "base/endpoint.h"

namespace mailwalk::diagnosis {

using namespace trace;

namespace {

bool isTooOldForUs(const Scene &s) { return s.got("too old a protocol") || s.got("no common cipher"); }

// The line broke in the middle of a sign-in, for every program alike.
bool isSignInCutShort(const Scene &s) { return s.got("closed after the challenge") || s.got("does not remember"); }

bool isSignInLimit(const Scene &s)
{
    if (offersOnlyModernSignIn(s))
        return !isOldOutlook(s.trace);
    return !isWantedByAutodiscover(s) && !isSignInCutShort(s);
}

} // namespace

bool isOldOutlook(const Trace &trace)
{
    return trace.asked.outlook == "2003" || trace.asked.outlook == "2007" || trace.asked.outlook == "2010";
}

bool offersOnlyModernSignIn(const Scene &s)
{
    return s.code() == Code::authUnsupported && s.hop.failure->got.value_or(std::string{}) == "Bearer";
}

// The stage that asked Autodiscover records its blocks: "mail.corp.test, Basic, msstd:mail.corp.test".
bool isWantedByAutodiscover(const Scene &s)
{
    if (s.code() != Code::authUnsupported || s.transport() != Transport::rpcHttps || !s.hop.failure->expected)
        return false;
    if (const std::string *by = s.hop.fact("wanted by"))
        return *by == "AuthPackage";
    const std::string wanted = ", " + sameCase(*s.hop.failure->expected);
    for (const Hop &hop : s.trace.hops)
        for (const Fact &fact : hop.facts)
            if (hop.stage == Stage::discover && (fact.name == "EXPR" || fact.name == "EXHTTP") &&
                (sameCase(fact.value) + ',').find(wanted + ',') != std::string::npos)
                return true;
    return false;
}

bool isLimit(const Scene &s)
{
    switch (s.code()) {
    case Code::consent:
    case Code::internal: return true;
    case Code::authUnsupported: return isSignInLimit(s);
    case Code::tls:
    case Code::tlsAlert: return isTooOldForUs(s);
    case Code::certificate: return s.hop.failure->got == "weak";
    default: return false;
    }
}

} // namespace mailwalk::diagnosis
