#include "oidc/http.h"

#include <optional>

#include "base/encoding.h"

namespace genauth::oidc {

bool is_plain_oauth(std::string_view issuer) {
  return issuer.ends_with("/oauth");
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
                     json_quote(error.description) + (error.members.empty() ? "" : "," + error.members) + "}";
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
