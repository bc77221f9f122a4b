#pragma once

#include "loopback.h"
#include "wire/dns/message.h"

#include <atomic>

namespace mailwalk::test {

struct Reply {
    enum class From { server, elsewhere };
    Bytes bytes;
    From from = From::server;
};

/// A name service of one's own making on loopback, over UDP and TCP at one port.
class NameServer
{
public:
    using Handler = std::function<std::vector<Reply>(const wire::dns::Message &query, bool tcp)>;

    explicit NameServer(Handler handler);
    ~NameServer();
    Endpoint at() const { return udp_.at(); }
    unsigned asked() const { return asked_; }

private:
    void serve();
    void overUdp();
    void overTcp();

    Handler handler_;
    Bound udp_, tcp_, elsewhere_;
    Fd end_;
    std::atomic<unsigned> asked_{};
    std::thread thread_;
};

} // namespace mailwalk::test
