#pragma once

#include "net/stop.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

/// What the two kinds of systems do differently: signals, terminals, standard input. Twins: system_posix.cpp, system_windows.cpp.
namespace mailwalk::cli {

/// While it lives, Ctrl+C and a wish of the system to end ring `bell` instead of ending the program. To be made before any
/// thread is started. A wish that cannot be heard any more (nobody listens) does no harm.
class Interrupt
{
public:
    explicit Interrupt(const net::Bell &bell);
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    /// What standard input has, at most `most` bytes; empty at its end. Nothing when interrupted while waiting.
    std::optional<std::string> readInput(std::size_t most) const;

private:
    struct Machinery;
    std::unique_ptr<Machinery> machinery_;
};

bool isTerminal(std::FILE *stream);

/// Files made from now on are readable by this user alone, and a reader of our output who went away, or a file that may not
/// grow, is an error of writing and not a signal.
void setUpProcess();

/// While it lives, what is typed does not show. Does nothing where standard input is no terminal.
class HiddenTyping
{
public:
    HiddenTyping();
    ~HiddenTyping();
    HiddenTyping(const HiddenTyping &) = delete;
    HiddenTyping &operator=(const HiddenTyping &) = delete;
    bool atTerminal() const { return state_ != nullptr; }

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace mailwalk::cli
