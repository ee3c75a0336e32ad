#include "app/deliveries.h"

namespace genauth::app {

Result<void> post_to(const net::HttpClient& http, const std::string& url,
                     std::vector<std::pair<std::string, std::string>> headers, std::string body) {
  net::HttpCall call;
  call.method = "POST";
  call.url = url;
  call.headers = std::move(headers);
  call.body = std::move(body);
  call.timeout_ms = 5000;
  const net::HttpAnswer answer = TRY(http.send(call));
  if (answer.status == 200 || answer.status == 204) return {};
  return Error(errors::kProviderRefused, "status " + std::to_string(answer.status));
}

}  // namespace genauth::app
