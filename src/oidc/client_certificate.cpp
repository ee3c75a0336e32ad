#include "oidc/client_certificate.h"

#include "base/encoding.h"
#include "crypto/certificate.h"
#include "json/value.h"

namespace genauth::oidc {
namespace {

Error refused(std::string why) {
  return {Kind::kInvalidClient, std::move(why)};
}

// §2.1.2: exactly one is registered.
bool has_subject(const crypto::Certificate& certificate, const CertificateSubject& subject) {
  using Name = crypto::Certificate::Name;
  struct Registered {
    const std::string& text;
    Name kind;
  };
  const Registered names[] = {{subject.san_dns, Name::kDns},
                              {subject.san_uri, Name::kUri},
                              {subject.san_ip, Name::kIp},
                              {subject.san_email, Name::kEmail}};
  int registered = subject.dn.empty() ? 0 : 1;
  bool is_there = !subject.dn.empty() && certificate.subject_dn() == subject.dn;
  for (const Registered& each : names) {
    if (each.text.empty()) continue;
    ++registered;
    is_there = is_there || certificate.has_name(each.kind, each.text);
  }
  return registered == 1 && is_there;
}

// RFC 7517 §4.7: the first of x5c is the key's own certificate.
bool is_in_set(std::string_view der, std::string_view jwks) {
  const Result<json::Value> set = json::Value::parse(jwks);
  const json::Value* keys = set ? set->find("keys") : nullptr;
  if (!keys || !keys->array()) return false;
  for (const json::Value& each : *keys->array()) {
    const json::Value* chain = each.find("x5c");
    if (!chain || !chain->array() || chain->array()->empty() || !chain->array()->front().string()) continue;
    const auto registered = unbase64(*chain->array()->front().string());
    if (registered && *registered == der) return true;
  }
  return false;
}

}  // namespace

Outcome<void> check_subject(const Request& request, const Client& client) {
  if (request.certificate.empty()) return refused("the application must present its certificate");
  if (!request.certificate_is_verified) return refused("nobody vouches for the certificate");
  const Result<crypto::Certificate> certificate = crypto::Certificate::from_der(request.certificate);
  if (!certificate || !has_subject(*certificate, client.certificate_subject)) {
    return refused("the certificate is not the application's");
  }
  return {};
}

Outcome<void> check_self_signed(const Request& request, const Client& client, Ports& ports) {
  if (request.certificate.empty()) return refused("the application must present its certificate");
  bool is_registered = is_in_set(request.certificate, client.jwks);
  if (!is_registered && ports.documents) {
    is_registered = is_in_set(request.certificate, TRY(ports.documents->keys(client, false))) ||
                    is_in_set(request.certificate, TRY(ports.documents->keys(client, true)));
  }
  if (!is_registered) return refused("the certificate is not one of the application's");
  return {};
}

}  // namespace genauth::oidc
