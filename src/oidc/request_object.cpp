#include "oidc/request_object.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "oidc/client_jwt.h"
#include "oidc/client_lookup.h"
#include "oidc/parameters.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxObjectBytes = 32 * 1024, kMaxUriBytes = 2048;
constexpr std::int64_t kMaxLifetimeS = 3600;
constexpr std::string_view kUnsigned = "none";
// Claims of the JWT itself, no parameters (RFC 9101 §4).
constexpr std::array<std::string_view, 7> kJwtClaims = {"iss", "aud", "exp", "nbf", "iat", "jti", "sub"};

Error bad_object(std::string why) {
  return {Kind::kInvalidRequestObject, std::move(why)};
}

// RFC 9101 §4: texts as they are, numbers and objects as their JSON; several values of `resource` as an
// array.
Outcome<Pairs> pairs_of(const json::Value& claims) {
  Pairs pairs;
  for (const auto& [name, value] : *claims.object()) {
    if (std::ranges::find(kJwtClaims, name) != kJwtClaims.end() || value.is_null()) continue;
    if (name == "request" || name == "request_uri") return bad_object("a request object holds another");
    if (value.string()) {
      pairs.emplace_back(name, *value.string());
    } else if (value.array() && name == "resource") {
      for (std::string& each : texts_of(claims, name)) pairs.emplace_back(name, std::move(each));
    } else {
      pairs.emplace_back(name, value.text());
    }
  }
  return pairs;
}

bool is_unsigned(std::string_view jwt) {
  const auto header = unbase64url(jwt.substr(0, jwt.find('.')));
  if (!header || header->size() > kMaxObjectBytes) return false;
  const Result<json::Value> members = json::Value::parse(*header);
  const json::Value* alg = members ? members->find("alg") : nullptr;
  return alg && alg->string() && *alg->string() == kUnsigned;
}

// Core §6.1: no signature says no more than plain parameters do, so a client has to choose it; but what
// stands at an address that the client has registered is the client's own (§6.2).
bool may_be_unsigned(const Client& client, bool by_reference) {
  if (client.require_signed_request) return false;
  return client.request_object_alg == kUnsigned || (by_reference && client.request_object_alg.empty());
}

// "header.claims.", with nothing behind the last dot.
Outcome<json::Value> open_unsigned(std::string_view jwt) {
  const std::size_t first = jwt.find('.'), second = jwt.find('.', first + 1);
  const bool has_form = second != std::string_view::npos && second + 1 == jwt.size();
  const auto text = has_form ? unbase64url(jwt.substr(first + 1, second - first - 1)) : std::nullopt;
  const Result<json::Value> claims = text ? json::Value::parse(*text) : Result<json::Value>(json::Value());
  if (!claims || !claims->object()) return bad_object("not an unsigned JWT");
  return *claims;
}

Outcome<json::Value> open_signed(const Client& client, std::string_view jwt, Ports& ports) {
  if (client.request_object_alg == kUnsigned) return bad_object("the application has chosen alg none");
  // Strangers sign with a key, never with a secret.
  const bool by_secret = !client.is_public() && !client.is_stranger();
  return open_client_jwt(client, jwt,
                         {by_secret, true, client.request_object_alg, Kind::kInvalidRequestObject}, ports);
}

Outcome<Pairs> open_object(const Request& request, const Client& client, std::string_view jwt,
                           bool by_reference, Ports& ports) {
  const bool has_none = is_unsigned(jwt);
  if (has_none && !may_be_unsigned(client, by_reference)) {
    return Error{Kind::kRequestNotSupported, "request objects of the application must be signed"};
  }
  const json::Value claims = TRY(has_none ? open_unsigned(jwt) : open_signed(client, jwt, ports));
  const std::vector<std::string> issuers = texts_of(claims, "iss"), audiences = texts_of(claims, "aud"),
                                 subjects = texts_of(claims, "sub"), clients = texts_of(claims, "client_id");
  if (claims.find("iss") && issuers != std::vector{client.id}) return bad_object("iss is not the client_id");
  if (claims.find("client_id") && clients != std::vector{client.id}) {
    return bad_object("client_id is not that of the request");
  }
  // A client's assertion of itself must not pass for a request (RFC 9101 §10.8).
  if (subjects == std::vector{client.id}) return bad_object("sub must not be the client_id");
  // What is signed for another server must not count here (§10.8), nor count for ever: RFC 9101 §4 recommends
  // the audience, FAPI demands both. An object at an address of the client's own is fetched anew each time,
  // so it needs no end; the OpenID conformance suite sends none there.
  const bool must_end = !has_none && (!by_reference || client.require_signed_request);
  if ((!has_none || claims.find("aud")) && std::ranges::find(audiences, request.issuer) == audiences.end()) {
    return bad_object("aud is not this issuer");
  }
  const std::int64_t now_s = ports.clock.now_ms() / 1000;
  const json::Value* end = claims.find("exp");
  if (must_end && !end) return bad_object("exp is missing");
  if (!is_timely(claims, now_s)) return bad_object("expired, or not valid yet");
  if (must_end && *end->integer() > now_s + kMaxLifetimeS) return bad_object("it lives longer than an hour");
  Pairs pairs = TRY(pairs_of(claims));
  if (!claims.find("client_id")) pairs.emplace_back("client_id", client.id);
  return pairs;
}

// RFC 9126 §4, or RFC 9101 §5.2 for an address that the client has registered: no other is ever fetched.
Outcome<Pairs> referred(const Request& request, const Client& client, const std::string& uri, Ports& ports) {
  if (uri.starts_with(kPushedPrefix)) {
    if (!ports.pushed) return Error{Kind::kRequestUriNotSupported, "requests cannot be pushed"};
    return ports.pushed->find(client, std::string_view(uri).substr(kPushedPrefix.size()));
  }
  if (!ports.documents) return Error{Kind::kRequestUriNotSupported, "request_uri is not supported"};
  if (client.require_pushed_request) return Error{Kind::kInvalidRequest, "the request must be pushed"};
  if (std::ranges::find(client.request_uris, uri) == client.request_uris.end()) {
    return Error{Kind::kInvalidRequestUri, "request_uri is not one that the application has registered"};
  }
  const std::string object = TRY(ports.documents->request_object(client, uri));
  return open_object(request, client, object, true, ports);
}

}  // namespace

bool has_request_object(const Pairs& sent) {
  return std::ranges::any_of(sent, [](const auto& pair) {
    return (pair.first == "request" || pair.first == "request_uri") && !pair.second.empty();
  });
}

Outcome<Pairs> resolved_parameters(const Request& request, const Pairs& sent, Ports& ports) {
  const std::string object = TRY(single(sent, "request", kMaxObjectBytes));
  const std::string uri = TRY(single(sent, "request_uri", kMaxUriBytes));
  if (!object.empty() && !uri.empty()) {
    return Error{Kind::kInvalidRequest, "request and request_uri exclude each other"};
  }
  const std::string id = TRY(single(sent, "client_id", kMaxUriBytes));
  const Client client = TRY(find_client(request, id, ports, Fetch::kIfNeeded));
  if (!uri.empty()) return referred(request, client, uri, ports);
  if (client.require_pushed_request) return Error{Kind::kInvalidRequest, "the request must be pushed"};
  return open_object(request, client, object, false, ports);
}

Outcome<void> allow_plain_request(const Client& client) {
  if (client.require_pushed_request) return Error{Kind::kInvalidRequest, "the request must be pushed"};
  if (client.require_signed_request) {
    return Error{Kind::kInvalidRequest, "the request must be a signed object"};
  }
  return {};
}

Outcome<Pairs> pushed_parameters(const Request& request, const Client& client, const Pairs& sent,
                                 Ports& ports) {
  const std::string object = TRY(single(sent, "request", kMaxObjectBytes));
  if (!TRY(single(sent, "request_uri", kMaxUriBytes)).empty()) {
    return Error{Kind::kInvalidRequest, "request_uri cannot be pushed"};
  }
  if (!object.empty()) return open_object(request, client, object, false, ports);
  if (client.require_signed_request) TRY(allow_plain_request(client));
  return sent;
}

}  // namespace genauth::oidc
