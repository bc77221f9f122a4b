#include "wire/spnego/der.h"

#include "wire/spnego/tokens.h"

namespace mailwalk::wire::spnego {
namespace {

std::string dotted(View content)
{
    std::string text;
    std::uint64_t arc = 0;
    for (std::size_t i = 0; i < content.size(); ++i) {
        if (arc >> 56)
            return toHex(content);
        arc = arc << 7 | (content[i] & 0x7f);
        if (content[i] & 0x80)
            continue;
        const std::uint64_t first = std::min<std::uint64_t>(arc / 40, 2); // the first two numbers share one
        text += text.empty() ? std::to_string(first) + "." + std::to_string(arc - 40 * first) : "." + std::to_string(arc);
        arc = 0;
    }
    return text;
}

} // namespace

std::string toText(const Oid &oid)
{
    if (oid == ntlmOid)
        return "NTLM";
    if (oid == kerberosOid || oid == msKerberosOid)
        return "Kerberos";
    if (oid == negoexOid)
        return "NEGOEX";
    return dotted(oid.content);
}

View Reader::content(Byte tag, std::string_view name)
{
    std::uint8_t got{};
    number(name, got);
    require(got == tag, name, "tag " + hexNumber(tag, 2), hexNumber(got, 2));
    const std::uint64_t size = length(name);
    return withinLimit(name, size, elementLimit) ? take(name, size) : View();
}

std::uint64_t Reader::length(std::string_view name)
{
    std::uint8_t first{};
    number(name, first);
    if (first < 0x80)
        return first;
    const unsigned more = first & 0x7f;
    if (!require(more >= 1 && more <= 4, name, "a definite length of at most 4 bytes", hexNumber(first, 2)))
        return 0;
    std::uint64_t size = 0;
    for (unsigned i = 0; i < more; ++i) {
        std::uint8_t next{};
        number(name, next);
        size = size << 8 | next;
    }
    require(size >= 0x80 && size >> 8 * (more - 1), name, "the shortest form of a length", hexNumber(size));
    return size;
}

void Reader::oid(std::string_view name, Oid &value)
{
    const View bytes = content(tag::oid, name);
    if (!require(!bytes.empty() && !(bytes.back() & 0x80), name, "a whole object identifier",
                 toHex(bytes.first(std::min<std::size_t>(bytes.size(), 16)))))
        return;
    value.content.assign(bytes.begin(), bytes.end());
}

void Reader::constantOid(std::string_view name, const Oid &expected)
{
    Oid value;
    oid(name, value);
    require(value == expected, name, toText(expected), toText(value));
}

void Writer::put(Byte tag, View content)
{
    data_.push_back(tag);
    const std::size_t size = content.size();
    if (size < 0x80) {
        data_.push_back(static_cast<Byte>(size));
    } else {
        const int more = size >> 24 ? 4 : size >> 16 ? 3 : size >> 8 ? 2 : 1;
        data_.push_back(static_cast<Byte>(0x80 | more));
        for (int i = more; i--;)
            data_.push_back(static_cast<Byte>(size >> 8 * i));
    }
    append(data_, content);
}

} // namespace mailwalk::wire::spnego
