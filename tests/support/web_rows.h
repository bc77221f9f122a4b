#pragma once

#include "support/trace_builder.h"

namespace mailwalk::test {

/// What a walk by address meets on its way through HTTPS, and the causes that are to be named.
struct WebRow {
    const char *what;
    void (*write)(TraceBuilder &); ///< opens its stage; the last hop is the one that fails
    trace::Code code;
    const char *got;
    std::vector<std::string> causes;
};

const std::vector<WebRow> &rowsOfSearch(); ///< Autodiscover
const std::vector<WebRow> &rowsOfProxy();  ///< TLS, the web server, the RPC proxy and what is behind it

// How core/discovery and core/rpc write what they do.
void byAddress(TraceBuilder &b);
TraceBuilder &search(TraceBuilder &b); ///< opens the stage in which Autodiscover is asked
TraceBuilder &website(TraceBuilder &b);
TraceBuilder &subdomain(TraceBuilder &b);
TraceBuilder &plainRedirect(TraceBuilder &b);
TraceBuilder &service(TraceBuilder &b);
TraceBuilder &signIn(TraceBuilder &b);                          ///< at the subdomain
TraceBuilder &behindProxy(TraceBuilder &b, trace::Stage stage); ///< a stage of the lane through HTTPS
TraceBuilder &post(TraceBuilder &b, const char *url);
TraceBuilder &firstContact(TraceBuilder &b, const char *inner = "ex1.corp.test:6002");
TraceBuilder &channel(TraceBuilder &b, const char *inner = "ex1.corp.test:6002");
TraceBuilder &secure(TraceBuilder &b, const char *target);

} // namespace mailwalk::test
