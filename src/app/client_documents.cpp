#include "app/client_documents.h"

#include <algorithm>

#include "base/log.h"
#include "json/value.h"

namespace genauth::app {
namespace {

bool is_small_key_set(const std::string& text) {
  const Result<json::Value> set = json::Value::parse(text, {ClientDocuments::kMaxBytes, 8, 5'000});
  const json::Value* keys = set ? set->find("keys") : nullptr;
  return keys && keys->array() && keys->array()->size() <= ClientDocuments::kMaxKeys;
}

}  // namespace

oidc::Outcome<std::string> ClientDocuments::keys(const oidc::Client& client, bool fresh) {
  if (client.jwks_uri.empty()) return client.jwks;
  const std::string text = document(client.jwks_uri, fresh ? kPauseMs : kKeysLifeMs);
  return is_small_key_set(text) ? text : std::string(R"({"keys":[]})");
}

oidc::Outcome<std::string> ClientDocuments::request_object(const oidc::Client&, std::string_view uri) {
  std::string text = document(uri, kObjectLifeMs);
  if (text.empty())
    return oidc::Error{oidc::Kind::kInvalidRequestUri, "nothing could be read at request_uri"};
  return text;
}

std::string ClientDocuments::document(std::string_view uri, std::int64_t life_ms) {
  std::unique_lock lock(mutex_);
  const std::shared_ptr<Document> document = remembered(uri);
  if (document->is_fetching) {
    arrived_.wait(lock, [&] { return !document->is_fetching; });
    return document->body;
  }
  const std::int64_t age_ms = clock_.now_ms() - document->fetched_at;
  const std::int64_t limit_ms = document->body.empty() ? std::min(life_ms, kPauseMs) : life_ms;
  if (document->fetched_at > 0 && age_ms < limit_ms) return document->body;
  document->is_fetching = true;
  lock.unlock();
  std::string body = fetched(uri);
  lock.lock();
  const std::int64_t now_ms = clock_.now_ms();
  document->fetched_at = now_ms;
  document->is_fetching = false;
  // What was good a while ago is better than nothing while its server cannot be reached, but not for ever.
  if (!body.empty() || now_ms - document->good_at > kKeysLifeMs) {
    document->good_at = now_ms;
    document->body = std::move(body);
  }
  arrived_.notify_all();
  return document->body;
}

std::string ClientDocuments::fetched(std::string_view uri) const {
  net::HttpCall call;
  call.url = uri;
  call.headers = {{"Accept", "application/json, application/jwt, */*;q=0.1"}};
  call.timeout_ms = 5'000;
  call.max_response_bytes = kMaxBytes;
  Result<net::HttpAnswer> answer = http_.send(call);
  if (answer && answer->status == 200) return std::move(answer->body);
  log::warn("oidc.document_not_fetched",
            {{"uri", uri}, {"why", answer ? std::to_string(answer->status) : answer.error().detail()}});
  return {};
}

// The longest unused one goes where there are too many.
std::shared_ptr<ClientDocuments::Document> ClientDocuments::remembered(std::string_view uri) {
  if (const auto known = documents_.find(uri); known != documents_.end()) return known->second;
  if (documents_.size() >= kRemembered) {
    documents_.erase(
        std::ranges::min_element(documents_, {}, [](const auto& each) { return each.second->fetched_at; }));
  }
  return documents_.emplace(uri, std::make_shared<Document>()).first->second;
}

}  // namespace genauth::app
