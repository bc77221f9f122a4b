#pragma once

#include "net/platform.h"
#include "wire/dns/message.h"

namespace mailwalk::net {

/// One query sent to one name server, on a socket of its own: so the port is the system's random choice, and nobody but that
/// server is heard (RFC 5452 4).
class Exchange
{
public:
    Exchange(std::size_t server, const Endpoint &at, wire::dns::Question question, Traffic traffic);

    void watch(std::vector<Watch> &what) const;
    /// The answer, or why there will be none; nothing yet.
    std::optional<Result<wire::dns::Message, Failure>> progress();

    std::size_t server() const { return server_; }
    Traffic traffic() const { return traffic_; }
    unsigned strangers() const { return strangers_; } ///< datagrams that did not fit the query

private:
    std::optional<Failure> sendRest();
    std::optional<Result<wire::dns::Message, Failure>> hear(View message);
    bool fits(const wire::dns::Message &message) const;

    std::size_t server_;
    Traffic traffic_;
    wire::dns::Question question_;
    std::uint16_t id_;
    Result<Socket, Failure> socket_;
    bool connecting_;
    Bytes unsent_, heard_;
    unsigned strangers_{};
};

/// One question, put to the name servers in turn until one answers it. Over UDP, again after a second, over TCP when an answer is
/// truncated (RFC 1035 4.2.1, RFC 7766 5).
class Inquiry
{
public:
    Inquiry(std::string name, wire::dns::Type type, const std::vector<Endpoint> &servers);

    void watch(std::vector<Watch> &what) const;
    std::optional<Clock::time_point> wakeAt() const;
    void progress();
    bool ready() const { return done_; }

    /// NOERROR and NXDOMAIN are answers. Nothing when there is none (yet).
    const std::optional<wire::dns::Message> &answer() const { return answer_; }
    wire::dns::Question question() const { return {name_, type_}; }
    const std::string &how() const { return how_; } ///< the server that answered, and over what
    Failure failure() const;                        ///< why there is no answer

private:
    struct Server {
        Endpoint at;
        std::optional<Failure> failure;
    };

    void tryNext();
    void heard(const Exchange &exchange, Result<wire::dns::Message, Failure> result);
    void failed(std::size_t server, Failure failure);

    std::string name_;
    wire::dns::Type type_;
    std::vector<Server> servers_;
    std::vector<Exchange> exchanges_;
    std::size_t next_{};
    Clock::time_point nextTry_{};
    std::optional<wire::dns::Message> answer_;
    std::string how_;
    unsigned strangers_{};
    bool done_{};
};

} // namespace mailwalk::net
