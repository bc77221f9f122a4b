#include "scene.h"

namespace mailwalk::test {

Answered ask(const std::function<void(Line &)> &answer, std::size_t piece, Milliseconds deadline)
{
    ScriptedNetwork net;
    net.inPieces(piece);
    net.expectDial("192.0.2.1:80").connects();
    answer(net.expectSend(isRequest, "a request"));
    Answered answered;
    const http::Url url{false, "web.corp.test", 80, "/"};
    answered.walked = walkOver(
        net,
        [&](const net::Step &step) {
            auto connection = http::Connection::open(step, url, {web});
            step.run(connection.plan("GET", "/"), [&](const net::Step &hop) {
                answered.response = connection.exchange(hop, getRoot);
                answered.isReusable = connection.isReusable();
            });
        },
        {}, Deadlines::all(deadline));
    expectAllClosed(answered.walked.trace);
    return answered;
}

} // namespace mailwalk::test
