#pragma once

#include "base/guid.h"
#include "base/text.h"
#include "wire/io/printer.h"
#include "wire/io/reader.h"
#include "wire/io/writer.h"

#include <functional>
#include <optional>

/// NDR 2.0 ([C706] 14, [MS-RPCE] 2.2.4) over reader, writer and printer: alignment, strings, arrays and pointers live here and
/// nowhere else. A stub is one struct whose `fields` names its parameters in their order.
namespace mailwalk::wire::ndr {

template <class Core> class Layer : public Core, public Structure<Layer<Core>>
{
public:
    using Core::Core;
    static constexpr std::size_t mostDepth = 40; ///< pointers inside pointers

    template <class T> void number(std::string_view name, T &&value) // a writer may be given a computed value
    {
        this->align(sizeof(std::remove_reference_t<T>));
        Core::number(name, value);
    }

    template <class T> void hex(std::string_view name, T &&value)
    {
        this->align(sizeof(std::remove_reference_t<T>));
        Core::hex(name, value);
    }

    template <class T> void constant(std::string_view name, T value)
    {
        this->align(sizeof(T));
        Core::constant(name, value);
    }

    template <class T> void ignored(std::string_view name, T value)
    {
        this->align(sizeof(T));
        Core::ignored(name, value);
    }

    /// The count of a conformant array (max_count, 4-aligned), and the vector made that long.
    template <class T> void conformance(std::string_view name, T &values, Limit limit, std::size_t leastSize = 1)
    {
        this->align(4);
        this->template count<std::uint32_t>(name, values, limit, leastSize);
    }

    /// A top-level [unique] pointer: the referent follows at once.
    template <class T, class Body> void pointer(std::string_view name, T &value, Body body)
    {
        if (referent(name, value))
            construct([this, &value, &body] { body(*this, *value); });
    }

    template <class T> void pointer(std::string_view name, T &value)
    {
        pointer(name, value, [name](auto &io, auto &referent) { io.object(name, referent); });
    }

    /// A pointer inside a struct or an array: the referent follows the outermost construct. `value` must stay where it is until
    /// then.
    template <class T, class Body> void embedded(std::string_view name, T &value, Body body)
    {
        if (referent(name, value))
            deferred_.push_back([this, &value, body] { body(*this, *value); });
    }

    template <class T> void embedded(std::string_view name, T &value)
    {
        embedded(name, value, [name](auto &io, auto &referent) { io.object(name, referent); });
    }

    /// One parameter (or referent): its own content first, then what its pointers point to, in the order met, each with its own.
    template <class Body> void construct(Body body)
    {
        if (!this->require(depth_ < mostDepth, "pointer", "at most 40 levels of pointers", "more"))
            return;
        ++depth_;
        std::vector<std::function<void()>> outer;
        outer.swap(deferred_);
        body();
        std::vector<std::function<void()>> mine;
        mine.swap(deferred_);
        for (auto &referentOf : mine)
            construct(referentOf);
        deferred_.swap(outer);
        --depth_;
    }

    /// A parameter that is a struct with pointers in it.
    template <class T> void parameter(std::string_view name, T &value)
    {
        construct([this, name, &value] { this->object(name, value); });
    }

    /// [string] char: max_count, offset 0, actual_count with the NUL, the characters.
    template <class Text> void string(std::string_view name, Text &text, Limit limit) { characters<1>(name, text, limit); }

    /// [string] wchar_t, UTF-8 on our side.
    template <class Text> void wideString(std::string_view name, Text &text, Limit limit) { characters<2>(name, text, limit); }

    /// A conformant array of bytes: max_count, the bytes.
    template <class B> void conformantBytes(std::string_view name, B &bytes, Limit limit)
    {
        this->align(4);
        if constexpr (Core::reads) {
            std::uint32_t size{};
            Core::number(name, size);
            Core::raw(name, bytes, size, limit);
        } else if constexpr (Core::writes) {
            Core::number(name, static_cast<std::uint32_t>(bytes.size()));
            Core::raw(name, bytes, bytes.size(), limit);
        } else {
            Core::raw(name, bytes, bytes.size(), limit);
        }
    }

    /// A conformant varying array of bytes: max_count (at least actual_count; we send the same), offset 0, actual_count, the
    /// bytes.
    template <class B> void varyingBytes(std::string_view name, B &bytes, Limit limit)
    {
        this->align(4);
        if constexpr (Core::reads) {
            std::uint32_t most{}, offset{}, actual{};
            Core::number(name, most);
            Core::number(name, offset);
            Core::number(name, actual);
            Core::require(offset == 0, name, "offset 0", std::to_string(offset));
            Core::require(actual <= most, name, "actual_count up to max_count", std::to_string(actual));
            Core::raw(name, bytes, actual, limit);
        } else if constexpr (Core::writes) {
            const auto size = static_cast<std::uint32_t>(bytes.size());
            Core::number(name, size);
            Core::number(name, std::uint32_t(0));
            Core::number(name, size);
            Core::raw(name, bytes, size, limit);
        } else {
            Core::raw(name, bytes, bytes.size(), limit);
        }
    }

    template <class G> void uuid(std::string_view name, G &guid)
    {
        this->align(4);
        if constexpr (Core::prints)
            Core::fact(name, toText(guid));
        else
            Core::raw(name, guid.bytes);
    }

private:
    // The referent id; on reading, makes the referent exist when it is not NULL. Returns whether it exists.
    template <class T> bool referent(std::string_view name, T &value)
    {
        this->align(4);
        if constexpr (Core::reads) {
            std::uint32_t id{};
            Core::number(name, id);
            if (!id || !this->good())
                return false;
            value.emplace();
            return true;
        } else if constexpr (Core::writes) {
            Core::number(name, value ? nextReferent_ : 0u);
            if (value)
                nextReferent_ += 4;
            return value.has_value();
        } else {
            if (!value)
                Core::fact(name, "NULL");
            return value.has_value();
        }
    }

    template <std::size_t Width, class Text> void characters(std::string_view name, Text &text, Limit limit)
    {
        this->align(4);
        if constexpr (Core::reads) {
            std::uint32_t most{}, offset{}, actual{};
            Core::number(name, most);
            Core::number(name, offset);
            Core::number(name, actual);
            Core::require(offset == 0, name, "offset 0", std::to_string(offset));
            Core::require(actual <= most, name, "actual_count up to max_count", std::to_string(actual));
            Bytes bytes;
            if (Core::withinLimit(name, actual, limit))
                Core::raw(name, bytes, std::uint64_t(actual) * Width, {limit.name, limit.most * Width});
            if (Core::good())
                text = terminated<Width>(name, bytes);
        } else if constexpr (Core::writes) {
            Bytes bytes = Width == 1 ? Bytes(text.begin(), text.end()) : utf16(text);
            bytes.resize(bytes.size() + Width);
            const auto size = static_cast<std::uint32_t>(bytes.size() / Width);
            Core::number(name, size);
            Core::number(name, std::uint32_t(0));
            Core::number(name, size);
            Core::raw(name, bytes, bytes.size(), limit);
        } else {
            Core::fact(name, oneLine(text));
        }
    }

    template <std::size_t Width> std::string terminated(std::string_view name, Bytes &bytes)
    {
        const bool ends = bytes.size() >= Width && bytes[bytes.size() - Width] == 0 && bytes.back() == 0;
        if (!Core::require(ends, name, "a string that ends in NUL", "none"))
            return {};
        bytes.resize(bytes.size() - Width);
        std::string text = Width == 1 ? textOf(bytes) : utf8(bytes);
        Core::require(text.find('\0') == std::string::npos, name, "one NUL, at the end", "an earlier one");
        return text;
    }

    std::vector<std::function<void()>> deferred_;
    std::size_t depth_{};
    std::uint32_t nextReferent_ = 0x00020000; // as Windows numbers them
};

using Reader = Layer<ReaderCore>;
using Writer = Layer<WriterCore>;
using Printer = Layer<PrinterCore>;

/// A whole stub. Up to 7 zero bytes after the last parameter are alignment that some servers count into the stub
/// (the independent server of tests/golden does); anything else left over is a fault.
template <class Message> Result<Message> read(View stub)
{
    Reader io(stub);
    Message message;
    Message::fields(message, io);
    const View rest = io.remaining();
    const bool padding = rest.size() < 8 && std::all_of(rest.begin(), rest.end(), [](Byte b) { return b == 0; });
    io.require(padding, "end", "the end of the stub", std::to_string(rest.size()) + " more bytes");
    if (!io.good())
        return io.fault();
    return message;
}

template <class Message> Bytes write(const Message &message) { return wire::write<Writer>(message); }

template <class Message> Facts print(const Message &message) { return wire::print<Printer>(message); }

} // namespace mailwalk::wire::ndr
