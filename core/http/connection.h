#pragma once

#include "net/step.h"
#include "wire/http/body.h"
#include "wire/http/url.h"

/// One HTTP/1.1 connection, and what is asked on it.
namespace mailwalk::http {

using wire::http::Headers;
using wire::http::RequestHead;
using wire::http::ResponseHead;
using wire::http::Url;

struct Request {
    std::string method, target;
    Headers headers; ///< without Host, Content-Length and Connection, which are added
    Bytes body;
};

struct Response {
    ResponseHead head;
    Bytes body;

    int status() const { return head.status; }
    const std::string *header(std::string_view name) const { return find(head.headers, name); }
};

constexpr std::size_t mostBody = 1 << 20; ///< of an answer that is read whole

class Connection
{
public:
    /// Hops `connect` and, for https, `secure`.
    static Connection open(const net::Step &step, const Url &url, const std::vector<Address> &addresses);

    /// One request and its whole answer, inside the given hop (kind `http`): status, reason and the telling headers become facts,
    /// the start of a text its excerpt. Says nothing about the status. Any number of "100 Continue" within the deadline and a
    /// limit; a content coding other than identity is refused.
    Response exchange(const net::Step &hop, const Request &request);

    /// For requests whose body goes on for ever: the head alone, with exactly these headers; and later the head of the answer.
    void send(const net::Step &hop, const RequestHead &head);
    ResponseHead receiveHead(const net::Step &hop);

    net::Stream &stream() { return stream_; }
    Bytes &unread() { return buffer_; } ///< received and not yet taken
    const net::Stream &stream() const { return stream_; }
    const Url &url() const { return url_; }
    bool isReusable() const { return reusable_; } ///< the answer before was read whole, and the server keeps the connection

private:
    Connection(net::Stream stream, Url url) : stream_(std::move(stream)), url_(std::move(url)) {}

    net::Stream stream_;
    Url url_;
    Bytes buffer_;
    bool reusable_ = true;
};

/// "404 Not Found", for `got`.
std::string statusLine(const ResponseHead &head);

} // namespace mailwalk::http
