#include "wire/dns/layer.h"

namespace mailwalk::wire::dns {
namespace {

constexpr Byte pointerBits = 0xc0; // RFC 1035 4.1.4
constexpr std::size_t mostLabel = 63;

// Octets are letters to nobody but us: what is no plain character, or stands for something else, is escaped.
void appendLabel(std::string &text, View label)
{
    if (!text.empty())
        text += '.';
    for (const Byte byte : label) {
        if (byte > 0x20 && byte < 0x7f && byte != '.' && byte != '\\') {
            text += static_cast<char>(byte);
            continue;
        }
        const std::string digits = std::to_string(byte);
        text += '\\' + std::string(3 - digits.size(), '0') + digits;
    }
}

} // namespace

// A pointer must lead to before the name that it stands in, so that every name ends.
NameAt nameAt(View message, std::size_t at)
{
    NameAt name;
    std::size_t end = 0, start = at, size = 1;
    for (;;) {
        if (at >= message.size())
            return {"the message ends inside a name", 0};
        const std::size_t length = message[at];
        if ((length & pointerBits) == pointerBits) {
            if (at + 1 >= message.size())
                return {"the message ends inside a pointer", 0};
            const std::size_t to = (length & ~std::size_t{pointerBits}) << 8 | message[at + 1];
            if (!end)
                end = at + 2;
            if (to >= start)
                return {"a pointer to byte " + std::to_string(to) + ", which is not before the name", 0};
            start = at = to;
            continue;
        }
        if (length > mostLabel)
            return {"label type " + hexNumber(length, 2), 0};
        size += length + (length ? 1 : 0);
        if (size > mostNameBytes.most)
            return {"more than 255 octets", 0};
        if (length == 0) {
            name.end = end ? end : at + 1;
            return name;
        }
        if (at + 1 + length > message.size())
            return {"the message ends inside a label", 0};
        appendLabel(name.text, message.subspan(at + 1, length));
        at += 1 + length;
    }
}

Bytes nameBytes(std::string_view text)
{
    Bytes bytes, label;
    const auto flush = [&] {
        if (label.empty())
            return;
        label.resize(std::min(label.size(), mostLabel));
        bytes.push_back(static_cast<Byte>(label.size()));
        append(bytes, label);
        label.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '\\' && i + 3 < text.size();
        if (escaped) {
            label.push_back(static_cast<Byte>((text[i + 1] - '0') * 100 + (text[i + 2] - '0') * 10 + (text[i + 3] - '0')));
            i += 3;
        } else if (text[i] == '.') {
            flush();
        } else {
            label.push_back(static_cast<Byte>(text[i]));
        }
    }
    flush();
    bytes.push_back(0);
    return bytes;
}

void DnsReader::name(std::string_view field, std::string &value)
{
    if (!good())
        return;
    const NameAt found = nameAt(message_, offset());
    if (require(found.end != 0, field, "a domain name", found.text))
        value = found.text;
    if (good())
        skip(field, found.end - offset());
}

} // namespace mailwalk::wire::dns
