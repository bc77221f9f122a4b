#include "architecture/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace mailwalk::architecture {

namespace {

const std::filesystem::path root = MAILWALK_SOURCE_DIR;

std::vector<std::string> pieces(const std::string &text, char separator)
{
    std::vector<std::string> found;
    std::istringstream stream(text);
    for (std::string piece; std::getline(stream, piece, separator);)
        found.push_back(piece);
    return found;
}

std::set<std::string> words(const std::string &text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::size_t after(const std::string &text, const std::string &what, std::size_t from)
{
    const std::size_t found = text.find(what, from);
    return found == std::string::npos ? text.size() : found + what.size();
}

// Where the comment, string or character that begins here ends; `at` when none does.
std::size_t endOfNoise(const std::string &text, std::size_t at)
{
    if (text.compare(at, 2, "//") == 0)
        return std::min(text.find('\n', at), text.size());
    if (text.compare(at, 2, "/*") == 0)
        return after(text, "*/", at + 2);
    if (text.compare(at, 3, "R\"(") == 0)
        return after(text, ")\"", at + 3);
    const bool character = text[at] == '\'' && (at == 0 || !isalnum(static_cast<unsigned char>(text[at - 1]))); // not in 1'000
    if (text[at] != '"' && !character)
        return at;
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != text[at] && text[end] != '\n')
        end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
}

} // namespace

std::string Source::module() const
{
    const auto folders = pieces(path, '/');
    if (folders.size() < 3)
        return {};
    return folders[0] == "core" ? folders[1] : folders[0] == "app" ? "app" : "";
}

std::string Source::name() const { return path.substr(path.rfind('/') + 1); }

// By hand: std::regex overflows the stack on a long table of bytes.
std::string Source::code() const
{
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t end = endOfNoise(text, at); end > at) {
            kept += ' ';
            at = end;
        } else {
            kept += text[at++];
        }
    }
    return kept;
}

std::vector<Include> includesOf(const Source &source)
{
    static const std::regex include(R"(^\s*#\s*include\s*(["<])([^">]+)[">].*)");
    std::vector<Include> found;
    int number = 0;
    for (const auto &line : pieces(source.text, '\n')) {
        ++number;
        if (std::smatch match; std::regex_match(line, match, include))
            found.push_back({match[2], match[1] == "\"", number});
    }
    return found;
}

Table tableFrom(const std::string &cmake)
{
    static const std::regex row(R"re("(\w+)\s*\|([\w ]*)\|\s*(\w+)\s*")re");
    Table table;
    for (std::sregex_iterator at(cmake.begin(), cmake.end(), row), end; at != end; ++at) {
        Module module{words((*at)[2]), (*at)[3] == "core"};
        module.uses.insert({(*at)[1], "base"});
        table[(*at)[1]] = module;
    }
    return table;
}

std::string contents(const std::string &path)
{
    std::ifstream file(root / path, std::ios::binary);
    if (!file)
        throw std::runtime_error("cannot be read: " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool exists(const std::string &path) { return std::filesystem::exists(root / path); }

std::vector<Source> sourcesBelow(const std::vector<std::string> &folders)
{
    std::vector<Source> found;
    for (const auto &folder : folders) {
        for (const auto &entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            const auto path = std::filesystem::relative(entry.path(), root).generic_string();
            if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp"))
                found.push_back({path, contents(path)});
        }
    }
    std::ranges::sort(found, {}, &Source::path);
    return found;
}

} // namespace mailwalk::architecture
