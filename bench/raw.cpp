// What the work itself costs, without a server around it:
//   bench_raw rs256 SECONDS                one RSA-2048 signature with SHA-256 over the size of a token
//   bench_raw rs256-verify SECONDS         one verification of such a signature
//   bench_raw argon2 SECONDS KIB PASSES    one Argon2id hash
// Prints microseconds of CPU time for one. OpenSSL and libsodium are called as their manuals say.
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "base/encoding.h"

namespace {

double cpu_us() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto us = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return us(used.ru_utime) + us(used.ru_stime);
}

void require(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "bench_raw: %s failed\n", what);
  std::exit(1);
}

EVP_PKEY* new_key() {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048});
  require(key != nullptr, "key generation");
  return key;
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string sign(EVP_PKEY* key, const std::string& text) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  unsigned char out[256];
  std::size_t size = sizeof out;
  require(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key) == 1 &&
              EVP_DigestSign(context, out, &size, bytes_of(text), text.size()) == 1,
          "signature");
  EVP_MD_CTX_free(context);
  return {reinterpret_cast<const char*>(out), size};
}

std::function<void()> signature() {
  return [key = new_key(), text = std::string(600, 'x')] { (void)sign(key, text); };
}

std::function<void()> verification() {
  EVP_PKEY* key = new_key();
  const std::string text(600, 'x');
  return [key, text, signed_text = sign(key, text)] {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    require(EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1 &&
                EVP_DigestVerify(context, bytes_of(signed_text), signed_text.size(), bytes_of(text),
                                 text.size()) == 1,
            "verification");
    EVP_MD_CTX_free(context);
  };
}

std::function<void()> hash(unsigned long long passes, std::size_t kib) {
  return [passes, kib] {
    const std::string password = "correct horse battery";
    const unsigned char salt[crypto_pwhash_SALTBYTES] = {1, 2, 3};
    unsigned char out[32];
    require(crypto_pwhash(out, sizeof out, password.data(), password.size(), salt, passes, kib * 1024,
                          crypto_pwhash_ALG_ARGON2ID13) == 0,
            "hash");
  };
}

}  // namespace

int main(int count, char** words) {
  require(count >= 3 && sodium_init() >= 0,
          "rs256 SECONDS | rs256-verify SECONDS | argon2 SECONDS KIB PASSES");
  const std::string what = words[1];
  const bool hashes = what == "argon2";
  require(!hashes || count == 5, "argon2 SECONDS KIB PASSES");
  const auto number = [&](int at) {
    const auto value = genauth::parse_int(words[at]);
    require(value && *value > 0, "a number");
    return static_cast<std::size_t>(*value);
  };
  const std::function<void()> work = hashes                   ? hash(number(4), number(3))
                                     : what == "rs256-verify" ? verification()
                                                              : signature();
  work();
  const double start_us = cpu_us(), end_us = start_us + static_cast<double>(number(2)) * 1e6;
  int done = 0;
  double now_us = start_us;
  for (; now_us < end_us; now_us = cpu_us(), ++done) work();
  std::printf("%.2f\n", (now_us - start_us) / done);
  return 0;
}
