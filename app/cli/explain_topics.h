#pragma once

#include "trace/hop.h"

#include <span>
#include <string_view>

/// What `explain` knows besides the catalogue of causes: how things work, and what the codes mean. English sources for
/// translation in the context of Cli.
namespace mailwalk::cli {

struct Topic {
    std::string_view name;
    const char *title;
    const char *text;
};

std::span<const Topic> topics();
const char *meaningOf(trace::Code code);

} // namespace mailwalk::cli
