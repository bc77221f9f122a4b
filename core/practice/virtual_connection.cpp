#include "practice/virtual_connection.h"

#include "wire/dcerpc/header.h"

namespace mailwalk::practice {

using namespace wire;
using rts::Kind;

namespace {

constexpr std::uint32_t nearTheEnd = 8 * 1024; // of an OUT channel, [MS-RPCH] 3.2.5.5.4 as Windows does it
constexpr std::uint32_t reserve = 512;         // kept for RTS PDUs

bool isRts(View pdu) { return pdu.size() > 2 && pdu[2] == static_cast<Byte>(dcerpc::PacketType::rts); }

std::optional<Bytes> pduFrom(auto &source)
{
    Bytes pdu(dcerpc::headerSize);
    if (!source.receive(pdu))
        return std::nullopt;
    const auto header = dcerpc::readHeader(pdu);
    if (!header || header->fragLength < dcerpc::headerSize)
        return std::nullopt;
    pdu.resize(header->fragLength);
    if (!source.receive(std::span(pdu).subspan(dcerpc::headerSize)))
        return std::nullopt;
    return pdu;
}

} // namespace

std::optional<Bytes> receivePdu(HttpConnection &http) { return pduFrom(http); }

void VirtualConnection::serveOut(Channel &channel, Stream server, const Bell &bell)
{
    {
        const Lock lock(mutex_);
        if (out_ || over_)
            return;
        server_.emplace(std::move(server));
        out_ = &channel;
        available_ = channel.window;
        left_ = plan_.lifetime;
        if (!sendHead(channel) || !sendOut(rts::connA3(plan_.connectionTimeout)))
            over_ = true;
        openWhenBothAreThere();
    }
    pump(bell);
    const Lock lock(mutex_);
    pumped_ = true;
    out_ = out_ == &channel ? nullptr : out_;
    changed_.notify_all();
}

// The ping is one of those that a client has to live with at any time (2.2.4.49).
void VirtualConnection::openWhenBothAreThere()
{
    if (!in_ || !out_ || opened_)
        return;
    opened_ = true;
    advertised_ = plan_.window;
    sendOut(rts::connC2(plan_.window, plan_.connectionTimeout));
    sendOut(rts::ping());
}

bool VirtualConnection::sendHead(Channel &channel)
{
    http::ResponseHead head{1, 200, "Success", channel.http.commonHeaders()};
    head.headers.insert(head.headers.end(), channel.proof.begin(), channel.proof.end());
    head.headers.push_back({"Content-Type", "application/rpc"});
    head.headers.push_back({"Content-Length", std::to_string(plan_.lifetime)});
    return channel.http.send(http::write(head));
}

bool VirtualConnection::sendOut(View bytes)
{
    if (held_) {
        append(*held_, bytes);
        return true;
    }
    if (!out_ || bytes.size() > left_)
        return false;
    left_ -= static_cast<std::uint32_t>(bytes.size());
    return out_->http.send(bytes);
}

std::optional<const Stream *> VirtualConnection::client()
{
    const Lock lock(mutex_);
    return over_ || !out_ ? std::nullopt : std::optional<const Stream *>(&out_->tcp);
}

// Between two OUT channels the client may close the old one before the new one has its word.
bool VirtualConnection::isCurrent(const Stream *client)
{
    Lock lock(mutex_);
    changed_.wait(lock, [&] { return over_ || !held_; });
    return out_ && client == &out_->tcp;
}

// Whatever a client says on OUT, it is over: there is nothing left for it to send there.
void VirtualConnection::pump(const Bell &bell)
{
    while (const auto client = this->client()) {
        const auto speaking = waitForWord({&*server_, *client}, bell, std::chrono::milliseconds(plan_.pingInterval));
        if (!speaking)
            break;
        if (speaking->empty()) {
            const Lock lock(mutex_);
            sendOut(rts::ping());
        } else if (speaking->back() == *client) {
            if (isCurrent(*client))
                break;
        } else if (const auto pdu = pduFrom(*server_); !pdu || forward(*pdu) == Next::stop)
            break;
    }
    if (plan_.manner != RpcProxyPlan::Manner::cutsOut)
        end();
}

bool VirtualConnection::fits(std::size_t size) const { return !held_ && available_ > size && left_ > size + reserve; }

VirtualConnection::Next VirtualConnection::forward(View pdu)
{
    Lock lock(mutex_);
    if (out_ && plan_.manner == RpcProxyPlan::Manner::cutsOut) {
        out_->tcp.cutOff();
        return Next::stop;
    }
    if (!recycling_ && left_ < pdu.size() + nearTheEnd) {
        recycling_ = true;
        sendOut(rts::outRxA2());
    }
    changed_.wait(lock, [&] { return over_ || inLost_ || !out_ || fits(pdu.size()); });
    if (over_ || !out_ || !fits(pdu.size()) || !sendOut(pdu))
        return Next::stop;
    sent_ += static_cast<std::uint32_t>(pdu.size());
    available_ -= static_cast<std::uint32_t>(pdu.size());
    return Next::goOn;
}

void VirtualConnection::serveIn(Channel &channel)
{
    {
        const Lock lock(mutex_);
        if (in_ || over_)
            return;
        in_ = &channel;
        openWhenBothAreThere();
    }
    takeFromClient(channel);
}

void VirtualConnection::replaceIn(Channel &channel, const rts::Cookie &predecessor)
{
    {
        Lock lock(mutex_);
        if (over_ || !in_ || in_->cookie != predecessor)
            return;
        sendOut(rts::inR2A4());
        changed_.wait(lock, [&] { return over_ || nextIn_ == channel.cookie; });
        if (over_)
            return;
        in_ = &channel;
        nextIn_.reset();
        received_ = 0;
        advertised_ = plan_.window;
    }
    takeFromClient(channel);
}

void VirtualConnection::takeFromClient(Channel &channel)
{
    while (const auto pdu = receivePdu(channel.http))
        if (take(channel, *pdu) == Next::stop)
            break;
    Lock lock(mutex_);
    if (in_ != &channel) // it has a successor
        return;
    in_ = nullptr;
    inLost_ = true;
    if (out_ && channel.tcp.isReset()) // whatever forgets one of the two has not kept the other
        out_->tcp.reset();
    changed_.notify_all();
    lock.unlock();
    if (plan_.manner != RpcProxyPlan::Manner::cutsIn)
        end();
}

VirtualConnection::Next VirtualConnection::take(Channel &channel, View pdu)
{
    if (isRts(pdu))
        return takeRts(pdu);
    if (plan_.manner == RpcProxyPlan::Manner::cutsIn) {
        channel.tcp.cutOff();
        return Next::stop;
    }
    return countReceived(channel, pdu.size()) == Next::goOn && server_->send(pdu) ? Next::goOn : Next::stop;
}

// 3.2.1.1.5: an acknowledgement when less than half of the window is left.
VirtualConnection::Next VirtualConnection::countReceived(const Channel &channel, std::size_t size)
{
    const Lock lock(mutex_);
    if (!opened_ || over_ || size > advertised_)
        return Next::stop;
    received_ += static_cast<std::uint32_t>(size);
    advertised_ -= static_cast<std::uint32_t>(size);
    if (advertised_ >= plan_.window / 2)
        return Next::goOn;
    advertised_ = plan_.window;
    const rts::FlowControlAck ack{received_, plan_.window, channel.cookie};
    return sendOut(rts::flowControlAckWithDestination(rts::Destination::client, ack)) ? Next::goOn : Next::stop;
}

VirtualConnection::Next VirtualConnection::takeRts(View bytes)
{
    const auto pdu = rts::readPdu(bytes);
    if (!pdu || !pdu->kind())
        return Next::stop;
    const Lock lock(mutex_);
    const auto cookies = rts::cookiesIn(*pdu);
    switch (*pdu->kind()) {
    case Kind::ping:
    case Kind::keepAlive: return Next::goOn;
    case Kind::flowControlAckWithDestination: return takeAck(*rts::find<rts::FlowControlAck>(*pdu));
    case Kind::outR1A7:
    case Kind::outR2A7:
        nextOut_ = cookies.front();
        changed_.notify_all();
        return Next::goOn;
    case Kind::inRxA5: // the last on this channel
        nextIn_ = cookies.front();
        in_ = nullptr;
        changed_.notify_all();
        return Next::stop;
    default: return Next::stop;
    }
}

// 3.2.1.1.5. One of a channel that has been replaced is late, and means nothing.
VirtualConnection::Next VirtualConnection::takeAck(const rts::FlowControlAck &ack)
{
    if (!out_ || ack.channel != out_->cookie)
        return Next::goOn;
    const std::uint32_t onTheWay = sent_ - ack.bytesReceived;
    if (ack.availableWindow > out_->window || onTheWay > out_->window)
        return Next::stop;
    available_ = ack.availableWindow - std::min(ack.availableWindow, onTheWay);
    changed_.notify_all();
    return Next::goOn;
}

// 3.2.5.5.7, both proxies the same (OUT_R2) or as if they were two (OUT_R1).
void VirtualConnection::replaceOut(Channel &channel, const rts::Cookie &predecessor)
{
    const bool sameProxy = plan_.recycling == RpcProxyPlan::Recycling::sameProxy;
    Lock lock(mutex_);
    if (over_ || !out_ || out_->cookie != predecessor ||
        !sendOut(sameProxy ? rts::outR2A6() : rts::outR1A6(plan_.connectionTimeout)))
        return;
    if (sameProxy) {
        lock.unlock();
        if (!receive(channel, Kind::outR2C1))
            return end();
        lock.lock();
    }
    changed_.wait(lock, [&] { return over_ || nextOut_ == channel.cookie; });
    if (!over_ && !handOver(channel, lock))
        over_ = true;
    changed_.wait(lock, [&] { return over_; });
    lock.unlock();
    end();
    lock.lock();
    changed_.wait(lock, [&] { return pumped_; }); // that thread may still look at this channel
    out_ = out_ == &channel ? nullptr : out_;
}

bool VirtualConnection::handOver(Channel &successor, Lock &lock)
{
    const bool sameProxy = plan_.recycling == RpcProxyPlan::Recycling::sameProxy;
    if (!sendOut(sameProxy ? rts::outR2B3() : rts::outR1A10()))
        return false;
    held_.emplace();
    if (!sameProxy) {
        lock.unlock();
        const bool done = receive(successor, Kind::outR1A10); // A11 has the same form
        lock.lock();
        if (!done || over_) // meanwhile the client may have gone, and the old channel with it
            return false;
    }
    out_->http.close();
    out_ = &successor;
    nextOut_.reset();
    recycling_ = false;
    sent_ = 0;
    available_ = successor.window;
    left_ = plan_.lifetime;
    const Bytes held = std::move(*held_);
    held_.reset();
    const bool sent = sendHead(successor) && sendOut(held);
    changed_.notify_all();
    return sent;
}

bool VirtualConnection::receive(Channel &channel, Kind expected)
{
    const auto bytes = receivePdu(channel.http);
    if (!bytes)
        return false;
    const auto pdu = rts::readPdu(*bytes);
    return pdu && pdu->kind() == expected;
}

void VirtualConnection::end()
{
    const Lock lock(mutex_);
    over_ = true;
    for (Channel *channel : {in_, out_})
        if (channel)
            channel->tcp.cutOff();
    if (server_)
        server_->cutOff();
    changed_.notify_all();
}

} // namespace mailwalk::practice
