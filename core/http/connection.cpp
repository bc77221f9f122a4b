#include "http/connection.h"

#include "base/text.h"
#include "http/record.h"

#include <algorithm>

namespace mailwalk::http {

using trace::Code;
using wire::http::isSame;

namespace {

constexpr std::size_t readAhead = 16 * 1024;
constexpr std::size_t mostInterim = 16; // answers 1xx before the real one

std::string hostOf(const Url &url) // RFC 9112 3.2
{
    std::string both = toText(Endpoint{url.host, url.port});
    const bool isUsual = url.port == (url.secure ? 443 : 80);
    return isUsual ? both.substr(0, both.rfind(':')) : both;
}

RequestHead headOf(const Request &request, const Url &url)
{
    RequestHead head{request.method, request.target, 1, {{"Host", hostOf(url)}}};
    head.headers.insert(head.headers.end(), request.headers.begin(), request.headers.end());
    head.headers.push_back({"Accept-Encoding", "identity"});
    head.headers.push_back({"Connection", "Keep-Alive"});
    if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD"))
        head.headers.push_back({"Content-Length", std::to_string(request.body.size())});
    return head;
}

// In memory of the right size from the start: growing would leave pieces of the secret behind.
Secret messageOf(const RequestHead &head, const Secret *authorization, View body)
{
    constexpr std::string_view name = "Authorization: ", lineEnd = "\r\n";
    const View value = authorization ? authorization->reveal() : View();
    const Bytes plain = write(head);
    Bytes message;
    message.reserve(plain.size() + name.size() + value.size() + lineEnd.size() + body.size());
    append(message, View(plain).first(plain.size() - lineEnd.size()));
    if (authorization) {
        append(message, viewOf(name));
        append(message, value);
        append(message, viewOf(lineEnd));
    }
    append(message, viewOf(lineEnd));
    append(message, body);
    return Secret(std::move(message));
}

bool hasWord(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        std::string_view each = list.substr(0, comma);
        each = each.substr(std::min(each.find_first_not_of(" \t"), each.size()));
        if (isSame(each.substr(0, each.find_last_not_of(" \t") + 1), word))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

bool keepsConnection(const ResponseHead &head) // RFC 9112 9.3
{
    const auto says = [&](std::string_view word) {
        return std::any_of(head.headers.begin(), head.headers.end(),
                           [&](const auto &header) { return isSame(header.name, "Connection") && hasWord(header.value, word); });
    };
    return head.minor >= 1 ? !says("close") : says("keep-alive");
}

bool isCoded(const ResponseHead &head)
{
    const std::string *coding = find(head.headers, "Content-Encoding");
    return coding && !coding->empty() && !isSame(*coding, "identity");
}

bool isSuccess(const ResponseHead &head) { return head.status / 100 == 2; }

} // namespace

std::string statusLine(const ResponseHead &head)
{
    return std::to_string(head.status) + (head.reason.empty() ? "" : " " + oneLine(head.reason));
}

Connection Connection::open(const net::Step &step, const Url &url, const std::vector<Address> &addresses, net::OldestTls oldest)
{
    net::Stream stream = step.connect({url.host, url.port}, addresses);
    if (url.secure)
        step.secure(stream, oldest);
    return {std::move(stream), url, oldest};
}

Connection Connection::openUnproven(const net::Step &step, const Url &url, const std::vector<Address> &addresses)
{
    net::Stream stream = step.connect({url.host, url.port}, addresses);
    step.secureUnproven(stream);
    return {std::move(stream), url, net::OldestTls::v1_2};
}

bool Connection::isProven() const
{
    const auto &peer = stream_.peer();
    return peer && !peer->name.empty() && sameCase(peer->name) == sameCase(url_.host);
}

bool Connection::isOver(const net::Step &hop) { return !reusable_ || hop.overhear({stream_, buffer_}, readAhead); }

void Connection::reopen(const net::Step &step) { *this = open(step, url_, {stream_.address()}, oldest_); }

net::Plan Connection::plan(const std::string &method, const std::string &target) const
{
    Url url = url_;
    url.target = target;
    const std::string text = toText(url);
    return {trace::Kind::http, method + " " + text, text};
}

Response Connection::exchange(const net::Step &hop, const Request &request, const Secret *authorization)
{
    send(hop, headOf(request, url_), authorization, request.body);
    return receiveRest(hop, receiveHead(hop), request.method);
}

void Connection::send(const net::Step &hop, const Request &request, const Secret &authorization)
{
    send(hop, headOf(request, url_), &authorization, request.body);
}

void Connection::send(const net::Step &hop, const RequestHead &head, const Secret *authorization)
{
    send(hop, head, authorization, {});
}

// A server that has seen enough answers before it has taken everything, and closes: its answer counts, not the broken send.
void Connection::send(const net::Step &hop, const RequestHead &head, const Secret *authorization, View body)
{
    if (authorization && !isProven()) // the last of several locks: whoever comes here with it has asked before
        hop.fail({Code::internal, "nothing secret goes to a server that has not proven who it is", url_.host, {}});
    reusable_ = false;
    veil_ = authorization ? Veil(*authorization) : Veil();
    const Secret message = messageOf(head, authorization, body);
    try {
        hop.send(stream_, message.reveal());
    } catch (const net::Stopped &broken) {
        if (broken.isWished() || hop.receive({{stream_, buffer_}}, readAhead).end)
            throw;
    }
}

ResponseHead Connection::receiveHead(const net::Step &hop)
{
    for (std::size_t interim = 0;; ++interim) {
        ResponseHead head = nextHead(hop);
        if (head.status >= 200) {
            record(hop, head, veil_);
            return head;
        }
        if (head.status == 101)
            hop.fail({Code::otherProtocol, "the server changes to another protocol unasked", "HTTP/1.1", statusLine(head)});
        if (interim == mostInterim)
            hop.fail({Code::tooLarge, "the server goes on announcing an answer", "at most " + std::to_string(mostInterim),
                      statusLine(head)});
        hop.fact("interim", statusLine(head));
    }
}

ResponseHead Connection::nextHead(const net::Step &hop)
{
    std::optional<std::size_t> size;
    while (!(size = wire::http::headSize(buffer_)) && buffer_.size() <= wire::http::mostHead) {
        if (wire::http::otherThanResponse(buffer_))
            failOtherProtocol(hop, buffer_, veil_);
        hop.receive(stream_, buffer_, readAhead);
    }
    if (wire::http::otherThanResponse(buffer_))
        failOtherProtocol(hop, buffer_, veil_);
    auto head = wire::http::readResponse(View(buffer_).first(size.value_or(buffer_.size())));
    if (!head) {
        recordText(hop, buffer_, veil_);
        hop.fail(failureOf(head.error()));
    }
    head->reason = veil_.over(std::move(head->reason));
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(*size));
    return std::move(*head);
}

Response Connection::receiveRest(const net::Step &hop, ResponseHead head, std::string_view method)
{
    if (isCoded(head) && isSuccess(head))
        hop.fail({Code::malformed, "the answer has a content coding that was not asked for", "identity",
                  oneLine(*find(head.headers, "Content-Encoding"))});
    auto reader = wire::http::BodyReader::of(head, method, mostBody);
    if (!reader)
        hop.fail(failureOf(reader.error()));
    while (receiveMore(hop, *reader)) {
    }
    reusable_ = keepsConnection(head) && !reader->endsWithConnection() && buffer_.empty();
    if (!isCoded(head))
        recordText(hop, reader->body(), veil_);
    return {std::move(head), reader->body()};
}

// Whether the body goes on.
bool Connection::receiveMore(const net::Step &hop, wire::http::BodyReader &reader)
{
    if (const auto fault = reader.take(buffer_))
        hop.fail(failureOf(*fault));
    if (reader.complete())
        return false;
    const auto heard = hop.receive({{stream_, buffer_}}, readAhead);
    if (!heard.end)
        return true;
    if (!reader.endsWithConnection() || heard.end->code != Code::closed)
        hop.fail(*heard.end);
    return false;
}

} // namespace mailwalk::http
