#include "rpc/flow_control.h"

#include <algorithm>

namespace mailwalk::rpc {

void SendWindow::sent(std::size_t size)
{
    bytesSent_ += static_cast<std::uint32_t>(size);
    available_ -= static_cast<std::uint32_t>(std::min<std::size_t>(size, available_));
}

// 3.2.1.1.5.1.1: what is still on its way when the acknowledgement was written is taken off the room that it tells. The counters
// may pass 2^32: their difference is right all the same.
bool SendWindow::acknowledged(const Acknowledgement &ack)
{
    const std::uint32_t onItsWay = bytesSent_ - ack.bytesReceived;
    if (ack.availableWindow > window_ || onItsWay > ack.availableWindow)
        return false;
    available_ = ack.availableWindow - onItsWay;
    return true;
}

std::optional<Acknowledgement> ReceiveWindow::received(std::size_t size)
{
    bytesReceived_ += static_cast<std::uint32_t>(size);
    advertised_ -= static_cast<std::uint32_t>(std::min<std::size_t>(size, advertised_));
    if (advertised_ >= window_ / 2)
        return std::nullopt;
    advertised_ = window_;
    return Acknowledgement{bytesReceived_, window_};
}

} // namespace mailwalk::rpc
