#ifdef _WIN32

#include "cli/system.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <io.h>
#include <windows.h>

namespace mailwalk::cli {
namespace {

// The system calls its handler on a thread of its own and hands it nothing: what it needs has to lie here.
struct Listening {
    std::mutex mutex;
    std::condition_variable changed;
    const net::Bell *bell = nullptr;
    bool interrupted = false;
};

Listening &listening()
{
    static Listening one;
    return one;
}

BOOL WINAPI interrupted(DWORD)
{
    const std::lock_guard lock(listening().mutex);
    if (!listening().bell)
        return FALSE;
    listening().interrupted = true;
    listening().bell->ring();
    listening().changed.notify_all();
    return TRUE;
}

} // namespace

struct Interrupt::Machinery {
    explicit Machinery(const net::Bell &bell)
    {
        const std::lock_guard lock(listening().mutex);
        listening().bell = &bell;
        SetConsoleCtrlHandler(interrupted, TRUE);
    }
    ~Machinery()
    {
        SetConsoleCtrlHandler(interrupted, FALSE);
        const std::lock_guard lock(listening().mutex);
        listening().bell = nullptr;
    }
};

Interrupt::Interrupt(const net::Bell &bell) : machinery_(std::make_unique<Machinery>(bell)) {}
Interrupt::~Interrupt() = default;

std::optional<std::string> Interrupt::readInput(std::size_t most) const
{
    // A read of a pipe cannot be given up on Windows: a detached thread does it, and owns what it reads into.
    const auto answer = std::make_shared<std::optional<std::string>>();
    std::thread([answer, most] {
        std::string text(most, '\0');
        DWORD got = 0;
        if (!ReadFile(GetStdHandle(STD_INPUT_HANDLE), text.data(), static_cast<DWORD>(most), &got, nullptr))
            got = 0;
        text.resize(got);
        const std::lock_guard lock(listening().mutex);
        *answer = std::move(text);
        listening().changed.notify_all();
    }).detach();
    std::unique_lock lock(listening().mutex);
    listening().changed.wait(lock, [&] { return answer->has_value() || listening().interrupted; });
    return listening().interrupted ? std::nullopt : std::move(*answer);
}

bool isTerminal(std::FILE *stream) { return _isatty(_fileno(stream)) != 0; }

void setUpProcess() {} // files of a user's folder are that user's by inheritance

struct HiddenTyping::State {
    DWORD before;
};

HiddenTyping::HiddenTyping()
{
    DWORD now = 0;
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    if (!GetConsoleMode(input, &now))
        return;
    state_ = std::make_unique<State>(State{now});
    SetConsoleMode(input, now & ~static_cast<DWORD>(ENABLE_ECHO_INPUT));
}

HiddenTyping::~HiddenTyping()
{
    if (state_)
        SetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), state_->before);
}

} // namespace mailwalk::cli

#endif
