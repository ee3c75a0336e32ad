// X.509 certificates of others, as attestations carry them: reading one, checking a signature with its key,
// and its path to a trust anchor (RFC 5280 §6). Values are immutable and shared; all functions are
// thread-safe. No network: revocation lists are not fetched.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"

namespace genauth::crypto {

enum class Digest : std::uint8_t { kSha1, kSha256, kSha384, kSha512 };

std::string digest(Digest kind, std::string_view text);

class Certificate {
 public:
  // Exactly one certificate, at most 16 KiB (errors::kBadFormat).
  static Result<Certificate> from_der(std::string_view der);
  static Result<Certificate> from_pem(std::string_view pem);

  int version() const;        // 3 for X.509v3
  bool is_authority() const;  // basic constraints say CA
  bool has_empty_subject() const;
  // One value of the subject: "C", "O", "OU", "CN". Empty if there is none or several.
  std::string subject(std::string_view name) const;
  // The whole of it as RFC 4514 writes it, in UTF-8: "CN=a,O=b" with the last part of the name first.
  std::string subject_dn() const;
  // Whether that is one of the subject's alternative names (RFC 5280 §4.2.1.6). IP addresses as they are
  // written canonically.
  enum class Name : std::uint8_t { kDns, kUri, kIp, kEmail };
  bool has_name(Name kind, std::string_view text) const;
  // The octets inside an extension, by its dotted object identifier; nullopt if it is absent.
  std::optional<std::string> extension(std::string_view oid) const;
  bool extension_is_critical(std::string_view oid) const;
  // Whether the extended key usage names this identifier.
  bool has_key_usage(std::string_view oid) const;

  // errors::kBadFormat for kinds of keys that PublicKey does not know.
  Result<PublicKey> public_key() const;
  // With whatever kind of key the certificate holds; ECDSA in DER, RSA as PKCS#1 v1.5. The digest is ignored
  // for Ed25519.
  bool has_signed(Digest digest, std::string_view text, std::string_view signature) const;

  struct Data;
  explicit Certificate(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  const Data& data() const { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

// Whether the chain, leaf first, leads to one of the anchors at that time. An anchor may be any certificate
// of the path, also the leaf itself. The error's detail (errors::kBadFormat) says what was missing.
Result<void> check_chain(std::span<const Certificate> chain, std::span<const Certificate> anchors,
                         std::int64_t now_ms);

}  // namespace genauth::crypto
