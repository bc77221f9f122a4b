#pragma once

#include "auth/ntlm_acceptor.h"
#include "auth/ntlm_context.h"
#include "support/golden.h"

#include <fstream>

/// What the tests of this folder share.
namespace mailwalk::test {

inline std::shared_ptr<const auth::Crypto> crypto()
{
    static const auto loaded = auth::Crypto::load();
    return *loaded;
}

/// Gives the bytes of `text` one after the other; the test fails when they are used up.
inline auth::Dice rolls(std::string_view text)
{
    return [left = hex(text)](std::span<Byte> memory) mutable {
        ASSERT_LE(memory.size(), left.size());
        std::copy_n(left.begin(), memory.size(), memory.begin());
        left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(memory.size()));
    };
}

inline auth::Digest key(std::string_view text)
{
    auth::Digest digest;
    const Bytes bytes = hex(text);
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

/// [MS-NLMP] 4.2.1
inline const char *const sessionKey = "55555555555555555555555555555555";
inline constexpr std::uint32_t exampleFlags = 0xe2888235;

inline Secret secret(std::string text) { return Secret(std::move(text)); }

/// A PDU cut as [MS-RPCE] 2.2.2.11 protects it.
struct CutPdu {
    explicit CutPdu(Bytes bytes) : whole(std::move(bytes))
    {
        const std::size_t tokenSize = std::size_t(whole[10] | whole[11] << 8);
        const std::size_t trailAt = whole.size() - tokenSize - 8;
        head = View(whole).first(24);
        body = std::span<Byte>(whole).subspan(24, trailAt - 24);
        trail = View(whole).subspan(trailAt, 8);
        token = View(whole).subspan(trailAt + 8);
    }

    Bytes whole;
    View head, trail, token;
    std::span<Byte> body;
};

struct NamedLine {
    std::string name; ///< the comment before it
    Bytes bytes;
};

/// A golden file with one message a line and its name in the comment before.
inline std::vector<NamedLine> goldenLines(const std::string &name)
{
    std::ifstream file(std::string(MAILWALK_SOURCE_DIR) + "/tests/golden/" + name + ".hex");
    std::vector<NamedLine> lines;
    std::string comment;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("# "))
            comment = line.substr(2);
        else if (!line.empty())
            lines.push_back({comment, hex(line)});
    }
    EXPECT_FALSE(lines.empty()) << name;
    return lines;
}

inline Bytes goldenLine(const std::string &file, std::string_view name)
{
    for (NamedLine &line : goldenLines(file))
        if (line.name == name)
            return std::move(line.bytes);
    ADD_FAILURE() << file << " has no " << name;
    return {};
}

} // namespace mailwalk::test
