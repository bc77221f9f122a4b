#include "wire/emsmdb/payload.h"

namespace mailwalk::wire::emsmdb {
namespace {

// [MS-XCA] 2.4.4. Every read is checked by the Reader; every copy by what has come out so far.
class Decompressor
{
public:
    Decompressor(View data, std::size_t size) : data_(data), io_(data), size_(size) {}

    Result<Bytes> run()
    {
        while (io_.good() && out_.size() < size_)
            nextFlag() ? copyMatch() : copyLiteral();
        // The last group of flags may be written although nothing follows it.
        io_.require(io_.left() <= 4, "end", "the end of the compressed bytes", std::to_string(io_.left()) + " more");
        if (!io_.good())
            return io_.fault();
        return std::move(out_);
    }

private:
    bool nextFlag()
    {
        if (flagsLeft_ == 0) {
            io_.number("flags", flags_);
            flagsLeft_ = 32;
        }
        return flags_ >> --flagsLeft_ & 1;
    }

    template <class T> std::size_t number(std::string_view name)
    {
        T value{};
        io_.number(name, value);
        return value;
    }

    void copyLiteral() { out_.push_back(static_cast<Byte>(number<Byte>("literal"))); }

    void copyMatch()
    {
        const std::size_t pair = number<std::uint16_t>("match");
        const std::size_t offset = pair / 8 + 1;
        const std::size_t length = (pair % 8 == 7 ? longLength() + 7 : pair % 8) + 3;
        const bool fits = io_.require(offset <= out_.size(), "match", "an offset up to " + std::to_string(out_.size()),
                                      std::to_string(offset)) &&
                          io_.require(length <= size_ - out_.size(), "match",
                                      "a length up to " + std::to_string(size_ - out_.size()), std::to_string(length));
        for (std::size_t i = 0; fits && i < length; ++i)
            out_.push_back(out_[out_.size() - offset]);
    }

    // What is over 7: half a byte, shared by two matches, then a byte, two bytes or four.
    std::size_t longLength()
    {
        const std::size_t half = halfByte();
        if (half < 15)
            return half;
        const std::size_t byte = number<Byte>("length");
        if (byte < 255)
            return byte + 15;
        std::size_t whole = number<std::uint16_t>("length");
        if (whole == 0)
            whole = number<std::uint32_t>("length");
        if (!io_.require(whole >= 22, "length", "at least 22", std::to_string(whole)))
            return 0;
        return whole - 7;
    }

    std::size_t halfByte()
    {
        if (sharedAt_) {
            const std::size_t high = data_[*sharedAt_] >> 4;
            sharedAt_.reset();
            return high;
        }
        const std::size_t at = io_.offset();
        const std::size_t low = number<Byte>("length") & 15;
        if (io_.good())
            sharedAt_ = at;
        return low;
    }

    View data_;
    Reader io_;
    std::size_t size_;
    Bytes out_;
    std::uint32_t flags_{};
    int flagsLeft_{};
    std::optional<std::size_t> sharedAt_;
};

} // namespace

Result<Bytes> decompressed(View data, std::size_t size) { return Decompressor(data, size).run(); }

} // namespace mailwalk::wire::emsmdb
