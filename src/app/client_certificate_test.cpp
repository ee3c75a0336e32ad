#include "app/client_certificate.h"

#include <doctest/doctest.h>

#include "base/encoding.h"

namespace genauth::app {
namespace {

const std::string kDer = "\x30\x03\x02\x01\x01 and forty bytes more, so that it has lines";

std::string pem(std::string_view end_of_line) {
  const std::string body = base64(kDer);
  std::string text = "-----BEGIN CERTIFICATE-----";
  text.append(end_of_line).append(body.substr(0, 32)).append(end_of_line);
  return text.append(body.substr(32))
      .append(end_of_line)
      .append("-----END CERTIFICATE-----")
      .append(end_of_line);
}

}  // namespace

TEST_CASE("reads a certificate as nginx, Apache and RFC 9440 write it") {
  CHECK(der_in_header(percent_encode(pem("\n"))) == kDer);
  CHECK(der_in_header(pem(" ")) == kDer);
  CHECK(der_in_header(pem("\n\t")) == kDer);
  CHECK(der_in_header(base64(kDer)) == kDer);
  CHECK(der_in_header(":" + base64(kDer) + ":") == kDer);
}

TEST_CASE("takes nothing else for a certificate") {
  for (const char* wrong :
       {"", "(null)", "-", "%", "%zz", "-----BEGIN CERTIFICATE-----", "::", "Hash=abc;Cert=\"x\""})
    CHECK(der_in_header(wrong).empty());
  CHECK(der_in_header(std::string(20'000, 'A')).empty());
}

}  // namespace genauth::app
