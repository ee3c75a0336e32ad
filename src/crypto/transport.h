// Passwords that clients encrypt before sending them (passwordEncryptType rsa or sm2). The encryption
// protects a password in the logs of proxies between client and server; TLS is still what protects the
// connection.
//
// Both functions answer every failure with the same errors::kPasswordUndecryptable and no detail of the
// cause.
//
// RSA here is PKCS#1 v1.5, because that is what existing clients send, and its padding is the one that
// Bleichenbacher's attack turns into an oracle. Two things keep us from being one: the padding is checked in
// constant time, and a bad one yields not an error but a text derived from the key and the ciphertext
// (implicit rejection). Then every text, real or derived, must be UTF-8 without control characters.
// The derived text of a random ciphertext passes that check about once in 400 times, and always in the same
// way for the same ciphertext; random ciphertexts have good padding about once in 65,000 times and pass no
// more often then, so that an acceptance tells nothing of the padding. A client with a wrong key is told so
// nearly always, and otherwise fails the check of the password or the rules for passwords.
//
// SM2 has a digest inside (C3) and is safe to refuse plainly.
//
// Thread-safe; about a millisecond of CPU each.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"

namespace genauth::crypto {

// `text` is base64 of one RSA block; `key` must be an RSA key.
Result<std::string> decrypt_rsa_password(const PrivateKey& key, std::string_view text);

// `text` is hex of C1 | C3 | C2 (GB/T 32918.4-2016), C1 as a point with or without the leading 04. The order
// of the older standard, C1 | C2 | C3, is tried when that fails. `key` must be an SM2 key.
Result<std::string> decrypt_sm2_password(const PrivateKey& key, std::string_view text);

// How clients want the SM2 key: hex of the uncompressed point, 04 and 128 more digits. The RSA key is PEM.
std::string sm2_public_hex(const PublicKey& key);

}  // namespace genauth::crypto
