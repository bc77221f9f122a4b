#include "secret_search.h"

#include "auth/crypto.h"
#include "base/text.h"

#include <algorithm>

namespace mailwalk::test {
namespace {

std::string swapped(std::string bytes)
{
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        std::swap(bytes[i], bytes[i + 1]);
    return bytes;
}

// What of the Base64 does not depend on the bytes before and after: groups of three bytes that are wholly the secret's.
void addBase64(std::vector<Dress> &dresses, const std::string &name, const std::string &bytes)
{
    for (std::size_t offset = 0; offset < 3; ++offset) {
        const std::size_t skipped = (3 - offset) % 3, whole = (bytes.size() - skipped) / 3 * 3;
        dresses.push_back(
            {name + " in Base64 at offset " + std::to_string(offset), toBase64(viewOf(bytes.substr(skipped, whole)))});
    }
}

void addHex(std::vector<Dress> &dresses, const std::string &name, const std::string &bytes)
{
    dresses.push_back({name + " in hexadecimal", toHex(viewOf(bytes))});
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return result;
}

std::string ntHash(const std::string &password)
{
    const auto crypto = auth::Crypto::load();
    const auto digest = (*crypto)->md4(utf16(password));
    return textOf(digest);
}

} // namespace

std::vector<Dress> dressesOf(const std::string &password)
{
    const std::string wide = textOf(utf16(password)), hash = ntHash(password);
    std::vector<Dress> dresses{{"UTF-8", password},
                               {"UTF-16LE", wide},
                               {"UTF-16BE", swapped(wide)},
                               {"NT hash", hash},
                               {"NT hash in Base64", toBase64(viewOf(hash))}};
    addHex(dresses, "UTF-8", password);
    addHex(dresses, "UTF-16LE", wide);
    addHex(dresses, "NT hash", hash);
    addBase64(dresses, "UTF-8", password);
    addBase64(dresses, "UTF-16LE", wide);
    return dresses;
}

std::vector<std::string> secretsIn(std::string_view text, const std::string &password)
{
    const std::string folded = lower(text);
    std::vector<std::string> found;
    for (const Dress &dress : dressesOf(password)) {
        const bool isHex = dress.name.ends_with("hexadecimal");
        if ((isHex ? std::string_view(folded) : text).find(dress.bytes) != std::string_view::npos)
            found.push_back(dress.name);
    }
    return found;
}

} // namespace mailwalk::test
