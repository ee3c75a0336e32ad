// How many passkey sign-ins and authenticator codes one core verifies, beside the bare cryptography in them:
// one line per kind, "NAME<tab>verification ns<tab>bare ns". bench/verification.py runs it.
#include <cstdio>
#include <ctime>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/key_numbers.h"
#include "crypto/totp.h"
#include "webauthn/ceremony.h"
#include "webauthn/ceremony_vectors.h"

namespace {

using namespace genauth;
using namespace genauth::webauthn;

constexpr int kRounds = 20'000;

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

template <class F>
double ns_each(F&& work) {
  for (int i = 0; i < kRounds / 10; ++i)
    if (!work()) std::fputs("a vector was refused\n", stderr);
  const std::clock_t began = std::clock();  // of this process: others may have the core meanwhile
  for (int i = 0; i < kRounds; ++i) (void)work();
  return static_cast<double>(std::clock() - began) * (1e9 / CLOCKS_PER_SEC) / kRounds;
}

void print(std::string_view kind, double verification, double bare) {
  std::printf("%.*s\t%.0f\t%.0f\n", static_cast<int>(kind.size()), kind.data(), verification, bare);
}

// As the server does it: the secret opened, then the steps around now; beside it nothing but their digests.
void measure_totp() {
  const crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  const crypto::Place place{"pool", "user_otp", "secret", "user"};
  const std::string secret(crypto::kTotpSecretBytes, 's'), sealed = sealer.seal(base32(secret), place);
  constexpr std::int64_t kNowMs = 1'790'000'000'000;
  const std::string code = crypto::hotp(secret, crypto::totp_step(kNowMs) - 1);
  const double verification = ns_each([&] {
    const auto opened = sealer.open(sealed, place);
    const auto bytes = unbase32(*opened);
    return crypto::match_totp(*bytes, code, kNowMs).has_value();
  });
  const double bare = ns_each([&] {
    std::size_t sum = 0;
    for (const char counter : {'a', 'b', 'c'})
      sum += crypto::hmac_sha1(secret, std::string(7, '\0') + counter).size();
    return sum == 60;
  });
  print("authenticator code (TOTP)", verification, bare);
}

void measure(const vectors::Vector& vector) {
  const std::vector<std::string> origins = {"https://example.org"};
  const std::string challenge = unhex(vector.challenge).value(),
                    object = unhex(vector.attestation_object).value();
  const std::string made = client_data_of("create", vector.challenge, vector.extra);
  const auto registered = verify_registration({made, object}, {challenge, "example.org", origins}, {});
  if (!registered) return;

  const std::string asked = unhex(vector.login_challenge).value(),
                    data = unhex(vector.authenticator_data).value();
  const std::string client_data = client_data_of("get", vector.login_challenge, vector.login_extra);
  const std::string signature = unhex(vector.signature).value();
  const std::string text = data + crypto::sha256(client_data);
  const auto key = parse_cose_key(registered->public_key);
  const double ceremony = ns_each([&] {
    return verify_assertion({client_data, data, signature}, {asked, "example.org", origins},
                            {registered->public_key, 0, registered->backup_eligible})
        .has_value();
  });
  const double bare = ns_each([&] { return crypto::is_signed_by(key->key, text, signature); });
  print("passkey sign-in, " + std::string(vector.name), ceremony, bare);
}

}  // namespace

int main() {
  measure_totp();
  for (const vectors::Vector& vector : vectors::kVectors)
    for (const std::string_view name :
         {"none, ES256", "packed, self attestation, EdDSA", "tpm, RS256 certified with RS1"})
      if (vector.name == name) measure(vector);
  return 0;
}
