#include "secrets/memory_search.h"

#include "support/secret_search.h"

#include <algorithm>
#include <cstring>
#include <fstream>
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
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return text;
}

void search(const std::string &content, const Dress &dress, const Mapping &mapping, std::vector<std::string> &found)
{
    for (std::size_t at = 0;
         const void *hit = memmem(content.data() + at, content.size() - at, dress.bytes.data(), dress.bytes.size()); ++at) {
        at = std::size_t(static_cast<const char *>(hit) - content.data());
        std::ostringstream where;
        where << dress.name << " at " << (mapping.name.empty() ? "anonymous" : mapping.name) << "+" << at << " of "
              << content.size();
        found.push_back(where.str());
    }
}

} // namespace

std::vector<std::string> secretsInMemoryOf(long process, const std::string &password)
{
    std::ifstream memory("/proc/" + std::to_string(process) + "/mem", std::ios::binary);
    if (!memory)
        throw std::runtime_error("the memory of the process cannot be read");
    const std::vector<Dress> dresses = dressesOf(password);
    std::vector<std::string> found;
    std::size_t read = 0;
    for (const Mapping &mapping : writableMappingsOf(process)) {
        const std::string content = contentOf(memory, mapping), folded = lower(content);
        read += content.size();
        for (const Dress &dress : dresses)
            search(dress.name.ends_with("hexadecimal") ? folded : content, dress, mapping, found);
    }
    if (read < 1'000'000)
        throw std::runtime_error("hardly any memory of the process could be read");
    return found;
}

} // namespace mailwalk::test
