#include "wire/eeinfo/eeinfo.h"

#include "wire/dcerpc/call.h"

#include <chrono>
#include <cstdio>

namespace mailwalk::wire::eeinfo {

namespace {

/// At most one value, on the heap: what an optional is to a type that is not complete yet.
template <class T> class Box
{
public:
    void emplace() { content_.assign(1, T()); }
    explicit operator bool() const { return has_value(); }
    bool has_value() const { return !content_.empty(); }
    T &operator*() { return content_.front(); }
    const T &operator*() const { return content_.front(); }

private:
    std::vector<T> content_;
};

/// ExtendedErrorInfo, 2.2.1.8. The size of its last array stands before everything else ([C706] 14.3.7.1).
struct Chain {
    Box<Chain> next;
    Record record;

    static void fields(auto &m, auto &io)
    {
        io.conformance("Params", m.record.parameters, parameterLimit, 4);
        io.align(8);
        io.embedded("Next", m.next);
        io.object("record", m.record);
    }
};

/// Common and private header for constructed types, [MS-RPCE] 2.2.6.1 and 2.2.6.2, and the pointer to the first record.
struct Pickled {
    Bytes object;

    static void fields(auto &m, auto &io)
    {
        io.constant("Version", std::uint8_t(1));
        io.constant("Endianness", std::uint8_t(0x10)); // little; of big-endian senders nothing is known
        io.constant("CommonHeaderLength", std::uint16_t(8));
        io.ignored("Filler", std::uint32_t(0xcccccccc));
        auto length = static_cast<std::uint32_t>(m.object.size());
        io.number("ObjectBufferLength", length);
        io.ignored("Filler", std::uint32_t(0));
        if constexpr (std::remove_reference_t<decltype(io)>::reads)
            io.require(length == io.left(), "ObjectBufferLength", std::to_string(io.left()), std::to_string(length));
        io.rest("object", m.object);
    }
};

struct First {
    Box<Chain> chain;
    static void fields(auto &m, auto &io) { io.pointer("ExtendedErrorInfo", m.chain); }
};

// ISO 8859-1 (2.2.1.1) up to its NUL.
std::string latin1(const Bytes &bytes)
{
    std::string text;
    for (const Byte b : bytes) {
        if (b == 0)
            break;
        if (b >= 0x80)
            text += static_cast<char>(0xc0 | b >> 6);
        text += static_cast<char>(b < 0x80 ? b : 0x80 | (b & 0x3f));
    }
    return text;
}

// What a proxy meets on its way to the server behind it ([MS-ERREF] 2.2).
std::string_view winsockName(std::uint32_t status)
{
    switch (status) {
    case 10013: return "WSAEACCES";
    case 10048: return "WSAEADDRINUSE";
    case 10049: return "WSAEADDRNOTAVAIL";
    case 10050: return "WSAENETDOWN";
    case 10051: return "WSAENETUNREACH";
    case 10053: return "WSAECONNABORTED";
    case 10054: return "WSAECONNRESET";
    case 10055: return "WSAENOBUFS";
    case 10060: return "WSAETIMEDOUT";
    case 10061: return "WSAECONNREFUSED";
    case 10064: return "WSAEHOSTDOWN";
    case 10065: return "WSAEHOSTUNREACH";
    case 11001: return "WSAHOST_NOT_FOUND";
    case 11002: return "WSATRY_AGAIN";
    case 11003: return "WSANO_RECOVERY";
    case 11004: return "WSANO_DATA";
    default: return {};
    }
}

std::string wide(const Bytes &bytes)
{
    const std::string text = utf8(bytes);
    return text.substr(0, text.find('\0'));
}

} // namespace

std::string_view nameOf(Component component)
{
    switch (component) {
    case Component::application: return "application";
    case Component::runtime: return "RPC runtime";
    case Component::securityProvider: return "security provider";
    case Component::npfs: return "NPFS";
    case Component::redirector: return "redirector";
    case Component::namedPipes: return "named pipes";
    case Component::io: return "I/O";
    case Component::winsock: return "Winsock";
    case Component::authorization: return "authorization";
    case Component::localCall: return "local procedure call";
    case Component::com: return "COM";
    case Component::frs: return "FRS";
    case Component::httpProxy: return "RPC over HTTP proxy";
    }
    return {};
}

std::string Parameter::toText(const Parameter &parameter)
{
    const Bytes bytes = parameter.bytes.value_or(Bytes{});
    switch (parameter.type) {
    case ParameterType::ansiString: return oneLine(latin1(bytes));
    case ParameterType::unicodeString: return oneLine(wide(bytes));
    case ParameterType::longValue:
    case ParameterType::shortValue: return std::to_string(parameter.number);
    case ParameterType::pointerValue: return hexNumber(static_cast<std::uint64_t>(parameter.number), 16);
    case ParameterType::none: return "(left out)";
    case ParameterType::binary: return oneLine(toHex(bytes), 64);
    }
    return hexNumber(static_cast<std::uint16_t>(parameter.type));
}

std::string Record::computerText(const Record &record) { return oneLine(wide(*record.computer)); }

// Winsock's are looked up in decimal, all others in hexadecimal.
std::string Record::statusText(const Record &record)
{
    const bool isWinsock = record.status >= 10000 && record.status < 12000;
    const std::string number = isWinsock ? std::to_string(record.status) : hexNumber(record.status, 8);
    const std::string_view name =
        isWinsock ? winsockName(record.status) : nameOf(static_cast<dcerpc::FaultStatus>(record.status));
    return name.empty() ? number : number + " (" + std::string(name) + ")";
}

std::string Record::locationText(const Record &record)
{
    const bool isKnown = record.component == Component::httpProxy && record.location == connectToServer;
    return std::to_string(record.location) + (isKnown ? " (connecting to the RPC server)" : "");
}

std::string Record::timeText(const Record &record)
{
    using namespace std::chrono;
    using Ticks = duration<std::int64_t, std::ratio<1, 10'000'000>>;
    constexpr std::int64_t year9999 = 2'650'467'744'000'000'000;
    if (record.time < 0 || record.time >= year9999)
        return hexNumber(static_cast<std::uint64_t>(record.time), 16);
    const auto sinceStart = floor<seconds>(Ticks(record.time));
    const auto day = sys_days(year(1601) / January / 1) + floor<days>(sinceStart);
    const year_month_day date(day);
    const hh_mm_ss clock(sinceStart - floor<days>(sinceStart));
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count()));
    return text;
}

Result<std::vector<Record>> readRecords(View pickled)
{
    const auto whole = wire::read<Pickled>(pickled);
    if (!whole)
        return whole.error();
    auto first = ndr::read<First>(whole->object);
    if (!first)
        return first.error();
    std::vector<Record> records;
    for (Box<Chain> link = std::move(first->chain); link; link = Box<Chain>((*link).next))
        records.push_back(std::move((*link).record));
    if (records.size() > recordLimit.most)
        return Fault{"Next", "at most " + std::to_string(recordLimit.most) + " records", std::to_string(records.size()), 0};
    return records;
}

Bytes writeRecords(const std::vector<Record> &records)
{
    First first;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        Chain chain{std::move(first.chain), *record};
        first.chain.emplace();
        *first.chain = std::move(chain);
    }
    Pickled pickled{ndr::write(first)};
    while (pickled.object.size() % 8) // 2.2.6.2: a multiple of 8
        pickled.object.push_back(0);
    return wire::write(pickled);
}

Facts factsOf(const std::vector<Record> &records)
{
    Facts facts;
    for (std::size_t i = 0; i < records.size(); ++i)
        for (Fact &fact : ndr::print(records[i]))
            facts.push_back({"eeinfo." + std::to_string(i + 1) + "." + fact.name, std::move(fact.value)});
    return facts;
}

} // namespace mailwalk::wire::eeinfo
