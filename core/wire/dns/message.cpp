#include "wire/dns/message.h"

#include <algorithm>

namespace mailwalk::wire::dns {

std::string_view nameOf(Type type)
{
    switch (type) {
    case Type::a: return "A";
    case Type::ns: return "NS";
    case Type::cname: return "CNAME";
    case Type::soa: return "SOA";
    case Type::ptr: return "PTR";
    case Type::mx: return "MX";
    case Type::txt: return "TXT";
    case Type::aaaa: return "AAAA";
    case Type::srv: return "SRV";
    case Type::opt: return "OPT";
    }
    return {};
}

std::string_view nameOf(Class in) { return in == Class::in ? "IN" : std::string_view{}; }

std::string_view nameOf(Rcode code)
{
    switch (code) {
    case Rcode::noError: return "NOERROR";
    case Rcode::formErr: return "FORMERR";
    case Rcode::servFail: return "SERVFAIL";
    case Rcode::nxDomain: return "NXDOMAIN";
    case Rcode::notImp: return "NOTIMP";
    case Rcode::refused: return "REFUSED";
    }
    return {};
}

std::string toText(Rcode code)
{
    const auto name = nameOf(code);
    return name.empty() ? "rcode " + hexNumber(static_cast<Byte>(code)) : std::string(name);
}

// Names in RDATA may point to anywhere before them, so it is read in place, and must end where RDLENGTH says.
void Record::readData(Record &m, Reader &io)
{
    std::uint16_t size = 0;
    io.number("RDLENGTH", size);
    const std::size_t start = io.offset();
    const bool internet = m.in == Class::in;
    if (m.type == Type::a && internet)
        m.data.emplace<V4>();
    else if (m.type == Type::aaaa && internet)
        m.data.emplace<V6>();
    else if (m.type == Type::cname)
        m.data.emplace<Alias>();
    else if (m.type == Type::srv && internet)
        m.data.emplace<Service>();
    if (auto *bytes = std::get_if<Bytes>(&m.data))
        io.raw("RDATA", *bytes, size, mostData);
    else
        std::visit([&](auto &held) { body(held, io); }, m.data);
    const std::size_t used = io.offset() - start;
    io.require(used == size, "RDLENGTH", std::to_string(used), std::to_string(size));
}

void Record::writeData(const Record &m, Writer &io)
{
    Writer data;
    std::visit([&](const auto &value) { body(value, data); }, m.data);
    const Bytes bytes = data.done();
    io.number("RDLENGTH", static_cast<std::uint16_t>(bytes.size()));
    io.raw("RDATA", bytes, bytes.size(), mostData);
}

Record recordOf(const std::string &name, const Address &address, std::uint32_t ttl)
{
    Record record{name, address.v6 ? Type::aaaa : Type::a, Class::in, ttl, {}};
    if (address.v6)
        record.data = V6{address.bytes};
    else
        std::copy_n(address.bytes.begin(), 4, record.data.emplace<V4>().address.begin());
    return record;
}

std::optional<Address> addressIn(const Record &record)
{
    Address address;
    if (const auto *six = std::get_if<V6>(&record.data)) {
        address.v6 = true;
        address.bytes = six->address;
        return address;
    }
    if (const auto *four = std::get_if<V4>(&record.data)) {
        std::copy(four->address.begin(), four->address.end(), address.bytes.begin());
        return address;
    }
    return {};
}

Result<Message> read(View bytes) { return wire::read<Message, Reader>(bytes); }

Bytes write(const Message &message) { return wire::write<Writer>(message); }

Message query(std::uint16_t id, const std::string &name, Type type)
{
    Message message;
    message.id = id;
    message.flags = Message::recursionDesired;
    message.questions = {{name, type, Class::in}};
    return message;
}

Followed follow(const Message &message, const Question &question)
{
    Followed followed;
    std::string name = sameCase(question.name);
    for (;;) {
        const Record *alias = nullptr;
        for (const Record &record : message.answers) {
            if (sameCase(record.name) != name || record.in != question.in)
                continue;
            if (record.type == question.type)
                followed.records.push_back(&record);
            else if (std::holds_alternative<Alias>(record.data) && !alias)
                alias = &record;
        }
        if (!followed.records.empty() || !alias)
            return followed;
        if (followed.aliases.size() == mostAliases) {
            followed.endless = true;
            return followed;
        }
        const std::string &next = std::get<Alias>(alias->data).name;
        followed.aliases.emplace_back(next, alias->ttl);
        name = sameCase(next);
    }
}

} // namespace mailwalk::wire::dns
