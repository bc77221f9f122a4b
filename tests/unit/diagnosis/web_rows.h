#pragma once

#include "support/trace_builder.h"

namespace mailwalk::diagnosis {

/// What a walk by address meets on its way through HTTPS, and the causes that are to be named.
struct WebRow {
    const char *what;
    void (*write)(test::TraceBuilder &); ///< opens its stage; the last hop is the one that fails
    trace::Code code;
    const char *got;
    std::vector<std::string> causes;
};

const std::vector<WebRow> &rowsOfSearch(); ///< Autodiscover
const std::vector<WebRow> &rowsOfProxy();  ///< TLS, the web server, the RPC proxy and what is behind it

// How core/discovery and core/rpc write what they do.
void byAddress(test::TraceBuilder &b);
test::TraceBuilder &search(test::TraceBuilder &b); ///< opens the stage in which Autodiscover is asked
test::TraceBuilder &website(test::TraceBuilder &b);
test::TraceBuilder &subdomain(test::TraceBuilder &b);
test::TraceBuilder &plainRedirect(test::TraceBuilder &b);
test::TraceBuilder &service(test::TraceBuilder &b);
test::TraceBuilder &signIn(test::TraceBuilder &b);                          ///< at the subdomain
test::TraceBuilder &behindProxy(test::TraceBuilder &b, trace::Stage stage); ///< a stage of the lane through HTTPS
test::TraceBuilder &post(test::TraceBuilder &b, const char *url);
test::TraceBuilder &firstContact(test::TraceBuilder &b, const char *inner = "ex1.corp.test:6002");
test::TraceBuilder &channel(test::TraceBuilder &b, const char *inner = "ex1.corp.test:6002");
test::TraceBuilder &secure(test::TraceBuilder &b, const char *target);

} // namespace mailwalk::diagnosis
