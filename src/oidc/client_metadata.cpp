#include "oidc/client_metadata.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "crypto/jwk.h"
#include "json/value.h"
#include "oidc/addresses.h"
#include "oidc/parameters.h"

namespace genauth::oidc {
namespace {

using json::Value;

constexpr std::size_t kMaxBytes = 64 * 1024, kMaxUris = 20, kMaxRequestUris = 5, kMaxKeys = 20;
constexpr std::size_t kMaxName = 100, kMaxText = 2048;
constexpr std::string_view kDeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
constexpr std::array<std::string_view, 3> kSigning = {"RS256", "ES256", "EdDSA"};

Error bad(std::string_view member, std::string_view why) {
  return {Kind::kInvalidClientMetadata, std::string(member).append(" ").append(why)};
}

struct Reader {
  const Value& said;
  Value kept = Value::Object{};  // what was taken

  const Value* find(std::string_view name) const {
    const Value* value = said.find(name);
    return value && !value->is_null() ? value : nullptr;
  }

  Outcome<std::string> text(std::string_view name, std::size_t max_length = kMaxText) {
    const Value* value = find(name);
    if (!value) return std::string();
    if (!value->string()) return bad(name, "must be a text");
    if (utf16_length(*value->string()) > max_length) return bad(name, "is too long");
    if (!value->string()->empty()) kept.set(name, *value);
    return *value->string();
  }

  Outcome<std::vector<std::string>> texts(std::string_view name, std::size_t max_count = kMaxUris) {
    std::vector<std::string> found;
    const Value* value = find(name);
    if (!value) return found;
    if (!value->array() || value->array()->size() > max_count)
      return bad(name, "must be a short list of texts");
    for (const Value& each : *value->array()) {
      if (!each.string() || each.string()->size() > kMaxText) return bad(name, "must be a list of texts");
      found.push_back(*each.string());
    }
    kept.set(name, *value);
    return found;
  }

  Outcome<bool> flag(std::string_view name) {
    const Value* value = find(name);
    if (!value) return false;
    if (!value->boolean()) return bad(name, "must be true or false");
    kept.set(name, *value);
    return *value->boolean();
  }

  // A page or service of the client. Empty if absent.
  Outcome<std::string> address(std::string_view name) {
    std::string uri = TRY(text(name));
    if (!uri.empty() && !is_web_address(uri)) return bad(name, "must be an https address");
    return uri;
  }

  // Never by a secret: that of a stranger proves nothing (and HS256 is for what was agreed upon). Empty:
  // absent.
  Outcome<std::string> algorithm(std::string_view name) {
    std::string alg = TRY(text(name));
    if (!alg.empty() && std::ranges::find(kSigning, alg) == kSigning.end()) {
      return bad(name, "must be RS256, ES256 or EdDSA");
    }
    return alg;
  }

  // What is known and not to be had.
  Outcome<void> nothing(std::string_view name, std::string_view why) const {
    return find(name) ? bad(name, why) : Outcome<void>();
  }
};

Outcome<void> read_names(Reader& reader, ClientMetadata& client) {
  client.name = TRY(reader.text("client_name", kMaxName));
  if (!is_plain_line(client.name)) return bad("client_name", "has characters that do not show");
  client.client_uri = TRY(reader.address("client_uri"));
  client.logo_uri = TRY(reader.address("logo_uri"));
  client.policy_uri = TRY(reader.address("policy_uri"));
  client.tos_uri = TRY(reader.address("tos_uri"));
  (void)TRY(reader.texts("contacts"));
  for (const std::string_view name : {"software_id", "software_version"}) (void)TRY(reader.text(name));
  client.scope = TRY(reader.text("scope"));
  client.initiate_login_uri = TRY(reader.address("initiate_login_uri"));
  client.backchannel_logout_uri = TRY(reader.address("backchannel_logout_uri"));
  return {};
}

Outcome<void> check_redirects(std::string_view name, const std::vector<std::string>& uris, bool is_native) {
  for (const std::string& uri : uris) {
    if (is_registrable_redirect(uri, is_native)) continue;
    return Error{Kind::kInvalidRedirectUri,
                 std::string(name) +
                     " must be https; of native applications also http on 127.0.0.1, [::1] or " +
                     "localhost, or a private-use scheme with a dot. No wildcard, fragment or user name"};
  }
  return {};
}

// Programs that say nothing of their kind and wait on this machine are native: MCP clients do so.
Outcome<void> read_redirects(Reader& reader, ClientMetadata& client) {
  const std::string type = TRY(reader.text("application_type"));
  if (!type.empty() && type != "web" && type != "native") {
    return bad("application_type", "must be web or native");
  }
  client.redirect_uris = TRY(reader.texts("redirect_uris"));
  const auto is_web = [](const std::string& uri) { return is_registrable_redirect(uri, false); };
  client.is_native = type == "native" || (type.empty() && !std::ranges::all_of(client.redirect_uris, is_web));
  reader.kept.set("application_type", client.is_native ? "native" : "web");
  TRY(check_redirects("redirect_uris", client.redirect_uris, client.is_native));
  client.post_logout_redirect_uris = TRY(reader.texts("post_logout_redirect_uris"));
  return check_redirects("post_logout_redirect_uris", client.post_logout_redirect_uris, client.is_native);
}

// RFC 9700 §2.1.2, §2.4: neither implicit answers nor passwords.
Outcome<void> read_grants(Reader& reader, ClientMetadata& client) {
  std::vector<std::string> grants = TRY(reader.texts("grant_types"));
  if (grants.empty()) grants = {"authorization_code"};
  client.code_grant = false;
  for (const std::string& grant : grants) {
    bool* const one = grant == "authorization_code" ? &client.code_grant
                      : grant == "refresh_token"    ? &client.refresh_grant
                      : grant == kDeviceGrant       ? &client.device_grant
                                                    : nullptr;
    if (!one) return bad("grant_types", "must be of authorization_code, refresh_token and the device code's");
    *one = true;
  }
  if (!client.code_grant && !client.device_grant) return bad("grant_types", "need one that begins");
  std::vector<std::string> types = TRY(reader.texts("response_types"));
  if (types.empty() && client.code_grant) types = {"code"};
  if (std::ranges::any_of(types, [](const std::string& type) { return type != "code"; })) {
    return bad("response_types", "must be code");
  }
  if (client.code_grant == types.empty()) return bad("response_types", "do not go with grant_types");
  if (client.code_grant && client.redirect_uris.empty()) {
    return Error{Kind::kInvalidRedirectUri, "redirect_uris are missing"};
  }
  const auto list = [](const std::vector<std::string>& texts) {
    return Value::Array(texts.begin(), texts.end());
  };
  reader.kept.set("grant_types", list(grants));
  reader.kept.set("response_types", list(types));
  return {};
}

bool is_private(const Value& key) {
  return std::ranges::any_of(std::array{"d", "k", "p", "q", "dp", "dq", "qi", "oth"},
                             [&](std::string_view name) { return key.find(name) != nullptr; });
}

Outcome<void> read_keys(Reader& reader, ClientMetadata& client) {
  client.jwks_uri = TRY(reader.address("jwks_uri"));
  const Value* jwks = reader.find("jwks");
  if (!jwks) return {};
  if (!client.jwks_uri.empty()) return bad("jwks", "and jwks_uri exclude each other");  // RFC 7591 §2
  const Value* keys = jwks->find("keys");
  if (!keys || !keys->array() || keys->array()->size() > kMaxKeys) return bad("jwks", "is no set of keys");
  bool has_usable = false;
  for (const Value& key : *keys->array()) {
    if (is_private(key)) return bad("jwks", "must hold public keys only");
    has_usable = has_usable || crypto::parse_jwk(key.text()).has_value();
  }
  if (!has_usable) return bad("jwks", "has no key of RS256, ES256 or EdDSA");
  client.jwks = jwks->text();
  reader.kept.set("jwks", *jwks);
  return {};
}

Outcome<void> read_auth(Reader& reader, ClientMetadata& client, MetadataSource source) {
  const bool is_document = source == MetadataSource::kDocument;
  client.auth_name = TRY(reader.text("token_endpoint_auth_method"));
  if (client.auth_name.empty()) client.auth_name = is_document ? "none" : "client_secret_basic";
  if (client.auth_name == "none") {
    client.auth = AuthMethod::kNone;
  } else if (client.auth_name == "private_key_jwt") {
    client.auth = AuthMethod::kPrivateKeyJwt;
  } else if (client.auth_name == "client_secret_basic" && !is_document) {
    client.auth = AuthMethod::kBasic;
  } else if (client.auth_name == "client_secret_post" && !is_document) {
    client.auth = AuthMethod::kPost;
  } else {
    return bad("token_endpoint_auth_method", is_document
                                                 ? "must be none or private_key_jwt"
                                                 : "must be none, private_key_jwt, client_secret_basic "
                                                   "or client_secret_post");
  }
  reader.kept.set("token_endpoint_auth_method", client.auth_name);
  if (client.auth == AuthMethod::kPrivateKeyJwt && client.jwks.empty() && client.jwks_uri.empty()) {
    return bad("private_key_jwt", "needs jwks or jwks_uri");
  }
  client.assertion_alg = TRY(reader.algorithm("token_endpoint_auth_signing_alg"));
  return {};
}

Outcome<void> read_answers(Reader& reader, ClientMetadata& client) {
  const std::string id_token_alg = TRY(reader.algorithm("id_token_signed_response_alg"));
  if (!id_token_alg.empty()) client.id_token_alg = id_token_alg;
  client.userinfo_alg = TRY(reader.algorithm("userinfo_signed_response_alg"));
  for (const std::string_view answer : {"id_token", "userinfo", "authorization", "introspection"}) {
    TRY(reader.nothing(std::string(answer) + "_encrypted_response_alg", "is not supported"));
    TRY(reader.nothing(std::string(answer) + "_encrypted_response_enc", "is not supported"));
  }
  return {};
}

// Core §8.1. Whose the hosts of its sector are is proved by codes, which go there; what comes to a device
// goes to whoever asked, who could learn so what another's people are called.
Outcome<void> read_subjects(Reader& reader, ClientMetadata& client) {
  const std::string type = TRY(reader.text("subject_type"));
  if (!type.empty() && type != "public" && type != "pairwise")
    return bad("subject_type", "must be public or pairwise");
  if (!type.empty()) client.subject_type = type;
  client.sector_identifier_uri = TRY(reader.address("sector_identifier_uri"));
  const bool has_sector = !client.redirect_uris.empty() || !client.sector_identifier_uri.empty();
  if (client.subject_type == "pairwise" && client.device_grant && has_sector)
    return bad("subject_type", "must be public where devices get tokens for a client with addresses");
  return {};
}

Outcome<void> read_requests(Reader& reader, ClientMetadata& client) {
  client.request_uris = TRY(reader.texts("request_uris", kMaxRequestUris));
  for (const std::string& uri : client.request_uris) {
    if (!is_web_address(uri)) return bad("request_uris", "must be https addresses");
  }
  client.request_object_alg = TRY(reader.algorithm("request_object_signing_alg"));
  TRY(reader.nothing("request_object_encryption_alg", "is not supported"));
  client.require_signed_request = TRY(reader.flag("require_signed_request_object"));
  client.require_pushed = TRY(reader.flag("require_pushed_authorization_requests"));
  client.require_dpop = TRY(reader.flag("dpop_bound_access_tokens"));
  client.require_auth_time = TRY(reader.flag("require_auth_time"));
  TRY(reader.nothing("tls_client_certificate_bound_access_tokens", "is not supported"));
  const Value* age = reader.find("default_max_age");
  if (!age) return {};
  if (!age->integer() || *age->integer() < 0) return bad("default_max_age", "must be a number of seconds");
  client.default_max_age_s = *age->integer();
  reader.kept.set("default_max_age", *age);
  return {};
}

// Nobody's statements about software are believed (RFC 7591 §2.3), and secrets are ours to make.
Outcome<void> check_claims_of_others(const Reader& reader) {
  TRY(reader.nothing("software_statement", "is not supported"));
  return {};
}

Outcome<ClientMetadata> read(const Value& said, MetadataSource source) {
  Reader reader{said};
  ClientMetadata client;
  TRY(check_claims_of_others(reader));
  TRY(read_names(reader, client));
  TRY(read_redirects(reader, client));
  TRY(read_grants(reader, client));
  TRY(read_keys(reader, client));
  TRY(read_auth(reader, client, source));
  TRY(read_answers(reader, client));
  TRY(read_subjects(reader, client));
  TRY(read_requests(reader, client));
  client.json = reader.kept.text();
  return client;
}

Outcome<Value> object_of(std::string_view text) {
  Result<Value> said = Value::parse(text, {kMaxBytes, 8, 2'000});
  if (!said || !said->object()) return Error{Kind::kInvalidClientMetadata, "the metadata is no JSON object"};
  return *std::move(said);
}

}  // namespace

Outcome<ClientMetadata> read_client_metadata(std::string_view json, MetadataSource source) {
  return read(TRY(object_of(json)), source);
}

Outcome<ClientMetadata> read_client_document(std::string_view json, std::string_view address) {
  const Value said = TRY(object_of(json));
  const Value* id = said.find("client_id");
  if (!id || !id->string() || *id->string() != address) {
    return Error{Kind::kInvalidClientMetadata, "client_id is not the address of the document"};
  }
  // draft-ietf-oauth-client-id-metadata-document §4.1: everybody can read it.
  for (const std::string_view name : {"client_secret", "client_secret_expires_at"}) {
    if (said.find(name)) return bad(name, "must not stand in a document");
  }
  return read(said, MetadataSource::kDocument);
}

}  // namespace genauth::oidc
