#include "wire/io/reader.h"

namespace mailwalk::wire {

std::string toText(const Fault &fault)
{
    return fault.field + " at byte " + std::to_string(fault.offset) + ": expected " + fault.expected + ", got " + fault.got;
}

std::string ReaderCore::placeOf(std::string_view name) const
{
    std::string place;
    for (const auto part : path_) {
        place += part;
        place += '.';
    }
    place += name;
    return place;
}

bool ReaderCore::require(bool holds, std::string_view name, std::string_view expected, std::string_view got)
{
    if (failed_)
        return false;
    if (holds)
        return true;
    failed_ = true;
    fault_ = {placeOf(name), std::string(expected), std::string(got), at_};
    return false;
}

bool ReaderCore::withinLimit(std::string_view name, std::uint64_t value, Limit limit)
{
    if (value <= limit.most)
        return good();
    return require(false, name, "at most " + std::to_string(limit.most) + " (" + limit.name + ")", std::to_string(value));
}

View ReaderCore::take(std::string_view name, std::uint64_t size)
{
    if (failed_)
        return {};
    if (size > left()) {
        require(false, name, std::to_string(size) + " bytes", std::to_string(left()));
        return {};
    }
    const View bytes = data_.subspan(at_, static_cast<std::size_t>(size));
    at_ += bytes.size();
    return bytes;
}

void ReaderCore::bigEndian(std::string_view name, std::uint16_t &value)
{
    const View bytes = take(name, 2);
    if (!bytes.empty())
        value = static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
}

void ReaderCore::raw(std::string_view name, Bytes &value, std::uint64_t size, Limit limit)
{
    if (!withinLimit(name, size, limit))
        return;
    const View bytes = take(name, size);
    value.assign(bytes.begin(), bytes.end());
}

void ReaderCore::secret(std::string_view name, Secret &value, std::uint64_t size, Limit limit)
{
    Bytes bytes;
    raw(name, bytes, size, limit);
    value = Secret(std::move(bytes));
}

void ReaderCore::rest(std::string_view name, Bytes &value)
{
    const View bytes = take(name, left());
    value.assign(bytes.begin(), bytes.end());
}

void ReaderCore::align(std::size_t to)
{
    if (const std::size_t over = at_ % to)
        take("alignment", to - over);
}

} // namespace mailwalk::wire
