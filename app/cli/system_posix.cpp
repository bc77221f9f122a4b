#ifndef _WIN32

#include "cli/system.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <termios.h>
#include <thread>
#include <unistd.h>

namespace mailwalk::cli {
namespace {

sigset_t endings()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

} // namespace

// A thread that waits for the signals, which all threads block: no code runs inside a signal handler.
struct Interrupt::Machinery {
    const net::Bell &bell;
    sigset_t watched = endings();
    sigset_t before{};
    std::array<int, 2> pipe{-1, -1}; // readable once interrupted
    std::atomic<bool> leaving{false};
    std::thread listener;

    explicit Machinery(const net::Bell &toRing) : bell(toRing)
    {
        if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            throw std::system_error(errno, std::generic_category(), "pipe");
        pthread_sigmask(SIG_BLOCK, &watched, &before);
        listener = std::thread([this] { listen(); });
    }
    ~Machinery()
    {
        leaving = true;
        pthread_kill(listener.native_handle(), SIGTERM);
        listener.join();
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        ::close(pipe[0]);
        ::close(pipe[1]);
    }
    void listen()
    {
        for (int signal = 0; sigwait(&watched, &signal) == 0 && !leaving;) {
            [[maybe_unused]] const auto written = ::write(pipe[1], "!", 1);
            bell.ring();
        }
    }
};

Interrupt::Interrupt(const net::Bell &bell) : machinery_(std::make_unique<Machinery>(bell)) {}
Interrupt::~Interrupt() = default;

std::optional<std::string> Interrupt::readInput(std::size_t most) const
{
    std::array<pollfd, 2> watched{{{STDIN_FILENO, POLLIN, 0}, {machinery_->pipe[0], POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0 && errno == EINTR) {
    }
    if (watched[1].revents)
        return std::nullopt;
    std::string text(most, '\0');
    const auto got = ::read(STDIN_FILENO, text.data(), most);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

bool isTerminal(std::FILE *stream) { return ::isatty(::fileno(stream)) == 1; }

void setUpProcess()
{
    ::umask(077);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large for this user
}

struct HiddenTyping::State {
    termios before{};
};

HiddenTyping::HiddenTyping()
{
    termios now{};
    if (::isatty(STDIN_FILENO) != 1 || ::tcgetattr(STDIN_FILENO, &now) != 0)
        return;
    state_ = std::make_unique<State>(State{now});
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
}

HiddenTyping::~HiddenTyping()
{
    if (state_)
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &state_->before);
}

} // namespace mailwalk::cli

#endif
