#pragma once

#include "base/endpoint.h"
#include "base/result.h"
#include "practice/byte_stream.h"
#include "practice/quiet.h"

#include <chrono>
#include <utility>

/// The sockets of the practice organisation: the only file with system headers is posix.cpp (a Windows half is not written yet).
/// Every wait ends when the bell rings.
namespace mailwalk::practice {

/// A system handle that closes itself.
class Handle
{
public:
    explicit Handle(int value = -1) : value_(value) {}
    Handle(Handle &&other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Handle &operator=(Handle &&other) noexcept;
    ~Handle();

    int value() const { return value_; }

private:
    int value_;
};

/// Wakes every wait of an organisation, once and for all.
class Bell
{
public:
    Bell();
    void ring();
    bool rungWithin(int milliseconds) const;
    int waitable() const { return in_.value(); }

private:
    Handle in_, out_;
};

/// One TCP connection. Also over when it is silent too long, and when the bell rings.
class Stream : public ByteStream
{
public:
    Stream(Handle handle, const Bell &bell, QuietPolicy quiet = {}) : handle_(std::move(handle)), bell_(bell), quiet_(quiet) {}

    std::size_t receiveSome(std::span<Byte> room) override;
    bool send(View bytes) override;
    void close() override;
    void waitForEnd();    ///< says nothing, reads and forgets
    void sayGoodbye();    ///< sends the end, and waits for the other's
    void cutOff();        ///< ends both ways; wakes whoever waits for it on another thread
    void reset();         ///< as a firewall does that knows nothing of it any more; so too may another thread
    bool isReset() const; ///< for its silence
    int waitable() const { return handle_.value(); }

private:
    std::size_t growQuiet();
    void forgetWhatComes();

    Handle handle_;
    const Bell &bell_;
    const QuietPolicy quiet_;
    bool gone_ = false; ///< as far as the other can tell
};

/// A bound TCP socket.
class Listener
{
public:
    std::uint16_t port() const { return port_; }
    std::optional<Stream> accept(const Bell &bell, QuietPolicy quiet) const;
    const Handle &handle() const { return handle_; }

private:
    Handle handle_;
    std::uint16_t port_{};
    std::vector<Handle> fillers_; ///< connections that nobody accepts

    friend Listener listening(const Address &, std::uint16_t port, int queue);
    friend Listener refuseAt(const Address &, std::uint16_t port);
    friend Listener swallowAt(const Address &, std::uint16_t port);
};

/// All of these throw std::system_error. Port 0 lets the system choose.
Listener listenAt(const Address &address, std::uint16_t port = 0);
Listener refuseAt(const Address &address, std::uint16_t port = 0);  ///< holds it without listening: a connect gets a RST
Listener swallowAt(const Address &address, std::uint16_t port = 0); ///< a full queue: a connect gets no answer at all

/// A connection from one machine of the organisation to another.
struct Unreached {
    enum class Why { refused, noAnswer, bell } why;
};
mailwalk::Result<Stream, Unreached> connectTo(const Address &address, std::uint16_t port, const Bell &bell,
                                              std::chrono::milliseconds patience);

/// Which of these have something to say, or have ended; empty when none has within that time. Nothing when the bell rang.
std::optional<std::vector<const Stream *>> waitForWord(const std::vector<const Stream *> &streams, const Bell &bell,
                                                       std::chrono::milliseconds patience);

/// The place of the first listener with somebody at the door; nothing when the bell rang.
std::optional<std::size_t> waitForVisitor(const std::vector<const Listener *> &listeners, const Bell &bell);

/// A bound UDP socket.
class Datagrams
{
public:
    struct Question {
        Bytes bytes;
        std::vector<Byte> from; ///< the system's form of an address, for answer()
    };

    Datagrams(const Address &address, std::uint16_t port);
    std::optional<Question> receive(const Bell &bell); ///< nothing when the bell rang
    void answer(const Question &question, View bytes);

private:
    Handle handle_;
};

} // namespace mailwalk::practice
