#include "oidc/http.h"

#include <optional>

#include "base/encoding.h"

namespace genauth::oidc {

std::string_view code_of(Kind kind) {
  switch (kind) {
    case Kind::kInvalidRequest:
      return "invalid_request";
    case Kind::kInvalidClient:
      return "invalid_client";
    case Kind::kInvalidGrant:
      return "invalid_grant";
    case Kind::kUnauthorizedClient:
      return "unauthorized_client";
    case Kind::kUnsupportedGrantType:
      return "unsupported_grant_type";
    case Kind::kInvalidScope:
      return "invalid_scope";
    case Kind::kInvalidToken:
      return "invalid_token";
    case Kind::kInsufficientScope:
      return "insufficient_scope";
    case Kind::kMethodNotAllowed:
      return "invalid_request";
    case Kind::kNotFound:
      return "invalid_request";
    case Kind::kThrottled:
      return "temporarily_unavailable";
    case Kind::kServerError:
      return "server_error";
    case Kind::kInteractionRequired:
      return "interaction_required";
  }
  return "server_error";
}

int status_of(Kind kind) {
  switch (kind) {
    case Kind::kInvalidClient:
    case Kind::kInvalidToken:
      return 401;
    case Kind::kInsufficientScope:
      return 403;
    case Kind::kNotFound:
      return 404;
    case Kind::kMethodNotAllowed:
      return 405;
    case Kind::kThrottled:
      return 429;
    case Kind::kServerError:
      return 500;
    default:
      return 400;
  }
}

std::string issuer_of(std::string_view origin, std::string_view application_in_path) {
  std::string issuer(origin);
  if (!application_in_path.empty()) issuer.append("/").append(application_in_path);
  return issuer += "/oidc";
}

Outcome<std::string> parameter(const Request& request, std::string_view name) {
  const std::string* found = nullptr;
  for (const Pairs* pairs : {&request.form, &request.query}) {
    for (const auto& [key, value] : *pairs) {
      if (key != name || value.empty()) continue;
      if (found && *found != value) {
        return Error{Kind::kInvalidRequest, std::string(name) + " is given more than once"};
      }
      found = &value;
    }
  }
  return found ? *found : std::string();
}

Response json_answer(std::string body, bool no_store) {
  Response response{200, {{"Content-Type", "application/json"}}, std::move(body)};
  if (no_store) {
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Pragma", "no-cache");
  }
  return response;
}

Response error_answer(const Error& error) {
  std::string body = R"({"error":)" + json_quote(code_of(error.kind)) + R"(,"error_description":)" +
                     json_quote(error.description) +
                     (error.members.empty() ? "" : "," + error.members) + "}";
  Response response = json_answer(std::move(body), true);
  response.status = status_of(error.kind);
  if (error.retry_after_s > 0) {
    response.headers.emplace_back("Retry-After", std::to_string(error.retry_after_s));
  }
  return response;
}

Response method_not_allowed(std::string_view allow) {
  Response response = error_answer({Kind::kMethodNotAllowed, "use " + std::string(allow)});
  response.headers.emplace_back("Allow", std::string(allow));
  return response;
}

}  // namespace genauth::oidc
