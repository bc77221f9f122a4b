#include "cli/program.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace mailwalk::test {
namespace {

constexpr int patience = 60'000;

QStringList list(const Words &words)
{
    QStringList all;
    for (const std::string &word : words)
        all.append(QString::fromStdString(word));
    return all;
}

Ran resultOf(QProcess &process)
{
    const bool itself = process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit;
    return {itself ? process.exitCode() : -1, process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
}

} // namespace

Running::Running(const Words &arguments)
{
    process_.start(QStringLiteral(MAILWALK_CLI), list(arguments));
    if (!process_.waitForStarted(patience))
        throw std::runtime_error("mailwalk-cli does not start");
}

Running::~Running()
{
    process_.closeWriteChannel();
    if (process_.state() != QProcess::NotRunning && !process_.waitForFinished(5000)) {
        process_.kill();
        process_.waitForFinished(5000);
    }
}

std::string Running::line()
{
    while (!process_.canReadLine())
        if (!process_.waitForReadyRead(patience / 2))
            return {};
    return process_.readLine().trimmed().toStdString();
}

void Running::interrupt() { ::kill(static_cast<pid_t>(process_.processId()), SIGINT); }

Ran Running::ended(int milliseconds)
{
    process_.waitForFinished(milliseconds);
    return resultOf(process_);
}

Ran ran(const Words &arguments, const std::string &input)
{
    Running program(arguments);
    program.process().write(input.data(), static_cast<qint64>(input.size()));
    program.closeInput();
    return program.ended(patience);
}

Port::Port(Kind kind) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    auto *address = reinterpret_cast<sockaddr *>(&here);
    // Bound and not listening: the system answers with RST.
    const bool done = ::bind(socket_, address, size) == 0 && ::getsockname(socket_, address, &size) == 0 &&
                      (kind == Kind::refuses || ::listen(socket_, 8) == 0);
    if (!done)
        throw std::runtime_error("no port of loopback can be had");
    number_ = ntohs(here.sin_port);
}

Port::~Port() { ::close(socket_); }

bool Port::awaitVisitor(int milliseconds) const
{
    pollfd watched{socket_, POLLIN, 0};
    return ::poll(&watched, 1, milliseconds) == 1;
}

QJsonObject json(const std::string &text) { return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object(); }

std::string contentOf(const QString &file)
{
    QFile input(file);
    return input.open(QIODevice::ReadOnly) ? input.readAll().toStdString() : std::string{};
}

int linesOf(const std::string &text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

} // namespace mailwalk::test
