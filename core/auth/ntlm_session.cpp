#include "auth/ntlm_session.h"

#include "wire/io/writer.h"
#include "wire/ntlm/flags.h"

namespace mailwalk::auth {

namespace flag = wire::ntlm::flag;

MessageProtection::MessageProtection(std::shared_ptr<const Crypto> crypto, const Digest &exportedKey, Direction direction,
                                     std::uint32_t flags)
    : crypto_(std::move(crypto)), signingKey_(signingKey(*crypto_, exportedKey, direction)),
      stream_(*crypto_, sealingKey(*crypto_, exportedKey, direction)), flags_(flags)
{
}

Bytes MessageProtection::sign(View head, View body, View trail) // [MS-NLMP] 3.4.4.2
{
    wire::Writer number;
    number.number("SeqNum", sequence_++);
    const Bytes sequence = number.done();
    Digest checksum = crypto_->hmacMd5(signingKey_, {sequence, head, body, trail});
    const auto used = std::span<Byte>(checksum).first(8);
    if (flags_ & flag::keyExchange)
        stream_.apply(used);

    Bytes token{1, 0, 0, 0};
    append(token, used);
    append(token, sequence);
    return token;
}

Bytes MessageProtection::seal(View head, std::span<Byte> body, View trail) // 3.4.3: the signature is over what was readable
{
    const Secret plain(Bytes(body.begin(), body.end()));
    stream_.apply(body);
    return sign(head, plain.reveal(), trail);
}

bool MessageProtection::verify(View head, View body, View trail, View token) { return same(sign(head, body, trail), token); }

bool MessageProtection::unseal(View head, std::span<Byte> body, View trail, View token)
{
    stream_.apply(body);
    return verify(head, body, trail, token);
}

Bytes MessageProtection::signAside(View message)
{
    Rc4 saved = stream_;
    Bytes token = sign({}, message, {});
    stream_ = std::move(saved);
    return token;
}

bool MessageProtection::verifyAside(View message, View token) { return same(signAside(message), token); }

NtlmSession::NtlmSession(std::shared_ptr<const Crypto> crypto, const Digest &exportedKey, std::uint32_t flags, Side side)
    : outgoing_(crypto, exportedKey, side == Side::client ? Direction::toServer : Direction::toClient, flags),
      incoming_(crypto, exportedKey, side == Side::client ? Direction::toClient : Direction::toServer, flags)
{
}

Bytes NtlmSession::protect(View head, std::span<Byte> body, View trail, Level level)
{
    if (level <= Level::connect)
        return {};
    return level == Level::privacy ? outgoing_.seal(head, body, trail) : outgoing_.sign(head, body, trail);
}

bool NtlmSession::unprotect(View head, std::span<Byte> body, View trail, View token, Level level)
{
    if (level <= Level::connect)
        return true;
    return level == Level::privacy ? incoming_.unseal(head, body, trail, token) : incoming_.verify(head, body, trail, token);
}

} // namespace mailwalk::auth
