#include "net/platform.h"

#include <cerrno>
#include <gtest/gtest.h>

using namespace mailwalk;
using namespace mailwalk::net;

namespace {

struct Row {
    int error;
    std::optional<Icmp> icmp;
    const char *code;
    const char *text; ///< part of it
};

const auto router = addressFrom("10.93.0.1");
const auto router6 = addressFrom("2001:db8::1");

} // namespace

TEST(Icmp, TellsApartWhatTheErrorNumberAloneDoesNot)
{
    const Row rows[] = {
        {ECONNREFUSED, {}, "refused", "ECONNREFUSED"},
        {ECONNREFUSED, Icmp{false, 3, 3, router}, "unreachable", "ICMP 3/3 (port unreachable) from 10.93.0.1"},
        {EHOSTUNREACH, Icmp{false, 3, 13, router}, "unreachable",
         "ICMP 3/13 (communication administratively prohibited) from 10.93.0.1"},
        {EHOSTUNREACH, Icmp{false, 3, 1, router}, "unreachable", "host unreachable"},
        {EHOSTUNREACH, {}, "unreachable", "EHOSTUNREACH"},
        {ENETUNREACH, {}, "unreachable", "ENETUNREACH"},
        {ENOPROTOOPT, Icmp{false, 3, 2, router}, "unreachable", "protocol unreachable"},
        {EACCES, {}, "permission", "EACCES"},
        {EPERM, {}, "permission", "EPERM"},
        {EACCES, Icmp{true, 1, 1, router6}, "unreachable",
         "ICMPv6 1/1 (communication administratively prohibited) from 2001:db8::1"},
        {ECONNREFUSED, Icmp{true, 1, 4, router6}, "unreachable", "ICMPv6 1/4 (port unreachable)"},
        {EINVAL, {}, "unreachable", "EINVAL"},
        {EADDRNOTAVAIL, {}, "unreachable", "EADDRNOTAVAIL"},
        {ETIMEDOUT, {}, "timeout", "ETIMEDOUT"},
        {ECONNRESET, {}, "reset", "ECONNRESET"},
        {EPIPE, {}, "closed", "EPIPE"},
        {EMFILE, {}, "internal", "error"},
    };
    for (const Row &row : rows) {
        const Failure failure = failureOf(row.error, row.icmp);
        EXPECT_EQ(nameOf(failure.code), row.code) << row.text;
        EXPECT_NE(failure.text.find(row.text), std::string::npos) << failure.text;
    }
}

TEST(Icmp, NamesWhatItKnowsAndPrintsTheNumbersOfTheRest)
{
    EXPECT_EQ(toText(Icmp{false, 3, 99, {}}), "ICMP 3/99");
    EXPECT_EQ(toText(Icmp{true, 1, 0, {}}), "ICMPv6 1/0 (no route to destination)");
    EXPECT_EQ(nameOf(Icmp{true, 3, 13, {}}), ""); // 3/13 of IPv4 means nothing there
}
