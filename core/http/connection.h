#pragma once

#include "http/veil.h"
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
    Headers headers; ///< without Host, Content-Length, Connection and Accept-Encoding, which are added; never Authorization
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
    static Connection open(const net::Step &step, const Url &url, const std::vector<Address> &addresses,
                           net::OldestTls oldest = net::OldestTls::v1_2);

    /// TLS with whoever answers: nothing secret can be sent over it.
    static Connection openUnproven(const net::Step &step, const Url &url, const std::vector<Address> &addresses);

    /// Whether the other side has ended it meanwhile, or said what nobody asked for, as far as is known now; never waits.
    bool isOver(const net::Step &hop);

    /// Anew to the same place, for a server that closes after every answer.
    void reopen(const net::Step &step);

    /// What a hop for this request is called: "POST https://mail.corp.test/path".
    net::Plan plan(const std::string &method, const std::string &target) const;

    /// One request and its whole answer, inside the given hop (kind `http`): status, reason and the telling headers become facts,
    /// the start of a text its excerpt. Says nothing about the status. Any number of "100 Continue" within the deadline and a
    /// limit; a content coding other than identity is refused in a 2xx, and not looked into otherwise. What is handed over as
    /// `authorization` is sent as that header, wiped, and cut out of whatever is recorded; only to whom TLS has proven to be the
    /// host.
    Response exchange(const net::Step &hop, const Request &request, const Secret *authorization = nullptr);

    /// The same, step by step: an answer's head, past any 1xx, and the rest of it.
    void send(const net::Step &hop, const Request &request, const Secret &authorization);
    ResponseHead receiveHead(const net::Step &hop);
    Response receiveRest(const net::Step &hop, ResponseHead head, std::string_view method);

    /// For requests whose body goes on for ever: the head alone, with exactly these headers (the secret one apart).
    void send(const net::Step &hop, const RequestHead &head, const Secret *authorization = nullptr);

    net::Stream &stream() { return stream_; }
    Bytes &unread() { return buffer_; } ///< received and not yet taken
    const net::Stream &stream() const { return stream_; }
    const Url &url() const { return url_; }
    bool isReusable() const { return reusable_; } ///< the answer before was read whole, and the server keeps the connection

private:
    Connection(net::Stream stream, Url url, net::OldestTls oldest)
        : stream_(std::move(stream)), url_(std::move(url)), oldest_(oldest)
    {
    }

    void send(const net::Step &hop, const RequestHead &head, const Secret *authorization, View body);
    bool isProven() const;
    ResponseHead nextHead(const net::Step &hop);
    bool receiveMore(const net::Step &hop, wire::http::BodyReader &reader);

    net::Stream stream_;
    Url url_;
    net::OldestTls oldest_;
    Bytes buffer_;
    Veil veil_; ///< over the answer to the request before
    bool reusable_ = true;
};

/// "404 Not Found", for `got`; fit for one line.
std::string statusLine(const ResponseHead &head);

} // namespace mailwalk::http
