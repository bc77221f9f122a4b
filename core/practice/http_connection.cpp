#include "practice/http_connection.h"

#include "wire/http/body.h"

#include <ctime>

namespace mailwalk::practice {

namespace http = wire::http;

namespace {

constexpr std::size_t oneRead = 16 * 1024;
constexpr std::size_t shortBody = 64 * 1024; // one that is passed over rather than ending the connection

// RFC 9110 5.6.7
std::string httpDate()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool says(const http::Headers &headers, std::string_view name, std::string_view value)
{
    const std::string *found = http::find(headers, name);
    return found && std::equal(found->begin(), found->end(), value.begin(), value.end(),
                               [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

bool announcesBody(const http::Headers &headers)
{
    const std::string *length = http::find(headers, "Content-Length");
    return http::find(headers, "Transfer-Encoding") || (length && *length != "0");
}

} // namespace

bool HttpConnection::feed()
{
    Byte some[oneRead];
    const std::size_t got = stream_.receiveSome(some);
    append(pending_, View(some, got));
    return got;
}

std::optional<http::RequestHead> HttpConnection::nextRequest()
{
    std::optional<std::size_t> size;
    while (!(size = http::headSize(pending_)))
        if (pending_.size() > http::mostHead || !feed())
            return std::nullopt;
    auto head = http::readRequest(View(pending_).first(*size));
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(*size));
    if (!head)
        return std::nullopt;
    request_ = std::move(*head);
    body_ = announcesBody(request_.headers) ? Body::announced : Body::none;
    invitationAwaited_ = says(request_.headers, "Expect", "100-continue");
    return request_;
}

std::optional<Bytes> HttpConnection::receiveBody(std::size_t most)
{
    body_ = Body::lost; // until it has come whole
    auto reader = http::BodyReader::of(request_, most);
    if (!reader)
        return std::nullopt;
    inviteBody();
    for (;;) {
        if (reader->take(pending_))
            return std::nullopt;
        if (reader->complete()) {
            body_ = Body::taken;
            return reader->body();
        }
        if (!feed())
            return std::nullopt;
    }
}

bool HttpConnection::receive(std::span<Byte> part)
{
    body_ = Body::taken;
    while (pending_.size() < part.size())
        if (!feed())
            return false;
    const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(part.size());
    std::copy(pending_.begin(), end, part.begin());
    pending_.erase(pending_.begin(), end);
    return true;
}

void HttpConnection::inviteBody()
{
    if (std::exchange(invitationAwaited_, false))
        stream_.send(viewOf("HTTP/1.1 100 Continue\r\n\r\n"));
}

http::Headers HttpConnection::commonHeaders() const
{
    http::Headers headers{{"Server", banner_}, {"Date", httpDate()}};
    if (!frontEnd_.empty())
        headers.push_back({"X-FEServer", frontEnd_});
    return headers;
}

bool HttpConnection::keepsAlive() const
{
    if (says(request_.headers, "Connection", "close"))
        return false;
    return request_.minor > 0 || says(request_.headers, "Connection", "keep-alive");
}

// Who waits for the invitation and gets another answer sends no body (RFC 9110 10.1.1).
HttpConnection::Next HttpConnection::passOverBody()
{
    if (body_ == Body::lost)
        return Next::hangUp;
    if (body_ != Body::announced || invitationAwaited_)
        return Next::goOn;
    const std::string *length = http::find(request_.headers, "Content-Length");
    const bool isLong = !length || length->size() > 5 || std::stoul(*length) > shortBody;
    return !isLong && receiveBody(shortBody) ? Next::goOn : Next::hangUp;
}

HttpConnection::Next HttpConnection::answer(const Page &page)
{
    const bool closes = !keepsAlive() || says(page.headers, "Connection", "close");
    const Next next = passOverBody() == Next::hangUp || closes ? Next::hangUp : Next::goOn;
    http::ResponseHead head{1, page.status, page.reason, page.headers};
    for (const http::Header &header : commonHeaders())
        if (!http::find(page.headers, header.name))
            head.headers.push_back(header);
    head.headers.push_back({"Content-Length", std::to_string(page.body.size())});
    if (next == Next::hangUp && !http::find(page.headers, "Connection"))
        head.headers.push_back({"Connection", "close"});
    Bytes bytes = http::write(head);
    if (request_.method != "HEAD")
        append(bytes, viewOf(page.body));
    return stream_.send(bytes) ? next : Next::hangUp;
}

} // namespace mailwalk::practice
