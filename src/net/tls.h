// TLS settings of the listeners. OpenSSL stays behind an opaque pointer.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"

struct ssl_ctx_st;

namespace genauth::net {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

// TLS 1.2 and 1.3 with forward secrecy and AEAD only, ALPN "http/1.1", session tickets. Fails, with the
// reason in the detail, when a file cannot be read or the key does not belong to the certificate.
// Thread-safe.
Result<TlsContext> load_tls(const std::string& certificate_file, const std::string& key_file);

}  // namespace genauth::net
