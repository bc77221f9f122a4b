#include "base/secret.h"

namespace mailwalk {

void wipe(void *memory, std::size_t size)
{
    volatile Byte *at = static_cast<volatile Byte *>(memory);
    while (size--)
        *at++ = 0;
}

Secret::Secret(std::string &&text) : bytes_(text.begin(), text.end())
{
    wipe(text.data(), text.size());
    text.clear();
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        clear();
        bytes_ = std::move(other.bytes_);
        other.bytes_.clear();
    }
    return *this;
}

void Secret::clear()
{
    wipe(bytes_.data(), bytes_.size());
    bytes_.clear();
}

} // namespace mailwalk
