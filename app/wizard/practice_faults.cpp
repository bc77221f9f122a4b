#include "wizard/practice_faults.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <string_view>

namespace mailwalk::wizard {

namespace {

struct Row {
    const char *caption;
    std::vector<std::string_view> ids; ///< or how they begin, with a * at the end
};

const std::vector<Row> &rows()
{
    static const std::vector<Row> all{
        {QT_TRANSLATE_NOOP("fault-group", "Name service"),
         {"name-server-failing", "autodiscover-dns-*", "autodiscover-by-srv-only", "srv-*"}},
        {QT_TRANSLATE_NOOP("fault-group", "Network and ports"),
         {"tcp135-*", "tcp-443-*", "mapped-port-refused", "epm-*", "another-program-*", "server-silent*", "server-closes-early",
          "wrong-service-on-port", "autodiscover-tcp-443-*", "proxy-silent", "server-without-exchange", "gc-without-exchange"}},
        {QT_TRANSLATE_NOOP("fault-group", "Certificate and encryption"),
         {"cert-*", "autodiscover-cert-*", "root-domain-foreign-certificate", "msstd-*", "tls-*", "client-certificate-demanded"}},
        {QT_TRANSLATE_NOOP("fault-group", "Signing in"),
         {"wrong-password*", "account-locked", "autodiscover-401-forever", "rpc-proxy-401-forever", "basic-ntlm-mismatch",
          "extended-protection-mismatch", "reverse-proxy-breaks-ntlm", "modern-auth-required"}},
        {QT_TRANSLATE_NOOP("fault-group", "Autodiscover: where the mailbox is"),
         {"autodiscover-*", "root-domain-*", "perimeter-*", "redirect-*", "not-an-exchange-account", "hosting-*",
          "exch-block-only", "expr-*"}},
        {QT_TRANSLATE_NOOP("fault-group", "RPC proxy: the way through HTTPS"),
         {"rpc-proxy-*", "app-pool-stopped", "gateway-*", "publishing-*", "front-end-*", "request-size-limit", "proxy-*",
          "validports-*", "rfr-6002-*", "dsproxy-6004-*", "store-6001-*", "gc-nspi-http-*", "rpc-remote-*", "rpc-layer-*",
          "rpchttp-*", "lb-*", "in-channel-cut", "out-channel-cut"}},
        {QT_TRANSLATE_NOOP("fault-group", "Referral and address book"),
         {"referral-*", "no-rfr-*", "nspi-*", "gc-nspi-*", "address-list-permission", "answer-malformed"}},
        {QT_TRANSLATE_NOOP("fault-group", "Mailbox"),
         {"rpc-encryption-required", "client-version-blocked", "outlook-too-new-*", "cached-mode-required",
          "directory-unavailable-*", "mapi-disabled-*", "server-too-busy-*", "store-*", "database-*", "unknown-user-*",
          "login-permission", "mailbox-in-transit"}},
        {QT_TRANSLATE_NOOP("fault-group", "Only sometimes, or only slowly"),
         {"one-directory-of-*", "one-front-end-of-*", "one-address-of-*", "store-busy-at-times", "quiet-connections-*"}},
        {QT_TRANSLATE_NOOP("fault-group", "Other versions of Exchange"), {"exchange-20*"}},
    };
    return all;
}

bool fits(std::string_view id, std::string_view pattern)
{
    return pattern.ends_with('*') ? id.starts_with(pattern.substr(0, pattern.size() - 1)) : id == pattern;
}

// The longest pattern knows best: "autodiscover-cert-*" goes before "autodiscover-*".
std::size_t groupOf(std::string_view id)
{
    std::size_t best = rows().size(), length = 0;
    for (std::size_t at = 0; at < rows().size(); ++at)
        for (const std::string_view pattern : rows()[at].ids)
            if (pattern.size() > length && fits(id, pattern))
                best = at, length = pattern.size();
    return best;
}

} // namespace

std::vector<FaultGroup> faultGroups()
{
    std::vector<FaultGroup> groups;
    for (const Row &row : rows())
        groups.push_back({QCoreApplication::translate("fault-group", row.caption), {}});
    groups.push_back({QCoreApplication::translate("fault-group", "Others"), {}});
    for (const practice::FaultInfo &fault : practice::faults())
        groups[groupOf(fault.id)].faults.push_back(&fault);
    std::erase_if(groups, [](const FaultGroup &group) { return group.faults.empty(); });
    return groups;
}

QString describe(const practice::FaultInfo &fault)
{
    QString text = QCoreApplication::translate("fault", fault.description.c_str());
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1);
}

} // namespace mailwalk::wizard
