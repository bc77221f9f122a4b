#pragma once

#include "net/step.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>

/// A network that is a playbook. It reads as the conversation:
///     ScriptedNetwork net;
///     net.expectLookup("ex1.corp.test").answers({"192.0.2.1"});
///     net.expectDial("192.0.2.1:135").connects();
///     net.expectSend("05000b03...").replies("05000c03...");
///     net.expectSend(isMapRequest).replies(mapAnswer).closes();
///     net.expectSecure("mail.corp.test").secures();           // from here on the script goes on in clear
///     net.expectSend(isInChannel).names("IN");                // this connection
///     net.expectSend(isBind).on("IN").over("OUT").replies(bindAck);
/// Acts must come in the order of the lines. An unexpected act, or a line left over, fails the test.
namespace mailwalk::test {

class ScriptedWire;

/// What one act meets. Without an answer: silence.
class Line
{
public:
    enum class Act { lookUp, services, dial, secure, send };
    using Fits = std::function<bool(View sent)>;
    using Reply = std::function<Bytes(View sent)>;

    Line &answers(const std::vector<std::string> &addresses); ///< to a look-up
    Line &answers(const std::vector<net::Service> &services); ///< to a look-up of services
    Line &connects();                                         ///< a dial
    Line &secures(net::Peer peer = {});                       ///< a handshake; a peer without a name gets the host's
    Line &replies(Bytes bytes);                               ///< when it was sent, or connected (a server that speaks first)
    Line &replies(std::string_view hex);
    Line &replies(Reply reply); ///< from what was sent
    Line &refuses();            ///< the name is unknown, the port refuses, a handshake ends with an alert
    Line &isSilent() { return *this; }
    Line &resets(); ///< a dial at once; a stream after what it replied
    Line &closes(); ///< a stream, after what it replied
    Line &fails(net::Failure failure);
    /// A send only on this connection: "192.0.2.1:443", the second dial of that "192.0.2.1:443#2", or a name.
    Line &on(std::string_view connection);
    Line &names(std::string name);           ///< gives the connection a name, for on() and over()
    Line &over(std::string_view connection); ///< what it replies, and its end, come over this other connection
    Line &mayFail();                         ///< nobody need notice: a farewell

private:
    friend class ScriptedNetwork;
    friend class ScriptedWire;
    Act act{};
    std::string subject;  // host, or a connection; empty for any
    std::string expected; // what a send looks like, for whoever reads a failed test
    Fits fits;
    std::vector<Address> addresses;
    std::vector<net::Service> services;
    std::optional<net::Peer> peer;
    std::string name, other;
    bool connected{}, forgivable{};
    std::vector<Reply> given;
    std::optional<net::Failure> failure;
};

/// Something that goes wrong at one act of an otherwise healthy dialogue.
struct Mishap {
    enum class Way { refusal, silence, reset, close, stop };
    std::size_t act{}; ///< by its line in the script, 0 is the first: side by side, the acts come in another order each time
    Way way{};
};
std::string toText(const Mishap &mishap);

class ScriptedNetwork final : public net::Network
{
public:
    ScriptedNetwork() = default;
    ~ScriptedNetwork() override;

    Line &expectLookup(std::string host);
    Line &expectServices(std::string name);
    Line &expectDial(std::string_view endpoint);
    Line &expectSecure(std::string host);
    Line &expectSend(Bytes bytes);
    Line &expectSend(std::string_view hex);
    Line &expectSend(Line::Fits fits, std::string description = "what the script describes");

    void inAnyOrder() { ordered_ = false; }             ///< for dialogues side by side: the first line that fits is used
    void inPieces(std::size_t most) { piece_ = most; }  ///< every reply arrives in pieces this small
    void breakAt(Mishap mishap, const net::Stop &stop); ///< from then on nothing unexpected fails the test

    /// What was played so far.
    struct Played {
        Line::Act act{};
        bool answered{}, forgivable{};
        std::size_t line{}; ///< of the script
    };
    std::vector<Played> played() const;

    std::unique_ptr<net::Lookup> lookUp(const std::string &host) override;
    std::unique_ptr<net::ServiceLookup> lookUpServices(const std::string &name) override;
    std::unique_ptr<net::Dial> dial(const Address &address, std::uint16_t port) override;
    std::unique_ptr<net::Handshake> secure(std::unique_ptr<net::Wire> wire, const std::string &host,
                                           net::OldestTls oldest) override;

private:
    friend class ScriptedWire;
    /// `names`: all that the host or connection is called.
    Line play(Line::Act act, const std::vector<std::string> &names, View sent);
    Line broken(Line line) const;
    ScriptedWire *wireCalled(const std::string &name) const;
    Line &add(Line::Act act, std::string subject);

    mutable std::recursive_mutex mutex_; // of the connections too: one may speak on another
    std::vector<ScriptedWire *> wires_;
    std::map<std::string, int> dials_; // by endpoint
    std::vector<std::unique_ptr<Line>> lines_;
    std::vector<bool> used_; // by line
    std::vector<Played> played_;
    bool ordered_ = true;
    std::size_t piece_ = std::size_t(-1);
    std::optional<Mishap> mishap_;
    const net::Stop *stop_{};
};

struct Walked {
    trace::Trace trace;
    std::optional<net::Stopped> stopped;
};
using Path = std::function<void(const net::Step &)>;

/// A walk of one path, with deadlines that cost a test nothing.
Walked walkOver(net::Network &network, const Path &path, const net::Stop &stop = {},
                Deadlines deadlines = Deadlines::all(Milliseconds(50)), std::vector<net::Detour> detours = {},
                const net::Skip *skip = nullptr);

/// Failed hops below which no hop failed.
std::vector<trace::Hop> innermostFailures(const trace::Trace &trace);
std::vector<trace::Hop> hopsOf(const trace::Trace &trace, trace::Kind kind);
/// Fails the test when a hop is still running, or closed without an end.
void expectAllClosed(const trace::Trace &trace);

/// Runs the dialogue whole, which must pass; then again for every act and every way in which it can go wrong. Each time the walk
/// must stop with the code of the mishap, every hop be closed, and exactly one innermost hop have failed (none when stopped).
/// `patience`: the deadline of every act but where the mishap is a silence; long for dialogues that compute much.
void rerunFailingAtEachAct(const std::function<void(ScriptedNetwork &)> &script, const Path &path,
                           Milliseconds patience = Milliseconds(50));

} // namespace mailwalk::test
