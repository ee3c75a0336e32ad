// Format tpm (WebAuthn §8.3): a Trusted Platform Module certifies the credential's key. The structures are
// those of the TPM 2.0 Library, Part 2.
#include "base/result.h"
#include "crypto/key_numbers.h"
#include "webauthn/attestation.h"

namespace genauth::webauthn::formats {
namespace {

constexpr std::uint32_t kGenerated = 0xFF544347;  // TPM_GENERATED_VALUE
constexpr std::uint32_t kAttestCertify = 0x8017;  // TPM_ST_ATTEST_CERTIFY
constexpr std::uint32_t kAlgRsa = 0x0001, kAlgEcc = 0x0023, kAlgNull = 0x0010, kCurveP256 = 0x0003;
constexpr std::string_view kAikUsage = "2.23.133.8.3";  // tcg-kp-AIKCertificate
constexpr std::string_view kSubjectAltName = "2.5.29.17";

// Reads big-endian numbers and sized buffers; once something is missing, everything is.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::uint32_t number(std::size_t size) {
    std::uint32_t value = 0;
    for (const char c : bytes(size)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view bytes(std::size_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      return rest_ = {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::string_view sized() { return bytes(number(2)); }  // TPM2B_*
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<crypto::Digest> digest_of_tpm(std::uint32_t alg) {
  switch (alg) {
    case 0x0004: return crypto::Digest::kSha1;
    case 0x000B: return crypto::Digest::kSha256;
    case 0x000C: return crypto::Digest::kSha384;
    case 0x000D: return crypto::Digest::kSha512;
    default: return std::nullopt;
  }
}

// A scheme's details follow unless it is null; every scheme of a signing key has one hash (§11.2.4).
void skip_scheme(Reader& reader) {
  if (reader.number(2) != kAlgNull) reader.number(2);
}

struct PublicArea {  // TPMT_PUBLIC (§12.2.4)
  std::uint32_t name_alg = 0;
  std::optional<crypto::PublicKey> key;
};

Outcome<PublicArea> parse_public_area(std::string_view bytes) {
  Reader reader(bytes);
  PublicArea area;
  const std::uint32_t type = reader.number(2);
  area.name_alg = reader.number(2);
  reader.number(4);                    // object attributes
  reader.sized();                      // authorization policy
  if (reader.number(2) != kAlgNull) {  // symmetric: algorithm, key bits, mode
    reader.number(2);
    reader.number(2);
  }
  skip_scheme(reader);
  Result<crypto::PublicKey> key = genauth::Error(Code{});
  if (type == kAlgRsa) {
    reader.number(2);  // key bits
    const std::uint32_t exponent = reader.number(4);
    const std::uint32_t e = exponent == 0 ? 65537 : exponent;  // §12.2.3.5
    const std::string e_bytes{static_cast<char>(e >> 24), static_cast<char>(e >> 16),
                              static_cast<char>(e >> 8), static_cast<char>(e)};
    key = crypto::rsa_from_numbers(reader.sized(), e_bytes);
  } else if (type == kAlgEcc) {
    const std::uint32_t curve = reader.number(2);
    skip_scheme(reader);  // key derivation
    const std::string_view x = reader.sized(), y = reader.sized();
    if (curve == kCurveP256) key = crypto::p256_from_coordinates(x, y);
  }
  if (!reader.done() || !key) return bad("tpm: an unreadable public area");
  area.key = *std::move(key);
  return area;
}

struct Certified {  // TPMS_ATTEST (§10.12.12) of a certified key
  std::string_view extra_data, name;
};

Outcome<Certified> parse_cert_info(std::string_view bytes) {
  Reader reader(bytes);
  Certified certified;
  if (reader.number(4) != kGenerated) return bad("tpm: certInfo was not made by a TPM");
  if (reader.number(2) != kAttestCertify) return bad("tpm: certInfo certifies something else than a key");
  reader.sized();  // qualified signer
  certified.extra_data = reader.sized();
  reader.bytes(17);  // clock
  reader.bytes(8);   // firmware version
  certified.name = reader.sized();
  reader.sized();  // qualified name
  if (!reader.done()) return bad("tpm: an unreadable certInfo");
  return certified;
}

// §8.3.1.
Outcome<void> check_certificate(const crypto::Certificate& certificate) {
  if (certificate.version() != 3) return bad("tpm: not an X.509v3 certificate");
  if (!certificate.has_empty_subject()) return bad("tpm: the certificate has a subject");
  if (!certificate.extension_is_critical(kSubjectAltName))
    return bad("tpm: the certificate does not name its TPM");
  if (!certificate.has_key_usage(kAikUsage)) return bad("tpm: the certificate is not for attestation keys");
  if (certificate.is_authority()) return bad("tpm: the certificate is an authority's");
  return {};
}

// Part 1 §16: an object's name is the hash of its public area, after the algorithm's number.
bool is_name_of(std::string_view name, const PublicArea& area, std::string_view bytes) {
  const auto digest = digest_of_tpm(area.name_alg);
  if (!digest) return false;
  const std::string wanted =
      std::string{static_cast<char>(area.name_alg >> 8), static_cast<char>(area.name_alg)} +
      crypto::digest(*digest, bytes);
  return name == wanted;
}

}  // namespace

Outcome<Attestation> verify_tpm(const cbor::Value& statement, const Subject& subject) {
  if (text_of(statement, "ver") != "2.0") return bad("tpm: another version than 2.0");
  const std::string_view public_bytes = bytes_of(statement, "pubArea"),
                         info = bytes_of(statement, "certInfo");
  const PublicArea area = TRY(parse_public_area(public_bytes));
  if (!same_key(*area.key, subject.key.key)) return bad("tpm: another key than the credential's");
  const Certified certified = TRY(parse_cert_info(info));
  const cbor::Value* alg = statement.find("alg");
  const auto digest = digest_of(alg != nullptr ? alg->integer_or(0) : 0);
  if (!digest) return bad("tpm: an unknown algorithm");
  const std::string signed_text = std::string(subject.authenticator_data).append(subject.client_data_hash);
  if (certified.extra_data != crypto::digest(*digest, signed_text))
    return bad("tpm: certInfo was made for another registration");
  if (!is_name_of(certified.name, area, public_bytes)) return bad("tpm: certInfo certifies another key");

  std::vector<crypto::Certificate> path = TRY(certificates_of(statement));
  if (!path.front().has_signed(*digest, info, bytes_of(statement, "sig"))) return bad("tpm: wrong signature");
  TRY(check_certificate(path.front()));
  TRY(check_aaguid(path.front(), subject.data.attested->aaguid));
  return Attestation{AttestationType::kAttCa, std::move(path)};
}

}  // namespace genauth::webauthn::formats
