#include "rpc/channels.h"

#include "http/record.h"
#include "rpc/pdu_buffer.h"
#include "rpc/proxy_failures.h"

namespace mailwalk::rpc {

using http::ResponseHead;
using trace::Code;

namespace {

constexpr std::size_t readAhead = 16 * 1024;
constexpr std::size_t mostChunk = 64 << 20; // taken off as it comes, so never held at once

// A whole head, or what never becomes one: whoever reads it does not wait.
bool hasHead(const Bytes &received)
{
    return wire::http::headSize(received) || received.size() > wire::http::mostHead || wire::http::otherThanResponse(received);
}

std::optional<ResponseHead> headAt(const Bytes &received)
{
    const auto size = wire::http::headSize(received);
    auto head = wire::http::readResponse(View(received).first(size.value_or(received.size())));
    return head ? std::optional(std::move(*head)) : std::nullopt;
}

bool isInterim(const std::optional<ResponseHead> &head) { return head && head->status / 100 == 1; }

// Between PDUs a proxy that gives up may write an answer of HTTP into the stream.
bool isHttp(const Bytes &received) { return !received.empty() && received.front() == 'H'; }

[[noreturn]] void ended(const net::Step &hop, const Channel &channel, trace::Failure how)
{
    const std::string name(nameOf(channel.direction));
    hop.fact("channel", name);
    how.text = "the " + name + " channel: " + how.text;
    hop.fail(std::move(how));
}

// The body tells more, when it comes; that it does not come says nothing.
http::Response wholeAnswer(const net::Step &hop, Channel &channel, const ResponseHead &head)
{
    try {
        return channel.connection.receiveRest(hop, head, "RPC_OUT_DATA");
    } catch (const net::Stopped &why) {
        if (why.cancelled)
            throw;
        return {head, {}};
    }
}

} // namespace

Channels::Channels(Passage passage, std::unique_ptr<Channel> in, std::unique_ptr<Channel> out)
    : passage_(std::move(passage)), in_(std::move(in)), out_(std::move(out))
{
}

// A proxy that gives up answers and closes: its answer counts, not the broken send.
void Channels::sendIn(const net::Step &hop, View bytes)
{
    const net::Ear in{in_->connection.stream(), in_->connection.unread()};
    if (hop.overhear(in, readAhead))
        hearIn(hop);
    try {
        hop.send(in.stream, bytes);
    } catch (const net::Stopped &broken) {
        if (broken.isWished() || broken.failure.code == Code::timeout)
            throw;
        while (!hasHead(in.into) && !hop.receive({in}, readAhead).end) {
        }
        hearIn(hop);
        ended(hop, *in_, broken.failure);
    }
    lastSentIn_ = Clock::now();
}

void Channels::sendOut(const net::Step &hop, View bytes) { hop.send(out_->connection.stream(), bytes); }

void Channels::attach(std::unique_ptr<Channel> successor) { successor_ = std::move(successor); }

void Channels::sendSuccessor(const net::Step &hop, View bytes) { hop.send(successor_->connection.stream(), bytes); }

void Channels::switchToSuccessor()
{
    out_ = std::move(successor_);
    received_.clear();
    chunks_.reset();
    answered_ = false;
}

Bytes Channels::nextPdu(const net::Step &hop)
{
    for (;; listen(hop)) {
        awaitAnswer(hop);
        collect(hop);
        if (isHttp(received_)) {
            out_->connection.unread() = std::exchange(received_, {});
            answered_ = false;
            awaitAnswer(hop);
        }
        if (auto pdu = takePdu(hop, received_))
            return std::move(*pdu);
    }
}

void Channels::awaitAnswer(const net::Step &hop)
{
    if (answered_)
        return;
    while (!hasHead(out_->connection.unread()))
        listen(hop);
    const ResponseHead head = out_->connection.receiveHead(hop);
    if (!opensChannel(head))
        refused(hop, *out_, head);
    accept(hop, head);
    answered_ = true;
}

void Channels::accept(const net::Step &hop, const ResponseHead &head)
{
    if (out_->admission)
        http::judge(hop, head, passage_.door(), *passage_.signIn, *out_->admission);
    out_->admission.reset();
    if (!find(head.headers, "Transfer-Encoding"))
        return;
    auto reader = wire::http::BodyReader::of(head, "RPC_OUT_DATA", mostChunk);
    if (!reader)
        hop.fail(http::failureOf(reader.error()));
    chunks_ = std::move(*reader);
}

void Channels::collect(const net::Step &hop)
{
    Bytes &unread = out_->connection.unread();
    if (!chunks_) {
        append(received_, unread);
        unread.clear();
        return;
    }
    if (const auto fault = chunks_->take(unread))
        hop.fail(http::failureOf(*fault));
    append(received_, chunks_->drain());
}

void Channels::listen(const net::Step &hop)
{
    std::vector<Channel *> channels{out_.get(), in_.get()};
    if (successor_ && !hasHead(successor_->connection.unread()))
        channels.push_back(successor_.get());
    std::vector<net::Ear> ears;
    for (Channel *each : channels)
        ears.push_back({each->connection.stream(), each->connection.unread()});
    const auto heard = hop.receive(ears, readAhead);
    const Channel *speaker = channels.at(heard.which);
    if (heard.end)
        ended(hop, *speaker, *heard.end);
    if (speaker == in_.get())
        hearIn(hop);
    if (speaker == successor_.get())
        hearSuccessor(hop);
}

// As long as all is well nothing ever comes on IN ([MS-RPCH] 2.1.2.1.3).
void Channels::hearIn(const net::Step &hop)
{
    Bytes &unread = in_->connection.unread();
    while (hasHead(unread)) {
        if (!isInterim(headAt(unread)))
            refused(hop, *in_, in_->connection.receiveHead(hop));
        unread.erase(unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(*wire::http::headSize(unread)));
    }
}

// A good answer is for later; any other will not get better.
void Channels::hearSuccessor(const net::Step &hop)
{
    const Bytes &unread = successor_->connection.unread();
    if (!hasHead(unread))
        return;
    const auto head = headAt(unread);
    if (!head || (!opensChannel(*head) && !isInterim(head)))
        refused(hop, *successor_, successor_->connection.receiveHead(hop));
}

void Channels::refused(const net::Step &hop, Channel &channel, const ResponseHead &head)
{
    hop.fact("channel", std::string(nameOf(channel.direction)));
    if (opensChannel(head))
        hop.fail({Code::closed, "the proxy has ended the IN channel with an answer", "no answer", http::statusLine(head)});
    const auto answer = wholeAnswer(hop, channel, head);
    if (channel.admission)
        http::judge(hop, head, passage_.door(), *passage_.signIn, *channel.admission);
    if (head.status == 401 && channel.isSignedIn)
        hop.fail({Code::authUnsupported, "the proxy does not remember that this connection has signed in", "200 Success",
                  http::statusLine(head)});
    hop.fail(refusedBy(hop, answer));
}

} // namespace mailwalk::rpc
