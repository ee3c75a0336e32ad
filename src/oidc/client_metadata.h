// What a client says of itself, at registration (RFC 7591 §2, OpenID Connect Registration 1.0 §2) or in a
// document at its own address (draft-ietf-oauth-client-id-metadata-document), where nobody vouches for it.
// Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/client.h"
#include "oidc/outcome.h"

namespace genauth::oidc {

struct ClientMetadata {
  std::string name, client_uri, logo_uri, initiate_login_uri, backchannel_logout_uri, jwks, jwks_uri;
  std::string policy_uri = {}, tos_uri = {};
  std::string subject_type = "public", sector_identifier_uri = {};
  std::string scope = {};  // all that it may get; empty: what it asks for
  std::vector<std::string> redirect_uris, post_logout_redirect_uris, request_uris;
  AuthMethod auth = AuthMethod::kBasic;
  std::string auth_name = {};
  bool is_native = false, code_grant = true, refresh_grant = false, device_grant = false;
  std::string assertion_alg = {}, request_object_alg = {}, id_token_alg = "RS256", userinfo_alg = {};
  std::optional<std::int64_t> default_max_age_s = {};
  bool require_auth_time = false, require_dpop = false, require_pushed = false,
       require_signed_request = false;
  std::string json = {};  // all that was taken, compact: the answer repeats it (RFC 7591 §3.2.1)
};

// Where it comes from, and so what may stand in it.
enum class MetadataSource : std::uint8_t { kRegistration, kDocument };

// kInvalidRedirectUri, kInvalidClientMetadata. Members that nobody knows are left out; what is known and
// cannot be granted is refused, so that no client believes it has what it has not.
Outcome<ClientMetadata> read_client_metadata(std::string_view json, MetadataSource source);

// As above, of the document at this address: its client_id must be the address, byte for byte.
Outcome<ClientMetadata> read_client_document(std::string_view json, std::string_view address);

}  // namespace genauth::oidc
