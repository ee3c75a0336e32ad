// Inside src/crypto only, in .cpp files: OpenSSL's objects with owners, and its byte pointers.
#pragma once
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace genauth::crypto {

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

using OwnedPkey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using OwnedPkeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using OwnedDigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using OwnedCipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using OwnedMacContext = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;
using OwnedBio = std::unique_ptr<BIO, Freed<BIO_free_all>>;

inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// Says what OpenSSL has on its error queue of this thread, empties the queue, and aborts if `ok` is not true.
// For calls that fail on a broken installation or without memory only, never on input.
void require_openssl(bool ok, const char* what);

// The newest reason on OpenSSL's error queue of this thread, for an Error's detail; empties the queue.
std::string openssl_reason();

}  // namespace genauth::crypto
