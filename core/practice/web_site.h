#pragma once

#include "practice/gate.h"
#include "practice/http_connection.h"
#include "practice/plan.h"
#include "practice/rpc_proxy.h"

#include <atomic>

namespace mailwalk::practice {

/// One port of a web server and what is to be found there. All that is handed over must outlive it.
class WebSite
{
public:
    struct Surroundings {
        const Plan &plan;
        Realm &realm;
        const BackEnds &backEnds;
        const Bell &bell;
    };

    /// `tls` is null for plain HTTP.
    WebSite(const WebHost &host, const WebPort &port, std::unique_ptr<TlsServer> tls, const Surroundings &surroundings);

    std::uint16_t open(Porter &porter, const Address &address, PortRange among = {}) const; ///< its port

private:
    struct Visit {
        HttpConnection connection;
        Gate gate;
        Stream &tcp;
        FrontEnd::State state;
    };
    using Next = HttpConnection::Next;

    void serve(Stream &tcp) const; ///< one visitor to the end
    FrontEnd nextFrontEnd() const;
    std::optional<Bytes> channelBinding() const;
    const Content &contentFor(const wire::http::RequestHead &request) const;

    Next show(Visit &visit, const wire::http::RequestHead &request) const;
    Next show(Visit &visit, const wire::http::RequestHead &request, const Page &page) const;
    Next show(Visit &visit, const wire::http::RequestHead &request, const AutodiscoverDesk &desk) const;
    Next show(Visit &visit, const wire::http::RequestHead &request, const RpcProxyPlan &plan) const;

    const WebHost &host_;
    const WebPort &port_;
    const std::unique_ptr<TlsServer> tls_;
    const Surroundings surroundings_;
    const std::optional<Bytes> channelBinding_;
    const std::unique_ptr<RpcProxy> proxy_;
    mutable std::atomic<unsigned> turns_{0}; ///< of the front ends
};

} // namespace mailwalk::practice
