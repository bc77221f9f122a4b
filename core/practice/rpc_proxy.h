#pragma once

#include "practice/back_ends.h"
#include "practice/virtual_connection.h"

namespace mailwalk::practice {

/// The RPC proxy of a web server ([MS-RPCH] 3.2.3, 3.2.4): what comes after the sign-in.
class RpcProxy
{
public:
    /// All must outlive it.
    RpcProxy(const BackEnds &backEnds, const Bell &bell) : backEnds_(backEnds), bell_(bell) {}

    struct Visitor {
        HttpConnection &http;
        Stream &tcp;
        wire::http::Headers proof; ///< see Gate
    };
    HttpConnection::Next serve(const RpcProxyPlan &plan, Visitor visitor, const wire::http::RequestHead &request);

private:
    using Next = HttpConnection::Next;
    struct Destination {
        std::string host;
        std::uint16_t port{};
    };

    Next serveIn(const RpcProxyPlan &plan, Visitor &visitor);
    Next serveOut(const RpcProxyPlan &plan, Visitor &visitor, const Destination &destination);
    void open(const RpcProxyPlan &plan, Visitor &visitor, Channel &channel, const Destination &destination,
              const wire::rts::Cookie &id);
    mailwalk::Result<Stream, Page> connect(const RpcProxyPlan &plan, const Destination &destination) const;
    std::optional<Destination> destinationIn(const RpcProxyPlan &plan, const std::string &target) const;

    using Living = std::map<std::array<Byte, 16>, std::weak_ptr<VirtualConnection>>;
    std::shared_ptr<VirtualConnection> connectionOf(Living &living, const RpcProxyPlan &plan, const wire::rts::Cookie &id);

    const BackEnds &backEnds_;
    const Bell &bell_;
    std::mutex mutex_;
    Living living_, apart_; ///< apart: the IN channels of a proxy that never brings them together
};

} // namespace mailwalk::practice
