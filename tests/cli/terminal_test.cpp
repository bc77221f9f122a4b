#include "cli/program.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mailwalk::test {
namespace {

using testing::HasSubstr;

/// mailwalk-cli at a terminal of its own.
class AtTerminal
{
public:
    explicit AtTerminal(Words arguments)
    {
        arguments.insert(arguments.begin(), MAILWALK_CLI);
        std::vector<char *> words;
        for (std::string &word : arguments)
            words.push_back(word.data());
        words.push_back(nullptr);
        child_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
        if (child_ == 0) {
            ::execv(words.front(), words.data());
            ::_exit(127);
        }
    }
    ~AtTerminal()
    {
        if (!ended_) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        ::close(terminal_);
    }
    AtTerminal(const AtTerminal &) = delete;
    AtTerminal &operator=(const AtTerminal &) = delete;

    /// Reads until this stands there, or half a minute is over, or the program has ended.
    bool shows(const std::string &text)
    {
        while (shown_.find(text) == std::string::npos)
            if (!readMore())
                return false;
        return true;
    }
    void type(const std::string &text) { EXPECT_EQ(::write(terminal_, text.data(), text.size()), ssize_t(text.size())); }
    int end()
    {
        while (readMore()) {
        }
        int status = 0;
        ::waitpid(child_, &status, 0);
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    const std::string &shown() const { return shown_; }

private:
    bool readMore()
    {
        pollfd watched{terminal_, POLLIN, 0};
        std::array<char, 4096> piece;
        if (::poll(&watched, 1, 30'000) != 1)
            return false;
        const auto size = ::read(terminal_, piece.data(), piece.size()); // fails when the program has gone
        if (size <= 0)
            return false;
        shown_.append(piece.data(), static_cast<std::size_t>(size));
        return true;
    }

    int terminal_ = -1;
    pid_t child_ = -1;
    bool ended_ = false;
    std::string shown_;
};

Words walkTo(const Port &port, const Words &more)
{
    Words words{"check",
                "--server",
                "ex1.corp.test",
                "--mailbox",
                "alice",
                "--resolve",
                "ex1.corp.test:127.0.0.1",
                "--connect-to",
                "ex1.corp.test:135:127.0.0.1:" + std::to_string(port.number())};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

TEST(Terminal, ThePasswordIsAskedForAndNotShownWhileTyped)
{
    const Port port(Port::Kind::refuses);
    AtTerminal program(walkTo(port, {"--password-stdin"}));
    ASSERT_TRUE(program.shows("Password: "));
    program.type("Hush-Hush-7\n");
    EXPECT_EQ(program.end(), 1);
    EXPECT_THAT(program.shown(), HasSubstr("refused"));
    EXPECT_THAT(program.shown(), Not(HasSubstr("Hush")));
}

TEST(Terminal, CtrlCAtThePasswordEndsItAsCancelled)
{
    const Port port(Port::Kind::isSilent);
    AtTerminal program(walkTo(port, {"--password-stdin"}));
    ASSERT_TRUE(program.shows("Password: "));
    program.type("\x03");
    EXPECT_EQ(program.end(), 3);
    EXPECT_FALSE(port.awaitVisitor(0));
}

TEST(Terminal, AnActThatKeepsUsWaitingIsShown)
{
    const Port port(Port::Kind::isSilent);
    AtTerminal program(walkTo(port, {}));
    EXPECT_TRUE(program.shows("running")) << program.shown();
    program.type("\x03");
    EXPECT_EQ(program.end(), 3);
    EXPECT_THAT(program.shown(), HasSubstr("CANCELLED"));
}

TEST(Terminal, LiveLinesNeverShowWhatIsMasked)
{
    const Port port(Port::Kind::refuses);
    AtTerminal program(walkTo(port, {"--mask"}));
    EXPECT_EQ(program.end(), 1);
    EXPECT_THAT(program.shown(), HasSubstr("host-1"));
    EXPECT_THAT(program.shown(), Not(HasSubstr("ex1.corp.test")));
}

} // namespace
} // namespace mailwalk::test
