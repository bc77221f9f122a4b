#include "practice/address_entry.h"

#include <algorithm>

namespace mailwalk::practice {

using namespace wire;
using mapi::PropertyTag;
using mapi::PropertyType;
using nspi::PropertyValue;
using nspi::Text;

namespace {

constexpr std::uint32_t firstMailbox = 0x1000, firstServer = 0x2000; // below 0x10 MIds are signals, [MS-NSPI] 2.3.8.2
constexpr std::uint32_t mailUserObject = 6;                          // PidTagObjectType, [MS-OXOABK] 2.2.3.10
constexpr Guid nspiProvider = {{0xdc, 0xa7, 0x40, 0xc8, 0xc0, 0x42, 0x10, 0x1a, 0xb4, 0xb9, 0x08, 0x00, 0x2b, 0x2f, 0xe1, 0x82}};

void put(Bytes &to, std::uint32_t value)
{
    for (int shift = 0; shift < 32; shift += 8)
        to.push_back(static_cast<Byte>(value >> shift));
}

PropertyValue textOf(PropertyTag tag, std::string text) { return {tag, Text(std::move(text))}; }

PropertyValue textsOf(PropertyTag tag, const std::vector<std::string> &texts)
{
    return {tag, nspi::Several<Text>(std::in_place, texts.begin(), texts.end())};
}

AddressEntry entryOf(const Mailbox &mailbox, const Directory &directory, std::uint32_t mid)
{
    AddressEntry entry{mid, mailbox.dn(), mapi::DisplayType::mailUser, &mailbox, {}};
    entry.properties = {
        textOf(PropertyTag::displayName, mailbox.displayName),
        textOf(PropertyTag::emailAddress, mailbox.dn()),
        textOf(PropertyTag::addressType, "EX"),
        textOf(PropertyTag::smtpAddress, mailbox.address()),
        textOf(PropertyTag::account, mailbox.account),
        textOf(PropertyTag::objectDistinguishedName, "CN=" + mailbox.displayName + ",CN=Users,DC=corp,DC=test"),
        textsOf(PropertyTag::proxyAddresses, {"SMTP:" + mailbox.address()}),
        {PropertyTag::objectType, mailUserObject},
        {PropertyTag::displayType, static_cast<std::uint32_t>(entry.displayType)},
    };
    if (const MailboxServer *home = directory.serverByName(mailbox.directoryHome()))
        entry.properties.push_back(textOf(PropertyTag::homeMessageDatabase, home->databaseDn()));
    return entry;
}

AddressEntry entryOf(const MailboxServer &server, std::uint32_t mid)
{
    AddressEntry entry{mid, server.dn(), mapi::DisplayType::agent, nullptr, {}};
    entry.properties = {
        textOf(PropertyTag::displayName, server.name),
        textOf(PropertyTag::emailAddress, server.dn()),
        textsOf(PropertyTag::networkAddress, server.networkAddresses()),
        {PropertyTag::displayType, static_cast<std::uint32_t>(entry.displayType)},
    };
    return entry;
}

// What a property of one type may be asked for as: strings of either width; the home database is a table unless asked for as
// text.
bool mayBe(PropertyType natural, PropertyType asked)
{
    const auto isText = [](PropertyType type) { return type == PropertyType::string || type == PropertyType::string8; };
    const auto isTexts = [](PropertyType type) {
        return type == PropertyType::multipleString || type == PropertyType::multipleString8;
    };
    return natural == asked || (isText(natural) && isText(asked)) || (isTexts(natural) && isTexts(asked));
}

} // namespace

Bytes AddressEntry::entryId(EntryIds kind, const Guid &server) const
{
    Bytes id{static_cast<Byte>(kind == EntryIds::ephemeral ? 0x87 : 0), 0, 0, 0};
    append(id, kind == EntryIds::ephemeral ? server.bytes : nspiProvider.bytes);
    put(id, 1);
    put(id, static_cast<std::uint32_t>(displayType));
    if (kind == EntryIds::ephemeral) {
        put(id, mid);
        return id;
    }
    append(id, viewOf(dn));
    id.push_back(0);
    return id;
}

PropertyValue AddressEntry::column(PropertyTag tag, EntryIds kind, const Guid &server) const
{
    if (tag == PropertyTag::entryId)
        return {tag, nspi::Binary(entryId(kind, server))};
    if (tag == PropertyTag::instanceKey) {
        Bytes key;
        put(key, mid);
        return {tag, nspi::Binary(key)};
    }
    for (const PropertyValue &property : properties) {
        if (!mapi::sameIdentifier(property.tag, tag))
            continue;
        const auto asked = mapi::typeOf(tag);
        if (asked == PropertyType::unspecified)
            return property;
        if (asked == PropertyType::embeddedTable && sameIdentifier(tag, PropertyTag::homeMessageDatabase))
            return {tag, std::uint32_t(0)};
        if (mayBe(mapi::typeOf(property.tag), asked))
            return {tag, property.value};
    }
    return missing(tag);
}

PropertyValue missing(PropertyTag tag)
{
    return {mapi::withType(tag, PropertyType::errorCode), static_cast<std::uint32_t>(mapi::Status::notFound)};
}

std::vector<AddressEntry> entriesOf(const Directory &directory)
{
    std::vector<AddressEntry> entries;
    std::uint32_t mid = firstMailbox;
    for (const Mailbox &mailbox : directory.mailboxes)
        entries.push_back(entryOf(mailbox, directory, mid++));
    std::stable_sort(entries.begin(), entries.end(), [](const AddressEntry &a, const AddressEntry &b) {
        return a.mailbox->displayName < b.mailbox->displayName;
    });
    mid = firstServer;
    for (const MailboxServer &server : directory.servers)
        entries.push_back(entryOf(server, mid++));
    return entries;
}

} // namespace mailwalk::practice
