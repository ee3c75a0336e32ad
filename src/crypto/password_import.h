// Password hashes of other systems, for accounts that were moved here with them. Each is verified as it is
// and replaced by Argon2id at the first successful sign-in. The forms (case of the {name} does not matter):
//
//   $2a$ $2b$ $2y$             bcrypt, cost up to 15
//   $5$ $6$                    SHA-256 and SHA-512 crypt, up to 1,000,000 rounds
//   $1$                        MD5 crypt
//   $y$                        yescrypt, as on Debian's accounts
//   pbkdf2_sha256$n$salt$hash  Django: hash is base64, n up to 2,000,000; also pbkdf2_sha1, pbkdf2_sha512
//   {md5}hex                   digest(password); also {sha1} {sha256} {sha512}
//   {md5-ps}salt$hex           digest(password + salt); also {sha1-ps} {sha256-ps} {sha512-ps}
//   {md5-sp}salt$hex           digest(salt + password); also {sha1-sp} {sha256-sp} {sha512-sp}
//   {hmac-sha1}salt$hex        HMAC with the salt as its key; also {hmac-sha256}
//   {sha}base64                LDAP: SHA-1 of the password
//   {ssha}base64               LDAP: digest(password + salt), then salt; also {smd5} {ssha256} {ssha512}
//
// A salt before '$' is plain text without '$'; hex digits may be of either case.
// Limits on cost exist because a stored hash is input: an import must not be able to occupy a core for
// minutes.
#pragma once
#include <string_view>

namespace genauth::crypto {

bool is_imported_hash(std::string_view stored);  // a form above, complete and within its limits

// False for anything that is_imported_hash() refuses. Thread-safe.
bool verify_imported(std::string_view stored, std::string_view password);

}  // namespace genauth::crypto
