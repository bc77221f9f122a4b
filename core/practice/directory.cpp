#include "practice/directory.h"

#include "base/guid.h"

#include <algorithm>
#include <stdexcept>

namespace mailwalk::practice {
namespace {

constexpr std::string_view administrativeGroup = "/o=Corp/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool beginsWith(std::string_view text, std::string_view beginning)
{
    return text.size() >= beginning.size() && sameName(text.substr(0, beginning.size()), beginning);
}

bool anyWordBeginsWith(std::string_view text, std::string_view beginning)
{
    for (std::size_t at = 0; at != std::string_view::npos; at = text.find(' ', at)) {
        at += at ? 1 : 0;
        if (beginsWith(text.substr(at), beginning))
            return true;
    }
    return false;
}

bool fits(const Mailbox &mailbox, std::string_view typed)
{
    if (typed.front() == '=')
        return sameName(mailbox.account, typed.substr(1));
    return anyWordBeginsWith(mailbox.displayName, typed) || beginsWith(mailbox.account, typed) ||
           beginsWith(mailbox.address(), typed) || sameName(mailbox.dn(), typed);
}

template <class Range, class Fits> auto *findIn(Range &range, Fits fits)
{
    const auto found = std::find_if(range.begin(), range.end(), fits);
    return found == range.end() ? nullptr : &*found;
}

} // namespace

bool sameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string MailboxServer::dn() const { return std::string(administrativeGroup) + "/cn=Configuration/cn=Servers/cn=" + name; }

std::string MailboxServer::databaseDn() const { return dn() + "/cn=Microsoft Private MDB"; }

std::vector<std::string> MailboxServer::networkAddresses() const
{
    return {"ncacn_vns_spp:" + name, "netbios:" + name, "ncacn_np:" + name, "ncacn_ip_tcp:" + host};
}

std::string Mailbox::dn() const { return std::string(administrativeGroup) + "/cn=Recipients/cn=" + account; }

// The same in every organisation: the letters of the account.
std::string Mailbox::guidName() const
{
    Guid guid;
    std::copy_n(account.begin(), std::min(account.size(), guid.bytes.size()), guid.bytes.begin());
    return toText(guid) + "@corp.test";
}

const MailboxServer *Directory::serverByDn(std::string_view dn) const
{
    return findIn(servers, [dn](const MailboxServer &server) { return sameName(server.dn(), dn); });
}

const MailboxServer *Directory::serverByName(std::string_view name) const
{
    return findIn(servers, [name](const MailboxServer &server) { return sameName(server.name, name); });
}

const MailboxServer &Directory::serverOn(std::string_view host) const
{
    if (const auto *found = findIn(servers, [host](const MailboxServer &server) { return sameName(server.host, host); }))
        return *found;
    throw std::out_of_range("no mailbox server on " + std::string(host));
}

const Mailbox *Directory::mailboxByDn(std::string_view dn) const
{
    return findIn(mailboxes, [dn](const Mailbox &mailbox) { return sameName(mailbox.dn(), dn); });
}

const Mailbox *Directory::mailboxOf(std::string_view account) const
{
    return findIn(mailboxes, [account](const Mailbox &mailbox) { return sameName(mailbox.account, account); });
}

const Mailbox *Directory::mailboxAt(std::string_view address) const
{
    return findIn(mailboxes, [address](const Mailbox &mailbox) { return sameName(mailbox.address(), address); });
}

const Mailbox *Directory::mailboxByGuidName(std::string_view name) const
{
    return findIn(mailboxes, [name](const Mailbox &mailbox) { return sameName(mailbox.guidName(), name); });
}

Mailbox &Directory::change(std::string_view account)
{
    if (Mailbox *found = findIn(mailboxes, [account](const Mailbox &mailbox) { return sameName(mailbox.account, account); }))
        return *found;
    throw std::out_of_range("no such mailbox: " + std::string(account));
}

std::vector<const Mailbox *> Directory::matching(std::string_view typed) const
{
    std::vector<const Mailbox *> found;
    for (const Mailbox &mailbox : mailboxes)
        if (!typed.empty() && !mailbox.hidden && fits(mailbox, typed))
            found.push_back(&mailbox);
    return found;
}

} // namespace mailwalk::practice
