#include "auth/ntlm_keys.h"

#include "base/text.h"

#include <algorithm>

namespace mailwalk::auth {
namespace {

std::string_view charactersOf(View bytes) { return {reinterpret_cast<const char *>(bytes.data()), bytes.size()}; }

// The terminating zero is part of the constants of 3.4.5.
View withZero(const std::string &text) { return viewOf(std::string_view(text.c_str(), text.size() + 1)); }

Digest directionKey(const Crypto &crypto, const Digest &exportedKey, Direction direction, const char *use)
{
    const std::string way = direction == Direction::toServer ? "client-to-server " : "server-to-client ";
    return crypto.md5({exportedKey, withZero("session key to " + way + use + " key magic constant")});
}

} // namespace

Digest responseKey(const Crypto &crypto, std::string_view user, std::string_view domain, const Secret &password)
{
    const Secret characters(utf16(charactersOf(password.reveal())));
    const Digest ntHash = crypto.md4(characters.reveal());
    return crypto.hmacMd5(ntHash, {utf16(upperCase(user)), utf16(domain)});
}

Digest ntProof(const Crypto &crypto, const Digest &responseKey, View serverChallenge, View clientChallenge)
{
    return crypto.hmacMd5(responseKey, {serverChallenge, clientChallenge});
}

Digest sessionBaseKey(const Crypto &crypto, const Digest &responseKey, const Digest &proof)
{
    return crypto.hmacMd5(responseKey, {proof});
}

Bytes lmResponse(const Crypto &crypto, const Digest &responseKey, View serverChallenge, View clientChallenge8)
{
    const Digest proof = crypto.hmacMd5(responseKey, {serverChallenge, clientChallenge8});
    Bytes response(proof.begin(), proof.end());
    append(response, clientChallenge8);
    return response;
}

Digest exchanged(const Crypto &crypto, const Digest &keyExchangeKey, View key)
{
    Digest result;
    std::copy_n(key.begin(), std::min(key.size(), result.size()), result.begin());
    Rc4(crypto, keyExchangeKey).apply(result);
    return result;
}

Digest messageIntegrityCode(const Crypto &crypto, const Digest &exportedKey, View negotiate, View challenge, View authenticate)
{
    return crypto.hmacMd5(exportedKey, {negotiate, challenge, authenticate});
}

Digest signingKey(const Crypto &crypto, const Digest &exportedKey, Direction direction)
{
    return directionKey(crypto, exportedKey, direction, "signing");
}

Digest sealingKey(const Crypto &crypto, const Digest &exportedKey, Direction direction)
{
    return directionKey(crypto, exportedKey, direction, "sealing");
}

} // namespace mailwalk::auth
