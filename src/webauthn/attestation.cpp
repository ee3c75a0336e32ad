#include "webauthn/attestation.h"

#include "base/result.h"
#include "crypto/key_numbers.h"

namespace genauth::webauthn {
namespace {

constexpr std::size_t kMaxCertificates = 6;
constexpr std::string_view kAaguidExtension = "1.3.6.1.4.1.45724.1.1.4";

struct Format {
  std::string_view name;
  Outcome<Attestation> (*verify)(const cbor::Value& statement, const Subject& subject);
};

Outcome<Attestation> verify_none(const cbor::Value& statement, const Subject&) {
  if (!statement.items.empty()) return formats::bad("format none with a statement");
  return Attestation{};
}

constexpr Format kFormats[] = {{"none", verify_none},
                               {"packed", formats::verify_packed},
                               {"fido-u2f", formats::verify_fido_u2f},
                               {"apple", formats::verify_apple},
                               {"android-key", formats::verify_android_key},
                               {"tpm", formats::verify_tpm}};

}  // namespace

std::string_view text(AttestationType type) {
  switch (type) {
    case AttestationType::kNone: return "none";
    case AttestationType::kSelf: return "self";
    case AttestationType::kBasic: return "basic";
    case AttestationType::kAttCa: return "attca";
    case AttestationType::kAnonCa: return "anonca";
  }
  return {};
}

Outcome<AttestationObject> parse_attestation_object(std::string_view bytes) {
  const cbor::Value map = TRY(cbor::decode(bytes, cbor::Order::kAny));
  const cbor::Value* format = map.find("fmt");
  const cbor::Value* statement = map.find("attStmt");
  const cbor::Value* data = map.find("authData");
  const bool ok = format != nullptr && format->is(cbor::Type::kText) && statement != nullptr &&
                  statement->is(cbor::Type::kMap) && data != nullptr && data->is(cbor::Type::kBytes);
  if (!ok) return Error{Kind::kMalformed, "attestation object: fmt, attStmt or authData is missing"};
  return AttestationObject{format->bytes, *statement, data->bytes};
}

Outcome<Attestation> verify_statement(const AttestationObject& object, const Subject& subject) {
  for (const Format& format : kFormats)
    if (format.name == object.format) return format.verify(object.statement, subject);
  return formats::bad("an unknown format");
}

namespace formats {

Error bad(std::string why) {
  return {Kind::kBadAttestation, std::move(why)};
}

std::string_view bytes_of(const cbor::Value& statement, std::string_view name) {
  const cbor::Value* value = statement.find(name);
  return value != nullptr && value->is(cbor::Type::kBytes) ? value->bytes : std::string_view();
}

std::string_view text_of(const cbor::Value& statement, std::string_view name) {
  const cbor::Value* value = statement.find(name);
  return value != nullptr && value->is(cbor::Type::kText) ? value->bytes : std::string_view();
}

Outcome<std::vector<crypto::Certificate>> certificates_of(const cbor::Value& statement) {
  const cbor::Value* list = statement.find("x5c");
  if (list == nullptr || !list->is(cbor::Type::kArray) || list->items.empty())
    return bad("x5c is missing or empty");
  if (list->items.size() > kMaxCertificates) return bad("too many certificates");
  std::vector<crypto::Certificate> path;
  for (const cbor::Value& item : list->items) {
    if (!item.is(cbor::Type::kBytes)) return bad("x5c holds something else than bytes");
    Result<crypto::Certificate> certificate = crypto::Certificate::from_der(item.bytes);
    if (!certificate) return bad(certificate.error().detail());
    path.push_back(*std::move(certificate));
  }
  return path;
}

bool same_key(const crypto::PublicKey& one, const crypto::PublicKey& other) {
  if (one.type() != other.type()) return false;
  if (one.type() != crypto::KeyType::kRsa) return crypto::public_point(one) == crypto::public_point(other);
  const crypto::RsaNumbers a = crypto::rsa_numbers(one), b = crypto::rsa_numbers(other);
  return a.modulus == b.modulus && a.exponent == b.exponent;
}

Outcome<void> check_same_key(const crypto::Certificate& certificate, const CoseKey& key) {
  const Result<crypto::PublicKey> certified = certificate.public_key();
  if (!certified || !same_key(*certified, key.key))
    return bad("the certificate is for another key than the credential's");
  return {};
}

Outcome<void> check_aaguid(const crypto::Certificate& certificate, std::string_view aaguid) {
  const auto value = certificate.extension(kAaguidExtension);
  if (!value) return {};
  if (certificate.extension_is_critical(kAaguidExtension)) return bad("the AAGUID's extension is critical");
  // An octet string of 16 bytes inside the extension's own.
  if (value->size() != 18 || !value->starts_with("\x04\x10") || value->substr(2) != aaguid)
    return bad("the certificate is for another model of authenticator");
  return {};
}

}  // namespace formats
}  // namespace genauth::webauthn
