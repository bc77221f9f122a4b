#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

/// The sources as text, and the table of modules: what the rules judge.
namespace mailwalk::architecture {

struct Source {
    std::string path; ///< from the root of the project: "core/wire/io/reader.h"
    std::string text;

    std::string module() const; ///< "wire"; "app" for all of app; empty elsewhere
    std::string name() const;   ///< "reader.h"
    std::string code() const;   ///< the text without comments and without the contents of strings
};

struct Include {
    std::string name; ///< "wire/io/reader.h", "vector"
    bool quoted{};    ///< with quotation marks, not with angle brackets
    int line{};
};
std::vector<Include> includesOf(const Source &source);

struct Module {
    std::set<std::string> uses; ///< itself and `base` among them
    bool qt{};
};
using Table = std::map<std::string, Module>;

/// The rows of core/modules.cmake.
Table tableFrom(const std::string &cmake);

std::string contents(const std::string &path); ///< from the root of the project; throws when it is not there
bool exists(const std::string &path);
std::vector<Source> sourcesBelow(const std::vector<std::string> &folders);

} // namespace mailwalk::architecture
