#pragma once

#include "base/bytes.h"
#include "base/secret.h"
#include "wire/io/fault.h"
#include "wire/io/structure.h"

#include <array>

namespace mailwalk::wire {

/// Puts fields into bytes, little-endian.
class WriterCore
{
public:
    static constexpr bool reads = false, writes = true, prints = false;

    template <Number T> void number(std::string_view, const T &value)
    {
        auto rest = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i < sizeof(T); ++i, rest >>= 8)
            data_.push_back(static_cast<Byte>(rest));
    }

    template <Number T> void hex(std::string_view name, const T &value) { number(name, value); }
    void bigEndian(std::string_view, const std::uint16_t &value)
    {
        data_.push_back(static_cast<Byte>(value >> 8));
        data_.push_back(static_cast<Byte>(value));
    }
    template <Number T> void constant(std::string_view name, T value) { number(name, value); }
    template <Number T> void ignored(std::string_view name, T value) { number(name, value); }
    template <Number C, class T> void count(std::string_view name, const std::vector<T> &values, Limit, std::size_t = 1)
    {
        number(name, static_cast<C>(values.size()));
    }
    template <class T> void resize(std::string_view, const std::vector<T> &, std::uint64_t, Limit, std::size_t = 1) {}

    template <std::size_t N> void raw(std::string_view, const std::array<Byte, N> &value) { append(data_, value); }
    void raw(std::string_view, const Bytes &value, std::uint64_t, Limit) { append(data_, value); }
    void secret(std::string_view, const Secret &value, std::uint64_t, Limit) { append(data_, value.reveal()); }
    void rest(std::string_view, const Bytes &value) { append(data_, value); }
    void skip(std::string_view, std::size_t size) { data_.resize(data_.size() + size); }
    void align(std::size_t to)
    {
        while (data_.size() % to)
            data_.push_back(0);
    }

    bool require(bool, std::string_view, std::string_view, std::string_view) { return true; }
    bool withinLimit(std::string_view, std::uint64_t, Limit) { return true; }
    bool good() const { return true; }
    std::size_t offset() const { return data_.size(); }
    Bytes done() { return std::move(data_); }

    void enter(std::string_view) {}
    void leave() {}

protected:
    Bytes data_;
};

class Writer : public WriterCore, public Structure<Writer>
{
};

template <class Io = Writer, class Message> Bytes write(const Message &message)
{
    Io io;
    Message::fields(message, io);
    return io.done();
}

} // namespace mailwalk::wire
