#pragma once

#include "net/network.h"
#include "net/skip.h"
#include "trace/recorder.h"

#include <functional>
#include <type_traits>

namespace mailwalk::net {

/// The one early exit. Acts throw it, `Step::walk` catches it; `attempt` turns a failure (never a cancel) into a value.
struct Stopped {
    trace::HopId hop{}; ///< where it began
    Failure failure;
    bool cancelled{};
    bool skipped{}; ///< let go by the person: what comes after it goes on, as after a failure

    bool isWished() const { return cancelled || skipped; } ///< it says nothing of the other side
};

/// What a hop is about to be. Stage, transport and need are inherited from the step it is opened in, unless set here.
struct Plan {
    trace::Kind kind;
    std::string title;
    std::string target;
    std::optional<trace::Stage> stage{};
    std::optional<trace::Transport> transport{};
    std::optional<trace::Needed> needed{};
};

/// "--connect-to": a connection meant for `from` goes to `to`, as in curl.
struct Detour {
    Endpoint from, to;
};

/// How one of several paths side by side has ended: well, or with what it stopped for; `ended` is false when it was told to stop.
struct Ending {
    bool ended{};
    std::optional<Stopped> failure{};
};

/// What all steps of a walk share.
struct Journey {
    trace::Recorder &recorder;
    Network &network;
    Deadlines deadlines;
    std::vector<Detour> detours{};
    const Skip *skip = nullptr; ///< lets go of what waits; none: nobody does
};

/// An open connection. Only a Step can use it.
class Stream
{
public:
    const Endpoint &target() const { return target_; }        ///< the name that was asked for
    const Address &address() const { return address_; }       ///< where it really went
    const std::optional<Peer> &peer() const { return peer_; } ///< once it is inside TLS

private:
    friend class Race;
    friend class Step;
    Stream(std::unique_ptr<Wire> wire, Endpoint target, Address address)
        : wire_(std::move(wire)), target_(std::move(target)), address_(address)
    {
    }
    std::unique_ptr<Wire> wire_;
    Endpoint target_;
    Address address_;
    std::optional<Peer> peer_;
};

/// One attempt at one address, to see who answers; the connection is let go of at once. A detour leads it elsewhere.
struct Knock {
    Endpoint target; ///< as the record shows it
    Address address;
    Limits limits{};
};
/// Who answered: the machine, by opening or refusing; the router at which it died; anybody who says "unreachable"; nobody.
enum class Knocked { opened, refused, died, unreachable, silent };

/// One of several streams that are listened to at once, and where its bytes go.
struct Ear {
    Stream &stream;
    Bytes &into;
};

/// Which of them spoke; `end` when it has ended instead (`closed`, `reset`).
struct Heard {
    std::size_t which{};
    std::optional<Failure> end{};
};

/// The only handle that protocol code has on the network, and one open hop. Every act of it opens a hop before it begins, or
/// belongs to this one; whatever happens (return, failure, exception, cancel) closes it.
class Step
{
public:
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

    /// The whole walk: opens the hop `walk`, runs the path, and is the one place where Stopped is caught. Returns it when there
    /// was one.
    static std::optional<Stopped> walk(Journey &journey, const Stop &stop, const Plan &plan,
                                       const std::function<void(const Step &)> &path);

    /// Opens a hop, runs `path(child)`, closes it: passed (or warned, when the child said so), failed, or cancelled. Stopped goes
    /// on outwards. Any other exception goes on outwards too; the innermost hop that it left closes with the failure `internal`.
    template <class Path> auto run(const Plan &plan, Path path) const -> std::invoke_result_t<Path, const Step &>
    {
        const Step child(*this, stop_, plan);
        return child.conduct(path);
    }

    /// As `run`, but a failure comes back as a value ("next server, next scheme"). A cancel still goes through.
    template <class Path> auto attempt(const Plan &plan, Path path) const
        -> Result<std::invoke_result_t<Path, const Step &>, Stopped>
    {
        try {
            return run(plan, path);
        } catch (const Stopped &stopped) {
            if (stopped.cancelled)
                throw;
            return stopped;
        }
    }

    // Acts, each a hop (or several) of its own inside this one.

    /// The addresses of a host, one hop `resolve`. A number is its own address and needs no hop.
    std::vector<Address> resolve(const std::string &host) const;

    /// Connects to the first address that answers: IPv6 and IPv4 side by side, the next started when all before it failed or
    /// after 250 ms. Each address tried is a hop `connect` with a deadline of its own. Fails with the most telling of the
    /// failures. A host that is a number needs no addresses; a detour of the journey goes before all of them.
    Stream connect(const Endpoint &target, const std::vector<Address> &addresses) const;

    /// Knocks at all of them at once, each in a hop `connect` that passes when it opens, or when it dies at the router where it
    /// was to: the fact "router". No answer is a failure of this step.
    std::vector<Knocked> knock(const std::vector<Knock> &knocks) const;
    /// A connection to one address, held back in what the other side may send at once: a hop `connect`.
    Stream connectHeldBack(const Knock &knock) const;
    bool canLimit() const { return journey_.network.canLimit(); } ///< no knock may have limits where it cannot

    /// The SRV records of a name, best first: one hop `resolve`.
    std::vector<Service> services(const std::string &name) const;

    /// TLS on an open stream, one hop `secure`. Fails with certificate, tls, tls-alert, other-protocol, closed, reset, timeout.
    void secure(Stream &stream, OldestTls oldest = OldestTls::v1_2) const;

    /// Goes on with TLS whoever it may be, one hop `secure` that is warned when the certificate does not fit. Nobody can sign in
    /// over such a stream: its peer has proven no name.
    void secureUnproven(Stream &stream) const;

    /// Records that something was not done, and why.
    void skip(const Plan &plan, trace::Reason reason, Facts facts = {}) const;

    // What this step's own hop does on an open stream.

    void send(Stream &stream, View bytes) const;
    /// Appends at least one byte to `into`, at most `most`. Fails with `closed`, `reset` or, at this hop's deadline, `timeout`.
    void receive(Stream &stream, Bytes &into, std::size_t most) const;

    /// Waits for whichever of the streams speaks first, and appends what it said, at most `most` bytes. The end of one is a
    /// value; this hop's deadline a failure.
    Heard receive(const std::vector<Ear> &ears, std::size_t most) const;
    /// What has come already, an end included; never waits.
    std::optional<Heard> overhear(const Ear &ear, std::size_t most) const;
    /// Waits for something that is not on the network: what another hop is about. At most the time of three answers, or
    /// `longest`. Nobody is let go of here: whoever is waited for is.
    void await(Waitable &event, const std::string &what) const;
    void await(Waitable &event, const std::string &what, Milliseconds longest) const;

    /// Runs what waits by itself for something outside the network, as long as it takes, until the stop that it gets. Being let
    /// go of rings that stop too.
    template <class Wait> auto outside(Wait wait) const
    {
        const Stop enough;
        const Stop::Rings stops(stop_, enough);
        std::optional<Skip::Wait> letGo;
        if (journey_.skip)
            letGo.emplace(*journey_.skip, enough);
        auto result = wait(enough);
        obey();
        return result;
    }

    // What becomes known about this step's own hop.

    void fact(std::string name, std::string value) const;
    void facts(const Facts &facts, const std::string &prefix = {}) const;
    void excerpt(std::string text) const;      ///< bounded to 4 KiB
    void warn(Failure oddity) const;           ///< it goes on, but the hop closes as `warned`
    void leaveOut(trace::Reason reason) const; ///< nothing came of it: the hop closes as not run
    [[noreturn]] void fail(Failure failure) const;

    trace::HopId hop() const { return hop_; }
    trace::Hop recorded(trace::HopId hop) const { return journey_.recorder.hop(hop); } ///< of the whole walk

    /// Runs dialogues on threads, each in a hop of its own; joins them all. The first that stops stops the others, and comes out.
    static void sideBySide(const Step &step, const std::vector<std::pair<Plan, std::function<void(const Step &)>>> &paths);

    /// The same, but a failure keeps nobody from going on and comes back as a value, in the order of the paths. Whenever one has
    /// ended `enough` is asked; once it says yes the others are stopped and stand in the record as cancelled.
    static std::vector<Ending> eachSideBySide(const Step &step,
                                              const std::vector<std::pair<Plan, std::function<void(const Step &)>>> &paths,
                                              const std::function<bool(const std::vector<Ending> &)> &enough = {});

    ~Step();

private:
    friend class Race;
    friend class Knocking;

    Step(const Step &parent, const Stop &stop, const Plan &plan);
    Step(Journey &journey, const Stop &stop, const Plan &plan);

    template <class Path> auto conduct(Path &path) const -> std::invoke_result_t<Path &, const Step &>
    {
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Path &, const Step &>>) {
                path(*this);
                passed();
            } else {
                auto result = path(*this);
                passed();
                return result;
            }
        } catch (const Stopped &why) {
            stopped(why);
            throw;
        } catch (...) {
            broke();
            throw;
        }
    }

    void obey() const; ///< throws Stopped when a stop is requested
    void passed() const;
    void stopped(const Stopped &why) const;
    Stopped broke() const; ///< inside a handler of a foreign exception: what it comes to

    std::vector<Address> ask(const std::string &host) const; ///< the name services, for this hop
    std::vector<Service> askServices(const std::string &name) const;
    std::optional<Heard> listen(const Ear &ear, std::size_t which, std::size_t most) const;
    void shakeHands(Stream &stream, const std::function<std::unique_ptr<Handshake>()> &begin) const;
    Wire &wireOf(Stream &stream) const; ///< fails when a handshake has used it up
    Clock::time_point deadline() const;
    /// The one wait: until ready() or the time; true when ready. Throws Stopped when a stop is requested, or when it is let go
    /// of.
    bool until(Clock::time_point late, const std::vector<Waitable *> &watched, const std::function<bool()> &ready) const
    {
        return until(late, watched, ready, journey_.skip);
    }
    bool until(Clock::time_point late, const std::vector<Waitable *> &watched, const std::function<bool()> &ready,
               const Skip *skip) const;

    Journey &journey_;
    const Stop &stop_;
    const Step *parent_{};
    trace::Hop context_; // stage, transport, need: what a child inherits
    trace::HopId hop_{};
    Milliseconds allowed_;
    Clock::time_point late_;
    mutable std::optional<Failure> oddity_;
    mutable std::optional<trace::Reason> leftOut_;
    mutable std::atomic<trace::HopId> brokeAt_{}; // the innermost hop that a foreign exception left
};

} // namespace mailwalk::net
