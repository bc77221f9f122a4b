#pragma once

#include "base/bytes.h"
#include "base/secret.h"
#include "wire/io/fault.h"
#include "wire/io/structure.h"

#include <array>

namespace mailwalk::wire {

/// Takes fields from bytes, little-endian. Keeps the first fault and does nothing after it, so it is asked once, at the end.
class ReaderCore
{
public:
    static constexpr bool reads = true, writes = false, prints = false;

    explicit ReaderCore(View data) : data_(data) {}

    template <Number T> void number(std::string_view name, T &value)
    {
        const View bytes = take(name, sizeof(T));
        if (bytes.empty())
            return;
        std::uint64_t sum = 0;
        for (std::size_t i = sizeof(T); i--;)
            sum = sum << 8 | bytes[i];
        value = static_cast<T>(sum);
    }

    template <Number T> void hex(std::string_view name, T &value) { number(name, value); }

    void bigEndian(std::string_view name, std::uint16_t &value);

    /// A field with one legal value.
    template <Number T> void constant(std::string_view name, T expected)
    {
        T value{};
        number(name, value);
        require(value == expected, name, hexNumber(std::uint64_t(expected)), hexNumber(std::uint64_t(value)));
    }

    /// A field that the receiver must not look at.
    template <Number T> void ignored(std::string_view name, T)
    {
        T value{};
        number(name, value);
    }

    /// A count, and the vector made that long. More than the limit, or than there can be bytes for, is a fault.
    template <Number C, class T> void count(std::string_view name, std::vector<T> &values, Limit limit, std::size_t leastSize = 1)
    {
        C value{};
        number(name, value);
        resize(name, values, std::uint64_t(value), limit, leastSize);
    }

    template <class T>
    void resize(std::string_view name, std::vector<T> &values, std::uint64_t size, Limit limit, std::size_t leastSize = 1)
    {
        if (withinLimit(name, size, limit) &&
            require(size * leastSize <= left(), name, "at most what fits into the message", std::to_string(size)))
            values.resize(static_cast<std::size_t>(size));
    }

    template <std::size_t N> void raw(std::string_view name, std::array<Byte, N> &value)
    {
        const View bytes = take(name, N);
        std::copy(bytes.begin(), bytes.end(), value.begin());
    }

    void raw(std::string_view name, Bytes &value, std::uint64_t size, Limit limit);
    void secret(std::string_view name, Secret &value, std::uint64_t size, Limit limit);
    void rest(std::string_view name, Bytes &value);
    void skip(std::string_view name, std::size_t size) { take(name, size); }
    void align(std::size_t to);

    /// False, and a fault, unless the condition holds.
    bool require(bool holds, std::string_view name, std::string_view expected, std::string_view got);
    bool withinLimit(std::string_view name, std::uint64_t value, Limit limit);

    bool good() const { return !failed_; }
    const Fault &fault() const { return fault_; }
    std::size_t offset() const { return at_; }
    std::size_t left() const { return data_.size() - at_; }
    View remaining() const { return data_.subspan(at_); }

    void enter(std::string_view name) { path_.push_back(name); }
    void leave() { path_.pop_back(); }

protected:
    View take(std::string_view name, std::uint64_t size);

private:
    std::string placeOf(std::string_view name) const;

    View data_;
    std::size_t at_{};
    bool failed_{};
    Fault fault_;
    std::vector<std::string_view> path_;
};

class Reader : public ReaderCore, public Structure<Reader>
{
public:
    using ReaderCore::ReaderCore;
};

/// The whole of the bytes is one message; bytes left over are a fault.
template <class Message, class Io = Reader> Result<Message> read(View data)
{
    Io io(data);
    Message message;
    Message::fields(message, io);
    io.require(io.left() == 0, "end", "the end of the message", std::to_string(io.left()) + " more bytes");
    if (!io.good())
        return io.fault();
    return message;
}

} // namespace mailwalk::wire
