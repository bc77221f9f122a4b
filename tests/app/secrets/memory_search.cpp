#include "secrets/memory_search.h"

#include "support/secret_search.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace mailwalk::test {

namespace {

struct Mapping {
    std::size_t from{}, to{};
    std::string name;
};

// What the process may write to: a password lies nowhere else.
std::vector<Mapping> writableMappingsOf(long process)
{
    std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
    std::vector<Mapping> found;
    for (std::string line; std::getline(maps, line);) {
        std::istringstream fields(line);
        Mapping mapping;
        std::string rights, offset, device, node;
        char dash = 0;
        fields >> std::hex >> mapping.from >> dash >> mapping.to >> rights >> offset >> device >> node >> mapping.name;
        if (rights.starts_with("rw"))
            found.push_back(mapping);
    }
    return found;
}

std::string contentOf(std::ifstream &memory, const Mapping &mapping)
{
    std::string content(mapping.to - mapping.from, '\0');
    memory.clear();
    memory.seekg(std::streamoff(mapping.from));
    memory.read(content.data(), std::streamsize(content.size()));
    content.resize(std::size_t(std::max<std::streamsize>(memory.gcount(), 0)));
    return content;
}

std::string lower(std::string text)
{
    for (char &c : text)
        if (c >= 'A' && c <= 'Z')
            c = char(c - 'A' + 'a');
    return text;
}

using Searcher = std::boyer_moore_horspool_searcher<std::string::const_iterator>;

void search(const std::string &content, const Dress &dress, const Mapping &mapping, std::vector<std::string> &found)
{
    const Searcher searcher(dress.bytes.begin(), dress.bytes.end());
    for (auto at = content.begin(); (at = std::search(at, content.end(), searcher)) != content.end(); ++at) {
        std::ostringstream where;
        where << dress.name << " at " << (mapping.name.empty() ? "anonymous" : mapping.name) << "+" << (at - content.begin())
              << " of " << content.size();
        found.push_back(where.str());
    }
}

} // namespace

std::vector<std::string> secretsInMemoryOf(long process, const std::string &password)
{
    std::ifstream memory("/proc/" + std::to_string(process) + "/mem", std::ios::binary);
    if (!memory)
        throw std::runtime_error("the memory of the process cannot be read");
    std::vector<std::string> found;
    std::size_t read = 0;
    for (const Mapping &mapping : writableMappingsOf(process)) {
        const std::string content = contentOf(memory, mapping), folded = lower(content);
        read += content.size();
        for (const Dress &dress : dressesOf(password))
            search(dress.name.ends_with("hexadecimal") ? folded : content, dress, mapping, found);
    }
    if (read < 1'000'000)
        throw std::runtime_error("hardly any memory of the process could be read");
    return found;
}

} // namespace mailwalk::test
