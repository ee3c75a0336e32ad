#include "oidc/outcome.h"

#include <cstddef>
#include <iterator>

namespace genauth::oidc {
namespace {

struct Row {
  std::string_view code;
  int status;
};

// In the order of Kind.
constexpr Row kRows[] = {
    {"invalid_request", 400},
    {"invalid_client", 401},
    {"invalid_grant", 400},
    {"unauthorized_client", 400},
    {"unsupported_grant_type", 400},
    {"invalid_scope", 400},
    {"invalid_token", 401},
    {"insufficient_scope", 403},
    {"invalid_request", 405},  // kMethodNotAllowed
    {"invalid_request", 404},  // kNotFound
    {"temporarily_unavailable", 429},
    {"server_error", 500},
    {"interaction_required", 400},
    {"access_denied", 400},
    {"unsupported_response_type", 400},
    {"login_required", 400},
    {"account_selection_required", 400},
    {"consent_required", 400},
    {"unmet_authentication_requirements", 400},
    {"request_not_supported", 400},
    {"request_uri_not_supported", 400},
    {"registration_not_supported", 400},
    {"invalid_request_uri", 400},
    {"invalid_request_object", 400},
    {"invalid_target", 400},
    {"authorization_pending", 400},
    {"slow_down", 400},
    {"expired_token", 400},
    {"invalid_dpop_proof", 400},
    {"use_dpop_nonce", 400},
    {"invalid_redirect_uri", 400},
    {"invalid_client_metadata", 400},
    {"invalid_binding_message", 400},
};
static_assert(std::size(kRows) == static_cast<std::size_t>(Kind::kInvalidBindingMessage) + 1);

const Row& row_of(Kind kind) {
  return kRows[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view code_of(Kind kind) {
  return row_of(kind).code;
}

int status_of(Kind kind) {
  return row_of(kind).status;
}

}  // namespace genauth::oidc
