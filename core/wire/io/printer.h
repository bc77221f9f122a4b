#pragma once

#include "base/bytes.h"
#include "base/fact.h"
#include "base/secret.h"
#include "wire/io/fault.h"
#include "wire/io/structure.h"

#include <array>
#include <concepts>

namespace mailwalk::wire {

/// An enumeration whose values have printable names offers `std::string_view nameOf(E)`, empty for an unknown value.
template <class T>
concept Named = requires(T value)
{
    {
        nameOf(value)
        } -> std::convertible_to<std::string_view>;
};

/// Turns the fields of a decoded message into facts for a hop. Never shows a secret.
class PrinterCore
{
public:
    static constexpr bool reads = false, writes = false, prints = true;
    static constexpr std::size_t mostFacts = 60; ///< the excerpt of a hop is bounded
    static constexpr std::size_t mostBytes = 32; ///< of a byte string

    template <Number T> void number(std::string_view name, const T &value)
    {
        if constexpr (Named<T>) {
            const std::string_view known = nameOf(value);
            fact(name, known.empty() ? hexNumber(std::uint64_t(value)) : std::string(known));
        } else if constexpr (std::is_enum_v<T>) {
            fact(name, hexNumber(std::uint64_t(value)));
        } else if constexpr (std::is_signed_v<T>) {
            fact(name, std::to_string(static_cast<long long>(value)));
        } else {
            fact(name, std::to_string(static_cast<unsigned long long>(value)));
        }
    }

    template <Number T> void hex(std::string_view name, const T &value)
    {
        fact(name, hexNumber(static_cast<std::make_unsigned_t<T>>(value), sizeof(T) * 2));
    }
    void bigEndian(std::string_view name, const std::uint16_t &value) { number(name, value); }
    template <Number T> void constant(std::string_view, T) {}
    template <Number T> void ignored(std::string_view, T) {}
    template <Number C, class T> void count(std::string_view name, const std::vector<T> &values, Limit, std::size_t = 1)
    {
        fact(name, std::to_string(values.size()));
    }
    template <class T> void resize(std::string_view, const std::vector<T> &, std::uint64_t, Limit, std::size_t = 1) {}

    template <std::size_t N> void raw(std::string_view name, const std::array<Byte, N> &value) { bytes(name, value); }
    void raw(std::string_view name, const Bytes &value, std::uint64_t, Limit) { bytes(name, value); }
    void secret(std::string_view name, const Secret &, std::uint64_t, Limit) { fact(name, "(not recorded)"); }
    void rest(std::string_view name, const Bytes &value) { bytes(name, value); }
    void skip(std::string_view, std::size_t) {}
    void align(std::size_t) {}

    bool require(bool, std::string_view, std::string_view, std::string_view) { return true; }
    bool withinLimit(std::string_view, std::uint64_t, Limit) { return true; }
    bool good() const { return true; }

    void fact(std::string_view name, std::string value);
    Facts done() { return std::move(facts_); }

    void enter(std::string_view name) { path_.push_back(name); }
    void leave() { path_.pop_back(); }

private:
    void bytes(std::string_view name, View value);

    Facts facts_;
    std::vector<std::string_view> path_;
};

class Printer : public PrinterCore, public Structure<Printer>
{
};

template <class Io = Printer, class Message> Facts print(const Message &message)
{
    Io io;
    Message::fields(message, io);
    return io.done();
}

} // namespace mailwalk::wire
