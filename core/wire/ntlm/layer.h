#pragma once

#include "base/text.h"
#include "wire/io/printer.h"
#include "wire/io/reader.h"
#include "wire/io/writer.h"

#include <algorithm>
#include <functional>

/// The messages of [MS-NLMP] 2.2.1 have a fixed head with {length, maximum, offset} triples, and a payload in any order, with
/// padding anywhere. `field` is such a triple and what it points to; `payload` ends the message. Texts are Unicode or OEM by a
/// flag that follows them, hence they are decoded at the end.
namespace mailwalk::wire::ntlm {

enum class Encoding { unicode, oem };

class Reader : public ReaderCore, public Structure<Reader>
{
public:
    explicit Reader(View message) : ReaderCore(message), whole_(message), payloadAt_(message.size()) {}

    template <class T> void field(std::string_view name, T &value, Limit limit)
    {
        const View content = pointedTo(name, limit);
        if (!content.empty())
            later_.push_back([this, name, &value, content](Encoding encoding) { decode(name, value, content, encoding); });
    }

    /// Old peers leave out the last parts of the head: it ends where the payload begins.
    bool hasRoom(bool demanded, std::size_t size) const
    {
        return demanded || (offset() < payloadAt_ && payloadAt_ - offset() >= size);
    }

    template <std::size_t N> void hidden(std::string_view name, std::array<Byte, N> &value) { raw(name, value); }

    void payload(Encoding encoding)
    {
        require(offset() <= payloadAt_, "payload", "an offset behind the head", std::to_string(payloadAt_));
        for (std::size_t i = 0; good() && i < later_.size(); ++i)
            later_[i](encoding);
        skip("payload", left());
    }

private:
    View pointedTo(std::string_view name, Limit limit)
    {
        std::uint16_t size{}, most{};
        std::uint32_t at{};
        number(name, size);
        number(name, most);
        number(name, at);
        if (!good() || size == 0 || !withinLimit(name, size, limit))
            return {};
        if (!require(at <= whole_.size() && size <= whole_.size() - at, name, "an offset inside the message", std::to_string(at)))
            return {};
        payloadAt_ = std::min<std::size_t>(payloadAt_, at);
        return whole_.subspan(at, size);
    }

    void decode(std::string_view name, std::string &text, View content, Encoding encoding)
    {
        const bool whole = encoding == Encoding::oem || content.size() % 2 == 0;
        if (require(whole, name, "whole UTF-16 characters", std::to_string(content.size()) + " bytes"))
            text = encoding == Encoding::oem ? textOf(content) : utf8(content);
    }
    void decode(std::string_view, Bytes &bytes, View content, Encoding) { bytes.assign(content.begin(), content.end()); }
    void decode(std::string_view, Secret &secret, View content, Encoding)
    {
        secret = Secret(Bytes(content.begin(), content.end()));
    }
    template <class Message> void decode(std::string_view name, Message &message, View content, Encoding)
    {
        if (auto part = wire::read<Message>(content))
            message = std::move(*part);
        else
            require(false, std::string(name) + "." + part.error().field, part.error().expected, part.error().got);
    }

    View whole_;
    std::size_t payloadAt_;
    std::vector<std::function<void(Encoding)>> later_;
};

class Writer : public WriterCore, public Structure<Writer>
{
public:
    template <class T> void field(std::string_view, const T &value, Limit)
    {
        // Texts go first, so that they lie at even offsets whatever the length of the rest.
        auto &queue = std::is_same_v<T, std::string> ? texts_ : blobs_;
        queue.push_back([this, at = offset(), &value](Encoding encoding) { point(at, encode(value, encoding)); });
        skip({}, 8);
    }

    bool hasRoom(bool, std::size_t) const { return true; }
    template <std::size_t N> void hidden(std::string_view name, const std::array<Byte, N> &value) { raw(name, value); }

    void payload(Encoding encoding)
    {
        for (const auto &place : texts_)
            place(encoding);
        for (const auto &place : blobs_)
            place(encoding);
    }

private:
    void point(std::size_t at, const Bytes &content)
    {
        WriterCore triple;
        triple.number({}, static_cast<std::uint16_t>(content.size()));
        triple.number({}, static_cast<std::uint16_t>(content.size()));
        triple.number({}, static_cast<std::uint32_t>(data_.size()));
        const Bytes bytes = triple.done();
        std::copy(bytes.begin(), bytes.end(), data_.begin() + static_cast<std::ptrdiff_t>(at));
        append(data_, content);
    }

    static Bytes encode(const std::string &text, Encoding encoding)
    {
        return encoding == Encoding::unicode ? utf16(text) : Bytes(text.begin(), text.end());
    }
    static Bytes encode(const Bytes &bytes, Encoding) { return bytes; }
    static Bytes encode(const Secret &secret, Encoding) { return Bytes(secret.reveal().begin(), secret.reveal().end()); }
    template <class Message> static Bytes encode(const Message &message, Encoding) { return wire::write<wire::Writer>(message); }

    std::vector<std::function<void(Encoding)>> texts_, blobs_;
};

class Printer : public PrinterCore, public Structure<Printer>
{
public:
    void field(std::string_view name, const std::string &text, Limit)
    {
        if (!text.empty())
            fact(name, oneLine(text));
    }
    void field(std::string_view name, const Secret &, Limit) { fact(name, "(not recorded)"); }
    template <class Message> void field(std::string_view, const Message &message, Limit) { Message::fields(message, *this); }

    bool hasRoom(bool demanded, std::size_t) const { return demanded; }
    template <std::size_t N> void hidden(std::string_view name, const std::array<Byte, N> &) { fact(name, "(not recorded)"); }
    void payload(Encoding) {}
};

template <class Message> Result<Message> read(View message) { return wire::read<Message, Reader>(message); }

template <class Message> Bytes write(const Message &message) { return wire::write<Writer>(message); }

template <class Message> Facts print(const Message &message) { return wire::print<Printer>(message); }

} // namespace mailwalk::wire::ntlm
