#include "diagnosis/rules.h"

#include "base/endpoint.h"
#include "diagnosis/whereabouts.h"

#include <algorithm>

namespace mailwalk::diagnosis {

using enum trace::Kind;
using trace::Code;
using trace::Hop;
using trace::Stage;

namespace {

bool isRemembered(const Scene &s) { return s.trace.asked.profile == "finished" && s.stage() == Stage::lookUp; }
bool isReferred(const Scene &s) { return s.stage() == Stage::lookUp && !s.isTyped(); }
bool isNamedByTheDirectory(const Scene &s) { return s.stage() == Stage::open && !s.isTyped(); }
bool atReferral(const Scene &s) { return s.desk() == Stage::refer; }
bool atAddressBook(const Scene &s) { return s.desk() == Stage::lookUp; }
bool atStore(const Scene &s) { return s.desk() == Stage::open; }
bool isLogon(const Scene &s) { return s.is("RopLogon"); }
bool isNspiBind(const Scene &s) { return s.is("NspiBind"); }
bool isUnresolved(const Scene &s) { return s.got("unresolved"); }
bool isAmbiguous(const Scene &s) { return s.got("ambiguous"); }
bool namesAnotherInterface(const Scene &s) { return s.got("abstract_syntax_not_supported"); }
bool isOverLimit(const Scene &s) { return s.got("local_limit_exceeded") || s.got("temporary_congestion"); }

// The version that EcDoConnectEx told, "8.3.83.6", and not a return code. report/mask takes a version for an address.
bool isVersionRefused(const Scene &s)
{
    if (!s.is("EcDoConnectEx") || !s.hop.failure)
        return false;
    const std::string got = s.hop.failure->got.value_or(std::string{});
    const bool isVersion = got.find_first_not_of("0123456789.") == got.npos && std::count(got.begin(), got.end(), '.') >= 2;
    return isVersion || s.hop.failure->expected.value_or(std::string{}).starts_with("Exchange ");
}

// A name without a dot, or under an ending that no public name server knows (RFC 6762 appendix G and usual practice).
bool looksInternal(const Scene &s)
{
    static constexpr std::string_view endings[] = {".local", ".lan", ".internal", ".intranet", ".private", ".corp", ".home"};
    const std::string host = sameCase(s.host());
    return host.find('.') == host.npos ||
           std::any_of(std::begin(endings), std::end(endings), [&](std::string_view e) { return host.ends_with(e); });
}

bool isUnknownInside(const Scene &s) { return isNamedByTheDirectory(s) && s.trace.asked.profile != "finished" && isInside(s); }
bool isNamedByHand(const Scene &s) { return !s.isByAddress(); }
bool looksInternalOutside(const Scene &s) { return isNamedByHand(s) && looksInternal(s) && !isInside(s); }

// Nobody is to be asked to open these ports to the internet: what is said of them depends on where the machine is.
bool atMapper(const Scene &s) { return s.port() == mapperPort; }
bool atPublicMapper(const Scene &s) { return atMapper(s) && isPublicAddress(s); }
bool atPrivateMapper(const Scene &s) { return atMapper(s) && s.isPrivateAddress(); }
bool atPrivateMapperReferred(const Scene &s) { return atPrivateMapper(s) && isReferred(s); }
bool atPrivateMapperRemembered(const Scene &s) { return atPrivateMapper(s) && isRemembered(s); }
bool atMappedPort(const Scene &s) { return s.port() && !atMapper(s) && s.transport() == trace::Transport::direct; }
bool atPublicMappedPort(const Scene &s) { return atMappedPort(s) && isPublicAddress(s); }
bool atPrivateMappedPort(const Scene &s) { return atMappedPort(s) && s.isPrivateAddress(); }

bool isRejectedAtPrivateMapper(const Scene &s) { return atPrivateMapper(s) && isRejected(s); }

bool isOnlyPublicPortShut(const Scene &s) { return atPublicMappedPort(s) && isReachedAtMapper(s); }
bool isOnlyPrivatePortShut(const Scene &s) { return atPrivateMappedPort(s) && isReachedAtMapper(s); }

bool isUnregistered(const Scene &s, Stage desk)
{
    return s.hop.kind == map && s.desk() == desk && s.code() == Code::status && s.status() == notRegistered;
}

// Whether the mapper of the same machine was asked something whose hop fits.
template <class Fits> bool isKnownOfTheMachine(const Scene &s, Fits fits)
{
    const std::string host = sameCase(s.host());
    return std::any_of(s.trace.hops.begin(), s.trace.hops.end(), [&](const Hop &hop) {
        const Scene other{s.trace, hop};
        return hop.kind == map && sameCase(other.host()) == host && fits(other);
    });
}

// The mapper was asked for the store as well, and knows neither.
bool hasNoExchange(const Scene &s)
{
    return isKnownOfTheMachine(s, [](const Scene &o) { return isUnregistered(o, Stage::refer); }) &&
           isKnownOfTheMachine(s, [](const Scene &o) { return isUnregistered(o, Stage::open); });
}

// A directory server only when its mapper names what only directory servers have.
bool isDirectoryServerAlone(const Scene &s)
{
    static constexpr std::string_view theirs[] = {"NSPI at ", "DRSUAPI at "};
    return hasNoExchange(s) && isKnownOfTheMachine(s, [](const Scene &o) {
               return o.hop.outcome == trace::Outcome::passed &&
                      std::any_of(std::begin(theirs), std::end(theirs),
                                  [&](std::string_view t) { return o.hop.target.starts_with(t); });
           });
}

template <class T> bool has(const std::vector<T> &list, const std::optional<T> &value)
{
    return list.empty() || (value && std::find(list.begin(), list.end(), *value) != list.end());
}

bool fits(const Rule &rule, const Scene &scene)
{
    return has(rule.kinds, std::optional(scene.hop.kind)) && has(rule.codes, std::optional(scene.code())) &&
           has(rule.statuses, scene.status()) && rule.also(scene);
}

} // namespace

std::vector<std::string_view> causesOf(const Scene &scene)
{
    if (!scene.hop.failure)
        return {};
    const auto &all = rules();
    const auto rule = std::find_if(all.begin(), all.end(), [&](const Rule &r) { return fits(r, scene); });
    return rule == all.end() ? std::vector<std::string_view>{} : rule->causes;
}

const std::vector<Rule> &rules()
{
    static const std::vector<Rule> all = [] {
        std::vector<Rule> joined;
        for (const auto *part : {&discoveryRules(), &tlsRules(), &proxyRules(), &deskRules()})
            joined.insert(joined.end(), part->begin(), part->end());
        return joined;
    }();
    return all;
}

// clang-format off
const std::vector<Rule> &deskRules()
{
    static const std::vector<Code> shut{Code::timeout, Code::unreachable, Code::refused};
    static const std::vector<Code> noName{Code::nameNotFound, Code::nameNoData}, status{Code::status}, fault{Code::rpcFault}, rejected{Code::rpcRejected};
    static const std::vector<trace::Kind> conversation{map, bind, call};
    static const std::vector<Rule> all{
        // names
        {{resolve}, noName, {}, isRemembered, {"referral-stored-in-profile-dead"}},
        {{resolve}, noName, {}, isReferred, {"referral-to-unresolvable-gc"}},
        {{resolve}, noName, {}, isUnknownInside, {"directory-names-unknown-server"}},
        {{resolve}, noName, {}, isNamedByTheDirectory, {"dns-internal-name-only"}},
        {{resolve}, noName, {}, looksInternalOutside, {"dns-internal-name-only", "manual-server-typed-wrong"}},
        {{resolve}, noName, {}, isNamedByHand, {"manual-server-typed-wrong"}},
        {{resolve}, {Code::nameServerFailure}, {}, always, {"name-server-failing"}},
        {{resolve}, shut, {}, isNeighbourKnown, {"name-server-failing"}},
        {{resolve}, shut, {}, always, {"name-server-not-answering"}},
        // lines
        {{connect}, {Code::permission}, {}, always, {"home-security-software-blocks"}},
        {{connect}, {Code::unreachable}, {}, isOnlyPublicPortShut, {"direct-way-from-internet"}},
        {{connect}, {Code::unreachable}, {}, isOnlyPrivatePortShut, {"epm-ok-dynamic-port-filtered"}},
        {{connect}, {Code::unreachable}, {}, isSaidHere, {"no-route-to-server"}},
        {{connect}, shut, {}, atPublicMapper, {"tcp135-filtered-by-provider"}},
        {{connect}, shut, {}, atPrivateMapperRemembered, {"referral-stored-in-profile-dead"}},
        {{connect}, shut, {}, atPrivateMapperReferred, {"referral-to-unreachable-gc"}},
        {{connect}, {Code::refused}, {}, atPrivateMapper, {"tcp135-refused"}},
        {{connect}, {Code::unreachable}, {}, isRejectedAtPrivateMapper, {"tcp135-filtered-by-company"}},
        {{connect}, {Code::timeout}, {}, atPrivateMapper, {"tcp135-filtered-by-company"}},
        {{connect}, {Code::timeout}, {}, atPublicMappedPort, {"direct-way-from-internet"}},
        {{connect}, {Code::timeout}, {}, atPrivateMappedPort, {"epm-ok-dynamic-port-filtered"}},
        {{connect}, {Code::refused}, {}, atMappedPort, {"mapped-port-refused"}},
        {{connect}, {Code::unreachable}, {}, isSaidByIcmp, {"router-says-unreachable"}},
        // mapper
        {{map}, status, {notRegistered}, isDirectoryServerAlone, {"gc-without-exchange"}},
        {{map}, status, {notRegistered}, hasNoExchange, {"server-without-exchange"}},
        {{map}, status, {notRegistered}, atReferral, {"epm-interface-not-registered", "no-rfr-breaks-new-profile"}},
        {{map}, status, {notRegistered}, always, {"epm-interface-not-registered"}},
        // sign-in: the same on the wire, so all are named
        {{}, {Code::authRejected}, {0x721, 0x1c01000b}, always, {"wrong-password", "account-locked", "sign-in-keys-differ"}}, // sec_pkg_error, nca_proto_error
        {{call}, {Code::authRejected}, {0x5}, always, {"wrong-password", "account-locked", "rpc-layer-access-denied"}}, // raw NTLM: nobody said yes before
        {{}, {Code::authRejected}, {}, always, {"wrong-password", "account-locked"}},
        // binds and faults
        {{}, rejected, {}, isOverLimit, {"server-too-busy-throttled"}},
        {{}, fault, {0x1c010014, 0x6bb}, always, {"server-too-busy-throttled"}}, // nca_s_server_too_busy, RPC_S_SERVER_TOO_BUSY
        {{}, fault, {0x5}, always, {"rpc-layer-access-denied"}},
        {{bind}, rejected, {}, [](const Scene &s) { return namesAnotherInterface(s) && atReferral(s); }, {"wrong-service-on-port", "no-rfr-breaks-new-profile"}},
        {{bind}, rejected, {}, [](const Scene &s) { return namesAnotherInterface(s) && atAddressBook(s); }, {"gc-nspi-service-dead"}},
        {{bind}, rejected, {}, namesAnotherInterface, {"wrong-service-on-port"}},
        {{}, fault, {0x1c010003}, atReferral, {"wrong-service-on-port", "no-rfr-breaks-new-profile"}}, // nca_s_unk_if
        {{}, fault, {0x1c010003}, always, {"wrong-service-on-port"}},
        {{call}, {Code::rpcFault, Code::timeout, Code::closed, Code::reset}, {}, isNspiBind, {"gc-nspi-service-dead"}},
        // conversations that end before their answer
        {{map, bind}, {Code::reset}, {}, always, {"rpc-inspection-drops"}},
        {conversation, {Code::timeout}, {}, always, {"server-silent"}},
        {conversation, {Code::closed, Code::reset}, {}, always, {"server-closes-early"}},
        {{}, {Code::otherProtocol}, {}, always, {"another-program-on-port"}},
        {conversation, {Code::malformed, Code::tooLarge}, {}, always, {"answer-malformed"}},
        // referral: with "No RFR Service" it says that it does not do this (KB 302914)
        {{call}, status, {0x80040102}, atReferral, {"no-rfr-breaks-new-profile"}},
        // address book
        {{call}, status, {}, [](const Scene &s) { return atAddressBook(s) && isUnresolved(s); }, {"name-not-found-hidden", "name-not-stamped-yet"}},
        {{call}, status, {}, [](const Scene &s) { return atAddressBook(s) && isAmbiguous(s); }, {"name-ambiguous"}},
        {{call}, status, {0x80040700}, atAddressBook, {"name-ambiguous"}},
        {{call}, status, {0x80040111}, isNspiBind, {"nspi-session-limit"}},
        {{call}, status, {0x8004011e, 0x8004011f}, isNspiBind, {"nspi-codepage-refused"}},
        {{call}, status, {0x80040405, 0x80070005}, atAddressBook, {"address-list-permission"}},
        // store: [MS-OXCRPC] 3.1.4.1, [MS-OXCDATA] 2.4
        {{call}, status, {}, isVersionRefused, {"outlook-too-new-for-exchange"}},
        {{call}, status, {0x478, 0x47f}, atStore, {"store-wrong-server"}}, // [MS-OXCSTOR] 3.2.5.1
        {{call}, status, {0x970}, always, {"rpc-encryption-required"}},
        {{call}, status, {0x4df, 0x80040110}, atStore, {"client-version-blocked"}},
        {{call}, status, {0x4e1}, always, {"cached-mode-required"}},
        {{call}, status, {0x7d8}, always, {"mapi-disabled-for-user"}},
        {{call}, status, {0x96c, 0x650}, always, {"mailbox-disabled"}},
        {{call}, status, {0x96e, 0x96f, 0x971}, always, {"directory-unavailable-at-server"}},
        {{call}, status, {0x480, 0x973}, always, {"server-too-busy-throttled"}},
        {{call}, status, {0x50c}, always, {"mailbox-in-transit"}},
        {{call}, status, {0x64d, 0x80040121}, always, {"password-expired-must-change"}},
        {{call}, status, {0x64e, 0x64f}, always, {"logon-restriction"}},
        {{call}, status, {0x80040112}, atStore, {"mapi-session-limit"}},
        {{call}, status, {0x476, 0x80040115}, atStore, {"database-dismounted"}},
        {{call}, status, {0x3eb}, always, {"unknown-user-in-store"}},
        {{call}, status, {0x3f2, 0x80070005}, atStore, {"login-permission"}},
        {{call}, status, {0x80040111}, isLogon, {"database-dismounted", "unknown-user-in-store"}}, // ecLoginFailure: one of several
    };
    return all;
}
// clang-format on

} // namespace mailwalk::diagnosis
