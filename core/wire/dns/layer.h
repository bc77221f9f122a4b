#pragma once

#include "base/endpoint.h"
#include "wire/io/printer.h"
#include "wire/io/reader.h"
#include "wire/io/writer.h"

/// What RFC 1035 adds to reader, writer and printer: big-endian numbers (2.3.2) and domain names (3.1, 4.1.4).
namespace mailwalk::wire::dns {

inline constexpr Limit mostNameBytes{"octets of a domain name, RFC 1035 2.3.4", 255};

/// A name as text: labels with dots between them, the root empty. An octet that could be mistaken is \DDD (RFC 1035 5.1).
/// Reads one at `at`, through pointers, and says where it ends; `end` is 0 when it is broken, and `text` says why.
struct NameAt {
    std::string text;
    std::size_t end{};
};
NameAt nameAt(View message, std::size_t at);

/// Without compression. A label longer than 63 octets is cut: nobody hands in one that isHostName() has not seen.
Bytes nameBytes(std::string_view text);

class DnsReader : public ReaderCore
{
public:
    explicit DnsReader(View message) : ReaderCore(message), message_(message) {}

    template <Number T> void number(std::string_view field, T &value)
    {
        std::uint64_t sum = 0;
        for (const Byte byte : take(field, sizeof(T)))
            sum = sum << 8 | byte;
        value = static_cast<T>(sum);
    }
    template <Number T> void hex(std::string_view field, T &value) { number(field, value); }
    void name(std::string_view field, std::string &value);

private:
    View message_;
};

class DnsWriter : public WriterCore
{
public:
    template <Number T> void number(std::string_view, const T &value)
    {
        for (std::size_t i = sizeof(T); i--;)
            data_.push_back(static_cast<Byte>(static_cast<std::uint64_t>(value) >> (8 * i)));
    }
    template <Number T> void hex(std::string_view field, const T &value) { number(field, value); }
    void name(std::string_view, const std::string &value) { append(data_, nameBytes(value)); }
};

class DnsPrinter : public PrinterCore
{
public:
    void name(std::string_view field, const std::string &value) { fact(field, value.empty() ? "." : value); }
};

template <class Core> class Layer : public Core, public Structure<Layer<Core>>
{
public:
    using Core::Core;

    /// A 16-bit count; the vector is made that long.
    template <class T> void count(std::string_view field, T &values, Limit limit, std::size_t leastSize)
    {
        auto size = static_cast<std::uint16_t>(values.size());
        this->number(field, size);
        this->resize(field, values, size, limit, leastSize);
    }
};

using Reader = Layer<DnsReader>;
using Writer = Layer<DnsWriter>;
using Printer = Layer<DnsPrinter>;

} // namespace mailwalk::wire::dns
