#include "wizard/ports/typed_numbers.h"

#include <gtest/gtest.h>

namespace mailwalk::wizard {
namespace {

TEST(APortThatIsTyped, IsANumberThatAPortCanHave)
{
    for (const auto &[typed, port] : {std::pair("135", 135), {"1", 1}, {"65535", 65535}, {"0443", 443}})
        EXPECT_EQ(portFrom(QLatin1String(typed)), port) << typed;
    for (const char *typed : {"", "0", "65536", "-1", "+5", "12a", "0x50", "1 2", "5000-5100", "99999999999999999999"})
        EXPECT_FALSE(portFrom(QLatin1String(typed))) << typed;
    EXPECT_FALSE(portFrom(QStringLiteral("١٣٥"))); // digits, but none that a firewall reads
}

TEST(AddressesThatAreTyped, StandApartByCommasOrSpaces)
{
    using Words = std::vector<std::string>;
    const std::pair<const char *, Words> rows[] = {
        {"", {}},
        {" , ", {}},
        {"192.0.2.7", {"192.0.2.7"}},
        {"192.0.2.7, 192.0.2.8;2001:db8::7\n10.0.0.0/8", {"192.0.2.7", "192.0.2.8", "2001:db8::7", "10.0.0.0/8"}},
        {"192.0.2.77/24", {"192.0.2.0/24"}}};
    for (const auto &[typed, addresses] : rows)
        EXPECT_EQ(addressesFrom(QLatin1String(typed)), addresses) << typed;
}

TEST(AddressesThatAreTyped, AreNumbersAndNothingThatACommandWouldRead)
{
    for (const char *typed : {"ex1.corp.test", "192.0.2.7; reboot", "192.0.2.7/33", "192.0.2", "$(id)", "192.0.2.7 } accept",
                              "/24", "192.0.2.7/", "192.0.2.7//24", "a", "192.0.2.7/-1", "2001:db8::/129", "\"192.0.2.7\""})
        EXPECT_FALSE(addressesFrom(QLatin1String(typed))) << typed;
}

} // namespace
} // namespace mailwalk::wizard
