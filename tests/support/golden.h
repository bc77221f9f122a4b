#pragma once

#include "base/bytes.h"
#include "wire/ndr/layer.h"

#include <gtest/gtest.h>

namespace mailwalk::test {

/// The bytes of tests/golden/NAME.hex. Its lines that begin with '#' say where they come from.
Bytes golden(const std::string &name);

/// Hexadecimal written in a test; fails the test when it is none.
Bytes hex(std::string_view text);

/// No beginning of the bytes is a whole message. `padding`: so many bytes at the end are alignment that may be missing.
template <class Message, class Read> void refusesEveryPrefix(View bytes, Read read, std::size_t padding = 0)
{
    ASSERT_TRUE(bool(read(bytes))) << toText(read(bytes).error());
    for (std::size_t size = 0; size + padding < bytes.size(); ++size) {
        const Bytes exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)); // so that ASan sees a step too far
        const auto result = read(View(exact));
        ASSERT_FALSE(bool(result)) << "the first " << size << " of " << bytes.size() << " bytes were taken for a message";
        ASSERT_FALSE(result.error().field.empty()) << size;
    }
}

/// For messages without NDR.
template <class Message> void refusesEveryPrefix(View bytes)
{
    refusesEveryPrefix<Message>(bytes, [](View view) { return wire::read<Message>(view); });
}

/// For the stub of a call.
template <class Message> void refusesEveryStubPrefix(View bytes, std::size_t padding = 0)
{
    refusesEveryPrefix<Message>(
        bytes, [](View view) { return wire::ndr::read<Message>(view); }, padding);
}

/// Reads a stub that must be good, and writes it again.
template <class Message> Bytes rewritten(View stub)
{
    const auto message = wire::ndr::read<Message>(stub);
    EXPECT_TRUE(bool(message)) << wire::toText(message.error());
    return message ? wire::ndr::write(*message) : Bytes{};
}

/// The value of the first fact of that name, or "(none)".
std::string factOf(const Facts &facts, std::string_view name);

} // namespace mailwalk::test
