#include "auth/channel_binding.h"

#include "wire/io/writer.h"

namespace mailwalk::auth {

Result<Bytes, Obstacle> channelBindingOf(View certificateHash)
{
    auto crypto = Crypto::load();
    if (!crypto)
        return crypto.error();
    constexpr std::string_view type = "tls-server-end-point:";
    wire::Writer addresses; // initiator and acceptor: type 0, length 0, each
    addresses.skip("addresses", 16);
    addresses.number("length", static_cast<std::uint32_t>(type.size() + certificateHash.size()));
    const Digest digest = (*crypto)->md5({addresses.done(), viewOf(type), certificateHash});
    return Bytes(digest.begin(), digest.end());
}

} // namespace mailwalk::auth
