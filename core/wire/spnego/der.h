#pragma once

#include "wire/io/printer.h"
#include "wire/io/reader.h"
#include "wire/io/writer.h"

#include <optional>

/// The part of DER (X.690) that SPNEGO needs: definite lengths in their shortest form, elements nested by the message's own
/// declaration, so no depth comes from the wire.
namespace mailwalk::wire::spnego {

namespace tag {
inline constexpr Byte octetString = 0x04, oid = 0x06, enumerated = 0x0a, sequence = 0x30;
/// A constructed element of the context: [n]
constexpr Byte context(unsigned n) { return static_cast<Byte>(0xa0 + n); }
} // namespace tag

inline constexpr Limit elementLimit{"SPNEGO element", 65535};

/// An object identifier, by the bytes of its content.
struct Oid {
    Bytes content;
    bool operator==(const Oid &) const = default;
};
std::string toText(const Oid &oid); ///< its name when it has one, else 1.2.3

class Reader : public ReaderCore, public Structure<Reader>
{
public:
    using ReaderCore::ReaderCore;

    /// An element that must be there; `body` takes all of its content.
    template <class Body> void element(Byte tag, std::string_view name, Body body)
    {
        Reader inner(content(tag, name));
        if (!good())
            return;
        body(inner);
        inner.require(inner.left() == 0, "end", "the end of the element", std::to_string(inner.left()) + " more bytes");
        if (!inner.good())
            require(false, std::string(name) + "." + inner.fault().field, inner.fault().expected, inner.fault().got);
    }

    template <class T, class Body> void optional(Byte tag, std::string_view name, std::optional<T> &value, Body body)
    {
        if (good() && begins(tag))
            element(tag, name, [&](auto &inner) { body(inner, value.emplace()); });
    }

    void ignoredOptional(Byte tag, std::string_view name)
    {
        if (good() && begins(tag))
            content(tag, name);
    }

    template <class T, class Body> void sequence(std::string_view name, std::vector<T> &values, Limit limit, Body body)
    {
        element(tag::sequence, name, [&](Reader &inner) {
            while (inner.good() && inner.left() && inner.withinLimit(name, values.size() + 1, limit))
                body(inner, values.emplace_back());
        });
    }

    void octets(std::string_view name, Bytes &value)
    {
        const View bytes = content(tag::octetString, name);
        value.assign(bytes.begin(), bytes.end());
    }

    void oid(std::string_view name, Oid &value);
    void constantOid(std::string_view name, const Oid &expected);

    template <Number E> void enumerated(std::string_view name, E &value)
    {
        const View bytes = content(tag::enumerated, name);
        if (require(bytes.size() == 1, name, "one byte", std::to_string(bytes.size())))
            value = static_cast<E>(bytes[0]);
    }

private:
    bool begins(Byte tag) const { return left() && remaining()[0] == tag; }
    View content(Byte tag, std::string_view name);
    std::uint64_t length(std::string_view name);
};

class Writer : public WriterCore, public Structure<Writer>
{
public:
    template <class Body> void element(Byte tag, std::string_view, Body body)
    {
        Writer inner;
        body(inner);
        put(tag, inner.done());
    }

    template <class T, class Body> void optional(Byte tag, std::string_view name, const std::optional<T> &value, Body body)
    {
        if (value)
            element(tag, name, [&](auto &inner) { body(inner, *value); });
    }

    void ignoredOptional(Byte, std::string_view) {}

    template <class T, class Body> void sequence(std::string_view name, const std::vector<T> &values, Limit, Body body)
    {
        element(tag::sequence, name, [&](Writer &inner) {
            for (const T &value : values)
                body(inner, value);
        });
    }

    void octets(std::string_view, const Bytes &value) { put(tag::octetString, value); }
    void oid(std::string_view, const Oid &value) { put(tag::oid, value.content); }
    void constantOid(std::string_view name, const Oid &value) { oid(name, value); }
    template <Number E> void enumerated(std::string_view, const E &value)
    {
        put(tag::enumerated, Bytes{static_cast<Byte>(value)});
    }

private:
    void put(Byte tag, View content);
};

class Printer : public PrinterCore, public Structure<Printer>
{
public:
    template <class Body> void element(Byte, std::string_view, Body body) { body(*this); }
    template <class T, class Body> void optional(Byte, std::string_view, const std::optional<T> &value, Body body)
    {
        if (value)
            body(*this, *value);
    }
    void ignoredOptional(Byte, std::string_view) {}
    template <class T, class Body> void sequence(std::string_view, const std::vector<T> &values, Limit, Body body)
    {
        for (const T &value : values)
            body(*this, value);
    }
    void octets(std::string_view name, const Bytes &value) { fact(name, std::to_string(value.size()) + " bytes"); }
    void oid(std::string_view name, const Oid &value) { fact(name, toText(value)); }
    void constantOid(std::string_view, const Oid &) {}
    template <Number E> void enumerated(std::string_view name, const E &value) { number(name, value); }
};

template <class Message> Result<Message> read(View token) { return wire::read<Message, Reader>(token); }

template <class Message> Bytes write(const Message &message) { return wire::write<Writer>(message); }

template <class Message> Facts print(const Message &message) { return wire::print<Printer>(message); }

} // namespace mailwalk::wire::spnego
