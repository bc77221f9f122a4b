#pragma once

#include "rpc/channel.h"

namespace mailwalk::rpc {

/// Both channels of a virtual connection, and during recycling the successor of OUT. All are listened to whenever one is waited
/// for: what the proxy has to say against a channel may come on any of them, at any time.
class Channels
{
public:
    Channels(Passage passage, std::unique_ptr<Channel> in, std::unique_ptr<Channel> out);

    const Passage &passage() const { return passage_; }
    Address address() const { return in_->connection.stream().address(); }

    void sendIn(const net::Step &hop, View bytes);
    void sendOut(const net::Step &hop, View bytes); ///< CONN/A1, all that ever goes that way on the first OUT channel

    /// The next PDU of the OUT channel, whole. Reads the head of its answer first. Fails the hop with what the proxy says
    /// instead, or with the fact "channel" when one of the channels ends.
    Bytes nextPdu(const net::Step &hop);
    bool isAnswered() const { return answered_; } ///< the OUT channel, with 200

    // Recycling of OUT ([MS-RPCH] 3.2.2.5.7 and following)
    void attach(std::unique_ptr<Channel> successor);
    void sendSuccessor(const net::Step &hop, View bytes);
    void switchToSuccessor(); ///< the old one is closed; whatever it still says is nobody's any more

    Clock::time_point lastSentIn() const { return lastSentIn_; }

private:
    void listen(const net::Step &hop);
    void hearIn(const net::Step &hop);
    void hearSuccessor(const net::Step &hop);
    void awaitAnswer(const net::Step &hop);
    void accept(const net::Step &hop, const http::ResponseHead &head);
    void collect(const net::Step &hop);
    [[noreturn]] void refused(const net::Step &hop, Channel &channel, const http::ResponseHead &head);

    Passage passage_;
    std::unique_ptr<Channel> in_, out_, successor_;
    bool answered_{};
    std::optional<wire::http::BodyReader> chunks_; ///< of an OUT channel whose answer some gateway cut into chunks
    Bytes received_;                               ///< on OUT, and not yet a whole PDU
    Clock::time_point lastSentIn_ = Clock::now();
};

} // namespace mailwalk::rpc
