#include "wire/ntlm/file_time.h"

#include "base/bytes.h"

#include <chrono>
#include <cstdio>

namespace mailwalk::wire::ntlm {

std::string fileTimeText(std::uint64_t fileTime)
{
    using namespace std::chrono;
    constexpr std::uint64_t ticksPerSecond = 10'000'000, lastSecond = 265'046'774'399; // 9999-12-31T23:59:59Z
    const std::uint64_t second = fileTime / ticksPerSecond;
    if (second > lastSecond)
        return hexNumber(fileTime, 16);
    const auto time = sys_seconds(sys_days(year(1601) / 1 / 1)) + seconds(second);
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count()));
    return text;
}

} // namespace mailwalk::wire::ntlm
