#pragma once

#include "auth/crypto.h"

/// The computations of NTLMv2 ([MS-NLMP] 3.3.2, 3.1.5.1.2, 3.4.5), pure, for either side.
namespace mailwalk::auth {

/// NTOWFv2: the password (UTF-8) bound to a user, who is upper-cased, and a domain, which is not.
Digest responseKey(const Crypto &crypto, std::string_view user, std::string_view domain, const Secret &password);

/// What proves the password: over the server's challenge and the client's (`temp` in 3.3.2).
Digest ntProof(const Crypto &crypto, const Digest &responseKey, View serverChallenge, View clientChallenge);

Digest sessionBaseKey(const Crypto &crypto, const Digest &responseKey, const Digest &proof);

/// LMv2: 24 bytes, for servers that send no time.
Bytes lmResponse(const Crypto &crypto, const Digest &responseKey, View serverChallenge, View clientChallenge8);

/// RC4 of one key by another; its own inverse (3.1.5.1.2, 3.2.5.1.2).
Digest exchanged(const Crypto &crypto, const Digest &keyExchangeKey, View key);

/// The MIC over the three messages; the third has zeros where the MIC goes.
Digest messageIntegrityCode(const Crypto &crypto, const Digest &exportedKey, View negotiate, View challenge, View authenticate);

enum class Direction { toServer, toClient };
Digest signingKey(const Crypto &crypto, const Digest &exportedKey, Direction direction); ///< 3.4.5.2
Digest sealingKey(const Crypto &crypto, const Digest &exportedKey, Direction direction); ///< 3.4.5.3, 128 bit

} // namespace mailwalk::auth
