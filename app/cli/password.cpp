#include "cli/password.h"

#include "cli/terminal.h"
#include "cli/usage.h"

#include <algorithm>

namespace mailwalk::cli {
namespace {

constexpr std::size_t longestPassword = 1024; // bytes; a directory allows 256 characters

// The characters read so far, in one place that never moves and is cleared whatever happens.
struct Line {
    std::string text;
    Line() { text.reserve(longestPassword + 2); } // CR and LF
    ~Line() { wipe(text.data(), text.size()); }
};

bool isWhole(const std::string &line) { return line.find('\n') != line.npos; }

// False when interrupted.
bool readLine(const Interrupt &interrupt, std::string &line)
{
    while (!isWhole(line) && line.size() < line.capacity()) {
        auto piece = interrupt.readInput(line.capacity() - line.size());
        if (!piece)
            return false;
        line += *piece;
        const bool ended = piece->empty();
        wipe(piece->data(), piece->size());
        if (ended)
            break;
    }
    return true;
}

} // namespace

std::optional<Secret> passwordFromInput(const Interrupt &interrupt)
{
    const HiddenTyping hidden;
    if (hidden.atTerminal())
        print(stderr, Cli::tr("Password: ").toStdString());
    Line line;
    const bool read = readLine(interrupt, line.text);
    if (hidden.atTerminal())
        print(stderr, "\n");
    if (!read)
        return std::nullopt;
    const auto end = std::min(line.text.find_first_of("\r\n"), line.text.size());
    if (end == 0)
        throw WrongUsage{Cli::tr("--password-stdin: no password came on standard input.")};
    if (end > longestPassword)
        throw WrongUsage{Cli::tr("--password-stdin: the line is longer than %1 bytes.").arg(longestPassword)};
    return Secret(std::string(line.text, 0, end));
}

} // namespace mailwalk::cli
