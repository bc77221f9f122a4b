#include "wire/nspi/stat.h"

namespace mailwalk::wire::nspi {

std::string_view nameOf(SortType type)
{
    switch (type) {
    case SortType::displayName: return "SortTypeDisplayName";
    case SortType::phonetic: return "SortTypePhoneticDisplayName";
    case SortType::displayNameReadOnly: return "SortTypeDisplayName_RO";
    case SortType::displayNameWritable: return "SortTypeDisplayName_W";
    }
    return {};
}

std::string_view nameOf(Resolved resolved)
{
    switch (resolved) {
    case Resolved::unresolved: return "unresolved";
    case Resolved::ambiguous: return "ambiguous";
    case Resolved::resolved: return "resolved";
    }
    return {};
}

std::string Stat::toText(const Stat &stat)
{
    return "container " + hexNumber(stat.containerId) + ", record " + hexNumber(stat.currentRec) + ", code page " +
           std::to_string(stat.codePage) + ", total " + std::to_string(stat.totalRecs);
}

} // namespace mailwalk::wire::nspi
