#include "genauth/management_client.h"

#include <algorithm>

#include "codec.h"

namespace genauth {
namespace {

constexpr std::chrono::seconds kRenewBefore{60};
constexpr std::int64_t kUnauthorized = 401;

}  // namespace

ManagementClient::ManagementClient(ManagementClientOptions options)
    : options_(std::move(options)),
      channel_({options_.host, options_.connect_timeout, options_.timeout, options_.ca_file}) {}

Answer ManagementClient::send(Request request) {
  if (request.is_public) return deliver(std::move(request), "");
  Answer refusal;
  std::string bearer = token(false, refusal);
  if (bearer.empty()) return refusal;
  Answer answer = deliver(request, bearer);
  if (detail::Document(answer, false).head.status_code != kUnauthorized) return answer;
  // Revoked before its time, or the server's keys changed. Nothing was done yet, so once more is safe.
  bearer = token(true, refusal);
  return bearer.empty() ? refusal : deliver(std::move(request), bearer);
}

std::string ManagementClient::token(bool renew, Answer& refusal) {
  const std::scoped_lock lock(mutex_);  // held during the call, so that one thread asks for all
  if (!renew && !token_.empty() && std::chrono::steady_clock::now() < renew_at_) return token_;
  detail::Writer body;
  body.begin_object();
  body.member("accessKeyId", options_.access_key_id);
  body.member("accessKeySecret", options_.access_key_secret);
  body.end_object();
  Request request{.method = "POST", .path = "/api/v3/get-management-token", .is_public = true};
  request.body = body.take();
  request.content_type = "application/json";
  refusal = deliver(std::move(request), "");
  const detail::Document document(refusal, false);
  std::int64_t seconds = 0;
  token_.clear();
  document.data.member("access_token", token_);
  document.data.member("expires_in", seconds);
  const auto margin = std::min<std::chrono::seconds>(kRenewBefore, std::chrono::seconds(seconds / 2));
  renew_at_ = std::chrono::steady_clock::now() + std::chrono::seconds(seconds) - margin;
  return token_;
}

Answer ManagementClient::deliver(Request request, const std::string& token) {
  if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
  if (!options_.language.empty()) request.headers.emplace_back("x-genauth-lang", options_.language);
  if (!options_.tenant_id.empty()) request.headers.emplace_back("x-genauth-tenant-id", options_.tenant_id);
  return channel_.send(request);
}

}  // namespace genauth
