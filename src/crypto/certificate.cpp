#include "crypto/certificate.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypto/key_data.h"
#include "crypto/openssl.h"
#include "gen/errors/form.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kMaxCertificateBytes = 16 * 1024;
constexpr int kMaxDepth = 6;

using OwnedX509 = std::unique_ptr<X509, Freed<X509_free>>;
using OwnedStore = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using OwnedStoreContext = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using OwnedObject = std::unique_ptr<ASN1_OBJECT, Freed<ASN1_OBJECT_free>>;
struct FreedNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
using OwnedNames = std::unique_ptr<GENERAL_NAMES, FreedNames>;
using OwnedUsages = std::unique_ptr<EXTENDED_KEY_USAGE, Freed<EXTENDED_KEY_USAGE_free>>;

struct FreedStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Stack = std::unique_ptr<STACK_OF(X509), FreedStack>;

Error bad_certificate(std::string why) {
  return Error(errors::kBadFormat, "certificate: " + std::move(why)).with_arg("an X.509 certificate");
}

OwnedObject object_of(std::string_view oid) {
  return OwnedObject(OBJ_txt2obj(std::string(oid).c_str(), 1));
}

X509_EXTENSION* find_extension(const X509* certificate, std::string_view oid) {
  const OwnedObject object = object_of(oid);
  const int at = object != nullptr ? X509_get_ext_by_OBJ(certificate, object.get(), -1) : -1;
  return at >= 0 ? X509_get_ext(certificate, at) : nullptr;
}

const char* digest_name(Digest kind) {
  switch (kind) {
    case Digest::kSha1: return "SHA1";
    case Digest::kSha256: return "SHA256";
    case Digest::kSha384: return "SHA384";
    case Digest::kSha512: return "SHA512";
  }
  return nullptr;
}

}  // namespace

struct Certificate::Data {
  OwnedX509 x509;
};

namespace {

Result<Certificate> wrap(OwnedX509 x509) {
  if (x509 == nullptr) return bad_certificate("unreadable: " + openssl_reason());
  // Parses the extensions once, while nobody else sees the object: later look-ups from many threads only
  // read.
  if (X509_check_purpose(x509.get(), -1, 0) != 1) {
    return bad_certificate("broken extensions: " + openssl_reason());
  }
  return Certificate(std::make_shared<const Certificate::Data>(Certificate::Data{std::move(x509)}));
}

// A reference for each certificate stays with its owner: the stack only points.
Stack stack_of(std::span<const Certificate> certificates) {
  Stack stack(sk_X509_new_null());
  require_openssl(stack != nullptr, "sk_X509_new_null");
  for (const Certificate& certificate : certificates)
    require_openssl(sk_X509_push(stack.get(), certificate.data().x509.get()) > 0, "sk_X509_push");
  return stack;
}

}  // namespace

namespace {

std::string text_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string address_of(std::string_view bytes) {
  char text[INET6_ADDRSTRLEN] = {};
  if (bytes.size() != 4 && bytes.size() != 16) return {};
  const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
  return inet_ntop(family, bytes.data(), text, sizeof text) != nullptr ? text : std::string();
}

// Nothing if it is a name of another kind.
std::optional<std::string> name_of(const GENERAL_NAME* name, Certificate::Name kind) {
  int type = 0;
  const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(name, &type));
  switch (kind) {
    case Certificate::Name::kDns: return type == GEN_DNS ? std::optional(text_of(value)) : std::nullopt;
    case Certificate::Name::kUri: return type == GEN_URI ? std::optional(text_of(value)) : std::nullopt;
    case Certificate::Name::kEmail: return type == GEN_EMAIL ? std::optional(text_of(value)) : std::nullopt;
    case Certificate::Name::kIp:
      return type == GEN_IPADD ? std::optional(address_of(text_of(value))) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string digest(Digest kind, std::string_view text) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  std::size_t size = 0;
  require_openssl(
      EVP_Q_digest(nullptr, digest_name(kind), nullptr, text.data(), text.size(), bytes_of(out), &size) == 1,
      "EVP_Q_digest");
  out.resize(size);
  return out;
}

Result<Certificate> Certificate::from_der(std::string_view der) {
  if (der.empty() || der.size() > kMaxCertificateBytes) return bad_certificate("of no sensible size");
  const unsigned char* at = bytes_of(der);
  OwnedX509 x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (x509 != nullptr && at != bytes_of(der) + der.size()) return bad_certificate("with something behind it");
  return wrap(std::move(x509));
}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
  if (pem.size() > 2 * kMaxCertificateBytes) return bad_certificate("of no sensible size");
  const OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  require_openssl(bio != nullptr, "BIO");
  return wrap(OwnedX509(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)));
}

int Certificate::version() const {
  return static_cast<int>(X509_get_version(data_->x509.get())) + 1;
}

bool Certificate::is_authority() const {
  return X509_check_ca(data_->x509.get()) == 1;
}

bool Certificate::has_empty_subject() const {
  return X509_NAME_entry_count(X509_get_subject_name(data_->x509.get())) == 0;
}

std::string Certificate::subject(std::string_view name) const {
  const X509_NAME* subject = X509_get_subject_name(data_->x509.get());
  const int nid = OBJ_txt2nid(std::string(name).c_str());
  const int at = X509_NAME_get_index_by_NID(subject, nid, -1);
  if (at < 0 || X509_NAME_get_index_by_NID(subject, nid, at) >= 0) return {};
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (size < 0) return ERR_clear_error(), std::string();
  std::string out(reinterpret_cast<char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return out;
}

std::string Certificate::subject_dn() const {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  require_openssl(bio != nullptr, "BIO");
  constexpr unsigned long kFlags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (X509_NAME_print_ex(bio.get(), X509_get_subject_name(data_->x509.get()), 0, kFlags) < 0)
    return ERR_clear_error(), std::string();
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

bool Certificate::has_name(Name kind, std::string_view text) const {
  const OwnedNames names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(data_->x509.get(), NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr) return ERR_clear_error(), false;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i)
    if (name_of(sk_GENERAL_NAME_value(names.get(), i), kind) == text) return true;
  return false;
}

std::optional<std::string> Certificate::extension(std::string_view oid) const {
  X509_EXTENSION* found = find_extension(data_->x509.get(), oid);
  if (found == nullptr) return std::nullopt;
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(found);
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                     static_cast<std::size_t>(ASN1_STRING_length(value)));
}

bool Certificate::extension_is_critical(std::string_view oid) const {
  const X509_EXTENSION* found = find_extension(data_->x509.get(), oid);
  return found != nullptr && X509_EXTENSION_get_critical(found) == 1;
}

bool Certificate::has_key_usage(std::string_view oid) const {
  const OwnedUsages usages(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(data_->x509.get(), NID_ext_key_usage, nullptr, nullptr)));
  const OwnedObject wanted = object_of(oid);
  if (usages == nullptr || wanted == nullptr) return ERR_clear_error(), false;
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i)
    if (OBJ_cmp(sk_ASN1_OBJECT_value(usages.get(), i), wanted.get()) == 0) return true;
  return false;
}

Result<PublicKey> Certificate::public_key() const {
  OwnedPkey pkey(X509_get_pubkey(data_->x509.get()));
  return PublicKey(TRY(make_key_data(std::move(pkey), false)));
}

bool Certificate::has_signed(Digest kind, std::string_view text, std::string_view signature) const {
  EVP_PKEY* key = X509_get0_pubkey(data_->x509.get());
  const OwnedDigestContext context(EVP_MD_CTX_new());
  require_openssl(context != nullptr, "EVP_MD_CTX_new");
  if (key == nullptr) return ERR_clear_error(), false;
  const bool is_pure = EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1;
  const char* name = is_pure ? nullptr : digest_name(kind);
  const bool ok =
      EVP_DigestVerifyInit_ex(context.get(), nullptr, name, nullptr, nullptr, key, nullptr) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) ==
          1;
  if (!ok) ERR_clear_error();
  return ok;
}

Result<void> check_chain(std::span<const Certificate> chain, std::span<const Certificate> anchors,
                         std::int64_t now_ms) {
  if (chain.empty()) return bad_certificate("no chain");
  const OwnedStore store(X509_STORE_new());
  const OwnedStoreContext context(X509_STORE_CTX_new());
  require_openssl(store != nullptr && context != nullptr, "X509_STORE");
  for (const Certificate& anchor : anchors)
    require_openssl(X509_STORE_add_cert(store.get(), anchor.data().x509.get()) == 1, "X509_STORE_add_cert");
  const Stack between = stack_of(chain.subspan(1));
  require_openssl(
      X509_STORE_CTX_init(context.get(), store.get(), chain.front().data().x509.get(), between.get()) == 1,
      "X509_STORE_CTX_init");
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(param, static_cast<time_t>(now_ms / 1000));
  X509_VERIFY_PARAM_set_depth(param, kMaxDepth);
  const bool ok = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (ok) return {};
  return bad_certificate(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
}

}  // namespace genauth::crypto
