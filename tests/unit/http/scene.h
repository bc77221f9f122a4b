#pragma once

#include "http/connection.h"
#include "support/golden.h"
#include "support/scripted_network.h"

/// A web server that follows a script.
namespace mailwalk::test {

inline const Address web = addressFrom("192.0.2.1").value();

inline Bytes text(std::string_view what)
{
    const View bytes = viewOf(what);
    return {bytes.begin(), bytes.end()};
}

inline bool isRequest(View sent) { return textOf(sent).find(" HTTP/1.1\r\n") != std::string::npos; }

/// One question on a plain connection, and what came of it.
struct Answered {
    Walked walked;
    std::optional<http::Response> response;
    bool isReusable{};

    trace::Hop hop() const
    {
        const auto hops = hopsOf(walked.trace, trace::Kind::http);
        return hops.empty() ? trace::Hop{} : hops.front();
    }
    trace::Failure failure() const { return walked.stopped ? walked.stopped->failure : trace::Failure{}; }
};

inline const http::Request getRoot{"GET", "/", {}, {}};

/// `deadline`: short where the answer never comes to its end.
Answered ask(const std::function<void(Line &)> &answer, std::size_t piece = std::size_t(-1),
             Milliseconds deadline = Milliseconds(10000));

} // namespace mailwalk::test
