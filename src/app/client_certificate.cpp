#include "app/client_certificate.h"

#include <algorithm>

#include "base/encoding.h"

namespace genauth::app {
namespace {

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----", kEnd = "-----END CERTIFICATE-----";
constexpr std::size_t kMaxBytes = 16 * 1024;

// The lines between the marks of the first certificate, or all of it where there are none.
std::string_view body_of(std::string_view text) {
  const std::size_t begin = text.find(kBegin), end = text.find(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return text;
  return text.substr(begin + kBegin.size(), end - begin - kBegin.size());
}

}  // namespace

std::string der_in_header(std::string_view value) {
  if (value.empty() || value.size() > kMaxBytes) return {};
  std::string text(value);
  if (value.find('%') != std::string_view::npos) text = percent_decode(value, false).value_or("");
  std::string_view body = body_of(text);
  if (body.size() > 2 && body.front() == ':' && body.back() == ':') body = body.substr(1, body.size() - 2);
  std::string packed;
  std::ranges::copy_if(body, std::back_inserter(packed),
                       [](char c) { return std::string_view(" \t\r\n").find(c) == std::string_view::npos; });
  return unbase64(packed).value_or("");
}

ClientCertificate certificate_of(const net::Request& request, const config::Config& config,
                                 const net::TrustedProxies& trusted) {
  const auto& names = config.server.client_certificate;
  ClientCertificate found{der_in_header(net::header_of_proxy(request, names.header, trusted))};
  found.is_verified =
      !found.der.empty() && net::header_of_proxy(request, names.verified_header, trusted) == "SUCCESS";
  return found;
}

}  // namespace genauth::app
