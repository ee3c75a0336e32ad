#include "webauthn/ceremony.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "webauthn/ceremony_vectors.h"

namespace genauth::webauthn {
namespace {

using vectors::kVectors;
using vectors::Vector;

constexpr std::int64_t kNow = 1'790'000'000'000;  // 2026; the certificates begin in 2024
const std::vector<std::string> kOrigins = {"https://example.org"};

std::string client_data_of(std::string_view type, std::string_view challenge_hex, std::string_view extra) {
  std::string json = R"({"type":"webauthn.)" + std::string(type) + R"(","challenge":")" +
                     base64url(unhex(challenge_hex).value()) +
                     R"(","origin":"https://example.org","crossOrigin":false)";
  if (!extra.empty())
    json += R"(,"extraData":"clientDataJSON may be extended with additional fields in the future, such as )"
            "this: " +
            std::string(extra) + '"';
  return json + '}';
}

std::vector<crypto::Certificate> anchors() {
  std::vector<crypto::Certificate> list;
  for (const std::string_view der : {vectors::kSpecAnchor, vectors::kOwnAnchor})
    list.push_back(crypto::Certificate::from_der(unhex(der).value()).value());
  return list;
}

// A registration that succeeds; each test bends one thing.
struct Made {
  explicit Made(const Vector& vector)
      : challenge(unhex(vector.challenge).value()),
        client_data(client_data_of("create", vector.challenge, vector.extra)),
        object(unhex(vector.attestation_object).value()) {}
  Outcome<Registration> verify() const {
    const Expected expected{
        .challenge = challenge, .rp_id = rp_id, .origins = origins, .user_verification = user_verification};
    return verify_registration({client_data, object}, expected, {known, now_ms, required});
  }
  Kind refusal() const {
    const Outcome<Registration> outcome = verify();
    REQUIRE_FALSE(outcome);
    return outcome.error().kind;
  }
  std::string challenge, client_data, object, rp_id = "example.org";
  std::vector<std::string> origins = kOrigins;
  std::vector<crypto::Certificate> known = anchors();
  std::int64_t now_ms = kNow;
  bool user_verification = false, required = false;
};

struct SignIn {
  explicit SignIn(const Vector& vector)
      : challenge(unhex(vector.login_challenge).value()),
        client_data(client_data_of("get", vector.login_challenge, vector.login_extra)),
        data(unhex(vector.authenticator_data).value()),
        signature(unhex(vector.signature).value()),
        registered(Made(vector).verify().value()) {}
  Outcome<Assertion> verify() const {
    const Expected expected{.challenge = challenge,
                            .rp_id = "example.org",
                            .origins = kOrigins,
                            .user_verification = user_verification};
    return verify_assertion({client_data, data, signature}, expected,
                            {registered.public_key, sign_count, registered.backup_eligible});
  }
  Kind refusal() const {
    const Outcome<Assertion> outcome = verify();
    REQUIRE_FALSE(outcome);
    return outcome.error().kind;
  }
  std::string challenge, client_data, data, signature;
  Registration registered;
  std::uint32_t sign_count = 0;
  bool user_verification = false;
};

const Vector& vector_of(std::string_view name) {
  for (const Vector& vector : kVectors)
    if (vector.name == name) return vector;
  FAIL("no such vector");
  return kVectors[0];
}

}  // namespace

TEST_CASE("every vector registers, with its format, type and path to an anchor") {
  for (const Vector& vector : kVectors) {
    CAPTURE(vector.name);
    const Outcome<Registration> made = Made(vector).verify();
    if (!made) FAIL(made.error().detail);
    CHECK(made->format == vector.format);
    CHECK(made->attestation == vector.type);
    CHECK(made->trusted == vector.trusted);
    CHECK(made->credential_id.size() == 32);
    CHECK(made->sign_count == 0);
  }
}

TEST_CASE("every vector signs in, and not with one bit changed anywhere") {
  int signed_in = 0;
  for (const Vector& vector : kVectors) {
    if (vector.signature.empty()) continue;
    CAPTURE(vector.name);
    SignIn sign_in(vector);
    const Outcome<Assertion> made = sign_in.verify();
    if (!made) FAIL(made.error().detail);
    CHECK_FALSE(made->counter_regressed);
    ++signed_in;
    SignIn other = sign_in;
    other.signature.back() ^= 1;
    CHECK(other.refusal() == Kind::kBadSignature);
    other = sign_in;
    other.data[36] ^= 1;  // the counter
    CHECK(other.refusal() == Kind::kBadSignature);
    other = sign_in;
    other.client_data.insert(other.client_data.size() - 1, " ");
    CHECK(other.refusal() == Kind::kBadSignature);
  }
  CHECK(signed_in == 9);
}

TEST_CASE("a statement is trusted only with its anchor and within its time") {
  for (const Vector& vector : kVectors) {
    if (!vector.trusted) continue;
    CAPTURE(vector.name);
    Made made(vector);
    made.required = true;
    CHECK(made.verify());
    made.now_ms = 1'600'000'000'000;  // 2020
    CHECK(made.refusal() == Kind::kUntrusted);
    made.now_ms = kNow;
    made.known.clear();
    CHECK(made.refusal() == Kind::kUntrusted);
    made.required = false;
    CHECK(made.verify()->trusted == false);
  }
}

TEST_CASE("none and self attestation are never trusted") {
  for (const char* name : {"none, ES256", "packed, self attestation, ES256"}) {
    Made made(vector_of(name));
    made.required = true;
    CHECK(made.refusal() == Kind::kUntrusted);
  }
}

TEST_CASE("a statement of another registration is refused in every format") {
  for (const Vector& vector : kVectors) {
    if (vector.format == "none") continue;
    CAPTURE(vector.name);
    Made made(vector);
    made.client_data.insert(made.client_data.size() - 1, " ");  // still good JSON with the same challenge
    CHECK(made.refusal() == Kind::kBadAttestation);
  }
}

TEST_CASE("the challenge, type, origin and rp.id must be those that were asked") {
  const Vector& vector = kVectors[0];
  Made made(vector);
  made.challenge[0] ^= 1;
  CHECK(made.refusal() == Kind::kWrongChallenge);
  made = Made(vector);
  made.client_data = client_data_of("get", vector.challenge, vector.extra);
  CHECK(made.refusal() == Kind::kWrongType);
  made = Made(vector);
  made.rp_id = "example.com";
  CHECK(made.refusal() == Kind::kWrongRelyingParty);
  for (const char* origin : {"https://example.org:8443", "http://example.org", "https://sub.example.org",
                             "https://example.org/", "https://EXAMPLE.org"}) {
    made = Made(vector);
    made.origins = {origin};
    CHECK(made.refusal() == Kind::kWrongOrigin);
  }
}

TEST_CASE("a page inside another site's frame is refused") {
  Made made(kVectors[0]);
  const std::string was = made.client_data;
  made.client_data.replace(was.find("false"), 5, "true");
  CHECK(made.refusal() == Kind::kWrongOrigin);
  made.client_data = was;
  made.client_data.insert(was.size() - 1, R"(,"topOrigin":"https://evil.example")");
  CHECK(made.refusal() == Kind::kWrongOrigin);
  made.client_data = was;
  made.client_data.insert(was.size() - 1, R"(,"topOrigin":"https://example.org")");
  CHECK(made.verify());
}

TEST_CASE("user verification is demanded when it was asked for") {
  SignIn sign_in(
      vector_of("packed, self attestation, ES256"));  // made with flags 0x09: present, not verified
  CHECK(sign_in.verify()->user_verified == false);
  sign_in.user_verification = true;
  CHECK(sign_in.refusal() == Kind::kUserUnverified);
}

TEST_CASE("without a person present nothing is accepted") {
  Made made(kVectors[0]);
  made.object[made.object.find("authData") + 10 + 32] &= static_cast<char>(~0x01);
  CHECK(made.refusal() == Kind::kUserAbsent);
}

TEST_CASE("backed up without being eligible is refused, and so is an eligibility that changes") {
  Made made(kVectors[0]);
  char& flags = made.object[made.object.find("authData") + 10 + 32];
  flags = static_cast<char>((flags & ~0x08) | 0x10);
  CHECK(made.refusal() == Kind::kInconsistentFlags);
  SignIn sign_in(kVectors[0]);
  sign_in.registered.backup_eligible = !sign_in.registered.backup_eligible;
  CHECK(sign_in.refusal() == Kind::kInconsistentFlags);
}

TEST_CASE("a counter that did not grow is told") {
  SignIn sign_in(kVectors[0]);  // its counter is 0
  sign_in.sign_count = 7;
  CHECK(sign_in.verify()->counter_regressed);
}

TEST_CASE("format none with a statement, and unknown formats, are refused") {
  Made made(kVectors[0]);
  made.object.replace(made.object.find("none"), 4, "nine");
  CHECK(made.refusal() == Kind::kBadAttestation);
  made = Made(vector_of("packed, self attestation, ES256"));
  made.object.replace(made.object.find("fmtfpacked"), 10, "fmtdnone");
  CHECK(made.refusal() == Kind::kBadAttestation);
}

TEST_CASE("keys of other algorithms, weak or broken ones are refused") {
  const auto kind_of = [](std::string_view digits) {
    const auto key = parse_cose_key(unhex(digits).value());
    REQUIRE_FALSE(key);
    return key.error().kind;
  };
  const std::string coordinate(64, '1');
  CHECK(kind_of("a5010203382220022158200000" + coordinate) == Kind::kMalformed);
  // A point off the curve, ES384, an HMAC key, and an ES256 key with one member too many.
  CHECK(kind_of("a501020326200121"
                "5820" +
                coordinate + "225820" + coordinate) == Kind::kUnsupportedKey);
  CHECK(kind_of("a50102033822200121"
                "5820" +
                coordinate + "225820" + coordinate) == Kind::kUnsupportedKey);
  CHECK(kind_of("a301040305204101") == Kind::kUnsupportedKey);
  CHECK(kind_of("a40103033901002041ff2143010001") == Kind::kUnsupportedKey);
  CHECK(kind_of("80") == Kind::kMalformed);
}

TEST_CASE("bytes cut off at any place are refused, never read beyond") {
  for (const Vector& vector : kVectors) {
    const Made whole(vector);
    for (std::size_t size = 0; size < whole.object.size(); size += 7) {
      Made cut = whole;
      cut.object.resize(size);
      CHECK_FALSE(cut.verify());
    }
  }
}

}  // namespace genauth::webauthn
