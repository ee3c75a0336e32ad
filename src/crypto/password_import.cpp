#include "crypto/password_import.h"

#include <crypt.h>
#include <openssl/crypto.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/openssl.h"

namespace genauth::crypto {
namespace {

constexpr std::int64_t kMaxPbkdf2Iterations = 2'000'000;
constexpr std::int64_t kMaxShaCryptRounds = 1'000'000;
constexpr std::int64_t kMaxBcryptCost = 15;

using Digest = std::string (*)(std::string_view);

struct NamedDigest {
  std::string_view name;
  Digest digest;
  std::size_t size;
};
constexpr NamedDigest kDigests[] = {
    {"md5", md5, 16}, {"sha1", sha1, 20}, {"sha256", sha256, 32}, {"sha512", sha512, 64}};

// What a stored hash means, taken apart once for both the check of the form and the verification.
struct Parsed {
  enum class Kind : std::uint8_t { kCrypt, kPbkdf2, kDigest, kHmac } kind;
  std::string expected;  // raw bytes; for crypt the whole text
  std::string salt;
  bool salt_first = false;
  Digest digest = nullptr;  // kDigest
  std::string hash_name;    // kPbkdf2 and kHmac
  std::int64_t iterations = 0;
};

const NamedDigest* find_digest(std::string_view name) {
  for (const NamedDigest& entry : kDigests)
    if (entry.name == name) return &entry;
  return nullptr;
}

bool is_crypt_text(std::string_view text) {
  return text.find_first_not_of("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$,=-+_") ==
         std::string_view::npos;
}

// The cost that stands in a crypt(3) hash must be bounded before crypt(3) sees it.
std::optional<Parsed> parse_crypt(std::string_view stored) {
  if (stored.size() > 256 || !is_crypt_text(stored)) return std::nullopt;
  const Parsed parsed{
      .kind = Parsed::Kind::kCrypt, .expected = std::string(stored), .salt = {}, .hash_name = {}};
  if (stored.starts_with("$2a$") || stored.starts_with("$2b$") || stored.starts_with("$2y$")) {
    const auto cost = stored.size() == 60 && stored[6] == '$' ? parse_int(stored.substr(4, 2)) : std::nullopt;
    return cost && *cost >= 4 && *cost <= kMaxBcryptCost ? std::optional(parsed) : std::nullopt;
  }
  if (stored.starts_with("$5$") || stored.starts_with("$6$")) {
    std::string_view rest = stored.substr(3);
    if (rest.starts_with("rounds=")) {
      const auto end = rest.find('$');
      const auto rounds = end == rest.npos ? std::nullopt : parse_int(rest.substr(7, end - 7));
      if (!rounds || *rounds < 1000 || *rounds > kMaxShaCryptRounds) return std::nullopt;
      rest.remove_prefix(end + 1);
    }
    const std::size_t digest_size = stored[1] == '5' ? 43 : 86;
    return rest.size() > digest_size && rest[rest.size() - digest_size - 1] == '$' ? std::optional(parsed)
                                                                                   : std::nullopt;
  }
  if (stored.starts_with("$1$")) {
    return stored.size() >= 26 && stored[stored.size() - 23] == '$' ? std::optional(parsed) : std::nullopt;
  }
  // yescrypt: three characters of parameters, flags 'j', then log2 of the block count, then the block size.
  // 'B' and 'T' stand for 2^14 blocks of 4 KiB, 64 MiB; Debian's default is j9T.
  if (stored.starts_with("$y$j") && stored.size() > 50 && stored[6] == '$')
    return stored[4] <= 'B' && stored[5] <= 'T' ? std::optional(parsed) : std::nullopt;
  return std::nullopt;
}

std::optional<Parsed> parse_pbkdf2(std::string_view stored) {
  const std::size_t first = stored.find('$'), second = stored.find('$', first + 1),
                    third = second == stored.npos ? stored.npos : stored.find('$', second + 1);
  if (third == stored.npos || stored.find('$', third + 1) != stored.npos) return std::nullopt;
  const NamedDigest* digest = find_digest(stored.substr(7, first - 7));
  const auto iterations = parse_int(stored.substr(first + 1, second - first - 1));
  const auto expected = unbase64(stored.substr(third + 1));
  if (digest == nullptr || digest->name == "md5" || !iterations || *iterations < 1 ||
      *iterations > kMaxPbkdf2Iterations || !expected || expected->size() != digest->size)
    return std::nullopt;
  return Parsed{.kind = Parsed::Kind::kPbkdf2,
                .expected = *expected,
                .salt = std::string(stored.substr(second + 1, third - second - 1)),
                .hash_name = std::string(digest->name),
                .iterations = *iterations};
}

// {ssha}base64(digest ‖ salt) and its relatives, as LDAP servers keep them.
std::optional<Parsed> parse_ldap(std::string_view method, std::string_view rest) {
  const bool salted = method != "sha";
  std::string_view name = salted ? method.substr(1) : method;
  if (name == "sha") name = "sha1";
  const NamedDigest* digest = find_digest(name);
  const auto bytes = unbase64(rest);
  if (digest == nullptr || !bytes || bytes->size() > 256) return std::nullopt;
  if (salted ? bytes->size() <= digest->size : bytes->size() != digest->size) return std::nullopt;
  return Parsed{.kind = Parsed::Kind::kDigest,
                .expected = bytes->substr(0, digest->size),
                .salt = bytes->substr(digest->size),
                .digest = digest->digest,
                .hash_name = {}};
}

std::optional<Parsed> parse_braced(std::string_view stored) {
  const auto close = stored.find('}');
  if (close == stored.npos || stored.size() > 512) return std::nullopt;
  const std::string method = to_lower_ascii(stored.substr(1, close - 1));
  const std::string_view rest = stored.substr(close + 1);
  if (method == "sha" || method == "ssha" || method == "smd5" || method == "ssha256" || method == "ssha512")
    return parse_ldap(method, rest);

  const bool salt_first = method.ends_with("-sp"), salt_last = method.ends_with("-ps");
  const bool keyed = method.starts_with("hmac-sha1") || method.starts_with("hmac-sha256");
  const std::string_view name = keyed ? std::string_view(method).substr(5)
                                : salt_first || salt_last
                                    ? std::string_view(method).substr(0, method.size() - 3)
                                    : std::string_view(method);
  const NamedDigest* digest = find_digest(name);
  const auto dollar = rest.find('$');
  if (digest == nullptr || (salt_first || salt_last || keyed) != (dollar != rest.npos)) return std::nullopt;
  const auto expected = unhex(dollar == rest.npos ? rest : rest.substr(dollar + 1));
  if (!expected || expected->size() != digest->size) return std::nullopt;
  return Parsed{.kind = keyed ? Parsed::Kind::kHmac : Parsed::Kind::kDigest,
                .expected = *expected,
                .salt = std::string(dollar == rest.npos ? std::string_view{} : rest.substr(0, dollar)),
                .salt_first = salt_first,
                .digest = digest->digest,
                .hash_name = std::string(name)};
}

std::optional<Parsed> parse(std::string_view stored) {
  if (stored.starts_with('$')) return parse_crypt(stored);
  if (stored.starts_with("pbkdf2_")) return parse_pbkdf2(stored);
  if (stored.starts_with('{')) return parse_braced(stored);
  return std::nullopt;
}

bool verify_crypt(const std::string& stored, std::string_view password) {
  if (password.find('\0') != password.npos) return false;  // crypt(3) would stop reading there
  const auto data = std::make_unique<crypt_data>();        // 32 KiB, too much for a small stack
  std::string text(password);
  const char* computed = crypt_r(text.c_str(), stored.c_str(), data.get());
  const bool ok = computed != nullptr && computed[0] != '*' && equal_constant_time(computed, stored);
  OPENSSL_cleanse(text.data(), text.size());
  OPENSSL_cleanse(data.get(), sizeof *data);
  return ok;
}

bool verify_pbkdf2(const Parsed& parsed, std::string_view password) {
  const EVP_MD* digest = EVP_get_digestbyname(parsed.hash_name.c_str());
  std::string out(parsed.expected.size(), '\0');
  const bool ok = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes_of(parsed.salt),
                                    static_cast<int>(parsed.salt.size()), static_cast<int>(parsed.iterations),
                                    digest, static_cast<int>(out.size()), bytes_of(out)) == 1;
  require_openssl(ok, "PBKDF2");
  return equal_constant_time(out, parsed.expected);
}

}  // namespace

bool is_imported_hash(std::string_view stored) {
  return parse(stored).has_value();
}

bool verify_imported(std::string_view stored, std::string_view password) {
  const auto parsed = parse(stored);
  if (!parsed) return false;
  switch (parsed->kind) {
    case Parsed::Kind::kCrypt:
      return verify_crypt(parsed->expected, password);
    case Parsed::Kind::kPbkdf2:
      return verify_pbkdf2(*parsed, password);
    case Parsed::Kind::kHmac:
      return equal_constant_time(parsed->hash_name == "sha1" ? hmac_sha1(parsed->salt, password)
                                                             : hmac_sha256(parsed->salt, password),
                                 parsed->expected);
    case Parsed::Kind::kDigest:
      break;
  }
  const std::string text =
      parsed->salt_first ? parsed->salt + std::string(password) : std::string(password) + parsed->salt;
  return equal_constant_time(parsed->digest(text), parsed->expected);
}

}  // namespace genauth::crypto
