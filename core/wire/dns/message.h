#pragma once

#include "wire/dns/layer.h"

#include <variant>

/// Messages of the name service (RFC 1035 4, RFC 3596, RFC 2782). No I/O.
namespace mailwalk::wire::dns {

/// RFC 1035 3.2.2, RFC 3596 2.1, RFC 2782
enum class Type : std::uint16_t { a = 1, ns = 2, cname = 5, soa = 6, ptr = 12, mx = 15, txt = 16, aaaa = 28, srv = 33, opt = 41 };
std::string_view nameOf(Type);

/// RFC 1035 3.2.4
enum class Class : std::uint16_t { in = 1 };
std::string_view nameOf(Class);

/// RFC 1035 4.1.1
enum class Rcode : std::uint8_t { noError = 0, formErr = 1, servFail = 2, nxDomain = 3, notImp = 4, refused = 5 };
std::string_view nameOf(Rcode);
std::string toText(Rcode code); ///< "NXDOMAIN", "rcode 0x9"

/// RFC 1035 4.1.2
struct Question {
    std::string name;
    Type type = Type::a;
    Class in = Class::in;
    bool operator==(const Question &) const = default;

    static void fields(auto &m, auto &io)
    {
        io.name("QNAME", m.name);
        io.number("QTYPE", m.type);
        io.number("QCLASS", m.in);
    }
};

/// RFC 1035 3.4.1
struct V4 {
    std::array<Byte, 4> address{};
    static void fields(auto &m, auto &io) { io.raw("ADDRESS", m.address); }
};

/// RFC 3596 2.2
struct V6 {
    std::array<Byte, 16> address{};
    static void fields(auto &m, auto &io) { io.raw("AAAA", m.address); }
};

/// RFC 1035 3.3.1
struct Alias {
    std::string name;
    static void fields(auto &m, auto &io) { io.name("CNAME", m.name); }
};

/// RFC 2782
struct Service {
    std::uint16_t priority{}, weight{}, port{};
    std::string target;
    static void fields(auto &m, auto &io)
    {
        io.number("Priority", m.priority);
        io.number("Weight", m.weight);
        io.number("Port", m.port);
        io.name("Target", m.target);
    }
};

/// RFC 1035 4.1.3. RDATA that is none of ours stays bytes.
struct Record {
    std::string name;
    Type type = Type::a;
    Class in = Class::in;
    std::uint32_t ttl{}; ///< seconds
    std::variant<Bytes, V4, V6, Alias, Service> data;

    static void fields(auto &m, auto &io)
    {
        io.name("NAME", m.name);
        io.number("TYPE", m.type);
        io.number("CLASS", m.in);
        io.number("TTL", m.ttl);
        rdata(m, io);
    }

private:
    static void rdata(auto &m, auto &io)
    {
        using Io = std::remove_cvref_t<decltype(io)>;
        if constexpr (Io::reads)
            readData(m, io);
        else if constexpr (Io::writes)
            writeData(m, io);
        else
            std::visit([&](const auto &held) { body(held, io); }, m.data);
    }

    static void body(auto &data, auto &io)
    {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(data)>, Bytes>)
            io.raw("RDATA", data, data.size(), mostData);
        else
            io.object("RDATA", data);
    }

    static void readData(Record &m, Reader &io);
    static void writeData(const Record &m, Writer &io);

    static constexpr Limit mostData{"octets of RDATA", 65535};
};

Record recordOf(const std::string &name, const Address &address, std::uint32_t ttl);

/// RFC 1035 4.1
struct Message {
    static constexpr std::uint16_t answer = 0x8000, authoritative = 0x0400, truncated = 0x0200, recursionDesired = 0x0100,
                                   recursionAvailable = 0x0080;
    static constexpr Limit mostQuestions{"questions", 4}, mostRecords{"records", 1000};

    std::uint16_t id{};
    std::uint16_t flags{}; ///< 4.1.1: the bits above, and the rcode in the last four
    std::vector<Question> questions;
    std::vector<Record> answers, authority, additional;

    bool has(std::uint16_t flag) const { return flags & flag; }
    Rcode rcode() const { return static_cast<Rcode>(flags & 0xf); }

    static void fields(auto &m, auto &io)
    {
        io.number("ID", m.id);
        io.hex("flags", m.flags);
        io.count("QDCOUNT", m.questions, mostQuestions, 5);
        io.count("ANCOUNT", m.answers, mostRecords, 11);
        io.count("NSCOUNT", m.authority, mostRecords, 11);
        io.count("ARCOUNT", m.additional, mostRecords, 11);
        io.list("question", m.questions);
        io.list("answer", m.answers);
        io.list("authority", m.authority);
        io.list("additional", m.additional);
    }
};

Result<Message> read(View bytes);
Bytes write(const Message &message);

/// A standard query with recursion desired.
Message query(std::uint16_t id, const std::string &name, Type type);

/// What a message answers to a question, its CNAME records followed (RFC 1034 3.6.2, 4.3.2).
struct Followed {
    std::vector<std::pair<std::string, std::uint32_t>> aliases; ///< each next name with the TTL of the record that led to it
    std::vector<const Record *> records;                        ///< of the type asked for, of the last name
    bool endless{};                                             ///< a circle, or more than mostAliases
};
inline constexpr std::size_t mostAliases = 8;
Followed follow(const Message &message, const Question &question);

/// The address in an A or AAAA record.
std::optional<Address> addressIn(const Record &record);

} // namespace mailwalk::wire::dns
