#include "wire/io/printer.h"

namespace mailwalk::wire {

void PrinterCore::fact(std::string_view name, std::string value)
{
    if (facts_.size() == mostFacts) {
        facts_.push_back({"...", "more fields are not shown"});
        return;
    }
    if (facts_.size() > mostFacts)
        return;
    std::string place;
    for (const auto part : path_) {
        place += part;
        place += '.';
    }
    place += name;
    facts_.push_back({std::move(place), std::move(value)});
}

void PrinterCore::bytes(std::string_view name, View value)
{
    const bool whole = value.size() <= mostBytes;
    fact(name, toHex(value.first(whole ? value.size() : mostBytes)) +
                   (whole ? "" : "... (" + std::to_string(value.size()) + " bytes)"));
}

} // namespace mailwalk::wire
