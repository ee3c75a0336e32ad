#include "crypto/openssl.h"

#include <openssl/err.h>

#include <cstdlib>

#include "base/log.h"

namespace genauth::crypto {

std::string openssl_reason() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "no reason given";
}

void require_openssl(bool ok, const char* what) {
  if (ok) return;
  log::error("crypto.openssl_failed", {{"call", what}, {"reason", openssl_reason()}});
  std::abort();
}

}  // namespace genauth::crypto
