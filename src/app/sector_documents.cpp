#include "app/sector_documents.h"

#include "base/log.h"
#include "json/value.h"

namespace genauth::app {
namespace {

constexpr std::size_t kMaxBytes = 64U << 10, kMaxUris = 1'000;
constexpr int kTimeoutMs = 5'000;

}  // namespace

std::optional<std::vector<std::string>> sector_list(std::string_view body) {
  const Result<json::Value> document = json::Value::parse(body, {kMaxBytes, 2, kMaxUris});
  if (!document || !document->array()) return std::nullopt;
  std::vector<std::string> listed;
  for (const json::Value& each : *document->array()) {
    if (!each.string()) return std::nullopt;
    listed.push_back(*each.string());
  }
  return listed;
}

Result<std::vector<std::string>> SectorDocuments::redirect_uris(
    const std::string& sector_identifier_uri) const {
  net::HttpCall call;
  call.url = sector_identifier_uri;
  call.headers = {{"Accept", "application/json"}};
  call.timeout_ms = kTimeoutMs;
  call.max_response_bytes = kMaxBytes;
  const Result<net::HttpAnswer> answer = http_.send(call);
  if (!answer || answer->status != 200) {
    log::warn("applications.sector_not_fetched",
              {{"uri", sector_identifier_uri},
               {"why", answer ? std::to_string(answer->status) : answer.error().detail()}});
    return applications::bad_sector();
  }
  auto listed = sector_list(answer->body);
  if (!listed) return applications::bad_sector();
  return *std::move(listed);
}

}  // namespace genauth::app
