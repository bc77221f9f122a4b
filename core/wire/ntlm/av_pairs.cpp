#include "wire/ntlm/av_pairs.h"

#include "wire/ntlm/file_time.h"

namespace mailwalk::wire::ntlm {
namespace {

std::uint64_t littleEndian(View bytes)
{
    std::uint64_t sum = 0;
    for (std::size_t i = bytes.size(); i--;)
        sum = sum << 8 | bytes[i];
    return sum;
}

bool isName(AvId id) { return (id >= AvId::nbComputerName && id <= AvId::dnsTreeName) || id == AvId::targetName; }

} // namespace

std::string_view nameOf(AvId id)
{
    switch (id) {
    case AvId::eol: return "MsvAvEOL";
    case AvId::nbComputerName: return "NbComputerName";
    case AvId::nbDomainName: return "NbDomainName";
    case AvId::dnsComputerName: return "DnsComputerName";
    case AvId::dnsDomainName: return "DnsDomainName";
    case AvId::dnsTreeName: return "DnsTreeName";
    case AvId::flags: return "AvFlags";
    case AvId::timestamp: return "ServerTime";
    case AvId::singleHost: return "SingleHost";
    case AvId::targetName: return "AvTargetName";
    case AvId::channelBindings: return "ChannelBindings";
    }
    return {};
}

std::string valueText(const AvPair &pair)
{
    if (isName(pair.id))
        return oneLine(utf8(pair.value));
    if (pair.id == AvId::timestamp && pair.value.size() == 8)
        return fileTimeText(littleEndian(pair.value));
    if (pair.id == AvId::flags && pair.value.size() == 4)
        return hexNumber(littleEndian(pair.value), 8);
    return std::to_string(pair.value.size()) + " bytes";
}

const AvPair *AvPairs::find(AvId id) const
{
    const auto at = std::find_if(pairs.begin(), pairs.end(), [id](const AvPair &pair) { return pair.id == id; });
    return at == pairs.end() ? nullptr : &*at;
}

std::string AvPairs::text(AvId id) const
{
    const AvPair *pair = find(id);
    return pair ? utf8(pair->value) : std::string();
}

std::optional<std::uint64_t> AvPairs::number(AvId id) const
{
    const AvPair *pair = find(id);
    const std::size_t size = id == AvId::flags ? 4 : 8;
    if (!pair || pair->value.size() != size)
        return std::nullopt;
    return littleEndian(pair->value);
}

void AvPairs::add(AvId id, View value)
{
    std::erase_if(pairs, [id](const AvPair &pair) { return pair.id == id; });
    pairs.push_back({id, Bytes(value.begin(), value.end())});
}

void AvPairs::addNumber(AvId id, std::uint64_t value, std::size_t size)
{
    Bytes bytes;
    for (std::size_t i = 0; i < size; ++i, value >>= 8)
        bytes.push_back(static_cast<Byte>(value));
    add(id, bytes);
}

} // namespace mailwalk::wire::ntlm
