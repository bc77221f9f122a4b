#include "support/golden.h"

#include <fstream>
#include <sstream>

namespace mailwalk::test {

Bytes golden(const std::string &name)
{
    const std::string path = std::string(MAILWALK_SOURCE_DIR) + "/tests/golden/" + name + ".hex";
    std::ifstream file(path);
    EXPECT_TRUE(file.good()) << path;
    std::string digits, line;
    while (std::getline(file, line))
        if (line.empty() || line.front() != '#')
            digits += line + '\n';
    const Bytes bytes = hex(digits);
    EXPECT_FALSE(bytes.empty()) << path;
    return bytes;
}

Bytes hex(std::string_view text)
{
    const auto bytes = fromHex(text);
    EXPECT_TRUE(bytes.has_value()) << "not hexadecimal: " << text;
    return bytes.value_or(Bytes{});
}

std::string factOf(const Facts &facts, std::string_view name)
{
    for (const Fact &fact : facts)
        if (fact.name == name)
            return fact.value;
    return "(none)";
}

} // namespace mailwalk::test
