#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <memory>
#include <string>
#include <vector>

/// mailwalk-cli as a process, the way an installer or a script meets it.
namespace mailwalk::test {

using Words = std::vector<std::string>;

struct Ran {
    int exit = -1; ///< -1: it did not end by itself in time
    std::string out, err;
};

/// Runs to the end, with this on standard input. At most a minute.
Ran ran(const Words &arguments, const std::string &input = {});

/// Started, and still running: its input stays open.
class Running
{
public:
    explicit Running(const Words &arguments);
    ~Running();
    std::string line(); ///< the next line of standard output, at most half a minute; empty when there is none
    void interrupt();   ///< as Ctrl+C does
    void closeInput() { process_.closeWriteChannel(); }
    Ran ended(int milliseconds); ///< waits for the end; exit -1 when it does not come
    QProcess &process() { return process_; }

private:
    QProcess process_;
};

/// A port of loopback that nobody else gets while this lives: refused, or open and silent.
class Port
{
public:
    enum class Kind { refuses, isSilent };
    explicit Port(Kind kind);
    ~Port();
    int number() const { return number_; }
    bool awaitVisitor(int milliseconds) const; ///< somebody has connected

private:
    int socket_;
    int number_;
};

QJsonObject json(const std::string &text); ///< an empty one when it is none
std::string contentOf(const QString &file);
int linesOf(const std::string &text);

} // namespace mailwalk::test
