#include "practice/random.h"

#include <random>

namespace mailwalk::practice {

std::uint32_t randomNumber(std::uint32_t from, std::uint32_t to)
{
    std::random_device device;
    return std::uniform_int_distribution(from, to)(device);
}

Guid randomGuid()
{
    Guid guid;
    for (Byte &byte : guid.bytes)
        byte = static_cast<Byte>(randomNumber(0, 255));
    return guid;
}

} // namespace mailwalk::practice
