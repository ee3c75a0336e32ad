// The certificate of a client's TLS connection, as the proxy that ends it passes it on. Pure.
#pragma once
#include <string>
#include <string_view>

#include "config/config.h"
#include "net/address.h"

namespace genauth::app {

struct ClientCertificate {
  std::string der;           // empty: there is none
  bool is_verified = false;  // the proxy found a way to an authority that it trusts
};

// By server.client_certificate. From anybody but a trusted proxy these headers mean nothing.
ClientCertificate certificate_of(const net::Request& request, const config::Config& config,
                                 const net::TrustedProxies& trusted);

// What proxies write: PEM as it is, with spaces for the ends of its lines (Apache) or percent-encoded
// (nginx); base64 of DER, also between colons (RFC 9440 §2.1). Empty if it is none of these. No check of what
// is in it.
std::string der_in_header(std::string_view value);

}  // namespace genauth::app
