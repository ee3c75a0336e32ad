#include "crypto/seal.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/random.h"
#include "gen/errors/core.h"

using namespace genauth;
using namespace genauth::crypto;

namespace {
const Place kPlace{"pool1", "access_keys", "secret", "row1"};
const std::string kOldKey(32, 'o'), kNewKey(32, 'n');
Sealer make(std::string_view current, const std::vector<std::string>& older = {}) {
  return *Sealer::create(current, older);
}
}  // namespace

TEST_CASE("AES-256-GCM agrees with test case 16 of the GCM submission to NIST") {
  const std::string key = *unhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const std::string nonce = *unhex("cafebabefacedbaddecaf888");
  const std::string aad = *unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const std::string text = *unhex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  const std::string sealed = aead_seal(key, nonce, aad, text);
  CHECK(hex(sealed) ==
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
  CHECK(aead_open(key, nonce, aad, sealed) == text);
  CHECK_FALSE(aead_open(key, nonce, "other", sealed));
  CHECK_FALSE(aead_open(key, nonce, aad, ""));
}

TEST_CASE("refuses every flipped bit and every truncation of a blob") {
  const Sealer sealer = make(kNewKey);
  const std::string blob = sealer.seal("secret", kPlace);
  for (std::size_t bit = 0; bit < blob.size() * 8; ++bit) {
    std::string changed = blob;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    CHECK_FALSE(sealer.open(changed, kPlace));
  }
  for (std::size_t size = 0; size < blob.size(); ++size)
    CHECK_FALSE(sealer.open(blob.substr(0, size), kPlace));
  CHECK_FALSE(sealer.open(blob + '\0', kPlace));
}

TEST_CASE("refuses a blob that was moved to another place") {
  const Sealer sealer = make(kNewKey);
  const std::string blob = sealer.seal("secret", kPlace);
  CHECK_FALSE(sealer.open(blob, {"pool2", "access_keys", "secret", "row1"}));
  CHECK_FALSE(sealer.open(blob, {"pool1", "apps", "secret", "row1"}));
  CHECK_FALSE(sealer.open(blob, {"pool1", "access_keys", "other", "row1"}));
  CHECK_FALSE(sealer.open(blob, {"pool1", "access_keys", "secret", "row2"}));
  CHECK_FALSE(sealer.open(blob, {"pool1a", "ccess_keys", "secret", "row1"}));  // same letters, other borders
  CHECK_FALSE(sealer.open(blob, {"row1", "access_keys", "secret", "pool1"}));
}

TEST_CASE("refuses a blob of an unknown master key and says which key is missing") {
  const auto opened = make(kNewKey).open(make(kOldKey).seal("secret", kPlace), kPlace);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code() == errors::kInternal);
  CHECK(opened.error().detail().find("no master key with id") != std::string::npos);
}

TEST_CASE("opens what it sealed, whatever bytes it holds") {
  const Sealer sealer = make(kNewKey);
  for (const std::string& secret : {std::string(), std::string("\0\xff", 2), random_bytes(10'000)})
    CHECK(*sealer.open(sealer.seal(secret, kPlace), kPlace) == secret);
  CHECK(sealer.seal("a", kPlace) != sealer.seal("a", kPlace));
  CHECK(sealer.seal("abc", kPlace).size() == 1 + 8 + 12 + 3 + 16);
}

TEST_CASE("rotation: old blobs open under the old key and are found for resealing") {
  const Sealer rotated = make(kNewKey, {kOldKey});
  const std::string old_blob = make(kOldKey).seal("secret", kPlace);
  CHECK(*rotated.open(old_blob, kPlace) == "secret");
  CHECK(rotated.needs_reseal(old_blob));
  CHECK(rotated.needs_reseal(""));
  CHECK_FALSE(rotated.needs_reseal(rotated.seal("secret", kPlace)));
  CHECK(*make(kNewKey).open(rotated.seal("secret", kPlace), kPlace) == "secret");
}

TEST_CASE("derives one key per purpose and master key") {
  const Sealer rotated = make(kNewKey, {kOldKey});
  CHECK(rotated.derive("code").size() == 32);
  CHECK(rotated.derive("code") == make(kNewKey).derive("code"));
  CHECK(rotated.derive("code") != rotated.derive("cookie"));
  CHECK(rotated.derive_all("code") ==
        std::vector{make(kNewKey).derive("code"), make(kOldKey).derive("code")});
}

TEST_CASE("a wrong master key is known by its check value") {
  const std::string stored = make(kOldKey).check_value();
  CHECK(stored.size() == 16);
  CHECK(make(kOldKey).knows_check_value(stored));
  CHECK(make(kNewKey, {kOldKey}).knows_check_value(stored));
  CHECK_FALSE(make(kNewKey).knows_check_value(stored));
  CHECK_FALSE(make(kNewKey).knows_check_value(""));
}

TEST_CASE("refuses a master key that is not 32 bytes and never repeats it") {
  for (const char* text : {"", "abc", "0123", "zz", "password password password password "}) {
    const auto key = parse_master_key(text);
    REQUIRE_FALSE(key);
    CHECK(key.error().detail().find("32 bytes") != std::string::npos);
    CHECK(key.error().detail().find("password") == std::string::npos);
  }
  CHECK_FALSE(parse_master_key(hex(std::string(31, 'k'))));
  CHECK_FALSE(parse_master_key(base64(std::string(33, 'k'))));
  CHECK_FALSE(Sealer::create("short"));
  CHECK_FALSE(Sealer::create(kNewKey, {"short"}));
}

TEST_CASE("reads a master key from hex, base64 and base64url with an end of line") {
  const std::string key = *unhex("fbefbe00112233445566778899aabbccddeeff00112233445566778899aabbcc");
  CHECK(*parse_master_key(hex(key) + "\n") == key);
  CHECK(*parse_master_key(" " + base64(key) + "\r\n") == key);
  CHECK(*parse_master_key(base64url(key)) == key);
}
